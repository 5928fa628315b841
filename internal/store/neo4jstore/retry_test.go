package neo4jstore

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
)

// TestRead_ConnectionsBreak_TriesAgainAtOnce closes one connection after the other, in the middle of whatever the server says.
func TestRead_ConnectionsBreak_TriesAgainAtOnce(t *testing.T) {
	proxy, c := neo4jtest.StartProxy(t, neo4jtest.Open(t))
	s := openStore(t, c)
	const whole, broken = 1 << 30, 7
	taken := 0
	proxy.Cut(func() int {
		if taken++; taken > broken {
			return whole
		}
		return 31 * taken
	})
	proxy.Reset()
	began := time.Now()
	require.NoError(t, s.Ping(t.Context()))
	assert.Less(t, time.Since(began), retryTime)
	assert.Greater(t, taken, broken)

	proxy.Cut(func() int { return 150 })
	proxy.Reset()
	err := s.Ping(t.Context())
	assert.Equal(t, knowledge.Unavailable, knowledge.CodeOf(err), "%v", err)
}

func TestRetry_RepeatsTransientErrors(t *testing.T) {
	cut := fmt.Errorf("read: %w", io.ErrUnexpectedEOF)
	wrong := errors.New("wrong")
	for name, tt := range map[string]struct {
		fails []error
		want  error
		tries int
	}{
		"no error":               {nil, nil, 1},
		"one that passes":        {[]error{cut, cut}, nil, 3},
		"one that does not":      {[]error{wrong}, wrong, 1},
		"one that comes to stay": {[]error{cut, wrong}, wrong, 2},
	} {
		t.Run(name, func(t *testing.T) {
			tries := 0
			err := retry(t.Context(), func() error {
				if tries++; tries <= len(tt.fails) {
					return tt.fails[tries-1]
				}
				return nil
			})
			assert.Equal(t, []any{tt.want, tt.tries}, []any{err, tries})
		})
	}
}
