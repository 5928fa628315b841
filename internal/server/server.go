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
)

// The times that connections and requests may take.
const (
	// RequestTimeout is how long a request may take to be answered.
	RequestTimeout = 10 * time.Second
	readTimeout    = 10 * time.Second
	writeTimeout   = RequestTimeout + 5*time.Second
	idleTimeout    = 2 * time.Minute
	// StopTimeout is how long accepted requests have to end when the server stops: longer than any may take, and short
	// enough that with the pause before it the server is gone within the 30 seconds that orchestrators grant.
	StopTimeout = 14 * time.Second
)

// Server serves the graph over HTTP.
type Server struct {
	http    *http.Server
	log     *slog.Logger
	ready   atomic.Bool
	answers func() bool
	observe func(route string, status int, took time.Duration)
	drain   time.Duration
}

// Options are what a server is made of.
type Options struct {
	// GraphQL answers /graphql.
	GraphQL http.Handler
	// Pages answers all addresses that are not the server's own. nil for none.
	Pages http.Handler
	// Version is what /version says.
	Version string
	Log     *slog.Logger
	// Answers says whether the store answers, from what is known: it must not ask. nil for a store that always does.
	Answers func() bool
	// Observe is told of each request by the route that took it, one of a few. nil for nobody.
	Observe func(route string, status int, took time.Duration)
	// Drain is how long a server that was terminated takes requests still, while it says that it is not ready.
	Drain time.Duration
	// AllowOrigins are the origins of web pages that may ask the API from a browser, without credentials; * is all. Empty for
	// pages of this server alone.
	AllowOrigins []string
}

// ErrTerminated is the cause of a context that ends because the process was told to end, as by an orchestrator, which will send
// requests until it sees that the server is not ready. Without it nobody else sends requests, and there is no pause.
var ErrTerminated = errors.New("terminated")

// New makes a server. It is not ready until SetReady says so.
func New(o Options) *Server {
	s := &Server{log: o.Log, answers: o.Answers, observe: o.Observe, drain: o.Drain}
	s.http = &http.Server{
		Handler:           s.logged(s.routes(o)),
		ReadHeaderTimeout: readTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
	}
	return s
}

// SetReady says whether the graph is loaded, so that /readyz sends requests here.
func (s *Server) SetReady(ready bool) { s.ready.Store(ready) }

// IsReady says whether requests should be sent here: the graph is loaded, its store answers, and the server is not stopping.
func (s *Server) IsReady() bool { return s.ready.Load() && (s.answers == nil || s.answers()) }

// Run serves on a listener until the context ends; then it is no longer ready, pauses where it was ErrTerminated, takes no more
// connections and lets accepted requests end. It closes the listener.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	ended := make(chan error, 1)
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
