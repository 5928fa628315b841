package server_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
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
	cancel context.CancelFunc
	ended  chan error
	log    *bytes.Buffer
}

func run(t *testing.T, graphQL http.HandlerFunc) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{cancel: cancel, ended: make(chan error, 1), log: &bytes.Buffer{}}
	r.Server = server.New(server.Options{GraphQL: graphQL, Version: "test", Log: slog.New(slog.NewTextHandler(r.log, nil))})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	r.url = "http://" + listener.Addr().String()
	go func() { r.ended <- r.Run(ctx, listener) }()
	t.Cleanup(cancel)
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
	r := run(t, none)
	status, body := r.get(t, "/version")
	assert.Equal(t, http.StatusOK, status)
	assert.JSONEq(t, `{"version": "test"}`, body)
	status, body = r.get(t, "/")
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, body, "/graphql")
	status, _ = r.get(t, "/nowhere")
	assert.Equal(t, http.StatusNotFound, status)
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
	r.cancel()
	close(goOn)
	assert.Equal(t, "answered", <-answered)
	assert.NoError(t, <-r.ended)
}

func TestLog_HasOneLineARequestWithoutItsQuery(t *testing.T) {
	r := run(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	r.get(t, "/graphql?query=secret")
	r.cancel()
	require.NoError(t, <-r.ended)
	assert.Contains(t, r.log.String(), "path=/graphql status=418 bytes=0")
	assert.NotContains(t, r.log.String(), "secret")
	assert.Equal(t, 1, bytes.Count(r.log.Bytes(), []byte("\n")))
}
