package neo4jtest

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Proxy is a TCP proxy that simulates network faults: delays, silence, resets, and connections that break in the middle. Its methods take
// effect immediately, also for open connections.
//
// Shopify's toxiproxy does less of it: it resets no connection that is open already, its timeout drops what arrives and closes the
// connection in the end, where a silent line keeps both, and its limit_data is the same for all connections.
type Proxy struct {
	listener net.Listener
	target   string
	running  sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]bool
	// silent is closed while data flow; a new one stands for silence.
	silent  chan struct{}
	delay   func() time.Duration
	cut     func() int
	closing chan struct{}
}

// StartProxy starts a proxy before a server, which ends with the test, and gives the connection through it.
func StartProxy(t testing.TB, c Connection) (*Proxy, Connection) {
	t.Helper()
	behind, err := url.Parse(c.URI)
	require.NoError(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p := &Proxy{listener: listener, target: behind.Host, conns: map[net.Conn]bool{}, silent: make(chan struct{}), closing: make(chan struct{})}
	close(p.silent)
	p.running.Go(p.accept)
	t.Cleanup(func() {
		close(p.closing)
		_ = listener.Close()
		p.Reset()
		p.running.Wait()
	})
	behind.Host = listener.Addr().String()
	c.URI = behind.String()
	return p, c
}

// Delay holds all data up, in each direction, for mean plus or minus up to jitter. Order is kept.
func (p *Proxy) Delay(mean, jitter time.Duration) {
	p.set(func() {
		p.delay = func() time.Duration { return mean + time.Duration(rand.Int64N(int64(2*jitter)+1)) - jitter }
	})
}

// Silence drops no connection and forwards nothing; new connections are accepted.
func (p *Proxy) Silence() { p.set(func() { p.silent = make(chan struct{}) }) }

// Cut closes each new connection after a number of bytes from the server, which after gives: as a server ends that dies, and
// otherwise than Reset.
func (p *Proxy) Cut(after func() int) { p.set(func() { p.cut = after }) }

// Mend removes all faults.
func (p *Proxy) Mend() {
	p.set(func() {
		p.delay, p.cut = nil, nil
		select {
		case <-p.silent:
		default:
			close(p.silent)
		}
	})
}

// Reset breaks all connections, so that both ends see an error, and says how many there were.
func (p *Proxy) Reset() (n int) {
	p.set(func() {
		// Each has two ends.
		n = len(p.conns) / 2
		for c := range p.conns {
			reset(c)
		}
		clear(p.conns)
	})
	return n
}

func (p *Proxy) set(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

// reset closes a connection by a reset. It may be closed already.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// accept connects each new client to the server.
func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			// As a host answers on which nothing listens.
			reset(client)
			continue
		}
		limit := -1
		p.set(func() {
			p.conns[client], p.conns[server] = true, true
			if p.cut != nil {
				limit = p.cut()
			}
		})
		p.running.Go(func() { p.pump(server, client, -1) })
		p.running.Go(func() { p.pump(client, server, limit) })
	}
}

// chunk is what arrived, and when it is to go on.
type chunk struct {
	data []byte
	due  time.Time
}

// pump takes data from one end to the other until one of them ends, or the limit of bytes is reached, and then breaks both off.
func (p *Proxy) pump(to, from net.Conn, limit int) {
	chunks := make(chan chunk, 1024)
	p.running.Go(func() {
		defer close(chunks)
		for {
			data := make([]byte, 16<<10)
			n, err := from.Read(data)
			if n > 0 {
				select {
				case chunks <- chunk{data[:n], p.due()}:
				case <-p.closing:
					return
				}
			}
			if err != nil {
				return
			}
		}
	})
	for c := range chunks {
		if !p.wait(c.due) {
			break
		}
		if limit >= 0 && len(c.data) >= limit {
			_, _ = to.Write(c.data[:limit])
			_ = to.Close()
			break
		}
		if limit >= 0 {
			limit -= len(c.data)
		}
		if _, err := to.Write(c.data); err != nil && !errors.Is(err, io.EOF) {
			break
		}
	}
	reset(from)
	reset(to)
	p.set(func() {
		delete(p.conns, from)
		delete(p.conns, to)
	})
	// The reader ends with its connection; what it read still is of no use.
	for range chunks {
	}
}

func (p *Proxy) due() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.delay == nil {
		return time.Time{}
	}
	return time.Now().Add(p.delay())
}

// wait waits until data may go on. It says no when the proxy closes.
func (p *Proxy) wait(due time.Time) bool {
	if d := time.Until(due); d > 0 {
		select {
		case <-time.After(d):
		case <-p.closing:
			return false
		}
	}
	p.mu.Lock()
	silent := p.silent
	p.mu.Unlock()
	select {
	case <-silent:
		return true
	case <-p.closing:
		return false
	}
}
