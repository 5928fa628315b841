package neo4jtest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestProxy_DoesToAConnectionWhatItSays reads through it, by the address with routing: a single server names the proxy as
// itself, so that nothing goes past it.
func TestProxy_DoesToAConnectionWhatItSays(t *testing.T) {
	p, c := StartProxy(t, Open(t))
	d, err := c.Driver()
	require.NoError(t, err)
	defer func() { _ = d.Close(t.Context()) }()
	within := func(wait time.Duration) (time.Duration, error) {
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		defer cancel()
		began := time.Now()
		_, err := read(ctx, d, c.Database, "UNWIND range(1, 1000) AS i RETURN i, 'a text that makes the answer long'")
		return time.Since(began), err
	}
	_, err = within(time.Minute)
	require.NoError(t, err)

	p.Delay(200*time.Millisecond, 100*time.Millisecond)
	took, err := within(time.Minute)
	require.NoError(t, err)
	assert.Greater(t, took, 200*time.Millisecond, "there and back takes two delays of 100 ms and more")
	p.Mend()

	assert.Positive(t, p.Reset())
	_, err = within(time.Minute)
	require.NoError(t, err, "the driver tries again")

	p.Silence()
	_, err = within(300 * time.Millisecond)
	require.ErrorContains(t, err, "deadline exceeded")
	p.Mend()
	_, err = within(time.Minute)
	require.NoError(t, err)

	p.Cut(func() int { return 2000 })
	p.Reset()
	_, err = within(time.Minute)
	require.ErrorContains(t, err, "EOF", "it is closed, not reset")
	p.Mend()
	_, err = within(time.Minute)
	require.NoError(t, err)
}

func TestServer_KilledAndStartedAgain_HasWhatWasWritten(t *testing.T) {
	s := StartServer(t)
	write(t, s.Connection, "CREATE (:Kept)")
	s.Kill()
	require.Error(t, ping(t.Context(), s.Connection))
	s.Restart(t)
	assert.EqualValues(t, 1, count(t, s.Connection, "MATCH (n:Kept) RETURN count(n)"))
}
