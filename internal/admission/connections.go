package admission

import (
	"container/list"
	"context"
	"errors"
	"net"
	"sync"
	"syscall"
)

// ConnectionLimits bound the connections of a server. All must be one or more.
type ConnectionLimits struct {
	// Connections is how many may be open, PerClient how many of one client.
	Connections, PerClient int
	// Unfinished is how many bytes of requests may be held that have not come as a whole.
	Unfinished int
}

// maxUnfinished is for sixteen of the largest requests at once. The headers of a request take up to fifteen times as much memory as their text.
const maxUnfinished = 4 << 20

// DefaultConnectionLimits returns the limits of a server: four times as many connections as requests in progress, so that clients may keep some
// for their next request, and a part of them for one client.
func DefaultConnectionLimits() ConnectionLimits {
	return ConnectionLimits{Connections: 2048, PerClient: 256, Unfinished: maxUnfinished}
}

// Connections bounds the connections of a server. A connection waits for its client until a request has come as a whole, and again after its answer;
// between, it is busy. Beyond a limit one that waits is closed: of the client that has the most, the one that has waited longest. So who opens many,
// or sends slowly, loses their own. Where none waits, a new connection is closed at once. It is safe for concurrent use.
type Connections struct {
	limits ConnectionLimits
	mu     sync.Mutex
	// clients have one open connection at least.
	clients map[string]*holder
	// open counts the connections, unfinished the bytes that those which wait have sent.
	open, unfinished int
	// waits counts how often a connection began to wait.
	waits  int64
	closed map[ConnectionReason]int64
}

// holder is a client with its connections.
type holder struct {
	name             string
	open, unfinished int
	// waiting are the connections that wait for the client, from the one that has waited longest.
	waiting list.List
}

// NewConnections returns the bounds of a server's connections.
func NewConnections(limits ConnectionLimits) *Connections {
	return &Connections{limits: limits, clients: map[string]*holder{}, closed: map[ConnectionReason]int64{}}
}

// Bound returns a listener whose connections are bounded. Contexts of requests have their connection by Context.
func (c *Connections) Bound(l net.Listener) net.Listener { return &boundListener{l, c} }

type boundListener struct {
	net.Listener
	bounds *Connections
}

// Accept returns the next connection that may be. If the process has no more files, a connection that waits is closed for it.
func (l *boundListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		switch {
		case errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE):
			if !l.bounds.makeRoom() {
				return nil, err
			}
		case err != nil:
			return nil, err
		default:
			if bounded := l.bounds.add(conn); bounded != nil {
				return bounded, nil
			}
		}
	}
}

// add adds a connection, for which another may be closed. If there is no room it closes the connection and returns nil.
func (c *Connections) add(conn net.Conn) *Connection {
	name := ClientOf(conn.RemoteAddr().String())
	c.mu.Lock()
	of := c.clients[name]
	if of == nil {
		of = &holder{name: name}
		c.clients[name] = of
	}
	added := &Connection{Conn: conn, bounds: c, of: of}
	c.open++
	of.open++
	c.wait(added)
	var victim *Connection
	switch {
	case of.open > c.limits.PerClient:
		victim = c.drop(of.longest(), TooManyConnectionsOfClient)
	case c.open > c.limits.Connections:
		victim = c.drop(c.most(func(h *holder) int { return h.open }).longest(), TooManyConnections)
	}
	c.mu.Unlock()
	if victim == added {
		reset(conn)
		return nil
	}
	victim.cut()
	return added
}

// reset closes a connection without a word, which costs least: the system forgets it at once.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// makeRoom closes a connection that waits, and reports whether there was one.
func (c *Connections) makeRoom() bool {
	c.mu.Lock()
	var victim *Connection
	if of := c.most(func(h *holder) int { return h.open }); of != nil {
		victim = c.drop(of.longest(), TooManyConnections)
	}
	c.mu.Unlock()
	victim.cut()
	return victim != nil
}

// most is the client that has the most of something, of those that have a connection which waits; of equals the one with the connection that has
// waited longest; nil if none waits. The caller holds the mutex.
func (c *Connections) most(of func(*holder) int) (most *holder) {
	for _, h := range c.clients {
		if h.waiting.Len() == 0 {
			continue
		}
		if most == nil || of(h) > of(most) || of(h) == of(most) && h.longest().waits < most.longest().waits {
			most = h
		}
	}
	return most
}

// longest is the connection that has waited longest.
func (h *holder) longest() *Connection { return h.waiting.Front().Value.(*Connection) }

// largest is the connection of those that wait which has sent the most.
func (h *holder) largest() (largest *Connection) {
	for e := h.waiting.Front(); e != nil; e = e.Next() {
		if conn := e.Value.(*Connection); largest == nil || conn.unfinished > largest.unfinished {
			largest = conn
		}
	}
	return largest
}

// drop forgets a connection that waits, and returns it to be closed without the mutex. The caller holds the mutex.
func (c *Connections) drop(conn *Connection, reason ConnectionReason) *Connection {
	c.closed[reason]++
	c.forget(conn)
	return conn
}

// forget removes a connection, if it is not removed yet. The caller holds the mutex.
func (c *Connections) forget(conn *Connection) {
	if conn.forgotten {
		return
	}
	conn.forgotten = true
	c.stopWaiting(conn)
	c.open--
	if conn.of.open--; conn.of.open == 0 {
		delete(c.clients, conn.of.name)
	}
}

// wait makes a connection one that waits. The caller holds the mutex.
func (c *Connections) wait(conn *Connection) {
	c.waits++
	conn.waits = c.waits
	conn.place = conn.of.waiting.PushBack(conn)
}

// stopWaiting makes a connection one that does not wait. The caller holds the mutex.
func (c *Connections) stopWaiting(conn *Connection) {
	if conn.place == nil {
		return
	}
	conn.of.waiting.Remove(conn.place)
	conn.place = nil
	conn.of.unfinished -= conn.unfinished
	c.unfinished -= conn.unfinished
	conn.unfinished = 0
}

// received counts bytes that a connection which waits has sent, and returns one to be closed if they are too many.
func (c *Connections) received(conn *Connection, n int) *Connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	if conn.place == nil {
		return nil
	}
	conn.unfinished += n
	conn.of.unfinished += n
	if c.unfinished += n; c.unfinished <= c.limits.Unfinished {
		return nil
	}
	return c.drop(c.most(func(h *holder) int { return h.unfinished }).largest(), TooManyUnfinished)
}

// ConnectionReason says why a connection was closed.
type ConnectionReason string

// The reasons.
const (
	// TooManyConnections: so many are open.
	TooManyConnections ConnectionReason = "connections"
	// TooManyConnectionsOfClient: the client has so many open.
	TooManyConnectionsOfClient ConnectionReason = "client"
	// TooManyUnfinished: requests that have not come as a whole hold so many bytes.
	TooManyUnfinished ConnectionReason = "unfinished"
)

// ConnectionReasons returns all reasons.
func ConnectionReasons() []ConnectionReason {
	return []ConnectionReason{TooManyConnections, TooManyConnectionsOfClient, TooManyUnfinished}
}

// ConnectionStats are how many connections are open, how many bytes of unfinished requests they hold, and how many were closed beyond a limit
// since the server began.
type ConnectionStats struct {
	Open, Unfinished int
	Closed           map[ConnectionReason]int64
}

// Stats returns them.
func (c *Connections) Stats() ConnectionStats {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := ConnectionStats{c.open, c.unfinished, make(map[ConnectionReason]int64, len(c.closed))}
	for _, r := range ConnectionReasons() {
		s.Closed[r] = c.closed[r]
	}
	return s
}

type connectionKey struct{}

// Context returns the context of a connection's requests, for http.Server.ConnContext.
func (*Connections) Context(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, conn)
}

// ConnectionOf returns the connection that the request of a context came by, nil if it is not bounded.
func ConnectionOf(ctx context.Context) *Connection {
	conn, _ := ctx.Value(connectionKey{}).(*Connection)
	return conn
}
