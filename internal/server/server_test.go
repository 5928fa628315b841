package server_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entente/internal/server"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// running is a server on a free port.
type running struct {
	*server.Server
	url    string
	cancel context.CancelCauseFunc
	ended  chan error
	log    *bytes.Buffer
}

func run(t *testing.T, graphQL http.HandlerFunc) *running {
	t.Helper()
	return runWith(t, server.Options{GraphQL: graphQL, Version: "test"})
}

func runWith(t *testing.T, o server.Options) *running {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	r := &running{cancel: cancel, ended: make(chan error, 1), log: &bytes.Buffer{}}
	o.Log = slog.New(slog.NewTextHandler(r.log, nil))
	r.Server = server.New(o)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	r.url = "http://" + listener.Addr().String()
	go func() { r.ended <- r.Run(ctx, listener) }()
	t.Cleanup(func() { cancel(nil) })
	return r
}

func (r *running) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	response, err := http.Get(r.url + path)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

func none(http.ResponseWriter, *http.Request) {}

func TestReadiness_FollowsTheGraph(t *testing.T) {
	r := run(t, none)
	status, _ := r.get(t, "/readyz")
	assert.Equal(t, http.StatusServiceUnavailable, status)
	r.SetReady(true)
	status, _ = r.get(t, "/readyz")
	assert.Equal(t, http.StatusOK, status)
	status, _ = r.get(t, "/healthz")
	assert.Equal(t, http.StatusOK, status)
}

func TestRoutes(t *testing.T) {
	pages := func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "a page at "+r.URL.Path) }
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), Pages: http.HandlerFunc(pages), Version: "test"})
	status, body := r.get(t, "/version")
	assert.Equal(t, http.StatusOK, status)
	assert.JSONEq(t, `{"version": "test"}`, body)
	status, body = r.get(t, "/map/")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, "a page at /map/", body)
	status, _ = run(t, none).get(t, "/")
	assert.Equal(t, http.StatusNotFound, status)
}

func TestSchema_IsServedOnceToWhoHasIt(t *testing.T) {
	const sdl = "type Query { a: Int }"
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), SDL: sdl})
	status, body := r.get(t, "/schema.graphql")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, sdl, body)
	ask := func(method, etag string) (int, http.Header) {
		request, err := http.NewRequestWithContext(t.Context(), method, r.url+"/schema.graphql", nil)
		require.NoError(t, err)
		request.Header.Set("If-None-Match", etag)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.StatusCode, response.Header
	}
	status, header := ask(http.MethodHead, `"other"`)
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, "text/plain; charset=utf-8", header.Get("Content-Type"))
	etag := header.Get("ETag")
	assert.Regexp(t, `^"[0-9a-f]{32}"$`, etag)
	status, _ = ask(http.MethodGet, etag)
	assert.Equal(t, http.StatusNotModified, status)
	status, _ = ask(http.MethodPost, "")
	assert.Equal(t, http.StatusMethodNotAllowed, status)
	status, _ = run(t, none).get(t, "/schema.graphql")
	assert.Equal(t, http.StatusNotFound, status)
}

func TestGraphQL_LeadsBrowsersToThePlayground(t *testing.T) {
	r := run(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "answer") })
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	browser := "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, c := range []struct {
		name, method, query, accept string
		status                      int
	}{
		{"a person who opens the address", http.MethodGet, "", browser, http.StatusSeeOther},
		{"a person with a question", http.MethodGet, "?query={x}", browser, http.StatusOK},
		{"a program", http.MethodGet, "", "application/json", http.StatusOK},
		{"a program that posts", http.MethodPost, "", browser, http.StatusOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), c.method, r.url+"/graphql"+c.query, nil)
			require.NoError(t, err)
			request.Header.Set("Accept", c.accept)
			response, err := client.Do(request)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			assert.Equal(t, c.status, response.StatusCode)
			if c.status == http.StatusSeeOther {
				assert.Equal(t, "/playground/", response.Header.Get("Location"))
				assert.Equal(t, "Accept", response.Header.Get("Vary"))
			}
		})
	}
}

// ask sends a request as a browser does for a page of an origin, and gives the answer's headers.
func (r *running) ask(t *testing.T, method, path, origin, preflight string) (int, http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, r.url+path, nil)
	require.NoError(t, err)
	request.Header.Set("Origin", origin)
	if preflight != "" {
		request.Header.Set("Access-Control-Request-Method", preflight)
		request.Header.Set("Access-Control-Request-Headers", "content-type")
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode, response.Header
}

func TestOrigins_NoneIsAllowedUnasked(t *testing.T) {
	r := run(t, none)
	for _, preflight := range []string{"", http.MethodPost} {
		_, h := r.ask(t, http.MethodOptions, "/graphql", "https://a.example", preflight)
		assert.Empty(t, h.Get("Access-Control-Allow-Origin"))
	}
}

func TestOrigins_OnlyThoseNamedMayAsk_AndOnlyTheAPI(t *testing.T) {
	const friend, stranger = "https://a.example", "https://b.example"
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), AllowOrigins: []string{friend}})
	status, h := r.ask(t, http.MethodOptions, "/graphql", friend, http.MethodPost)
	assert.Equal(t, http.StatusNoContent, status)
	assert.Equal(t, friend, h.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, http.MethodPost, h.Get("Access-Control-Allow-Methods"))
	assert.Equal(t, "content-type", h.Get("Access-Control-Allow-Headers"))
	assert.Equal(t, "600", h.Get("Access-Control-Max-Age"))
	assert.Empty(t, h.Get("Access-Control-Allow-Credentials"))
	_, h = r.ask(t, http.MethodPost, "/graphql", friend, "")
	assert.Equal(t, friend, h.Get("Access-Control-Allow-Origin"))
	assert.Contains(t, h.Values("Vary"), "Origin", "a cache must not give the answer to another")
	for _, preflight := range []string{"", http.MethodPost} {
		_, h = r.ask(t, http.MethodOptions, "/graphql", stranger, preflight)
		assert.Empty(t, h.Get("Access-Control-Allow-Origin"))
	}
	_, h = r.ask(t, http.MethodOptions, "/graphql", friend, http.MethodPut)
	assert.Empty(t, h.Get("Access-Control-Allow-Origin"), "a method that the API does not have")
	_, h = r.ask(t, http.MethodGet, "/version", friend, "")
	assert.Empty(t, h.Get("Access-Control-Allow-Origin"))
}

func TestOrigins_OfProgramsOnThisMachineMayReconcile(t *testing.T) {
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), Reconcile: http.HandlerFunc(none), AllowOrigins: []string{"https://a.example"}})
	for origin, may := range map[string]bool{
		"http://127.0.0.1:3333": true, "http://localhost:3333": true, "http://[::1]:3333": true, "https://a.example": true,
		"https://b.example": false, "http://127.0.0.1.b.example": false, "http://localhost.b.example": false, "http://192.0.2.1": false, "null": false,
	} {
		for _, address := range []string{"/reconcile", "/reconcile/suggest/entity"} {
			_, h := r.ask(t, http.MethodPost, address, origin, "")
			assert.Equal(t, map[bool]string{true: origin}[may], h.Get("Access-Control-Allow-Origin"), origin)
			_, h = r.ask(t, http.MethodOptions, address, origin, http.MethodPost)
			assert.Equal(t, map[bool]string{true: origin}[may], h.Get("Access-Control-Allow-Origin"), origin)
			assert.Empty(t, h.Get("Access-Control-Allow-Credentials"))
		}
	}
	_, h := r.ask(t, http.MethodPost, "/graphql", "http://localhost:3333", "")
	assert.Empty(t, h.Get("Access-Control-Allow-Origin"), "the API itself")
}

func TestOrigins_AllMayAsk_WithoutCredentials(t *testing.T) {
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), AllowOrigins: []string{"*"}})
	_, h := r.ask(t, http.MethodPost, "/graphql", "https://a.example", "")
	assert.Equal(t, "*", h.Get("Access-Control-Allow-Origin"))
	assert.Empty(t, h.Get("Access-Control-Allow-Credentials"))
}

func TestRequests_HaveADeadline(t *testing.T) {
	left := make(chan time.Duration, 1)
	r := run(t, func(_ http.ResponseWriter, request *http.Request) {
		deadline, _ := request.Context().Deadline()
		left <- time.Until(deadline)
	})
	r.get(t, "/graphql")
	d := <-left
	assert.Positive(t, d)
	assert.LessOrEqual(t, d, server.RequestTimeout)
}

func TestStop_LetsAcceptedRequestsEnd(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	r := run(t, func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-goOn
		_, _ = io.WriteString(w, "answered")
	})
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get(r.url + "/graphql")
		if err != nil {
			answered <- err.Error()
			return
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		answered <- string(body)
	}()
	<-begun
	r.cancel(nil)
	close(goOn)
	assert.Equal(t, "answered", <-answered)
	assert.NoError(t, <-r.ended)
}

func TestLog_HasOneLineARequestWithoutItsQuery(t *testing.T) {
	r := run(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	r.get(t, "/graphql?query=secret")
	r.cancel(nil)
	require.NoError(t, <-r.ended)
	assert.Contains(t, r.log.String(), "path=/graphql status=418 bytes=0")
	assert.NotContains(t, r.log.String(), "secret")
	assert.Equal(t, 1, bytes.Count(r.log.Bytes(), []byte("\n")))
}

func TestReadiness_FollowsTheStore_AndHealthDoesNot(t *testing.T) {
	var answers atomic.Bool
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), Answers: answers.Load})
	r.SetReady(true)
	for _, is := range []bool{false, true, false} {
		answers.Store(is)
		status, _ := r.get(t, "/readyz")
		assert.Equal(t, map[bool]int{false: http.StatusServiceUnavailable, true: http.StatusOK}[is], status)
		status, _ = r.get(t, "/healthz")
		assert.Equal(t, http.StatusOK, status)
	}
}

func TestStop_Terminated_AnswersWhileItSaysNotReady(t *testing.T) {
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), Drain: time.Second})
	r.SetReady(true)
	r.cancel(server.ErrTerminated)
	assert.Eventually(t, func() bool { status, _ := r.get(t, "/readyz"); return status == http.StatusServiceUnavailable }, time.Second, time.Millisecond)
	status, _ := r.get(t, "/graphql")
	assert.Equal(t, http.StatusOK, status)
	assert.NoError(t, <-r.ended)
}

func TestObserve_IsToldTheRouteAndNotThePath(t *testing.T) {
	var lock sync.Mutex
	seen := map[string]int{}
	r := runWith(t, server.Options{GraphQL: http.HandlerFunc(none), Observe: func(route string, status int, took time.Duration) {
		lock.Lock()
		defer lock.Unlock()
		seen[route] = status
		assert.Positive(t, took)
	}})
	for _, path := range []string{"/graphql?query=secret", "/wp-login.php", "/healthz"} {
		r.get(t, path)
	}
	r.cancel(nil)
	require.NoError(t, <-r.ended)
	assert.Equal(t, map[string]int{"/graphql": 200, "none": 404, "GET /healthz": 200}, seen)
}

func TestMetrics_HaveAListenerOfTheirOwn(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- server.RunMetrics(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "up 1\n") }))
	}()
	for path, want := range map[string]int{"/metrics": http.StatusOK, "/graphql": http.StatusNotFound} {
		response, err := http.Get("http://" + listener.Addr().String() + path)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, want, response.StatusCode)
	}
	cancel()
	assert.NoError(t, <-ended)
}
