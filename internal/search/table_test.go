package search_test

import (
	"testing"

	"entente/internal/search/searchtest"
	"entente/internal/store/boltstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTable_OnTheEmbeddedStore(t *testing.T) { searchtest.Table(t, seeded(t)) }

func TestTable_OnADataDirectory(t *testing.T) {
	if testing.Short() {
		t.Skip("the same table, over the same store kept in a file")
	}
	dir := t.TempDir()
	open := func() *boltstore.Store {
		s, err := boltstore.Open(t.Context(), dir, nil)
		require.NoError(t, err)
		return s
	}
	s := open()
	load(t, s)
	require.NoError(t, s.Close())
	s = open()
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	searchtest.Table(t, s)
}

func TestTable_HasEnoughOfEachKind(t *testing.T) {
	rows := searchtest.Searches()
	assert.GreaterOrEqual(t, len(rows), 400)
	seen := map[string]bool{}
	about := map[string]int{}
	ofOthers := 0
	for _, r := range rows {
		assert.False(t, seen[r.Text], "%q stands twice", r.Text)
		seen[r.Text] = true
		about[r.About]++
		if r.IsOfOthers() {
			ofOthers++
		}
	}
	assert.GreaterOrEqual(t, 3*ofOthers, len(rows), "a third is by the lists of others")
	for kind, least := range map[string]int{"slip": 20, "script": 20, "abbreviation": 10, "old name": 5, "beginning": 10, "partial words": 5, "quote": 4, "without spaces": 40, "alike letters": 30, "address": 8} {
		assert.GreaterOrEqual(t, about[kind], least, kind)
	}
}
