package boltstore_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// held asserts that a directory is refused to a writer, and gives who has it.
func held(t *testing.T, dir string) boltstore.Holder {
	t.Helper()
	start := time.Now()
	_, err := boltstore.Open(ctx, dir, nil)
	require.ErrorIs(t, err, boltstore.ErrLocked)
	assert.Equal(t, knowledge.Conflict, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, dir)
	assert.NotContains(t, err.Error(), "\n")
	assert.Less(t, time.Since(start), 5*time.Second, "at once")
	var who *boltstore.HeldError
	require.ErrorAs(t, err, &who)
	return who.Holder
}

func TestOpen_Twice_NamesWhoHasIt(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	assert.Equal(t, os.Getpid(), held(t, dir).PID)
	s.Announce("http://127.0.0.1:8080")
	assert.Equal(t, "http://127.0.0.1:8080", held(t, dir).URL)
	require.NoError(t, os.WriteFile(filepath.Join(dir, boltstore.LockName), []byte("{"), 0o600))
	assert.Equal(t, "another process", held(t, dir).String(), "what the file says is for people alone")
	require.NoError(t, s.Close())
	require.NoError(t, open(t, dir).Close())
}

func TestOpenReadOnly_ReadsBesideAWriter(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	world(t, s)
	want := contents(t, s)
	var readers []*boltstore.Store
	for range 2 {
		r, err := boltstore.OpenReadOnly(ctx, dir, nil)
		require.NoError(t, err)
		assert.Equal(t, want, contents(t, r))
		readers = append(readers, r)
	}
	dataset := storetest.ChangeSet(3, storetest.Put(&knowledge.Dataset{ID: "dataset:small", Title: "Small"}))
	_, err := readers[0].Apply(ctx, dataset)
	assert.ErrorIs(t, err, boltstore.ErrReadOnly)
	_, err = s.Apply(ctx, dataset)
	require.NoError(t, err, "what is only read holds no writer up")
	assert.Equal(t, want, contents(t, readers[1]), "a reader keeps to what it opened")
	later, err := boltstore.OpenReadOnly(ctx, dir, nil)
	require.NoError(t, err)
	assert.Equal(t, contents(t, s), contents(t, later), "the next one sees the change")
	for _, r := range append(readers, later, s) {
		require.NoError(t, r.Close())
	}
}

// TestOpenReadOnly_WhileItIsWritten reads as often as it can beside a writer: each time one of its revisions, wholly.
func TestOpenReadOnly_WhileItIsWritten(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	world(t, s)
	const changes = 30
	done := make(chan error, 1)
	go func() {
		var err error
		for i := 0; i < changes && err == nil; i++ {
			_, err = s.Apply(ctx, storetest.ChangeSet(3+i, storetest.Put(&knowledge.Dataset{ID: "dataset:small", Title: strings.Repeat("Small ", i+1)})))
		}
		done <- err
	}()
	last := 3
	for ended := false; !ended; {
		select {
		case err := <-done:
			require.NoError(t, err)
			ended = true
		default:
		}
		r, err := boltstore.OpenReadOnly(ctx, dir, nil)
		require.NoError(t, err)
		number := newest(t, r).Number
		assert.GreaterOrEqual(t, number, last)
		last = number
		require.NoError(t, r.Close())
	}
	assert.Equal(t, 3+changes, last)
	require.NoError(t, s.Close())
}

func TestOpen_AfterAWriterThatWasKilled_DoesNotWait(t *testing.T) {
	dir := t.TempDir()
	before := open(t, dir)
	world(t, before)
	require.NoError(t, before.Close())
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), loadInto+"="+dir)
	in, err := c.StdinPipe()
	require.NoError(t, err)
	defer func() { _ = in.Close() }()
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, ready, line)
	assert.Equal(t, c.Process.Pid, held(t, dir).PID)
	require.NoError(t, c.Process.Kill())
	_ = c.Wait()
	said, err := os.ReadFile(filepath.Join(dir, boltstore.LockName))
	require.NoError(t, err)
	assert.NotEmpty(t, said, "it had no time to take its name out")
	s := open(t, dir)
	assert.Equal(t, os.Getpid(), held(t, dir).PID)
	require.NoError(t, s.Close())
}

func TestOpenReadOnly_WhileAnotherHasTheFile_WaitsAsLongAsItsContext(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, open(t, dir).Close())
	release := lockFile(t, filepath.Join(dir, boltstore.FileName))
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err := boltstore.OpenReadOnly(short, dir, nil)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	time.AfterFunc(50*time.Millisecond, release)
	r, err := boltstore.OpenReadOnly(ctx, dir, nil)
	require.NoError(t, err)
	require.NoError(t, r.Close())
}

// lockFile locks a data file as one who writes it does.
func lockFile(t *testing.T, path string) (release func()) {
	t.Helper()
	lock := flock.New(path)
	taken, err := lock.TryLock()
	require.NoError(t, err)
	require.True(t, taken)
	return func() { _ = lock.Close() }
}

func TestOpenReadOnly_OfWhatIsNotThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graph")
	_, err := boltstore.OpenReadOnly(ctx, dir, nil)
	assert.ErrorContains(t, err, "no such file")
	assert.NoDirExists(t, dir, "nothing is made")
}

func TestApply_ToAFileThatWasReplaced_IsRefused(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	s := open(t, dir)
	world(t, s)
	require.NoError(t, open(t, other).Close())
	require.NoError(t, os.Rename(filepath.Join(other, boltstore.FileName), filepath.Join(dir, boltstore.FileName)))
	_, err := s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(&knowledge.Dataset{ID: "dataset:small", Title: "Small"})))
	assert.ErrorIs(t, err, boltstore.ErrReplaced)
	assert.Equal(t, knowledge.Conflict, knowledge.CodeOf(err))
	require.NoError(t, s.Close())
	s = open(t, dir)
	assert.Zero(t, newest(t, s).Number, "the other file is as it was")
	require.NoError(t, s.Close())
}
