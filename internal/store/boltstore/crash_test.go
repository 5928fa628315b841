package boltstore_test

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

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

// What the process says: that it is about to load, and that it has loaded.
const (
	ready  = "ready\n"
	loaded = "loaded\n"
)

// TestLoadThatIsKilled is what the process does that TestKilled starts and kills: it loads, and waits to be killed.
func TestLoadThatIsKilled(t *testing.T) {
	dir := os.Getenv(loadInto)
	if dir == "" {
		return
	}
	rows := table(t, 200, 4000) // enough for several chunks
	s := open(t, dir)
	say := func(what string) {
		_, err := os.Stdout.WriteString(what)
		require.NoError(t, err)
	}
	say(ready)
	_, err := s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(rows...)))
	require.NoError(t, err)
	say(loaded)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// kills is how many processes TestKilled kills: few, or what ENTENTE_KILLS says.
func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("ENTENTE_KILLS")
	if text == "" {
		return 8
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err, "ENTENTE_KILLS")
	return n
}

// TestKilled kills a process (SIGKILL) at random moments of a load. What it leaves opens with the revision before or the new one.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads for many seconds")
	}
	base := t.TempDir()
	s := open(t, base)
	world(t, s)
	old := newest(t, s)
	require.NoError(t, s.Close())
	before, err := os.ReadFile(filepath.Join(base, boltstore.FileName))
	require.NoError(t, err)

	whole, _ := killed(t, base, -1)
	s = open(t, base)
	new := newest(t, s)
	require.Equal(t, old.Number+1, new.Number, "a load that nobody kills while it runs is kept")
	require.NoError(t, s.Close())

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d; a load takes %v", seed, whole)
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := map[string]int{}
	for i := range kills(t) {
		dir := writeFile(t, before)
		// One moment in two is any of the load; the others are about its end, when the file is written. How long a load takes
		// here follows the machine's moods.
		after := time.Duration(r.Int64N(int64(whole)))
		if i%2 == 1 {
			after = whole*8/10 + time.Duration(r.Int64N(int64(whole)*6/10))
		}
		took, told := killed(t, dir, after)
		left, err := os.ReadFile(filepath.Join(dir, boltstore.FileName))
		require.NoError(t, err)
		s := open(t, dir)
		got := newest(t, s)
		require.NoError(t, s.Close())
		outcome := "new"
		if got.Number == new.Number {
			require.Equal(t, new.Content, got.Content, "killed after %v", after)
		} else {
			require.Equal(t, old, got, "killed after %v", after)
			require.False(t, told, "what the process called loaded is kept")
			if outcome = "old"; !bytes.Equal(left, before) {
				outcome = "old, half written"
			}
		}
		outcomes[outcome]++
		switch {
		case told:
			whole = (whole + took) / 2
		case i%2 == 1:
			whole = whole * 11 / 10
		}
	}
	t.Logf("opened with the old or the new revision: %v", outcomes)
}

func newest(t *testing.T, s *boltstore.Store) *knowledge.Revision {
	t.Helper()
	r, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	return r
}

// killed starts a process that loads, and kills it when it has loaded for so long; for less than 0 when it says that it has
// loaded. It gives how long the process loaded, and whether it said that it had.
func killed(t *testing.T, dir string, after time.Duration) (took time.Duration, told bool) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), loadInto+"="+dir)
	in, err := c.StdinPipe()
	require.NoError(t, err)
	defer func() { _ = in.Close() }()
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	said := bufio.NewReader(out)
	line, _ := said.ReadString('\n')
	require.Equal(t, ready, line, "the process began to load")
	start := time.Now()
	if after >= 0 {
		killer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
		defer killer.Stop()
	}
	line, _ = said.ReadString('\n')
	took, told = time.Since(start), line == loaded
	if after < 0 {
		require.True(t, told)
		require.NoError(t, c.Process.Kill())
	}
	_, _ = io.Copy(io.Discard, said) // until it is dead
	_ = c.Wait()
	return took, told
}
