// Package seedtest loads the built-in datasets into stores, for tests.
package seedtest

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/seed"
)

// LoadedAt is when the revision of the built-in datasets is said to be made.
var LoadedAt = time.Date(2025, 11, 18, 0, 0, 0, 0, time.UTC)

// Load loads the built-in datasets into an empty store, as one revision. They are read once for all tests of a binary: that takes longer
// than loading them.
func Load(t testing.TB, s store.Store) {
	t.Helper()
	contents := make([]loader.Content, 0, len(seed.Names()))
	for _, f := range Folders(t) {
		contents = append(contents, f)
	}
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, LoadedAt)
	require.NoError(t, err)
}

// Shared returns a store in memory with the built-in datasets, loaded once for all tests of a binary, which can only read it.
func Shared(t testing.TB) store.Reader {
	t.Helper()
	shared.Do(func() {
		s := memstore.New()
		Load(t, s)
		shared.loaded = s
	})
	require.NotNil(t, shared.loaded, "a test before could not load it")
	return shared.loaded
}

var shared struct {
	sync.Once
	loaded *memstore.Store
}

// Folders returns the built-in datasets in load order, without errors. They are shared by all tests of a binary and must not be changed.
func Folders(t testing.TB) []*dataset.Folder {
	t.Helper()
	folders, err := once()
	require.NoError(t, err)
	return folders
}

var once = sync.OnceValues(Read)

// Read reads and checks the built-in datasets anew. An error of one of them is an error of all.
func Read() ([]*dataset.Folder, error) {
	all, err := seed.Files()
	if err != nil {
		return nil, err
	}
	var sources []dataset.Source
	for _, name := range seed.Names() {
		files, err := fs.Sub(all, name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, dataset.Source{FS: files, Name: name})
	}
	folders, err := dataset.ReadAll(context.Background(), sources, nil)
	for _, f := range folders {
		err = errors.Join(err, f.Problems.Err())
	}
	return folders, err
}
