package search_test

import (
	"io/fs"
	"sync"
	"testing"
	"time"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/search"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/seed"
	"github.com/stretchr/testify/require"
)

// seeded is an embedded store with the built-in datasets, one for all tests: none of them changes it.
func seeded(t testing.TB) store.Store {
	t.Helper()
	once.Do(func() { shared = load(t, memstore.New()) })
	require.NotNil(t, shared, "the built-in datasets could not be loaded")
	return shared
}

var (
	once   sync.Once
	shared store.Store
)

// load puts the built-in datasets into an empty store.
func load(t testing.TB, s store.Store) store.Store {
	t.Helper()
	var sources []dataset.Source
	all, err := seed.Files()
	require.NoError(t, err)
	for _, name := range seed.Names() {
		files, err := fs.Sub(all, name)
		require.NoError(t, err)
		sources = append(sources, dataset.Source{FS: files, Name: name})
	}
	folders, err := dataset.ReadAll(t.Context(), sources, nil)
	require.NoError(t, err)
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		require.NoError(t, f.Problems.Err())
		contents[i] = f
	}
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, time.Date(2025, 11, 18, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	return s
}

func empty(t testing.TB) store.Store {
	t.Helper()
	s := memstore.New()
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// ofSeed is the index of the built-in datasets.
func ofSeed(t testing.TB) *search.Index {
	t.Helper()
	s := seeded(t)
	indexed.Do(func() { seedIndex = newest(t, s) })
	return seedIndex
}

var (
	indexed   sync.Once
	seedIndex *search.Index
)

// newest is the index of a store's newest revision.
func newest(t testing.TB, s store.Store) *search.Index {
	t.Helper()
	r, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	x, err := search.NewCache(s).At(t.Context(), r.Number)
	require.NoError(t, err)
	return x
}

// find searches for a text and gives the ids found, best first.
func find(t testing.TB, x *search.Index, text string, kinds ...knowledge.EntityKind) []knowledge.ID {
	t.Helper()
	found, err := x.Search(search.Query{Text: text, Kinds: kinds}, store.Page{Limit: 500})
	require.NoError(t, err)
	return idsOf(found.Rows)
}

func idsOf(hits []*search.Hit) []knowledge.ID {
	ids := []knowledge.ID{}
	for _, h := range hits {
		ids = append(ids, h.Entity+h.Document)
	}
	return ids
}
