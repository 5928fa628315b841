package graph

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"entente/internal/seedtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/require"
)

// seeded is a graph of the built-in datasets that all tests share, and so can only read.
func seeded(t testing.TB) store.Reader {
	t.Helper()
	return seedtest.Shared(t)
}

// ownSeeded is a store with the built-in datasets for a test that changes it.
func ownSeeded(t testing.TB) store.Store {
	t.Helper()
	s := memstore.New()
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	seedtest.Load(t, s)
	return s
}

// endpoint is the handler over a store, with its log.
type endpoint struct {
	http.Handler
	log *bytes.Buffer
}

func over(t testing.TB, s store.Reader) endpoint {
	t.Helper()
	log := &bytes.Buffer{}
	h, err := NewHandler(s, DefaultLimits(), slog.New(slog.NewTextHandler(log, nil)))
	require.NoError(t, err)
	return endpoint{h, log}
}

// shownError is an error as a client sees it.
type shownError struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

type answer struct {
	status int
	Data   json.RawMessage `json:"data"`
	Errors []shownError    `json:"errors"`

	Extensions json.RawMessage `json:"extensions"`
}

// ask sends a query by POST.
func (e endpoint) ask(t testing.TB, query string, variables ...map[string]any) answer {
	t.Helper()
	request := map[string]any{"query": query}
	if variables != nil {
		request["variables"] = variables[0]
	}
	body, err := json.Marshal(request)
	require.NoError(t, err)
	return e.post(t, body)
}

func (e endpoint) post(t testing.TB, body []byte) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	a := answer{status: w.Code}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &a), w.Body.String())
	return a
}

// data asks a query that must go well.
func (e endpoint) data(t testing.TB, query string, variables ...map[string]any) string {
	t.Helper()
	a := e.ask(t, query, variables...)
	require.Empty(t, a.Errors)
	return strings.TrimSpace(string(a.Data))
}
