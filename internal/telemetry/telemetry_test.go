package telemetry_test

import (
	"context"
	"errors"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"entente/internal/admission"
	"entente/internal/knowledge"
	"entente/internal/telemetry"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMetrics_CountByBoundedLabels(t *testing.T) {
	m := telemetry.New("1.2.3")
	ready := false
	m.Ready(func() bool { return ready })
	gate := admission.New(admission.Options{Requests: 1, PerClient: 1, Slots: 1, Queue: 1, Wait: time.Second})
	m.Admission(gate.Stats)
	_, err := gate.Enter("192.0.2.1")
	require.NoError(t, err)
	_, err = gate.Enter("192.0.2.2")
	require.Error(t, err)
	m.Kept(func() (newest, older map[string]int) { return map[string]int{"search": 7}, map[string]int{"search": 3} }, func() int64 { return 2 })
	connections := admission.NewConnections(admission.ConnectionLimits{Connections: 1, PerClient: 1, Unfinished: 1})
	m.Connections(connections.Stats)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	bounded := connections.Bound(listener)
	defer bounded.Close() //nolint:errcheck // nothing is served
	for range 2 {
		conn, err := net.Dial("tcp", listener.Addr().String())
		require.NoError(t, err)
		defer conn.Close() //nolint:errcheck // only opened
		_, err = bounded.Accept()
		require.NoError(t, err)
	}
	m.Request("/graphql", 200, 3*time.Millisecond)
	for _, err := range []error{nil, knowledge.Errorf(knowledge.Unavailable, "secret"), context.DeadlineExceeded, context.Canceled, errors.New("secret")} {
		m.StoreCall("Links", time.Second, err)
	}
	read := func() string {
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		return w.Body.String()
	}
	text := read()
	for _, line := range []string{
		`entente_build_info{version="1.2.3"} 1`,
		`entente_ready 0`,
		`entente_requests_in_progress 1`,
		`entente_requests_running 0`,
		`entente_requests_waiting 0`,
		`entente_requests_refused_total{reason="requests"} 1`,
		`entente_requests_refused_total{reason="queue"} 0`,
		`entente_revision_kept_bytes{of="search",revision="newest"} 7`,
		`entente_revision_kept_bytes{of="search",revision="older"} 3`,
		`entente_revision_evicted_total 2`,
		`entente_connections_open 1`,
		`entente_connections_unfinished_bytes 0`,
		`entente_connections_closed_total{reason="client"} 1`,
		`entente_connections_closed_total{reason="connections"} 0`,
		`entente_connections_closed_total{reason="unfinished"} 0`,
		`entente_request_duration_seconds_bucket{route="/graphql",status="200",le="0.0025"} 0`,
		`entente_request_duration_seconds_bucket{route="/graphql",status="200",le="0.005"} 1`,
		`entente_store_call_duration_seconds_count{code="ok",method="Links"} 1`,
		`entente_store_call_duration_seconds_count{code="UNAVAILABLE",method="Links"} 1`,
		`entente_store_call_duration_seconds_count{code="TIMEOUT",method="Links"} 2`,
		`entente_store_call_duration_seconds_count{code="INTERNAL",method="Links"} 1`,
		"go_goroutines ",
	} {
		assert.Contains(t, text, line)
	}
	assert.NotContains(t, text, "secret")
	ready = true
	assert.Contains(t, read(), "entente_ready 1")
}
