package server

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/rs/cors"
)

// routes are all addresses of the server.
func (s *Server) routes(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", shared(o.AllowOrigins, leadBrowsers(timed(o.GraphQL))))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { text(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if s.IsReady() {
			text(w, http.StatusOK, "ready\n")
			return
		}
		text(w, http.StatusServiceUnavailable, "not ready\n")
	})
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		// The client may be gone; there is nobody else to tell.
		_ = json.NewEncoder(w).Encode(map[string]string{"version": o.Version})
	})
	if o.Pages != nil {
		mux.Handle("/", o.Pages)
	}
	return mux
}

// shared lets web pages of these origins ask, by CORS. Browsers ask beforehand whether they may, and remember the answer.
func shared(origins []string, next http.Handler) http.Handler {
	if len(origins) == 0 {
		return next // to the library none would mean all
	}
	const remembered = 10 * time.Minute
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type"},
		MaxAge:         int(remembered / time.Second),
	}).Handler(next)
}

// playground is where a person asks.
const playground = "/playground/"

// leadBrowsers sends a person who opens the API's address, without a question, to where one can be asked. Programs do not ask
// for HTML, and get what the API says to a request without a query.
func leadBrowsers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.RawQuery == "" && strings.Contains(r.Header.Get("Accept"), "text/html") {
			w.Header().Add("Vary", "Accept")
			http.Redirect(w, r, playground, http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func text(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// timed ends a request's context when it has taken as long as it may.
func timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), RequestTimeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// logged writes one line a request: no query, no variables, no address of who asked.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		seen := &response{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		took := time.Since(began)
		s.log.InfoContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path,
			"status", seen.status, "bytes", seen.bytes, "took", took.Round(time.Microsecond))
		if s.observe != nil {
			s.observe(route(r), seen.status, took)
		}
	})
}

// route is the pattern that took a request, of which there are few, however many paths are tried.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

// response remembers what was answered.
type response struct {
	http.ResponseWriter
	status int
	bytes  int
}

// WriteHeader remembers the status.
func (r *response) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *response) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *response) Unwrap() http.ResponseWriter { return r.ResponseWriter }
