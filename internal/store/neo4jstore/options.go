package neo4jstore

import (
	"net/url"
	"time"
)

// Options say which database to open, and how.
type Options struct {
	// URI names the server: neo4j:// for a cluster, Aura or a single server, bolt:// for exactly one; +s for TLS.
	URI      string
	Username string
	Password string
	// Database is the database's name; "neo4j" where it is empty.
	Database string
	// QueryTimeout bounds one reading transaction on the server; 8 s where it is 0.
	QueryTimeout time.Duration
	// FreshFor is how long the number of the newest revision is used without reading it again; 1 s if it is 0, and never if it is negative.
	// A revision that this store made is visible at once.
	FreshFor time.Duration
	// ReadOnly never writes. A database without a graph is an error then.
	ReadOnly bool
}

// address is the server's scheme and host, without credentials and other parts of the URI.
func address(o Options) string {
	u, err := url.Parse(o.URI)
	if err != nil {
		return "the address given"
	}
	return u.Scheme + "://" + u.Host
}
