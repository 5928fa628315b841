package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// metricsTimeout limits a request for metrics.
const metricsTimeout = 10 * time.Second

// RunMetrics serves a handler on /metrics of a separate listener, which only operators reach, until the context ends. It closes the
// listener.
func RunMetrics(ctx context.Context, listener net.Listener, metrics http.Handler) error {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	s := &http.Server{Handler: mux, ReadTimeout: metricsTimeout, WriteTimeout: metricsTimeout, IdleTimeout: idleTimeout}
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
