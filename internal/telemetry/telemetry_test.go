package telemetry_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/telemetry"
	"github.com/stretchr/testify/assert"
)

func TestMetrics_CountByBoundedLabels(t *testing.T) {
	m := telemetry.New("1.2.3")
	ready := false
	m.Ready(func() bool { return ready })
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
