package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"entente/internal/admission"
	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"
)

// routes are all addresses of the server.
func (s *Server) routes(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", withCORS(o.AllowOrigins, redirectBrowsers(whenWhole(withAdmission(o.Gate, withTimeout(o.GraphQL))))))
	if o.Export != nil {
		mux.Handle("GET /export", withCORS(o.AllowOrigins, whenWhole(withAdmission(o.Gate, withTimeout(gzhttp.GzipHandler(o.Export))))))
	}
	if o.Reconcile != nil {
		reconcile := withLocalCORS(o.AllowOrigins, whenWhole(withAdmission(o.Gate, withTimeout(o.Reconcile))))
		mux.Handle("/reconcile", reconcile)
		mux.Handle("/reconcile/", reconcile)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeText(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if s.IsReady() {
			writeText(w, http.StatusOK, "ready\n")
			return
		}
		writeText(w, http.StatusServiceUnavailable, "not ready\n")
	})
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		// The client may have disconnected.
		_ = json.NewEncoder(w).Encode(map[string]string{"version": o.Version})
	})
	if o.SDL != "" {
		mux.Handle("GET /schema.graphql", withCORS(o.AllowOrigins, serveSDL(o.SDL)))
	}
	if o.Pages != nil {
		mux.Handle("/", o.Pages)
	}
	return mux
}

// serveSDL serves a schema with an ETag, so that a tool which looks for changes is told that there are none.
func serveSDL(sdl string) http.Handler {
	sum := sha256.Sum256([]byte(sdl))
	etag := strconv.Quote(hex.EncodeToString(sum[:16]))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache") // ask each time whether it has changed
		w.Header().Set("ETag", etag)
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(sdl))
	})
}

// withCORS allows web pages of these origins to send requests, by CORS. Browsers cache the preflight response.
func withCORS(origins []string, next http.Handler) http.Handler {
	if len(origins) == 0 {
		return next // to the library none would mean all
	}
	return allow(cors.Options{AllowedOrigins: origins}, next)
}

// withLocalCORS allows pages of these origins and those that a program on the user's machine serves: OpenRefine is one, and asks from its pages.
// Programs there may ask anyway.
func withLocalCORS(origins []string, next http.Handler) http.Handler {
	return allow(cors.Options{AllowOriginFunc: func(origin string) bool {
		parsed, err := url.Parse(origin)
		if err != nil {
			return false
		}
		local, err := netip.ParseAddr(parsed.Hostname())
		return slices.Contains(origins, "*") || slices.Contains(origins, origin) || parsed.Hostname() == "localhost" || err == nil && local.IsLoopback()
	}}, next)
}

// allow answers preflight requests as the options say.
func allow(o cors.Options, next http.Handler) http.Handler {
	const remembered = 10 * time.Minute
	o.AllowedMethods = []string{http.MethodGet, http.MethodPost}
	o.AllowedHeaders = []string{"Accept", "Content-Type"}
	o.MaxAge = int(remembered / time.Second)
	return cors.New(o).Handler(next)
}

// playground is the path of the GraphQL playground.
const playground = "/playground/"

// redirectBrowsers redirects a browser that opens the API's address without a query to the playground. Programs do not accept HTML, and get
// the API's response to a request without a query.
func redirectBrowsers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.RawQuery == "" && strings.Contains(r.Header.Get("Accept"), "text/html") {
			w.Header().Add("Vary", "Accept")
			http.Redirect(w, r, playground, http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func writeText(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// withTimeout ends a request's context after RequestTimeout.
func withTimeout(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), RequestTimeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// logRequests logs one line a request, without query, variables and client address.
func (s *Server) logRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		connection := admission.ConnectionOf(r.Context())
		if r.Body == http.NoBody {
			connection.Begin()
		}
		defer connection.End()
		seen := &recorder{ResponseWriter: w, outbox: s.outbox, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		took := time.Since(began)
		s.log.InfoContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path,
			"status", seen.status, "bytes", seen.bytes, "took", took.Round(time.Microsecond))
		if s.observe != nil {
			s.observe(route(r), seen.status, took)
		}
	})
}

// route is the pattern that matched a request; patterns are few, however many paths are requested.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

// recorder records the status and size of a response, and sends it by the outbox.
type recorder struct {
	http.ResponseWriter
	outbox *outbox
	status int
	bytes  int
	// fresh is how many bytes were sent since the client was given time for more.
	fresh int
}

// WriteHeader records the status.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes. A client that goes on reading is given time for more.
func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.outbox.write(r.ResponseWriter, b)
	r.bytes += n
	if r.fresh += n; r.fresh >= sendChunk {
		r.outbox.extend(http.NewResponseController(r.ResponseWriter))
		r.fresh = 0
	}
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
