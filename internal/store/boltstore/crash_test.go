package boltstore_test

import (
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// loadInto names the directory for which this test binary, started again, does nothing but to load.
const loadInto = "ENTENTE_TEST_LOAD_INTO"

func TestMain(m *testing.M) {
	if os.Getenv(loadInto) != "" {
		// The process that is killed runs this one test.
		os.Args = []string{os.Args[0], "-test.run=^TestLoadThatIsKilled$"}
	}
	os.Exit(m.Run())
}

// secondLoad gives what is loaded while the process is killed: enough for several chunks.
func secondLoad(t testing.TB) []knowledge.Row { return table(t, 200, 4000) }

// TestLoadThatIsKilled is what the process does that TestKilled starts and kills.
func TestLoadThatIsKilled(t *testing.T) {
	dir := os.Getenv(loadInto)
	if dir == "" {
		t.Skip("run by TestKilled only, in a process of its own")
	}
	rows := secondLoad(t)
	s := open(t, dir)
	_, err := os.Stdout.WriteString(ready)
	require.NoError(t, err)
	_, err = s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(rows...)))
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

// TestKilled kills a process at random moments of a load. What it leaves opens with the revision before or the new one.
func TestKilled(t *testing.T) {
	base := t.TempDir()
	s := open(t, base)
	world(t, s)
	old, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	before, err := os.ReadFile(filepath.Join(base, boltstore.FileName))
	require.NoError(t, err)

	whole := load(t, base, time.Minute)
	s = open(t, base)
	loaded, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	require.Equal(t, old.Number+1, loaded.Number)
	require.NoError(t, s.Close())

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d; a load takes %v", seed, whole)
	r := rand.New(rand.NewPCG(seed, 0))
	kills := 50
	if testing.Short() {
		kills = 10
	}
	outcomes := map[int]int{}
	for i := range kills {
		dir := place(t, before)
		after := time.Duration(r.Int64N(2 * int64(whole)))
		if i == 0 {
			after = 0
		}
		load(t, dir, after)
		s := open(t, dir)
		got, err := s.Revision(ctx, 0)
		require.NoError(t, err)
		want := old
		if got.Number == loaded.Number {
			want = loaded
		}
		require.Equal(t, want.Content, got.Content, "killed after %v", after)
		require.Equal(t, want.Number, got.Number, "killed after %v", after)
		require.NoError(t, s.Close())
		outcomes[got.Number]++
	}
	t.Logf("opened with revision: times %v", outcomes)
	assert.Positive(t, outcomes[old.Number])
}

// ready is what the process says when it is about to load.
const ready = "ready\n"

// load starts a process that loads, and kills it (SIGKILL) when it has loaded for so long. It gives how long it did.
func load(t *testing.T, dir string, patience time.Duration) time.Duration {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), loadInto+"="+dir)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	_, err = io.ReadFull(out, make([]byte, len(ready)))
	require.NoError(t, err, "the process began to load")
	start := time.Now()
	killer := time.AfterFunc(patience, func() { _ = c.Process.Kill() })
	_, _ = io.Copy(io.Discard, out) // until it ends
	took := time.Since(start)
	killer.Stop()
	_ = c.Wait()
	return took
}
