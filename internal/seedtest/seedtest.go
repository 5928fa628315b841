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
	"entente/seed"
)

// LoadedAt is when the revision of the built-in datasets is said to be made.
var LoadedAt = time.Date(2025, 11, 18, 0, 0, 0, 0, time.UTC)

// Load loads the built-in datasets into an empty store, as one revision. They are read once for all tests of a binary: that takes longer
// than loading them.
func Load(t testing.TB, s store.Store) {
	t.Helper()
	contents, err := read()
	require.NoError(t, err)
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, LoadedAt)
	require.NoError(t, err)
}

var read = sync.OnceValues(func() ([]loader.Content, error) {
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
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		err = errors.Join(err, f.Problems.Err())
		contents[i] = f
	}
	return contents, err
})
