package boltstore_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/store"
	"entente/internal/store/boltstore"
)

// golden is for a new number of the format alone: a file of an old one must open as long as this says that it does.
var golden = flag.Bool("golden", false, "make the golden file, where it is not there")

// TestOpen_GoldenFile opens a file that was written when format 1 began. Its hashes are those of that day: what was kept then
// reads the same for ever.
func TestOpen_GoldenFile(t *testing.T) {
	const dir = "testdata/format1"
	if *golden && !boltstore.Exists(dir) {
		s := open(t, dir)
		world(t, s)
		require.NoError(t, s.Close())
	}
	written, err := os.ReadFile(filepath.Join(dir, boltstore.FileName))
	require.NoError(t, err)
	copied := place(t, written)
	s := open(t, copied)
	list, err := s.ListRevisions(ctx, store.Page{Limit: 10})
	require.NoError(t, err)
	var hashes []string
	for _, r := range list.Rows {
		hashes = append(hashes, r.Hash())
	}
	assert.Equal(t, []string{
		"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
		"87d8b675b2b1567383549b502135ebf26d20d9a2baa7c0700bec1aaa9b9354a1",
		"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
	}, hashes)
	require.NoError(t, s.Close())
	after, err := os.ReadFile(filepath.Join(copied, boltstore.FileName))
	require.NoError(t, err)
	assert.Equal(t, written, after, "reading writes nothing")
}
