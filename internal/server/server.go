package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"entente/internal/admission"
)

// The time limits of connections and requests.
const (
	// RequestTimeout limits the time of a request.
	RequestTimeout = 10 * time.Second
	readTimeout    = 10 * time.Second
	// writeTimeout is for the whole of a small answer; a larger one has SendTimeout for each of its chunks.
	writeTimeout = RequestTimeout + 5*time.Second
	idleTimeout  = 2 * time.Minute
	// StopTimeout is how long accepted requests may take when the server stops: longer than RequestTimeout, and short enough that with the
	// pause before it the server ends within the 30 seconds that orchestrators grant.
	StopTimeout = 14 * time.Second
)

// maxHeader is the maximum size of a request's line and headers in bytes; a larger one has status 431. net/http takes up to fifteen times as much
// memory for them.
const maxHeader = 32 << 10

// Server serves the graph over HTTP.
type Server struct {
	http    *http.Server
	log     *slog.Logger
	ready   atomic.Bool
	answers func() bool
	observe func(route string, status int, took time.Duration)
	drain   time.Duration
	outbox  *outbox
	// connections is nil for no bounds.
	connections *admission.Connections
}

// Options are the options of a server.
type Options struct {
	// GraphQL handles /graphql.
	GraphQL http.Handler
	// Reconcile handles /reconcile and what is below it. nil for none.
	Reconcile http.Handler
	// SDL is the contract of GraphQL in its schema language, the content of /schema.graphql. Empty for none.
	SDL string
	// Export handles /export. nil for none.
	Export http.Handler
	// Pages handles all paths that are not the server's own. nil for none.
	Pages http.Handler
	// Version is the content of /version.
	Version string
	Log     *slog.Logger
	// Gate bounds the requests to /graphql and /reconcile that are in progress. nil for no bounds.
	Gate *admission.Gate
	// Connections bounds the connections. nil for no bounds.
	Connections *admission.Connections
	// SendTimeout is how long a client may take to read 64 KiB of a larger answer, 5 s if zero: then it is cut, and what it held is freed.
	SendTimeout time.Duration
	// MaxUnsent is how many bytes of such answers may wait to be read, 64 MiB if zero: beyond, the one that has waited longest is cut.
	MaxUnsent int
	// Answers reports whether the store answers, without a request to it. nil for a store that always does.
	Answers func() bool
	// Observe is called for each request with its route. It may be nil.
	Observe func(route string, status int, took time.Duration)
	// Drain is how long a terminated server still accepts requests while it reports that it is not ready.
	Drain time.Duration
	// AllowOrigins are the origins of web pages that may call the API from a browser, without credentials; * is all. If it is empty, only
	// pages of this server may.
	AllowOrigins []string
}

// ErrTerminated is the cause of a context that ends because an orchestrator terminates the process; it sends requests until it sees that
// the server is not ready. Without this cause there is no pause before the shutdown.
var ErrTerminated = errors.New("terminated")

// New returns a server. It is not ready until SetReady is called.
func New(o Options) *Server {
	s := &Server{
		log: o.Log, answers: o.Answers, observe: o.Observe, drain: o.Drain, outbox: newOutbox(o.MaxUnsent, o.SendTimeout), connections: o.Connections,
	}
	s.http = &http.Server{
		Handler:           s.logRequests(s.routes(o)),
		ReadHeaderTimeout: readTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
	}
	if s.connections != nil {
		s.http.ConnContext = s.connections.Context
	}
	return s
}

// SetReady sets whether the graph is loaded, so that /readyz succeeds.
func (s *Server) SetReady(ready bool) { s.ready.Store(ready) }

// IsReady reports whether requests should be sent here: the graph is loaded, its store answers, and the server is not stopping.
func (s *Server) IsReady() bool { return s.ready.Load() && (s.answers == nil || s.answers()) }

// Run serves on a listener until the context ends. Then it is no longer ready, pauses if the cause is ErrTerminated, accepts no more
// connections and completes accepted requests. It closes the listener.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	ended := make(chan error, 1)
	if s.connections != nil {
		listener = s.connections.Bound(listener)
	}
	go func() { ended <- s.http.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	s.SetReady(false)
	if errors.Is(context.Cause(ctx), ErrTerminated) {
		select {
		case err := <-ended:
			return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
		case <-time.After(s.drain):
		}
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), StopTimeout)
	defer cancel()
	if err := s.http.Shutdown(stop); err != nil {
		return fmt.Errorf("stop: %w", errors.Join(err, s.http.Close()))
	}
	return nil
}
