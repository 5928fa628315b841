package server

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"entente/internal/admission"
	"entente/internal/httperror"
)

// maxEarlyBody is how much of a request's body is read before it is admitted; more is read by whoever answers it.
const maxEarlyBody = 256 << 10

// whenWhole waits for a request's body, and makes its connection busy then: those who send slowly take nobody's place.
func whenWhole(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = readAhead(r.Body)
		admission.ConnectionOf(r.Context()).Begin()
		next.ServeHTTP(w, r)
	})
}

// withAdmission bounds the requests in progress by a gate; nil for no bounds.
func withAdmission(gate *admission.Gate, next http.Handler) http.Handler {
	if gate == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ticket, err := gate.Enter(admission.ClientOf(r.RemoteAddr))
		if err != nil {
			refuse(w, r, err)
			return
		}
		defer ticket.Leave()
		next.ServeHTTP(w, r.WithContext(admission.With(r.Context(), ticket)))
	})
}

// readAhead reads the beginning of a body, and returns the body from its beginning on. An error is returned by the body where it occurred.
func readAhead(body io.ReadCloser) io.ReadCloser {
	if body == nil || body == http.NoBody {
		return body
	}
	var begin bytes.Buffer
	_, err := begin.ReadFrom(io.LimitReader(body, maxEarlyBody))
	if err != nil {
		return readCloser{io.MultiReader(&begin, failing{err}), body}
	}
	return readCloser{io.MultiReader(&begin, body), body}
}

type readCloser struct {
	io.Reader
	io.Closer
}

type failing struct{ err error }

// Read fails.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

// refuse answers a request that is not admitted, in the form of GraphQL's answers.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	media := "application/json"
	if accepted := "application/graphql-response+json"; strings.Contains(r.Header.Get("Accept"), accepted) {
		media = accepted
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	httperror.Write(w, r, err, slog.New(slog.DiscardHandler)) // a refusal says itself what it is
}
