package boltstore_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// TestApply_NoRoom fills a file system of a megabyte.
func TestApply_NoRoom(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("only root may mount a small file system to fill: %v", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) }()
	s := open(t, dir)
	world(t, s)
	path := filepath.Join(dir, boltstore.FileName)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	_, err = s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(table(t, 100, 10_000)...)))
	assert.ErrorIs(t, err, boltstore.ErrFull)
	assert.Equal(t, knowledge.Unavailable, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, path)
	assert.NotContains(t, err.Error(), "\n")
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, before, after, "the file is as it was")
	r, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, 3, r.Number, "nothing was published")
	// What fits is still taken.
	_, err = s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(&knowledge.Dataset{ID: "dataset:small", Title: "Small"})))
	require.NoError(t, err)
	want := contents(t, s)
	require.NoError(t, s.Close())
	s = open(t, dir)
	assert.Equal(t, want, contents(t, s))
	require.NoError(t, s.Close())
}

func TestOpen_NoRoomForTheFirstFile(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8k"); err != nil {
		t.Skipf("only root may mount a small file system to fill: %v", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) }()
	_, err := boltstore.Open(ctx, dir, nil)
	assert.ErrorIs(t, err, boltstore.ErrFull)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, files, "nothing is left of the making")
}
