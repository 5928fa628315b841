package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHealth_AsksTheServerHere(t *testing.T) {
	url := strings.TrimSuffix(asking(t).url, "/graphql")
	require.Eventually(t, func() bool { return entente(t, "health", url) == result{exitOK, "ready\n", ""} }, 20*time.Second, 10*time.Millisecond)
	assert.Equal(t, result{exitOK, "ready\n", ""}, entente(t, "health", url+"/"))
	t.Setenv("ENTENTE_ADDR", strings.Replace(url, "http://127.0.0.1", "", 1))
	assert.Equal(t, result{exitOK, "ready\n", ""}, entente(t, "health"))
}

func TestHealth_OfAServerThatIsNotReady_Fails(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("not ready\n"))
	}))
	got := entente(t, "health", s.URL)
	assert.Equal(t, result{exitFailed, "", "entente: " + s.URL + " says 503 Service Unavailable: not ready\n"}, got)
	s.Close()
	got = entente(t, "health", s.URL)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.errs, "connection refused")
}
