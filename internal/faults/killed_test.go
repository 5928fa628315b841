package faults

import (
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"entente/internal/neo4jtest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loading is the program as it loads the built-in datasets, into a server of its own.
type loading struct {
	program string
	server  *neo4jtest.Server
}

// kept is what stands in a database: the hashes of its revisions, newest first, and how many nodes and relationships.
type kept struct {
	hashes []string
	rows   int64
}

// killedLoader kills a load at random points of its work. Readers see nothing of it, or all; a load run again ends at the graph of one
// clean load, with nothing left over and nothing missing; and one more changes nothing.
func (l *loading) killedLoader(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	began := time.Now()
	l.load(t)
	want := l.kept(t)
	require.Len(t, want.hashes, 1)
	t.Logf("a clean load takes %s", time.Since(began).Round(time.Millisecond))

	kills := 1
	if whole() {
		kills = 20
	}
	var before, after, done int
	for range kills {
		l.empty(t)
		// One in five is killed while it has written nothing.
		part, moment := random.Int64N(want.rows+want.rows/4)-want.rows/4, time.Duration(random.Int64N(int64(time.Second/2)))
		killed := l.killed(t, part, moment)
		left := l.kept(t)
		switch {
		case !killed:
			done++
		case len(left.hashes) == 0:
			before++
		default:
			after++
		}
		began := time.Now()
		text := l.load(t)
		t.Logf("killed after %d of %d nodes and relationships and %s, %d in %d revisions; run again in %s", part, want.rows,
			moment.Round(time.Millisecond), left.rows, len(left.hashes), time.Since(began).Round(time.Millisecond))
		if len(left.hashes) > 0 {
			assert.Equal(t, want.hashes, left.hashes, "all of the load, or nothing")
			assert.Contains(t, text, "nothing to change")
		}
		assert.Equal(t, want, l.kept(t), "as one clean load")
		assert.Contains(t, l.load(t), "nothing to change")
		assert.Equal(t, want, l.kept(t), "once more")
	}
	t.Logf("%d were killed before their revision was made, %d later; %d were done first", before, after, done)
}

// run runs the program, which must succeed.
func (l *loading) run(t *testing.T, args ...string) string {
	t.Helper()
	var stderr strings.Builder
	cmd := command(l.program, l.server.Connection, args...)
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	require.NoError(t, err, "%s%s", output, &stderr)
	return string(output)
}

func (l *loading) load(t *testing.T) string {
	t.Helper()
	return l.run(t, "load", "--seed", "--apply")
}

// killed starts a load and kills it some time after a number of nodes and relationships stand. The time within a batch, and after the
// last one, is a matter of chance, too. It says no where it was done by then.
func (l *loading) killed(t *testing.T, part int64, moment time.Duration) bool {
	t.Helper()
	cmd := command(l.program, l.server.Connection, "load", "--seed", "--apply")
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { return l.rows(t) >= part }, 5*time.Minute, 100*time.Millisecond)
	pause(moment)
	// It may have come to its end a moment ago.
	_ = cmd.Process.Kill()
	err := cmd.Wait()
	if err != nil {
		var ended *exec.ExitError
		require.ErrorAs(t, err, &ended)
		assert.False(t, ended.Exited(), "it fails by nothing but being killed")
	}
	return err != nil
}

// kept looks at what readers see, by the program, and at what stands there, by the database.
func (l *loading) kept(t *testing.T) (k kept) {
	t.Helper()
	k.rows = l.rows(t)
	graphs, err := neo4jtest.Count(t.Context(), l.server.Connection, "MATCH (n:Entente) RETURN count(n)")
	require.NoError(t, err)
	if graphs == 0 {
		return k
	}
	var list struct{ Revisions []struct{ Hash string } }
	require.NoError(t, json.Unmarshal([]byte(l.run(t, "revisions", "--json")), &list))
	for _, r := range list.Revisions {
		k.hashes = append(k.hashes, r.Hash)
	}
	return k
}

// rows counts the nodes and relationships that stand in the database.
func (l *loading) rows(t *testing.T) int64 {
	t.Helper()
	n, err := neo4jtest.Count(t.Context(), l.server.Connection, "RETURN COUNT {()} + COUNT {()-->()}")
	require.NoError(t, err)
	return n
}

// empty takes all out of the database, constraints and indexes too.
func (l *loading) empty(t *testing.T) {
	t.Helper()
	require.NoError(t, neo4jtest.Wipe(t.Context(), l.server.Connection))
}
