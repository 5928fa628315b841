package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func slotTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"LookUpsKeepOrderAbsenceAndDuplicates": testLookUpSlots,
		"ListsKeepOrderAbsenceAndDuplicates":   testListSlots,
		"NoAnchorsGiveNoAnswers":               testNoAnchors,
		"EmptyStore":                           testEmptyStore,
	}
}

func testLookUpSlots(t *testing.T, open Opener) {
	s, w := loaded(t, open)

	es, err := s.Entities(ctx, 0, []knowledge.ID{pact, "country:nowhere", atlan, pact, "no id"})
	require.NoError(t, err)
	require.Len(t, es, 5)
	assert.Equal(t, []any{pact, nil, atlan, pact, nil}, []any{es[0].ID, null(es[1]), es[2].ID, es[3].ID, null(es[4])})

	ds, err := s.Documents(ctx, 0, []knowledge.ID{"document:none", "document:roll", "document:roll"})
	require.NoError(t, err)
	require.Len(t, ds, 3)
	assert.Nil(t, ds[0])
	assert.Equal(t, "document:roll", ds[1].ID)
	assert.Equal(t, ds[1], ds[2])

	sts, err := s.Statements(ctx, 0, []knowledge.ID{w.ids["a2"], "statement:none", w.ids["a1"], w.ids["a2"], atlan})
	require.NoError(t, err)
	assert.Equal(t, []string{"a2", "", "a1", "a2", ""}, w.names(sts))
	assert.Equal(t, w.Statement("a2"), withoutDerived(sts[0]), "all of it is kept")
	assert.Equal(t, w.Statement("a1"), withoutDerived(sts[2]), "all of it is kept")

	link := w.Statement("a1").Link
	ls, err := s.Links(ctx, &knowledge.Scope{}, []knowledge.ID{"link:none", link, link, atlan})
	require.NoError(t, err)
	require.Len(t, ls, 4)
	assert.Nil(t, ls[0])
	assert.Equal(t, link, ls[1].ID)
	assert.Equal(t, link, ls[2].ID)
	assert.Nil(t, ls[3])

	spans, err := s.EventSpans(ctx, &knowledge.Scope{}, []knowledge.ID{"event:none", flood, flood})
	require.NoError(t, err)
	require.Len(t, spans, 3)
	assert.Zero(t, spans[0])
	assert.NotZero(t, spans[1])
	assert.Equal(t, spans[1], spans[2])
}

func null[T any](v *T) any {
	if v == nil {
		return nil
	}
	return v
}

func testListSlots(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	absent := []knowledge.ID{
		"country:nowhere", "document:none", "dataset:none", "relation:none", "link:none", "statement:none", "no id", "revision:1", ":",
	}
	anchors := append(absent, atlan, "dataset:roll", atlan)

	sts, err := s.ListStatements(ctx, &knowledge.Scope{}, anchors, store.StatementQuery{}, everything)
	require.NoError(t, err)
	es, err := s.ListEntities(ctx, &knowledge.Scope{}, anchors, store.EntityQuery{}, everything)
	require.NoError(t, err)
	ds, err := s.ListDocuments(ctx, &knowledge.Scope{}, anchors, store.DocumentQuery{}, everything)
	require.NoError(t, err)
	ls, err := s.ListLinks(ctx, &knowledge.Scope{}, anchors, store.LinkQuery{}, everything)
	require.NoError(t, err)
	for i := range absent {
		assertNothing(t, sts[i], absent[i])
		assertNothing(t, es[i], absent[i])
		assertNothing(t, ds[i], absent[i])
		assertNothing(t, ls[i], absent[i])
	}
	n := len(absent)
	assert.Equal(t, []int{10, 5, 10}, []int{len(sts[n].Rows), len(sts[n+1].Rows), len(sts[n+2].Rows)})
	assert.Equal(t, []int{7, 2, 7}, []int{len(es[n].Rows), len(es[n+1].Rows), len(es[n+2].Rows)})
	assert.Equal(t, []int{4, 1, 4}, []int{len(ds[n].Rows), len(ds[n+1].Rows), len(ds[n+2].Rows)})
	assert.Equal(t, []int{8, 0, 8}, []int{len(ls[n].Rows), len(ls[n+1].Rows), len(ls[n+2].Rows)})

	counts, err := s.CountStatements(ctx, &knowledge.Scope{}, anchors, knowledge.StatementFilter{})
	require.NoError(t, err)
	assert.Equal(t, append(make([]int, n), 10, 5, 10), counts)
	counts, err = s.CountEntities(ctx, &knowledge.Scope{}, anchors, knowledge.EntityFilter{})
	require.NoError(t, err)
	assert.Equal(t, append(make([]int, n), 7, 2, 7), counts)
	counts, err = s.CountDocuments(ctx, &knowledge.Scope{}, anchors, knowledge.DocumentFilter{})
	require.NoError(t, err)
	assert.Equal(t, append(make([]int, n), 4, 1, 4), counts)
	counts, err = s.CountLinks(ctx, &knowledge.Scope{}, anchors, store.LinkQuery{})
	require.NoError(t, err)
	assert.Equal(t, append(make([]int, n), 8, 0, 8), counts)
}

func assertNothing[T any](t *testing.T, list store.List[T], of string) {
	t.Helper()
	assert.Empty(t, list.Rows, of)
	assert.Empty(t, list.Keys(), of)
	assert.False(t, list.HasNext || list.HasPrevious, of)
}

func testNoAnchors(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	es, err := s.Entities(ctx, 0, nil)
	require.NoError(t, err)
	assert.Empty(t, es)
	found, err := s.Lookup(ctx, 0, nil)
	require.NoError(t, err)
	assert.Empty(t, found)
	sts, err := s.ListStatements(ctx, &knowledge.Scope{}, nil, store.StatementQuery{}, everything)
	require.NoError(t, err)
	assert.Empty(t, sts)
}

func testEmptyStore(t *testing.T, open Opener) {
	s := open(t)
	r, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, 0, r.Number)
	assert.Zero(t, r.Content)
	rs, err := s.ListRevisions(ctx, everything)
	require.NoError(t, err)
	assert.Empty(t, rs.Rows)
	assert.False(t, rs.HasPrevious || rs.HasNext)
	relations, err := s.Relations(ctx, 0)
	require.NoError(t, err)
	assert.Empty(t, relations)
	datasets, err := s.Datasets(ctx, 0)
	require.NoError(t, err)
	assert.Empty(t, datasets)
	sts, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{"", atlan}, store.StatementQuery{}, everything)
	require.NoError(t, err)
	require.Len(t, sts, 2)
	assertNothing(t, sts[0], "all")
	assertNothing(t, sts[1], atlan)
	n, err := s.CountEntities(ctx, &knowledge.Scope{}, []knowledge.ID{"", atlan}, knowledge.EntityFilter{})
	require.NoError(t, err)
	assert.Equal(t, []int{0, 0}, n)
	rows, err := scanAll(ctx, s, 0)
	require.NoError(t, err)
	assert.Empty(t, rows)
	for range s.Changes(ctx, 0) {
		t.Fatal("an empty store has changed nothing")
	}
}
