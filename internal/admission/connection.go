package admission

import (
	"container/list"
	"net"
)

// Connection is one of a bounded number of connections. Begin and End do nothing with a nil connection.
type Connection struct {
	net.Conn
	bounds *Connections
	of     *holder
	// The mutex of bounds guards what follows. place is that among the connections that wait, nil while it is busy; waits is when it began to wait, as
	// a number of Connections.waits; unfinished is how much was received since.
	place      *list.Element
	waits      int64
	unfinished int
	forgotten  bool
}

// Begin makes the connection busy: a request has come as a whole. It is not closed until End.
func (c *Connection) Begin() {
	if c == nil {
		return
	}
	c.bounds.mu.Lock()
	defer c.bounds.mu.Unlock()
	c.bounds.stopWaiting(c)
}

// End makes the connection wait for its client's next request.
func (c *Connection) End() {
	if c == nil {
		return
	}
	c.bounds.mu.Lock()
	defer c.bounds.mu.Unlock()
	if c.place == nil && !c.forgotten {
		c.bounds.wait(c)
	}
}

// Read reads, and counts what the connection holds until a request has come as a whole.
func (c *Connection) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.bounds.received(c, n).cut()
	}
	return n, err
}

// Close closes the connection.
func (c *Connection) Close() error {
	c.bounds.mu.Lock()
	c.bounds.forget(c)
	c.bounds.mu.Unlock()
	return c.Conn.Close()
}

// CloseWrite ends what is sent, so that the client reads an answer before the connection is closed, if it can be.
func (c *Connection) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// cut closes a connection that is forgotten already; nil is none.
func (c *Connection) cut() {
	if c != nil {
		_ = c.Conn.Close()
	}
}
