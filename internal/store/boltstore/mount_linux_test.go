package boltstore_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/store/boltstore"
)

// TestOpenReadOnly_OfAReadOnlyMount reads what nobody may write.
func TestOpenReadOnly_OfAReadOnlyMount(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("only root may mount a file system: %v", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) }()
	data := filepath.Join(dir, "graph")
	s := open(t, data)
	world(t, s)
	want := contents(t, s)
	require.NoError(t, s.Close())
	require.NoError(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err := boltstore.Open(ctx, data, nil)
	require.ErrorIs(t, err, boltstore.ErrReadOnly)
	assert.ErrorContains(t, err, "the data directory "+data+" cannot be written: read-only file system")
	r, err := boltstore.OpenReadOnly(ctx, data, nil)
	require.NoError(t, err)
	assert.Equal(t, want, contents(t, r))
	require.NoError(t, r.Close())
}
