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
	// StopTimeout is how long accepted requests have to end when the server stops.
	StopTimeout = 30 * time.Second
)

// Server serves the graph over HTTP.
type Server struct {
	http  *http.Server
	log   *slog.Logger
	ready atomic.Bool
}

// Options are what a server is made of.
type Options struct {
	// GraphQL answers /graphql.
	GraphQL http.Handler
	// Version is what /version says.
	Version string
	Log     *slog.Logger
}

// New makes a server. It is not ready until SetReady says so.
func New(o Options) *Server {
	s := &Server{log: o.Log}
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

// Run serves on a listener until the context ends; then it is no longer ready, takes no more connections and lets accepted
// requests end. It closes the listener.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	s.SetReady(false)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), StopTimeout)
	defer cancel()
	if err := s.http.Shutdown(stop); err != nil {
		return fmt.Errorf("stop: %w", errors.Join(err, s.http.Close()))
	}
	return nil
}
