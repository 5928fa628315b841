package admission_test

import (
	"net"
	"syscall"
	"testing"

	"entente/internal/admission"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fakeListener gives connections of given addresses. Real ones are accepted in the tests of package server.
type fakeListener struct {
	net.Listener
	next []any // an address, or an error
}

// Accept gives the next.
func (l *fakeListener) Accept() (net.Conn, error) {
	next := l.next[0]
	l.next = l.next[1:]
	if err, ok := next.(error); ok {
		return nil, err
	}
	here, there := net.Pipe()
	return &from{here, next.(string), there}, nil
}

// from is a connection from an address.
type from struct {
	net.Conn
	address string
	there   net.Conn
}

// RemoteAddr is the address.
func (f *from) RemoteAddr() net.Addr { return address(f.address + ":1") }

type address string

// Network is tcp.
func (address) Network() string { return "tcp" }

// String is the address.
func (a address) String() string { return string(a) }

// isOpen reports whether a connection is open.
func isOpen(c net.Conn) bool {
	bounded := c.(*admission.Connection)
	done := make(chan error, 1)
	go func() {
		_, err := bounded.Conn.(*from).there.Write([]byte("x"))
		done <- err
	}()
	_, err := bounded.Read(make([]byte, 1))
	return err == nil && <-done == nil
}

// accept accepts connections of addresses, nil for those that were refused before the next.
func accept(t *testing.T, c *admission.Connections, next ...any) (conns []net.Conn) {
	t.Helper()
	l := &fakeListener{next: next}
	bounded := c.Bound(l)
	for len(l.next) > 0 {
		conn, err := bounded.Accept()
		require.NoError(t, err)
		conns = append(conns, conn)
	}
	return conns
}

func TestConnections_BeyondThoseOfOne_TheOneThatHasWaitedLongestIsClosed(t *testing.T) {
	c := admission.NewConnections(admission.ConnectionLimits{Connections: 10, PerClient: 2, Unfinished: 1000})
	conns := accept(t, c, "a", "b", "a")
	conns[0].(*admission.Connection).Begin()
	conns[0].(*admission.Connection).End() // it waits anew
	conns = append(conns, accept(t, c, "a")...)
	assert.True(t, isOpen(conns[0]))
	assert.True(t, isOpen(conns[1]), "another's")
	assert.False(t, isOpen(conns[2]))
	assert.True(t, isOpen(conns[3]))
	assert.EqualValues(t, 1, c.Stats().Closed[admission.TooManyConnectionsOfClient])
}

func TestConnections_BusyOnesAreNotClosed(t *testing.T) {
	c := admission.NewConnections(admission.ConnectionLimits{Connections: 10, PerClient: 2, Unfinished: 1000})
	busy := accept(t, c, "a", "a")
	for _, conn := range busy {
		conn.(*admission.Connection).Begin()
	}
	others := accept(t, c, "a", "b")
	require.Len(t, others, 1, "a's third is refused")
	assert.EqualValues(t, 3, c.Stats().Open)
	for _, conn := range busy {
		require.NoError(t, conn.Close())
		require.NoError(t, conn.Close(), "net/http closes twice")
		conn.(*admission.Connection).End()
	}
	assert.Equal(t, 1, c.Stats().Open)
	accept(t, c, "a", "a")
	assert.Equal(t, 3, c.Stats().Open)
}

func TestConnections_BeyondAll_WhoHasTheMostLosesOne(t *testing.T) {
	c := admission.NewConnections(admission.ConnectionLimits{Connections: 4, PerClient: 4, Unfinished: 1000})
	conns := accept(t, c, "a", "b", "b", "c", "d")
	assert.False(t, isOpen(conns[1]), "b's first")
	for _, i := range []int{0, 2, 3, 4} {
		assert.True(t, isOpen(conns[i]), i)
	}
	more := accept(t, c, "e")
	assert.False(t, isOpen(conns[0]), "of equals who has waited longest")
	assert.True(t, isOpen(more[0]))
	assert.EqualValues(t, 2, c.Stats().Closed[admission.TooManyConnections])
}

func TestConnections_WithoutFiles_MakeRoom(t *testing.T) {
	c := admission.NewConnections(admission.DefaultConnectionLimits())
	tooMany := &net.OpError{Op: "accept", Err: syscall.EMFILE}
	conns := accept(t, c, "a", tooMany, "b")
	assert.False(t, isOpen(conns[0]))
	assert.True(t, isOpen(conns[1]))
	conns[1].(*admission.Connection).Begin()
	_, err := c.Bound(&fakeListener{next: []any{tooMany}}).Accept()
	assert.ErrorIs(t, err, syscall.EMFILE, "none waits")
}

func TestConnections_BytesOfUnfinishedRequests_WhoHasTheMostLosesThem(t *testing.T) {
	c := admission.NewConnections(admission.ConnectionLimits{Connections: 10, PerClient: 10, Unfinished: 100})
	conns := accept(t, c, "a", "b", "b")
	send := func(conn net.Conn, n int) {
		go func() { _, _ = conn.(*admission.Connection).Conn.(*from).there.Write(make([]byte, n)) }()
		_, _ = conn.Read(make([]byte, n))
	}
	send(conns[0], 40)
	send(conns[1], 25)
	send(conns[2], 35)
	assert.Equal(t, 100, c.Stats().Unfinished)
	send(conns[0], 1)
	assert.Equal(t, 66, c.Stats().Unfinished, "b has the most, and its second connection")
	assert.False(t, isOpen(conns[2]))
	conns[0].(*admission.Connection).Begin()
	send(conns[0], 500)
	assert.Equal(t, 25, c.Stats().Unfinished, "a request that has come as a whole is bounded by others")
	assert.Equal(t, 2, c.Stats().Open)
	assert.EqualValues(t, 1, c.Stats().Closed[admission.TooManyUnfinished])
}
