package search_test

import (
	"sync"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/seedtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/require"
)

// seeded is an embedded store with the built-in datasets, one for all tests: none of them changes it.
func seeded(t testing.TB) store.Reader {
	t.Helper()
	return seedtest.Shared(t)
}

// load puts the built-in datasets into an empty store.
func load(t testing.TB, s store.Store) store.Store {
	t.Helper()
	seedtest.Load(t, s)
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
func newest(t testing.TB, s store.Reader) *search.Index {
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
	found, err := x.Search(t.Context(), search.Query{Text: text, Kinds: kinds}, store.Page{Limit: 500})
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
