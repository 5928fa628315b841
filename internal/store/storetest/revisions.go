package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func revisionTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"AreCountedAndDescribed":           testRevisionFacts,
		"OldOnesAnswerAsTheyDid":           testOldRevisions,
		"UnknownOnesAreAnError":            testUnknownRevision,
		"HashIsOfContentAlone":             testContentHash,
		"ChangesTellEachRow":               testChanges,
		"InvertedChangesUndoExactly":       testUndo,
		"ARemovedDatasetReturnsToItsPlace": testUndoDrop,
	}
}

func testRevisionFacts(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	at := time.Date(2025, 11, 17, 12, 30, 0, 0, time.FixedZone("+4", 4*3600))
	change := ChangeSet(1, append(Remove(w.Statement("r1")), Put(changed(w.Statement("a1")))...))
	change.At, change.Description, change.Undoes = at, "drop r1, mend a1", 1
	r, err := s.Apply(ctx, change)
	require.NoError(t, err)
	assert.Equal(t, []any{2, "drop r1, mend a1", 1, 2, 1}, []any{r.Number, r.Description, r.Added, r.Removed, r.UndoesNumber}, "a changed row is both")
	assert.True(t, r.CreatedAt.Equal(at))

	before := time.Now().Add(-time.Second)
	r = apply(t, s, Remove(w.Statement("r2")))
	assert.WithinRange(t, r.CreatedAt, before, time.Now().Add(time.Second), "now, where no time is handed in")

	list, err := s.ListRevisions(ctx, everything)
	require.NoError(t, err)
	require.Len(t, list.Rows, 3)
	for i, r := range list.Rows {
		assert.Equal(t, 3-i, r.Number, "newest first")
		same, err := s.Revision(ctx, r.Number)
		require.NoError(t, err)
		assert.Equal(t, r, same)
	}
	assert.Equal(t, []int{len(w.rows), 0}, []int{list.Rows[2].Added, list.Rows[2].Removed})
	newest, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, 3, newest.Number)
}

// changed returns a statement with another note, which has the same id.
func changed(st *knowledge.Statement) *knowledge.Statement {
	c := *st
	c.Note += " (mended)"
	return &c
}

func testOldRevisions(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	mended := changed(w.Statement("a1"))
	apply(t, s, append(Remove(w.Statement("r1"), w.Statement("g1")), Put(mended)...))
	apply(t, s, Remove(w.part(fens, "almanac")))
	none := store.StatementQuery{}
	for _, c := range []struct {
		revision, statements, entities int
		note                           knowledge.Text
	}{{1, 28, 13, ""}, {2, 26, 13, " (mended)"}, {3, 26, 12, " (mended)"}, {0, 26, 12, " (mended)"}} {
		scope := knowledge.Scope{Revision: c.revision}
		assert.Len(t, statements(t, s, w, scope, "", none), c.statements)
		assert.Len(t, entities(t, s, scope, "", store.EntityQuery{}), c.entities)
		st := one[*knowledge.Statement](t)(s.Statements(ctx, c.revision, []knowledge.ID{w.ids["a1"]}))
		assert.Equal(t, c.note, st.Note)
		e := one[*knowledge.Entity](t)(s.Entities(ctx, c.revision, []knowledge.ID{fens}))
		assert.Equal(t, c.entities == 13, e != nil)
	}
	assert.Equal(t, 3, link(t, s, w, knowledge.Scope{Revision: 1}, "a1").StatementCount)
	assert.Equal(t, 2, link(t, s, w, knowledge.Scope{Revision: 2}, "a1").StatementCount)
	assert.Len(t, scan(t, s, 1, knowledge.TableStatement, "dataset:roll"), 5)
	assert.Len(t, scan(t, s, 2, knowledge.TableStatement, "dataset:roll"), 4)
}

func testUnknownRevision(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	for _, number := range []int{2, -1, 1 << 40} {
		for name, err := range everyRead(s, number) {
			assertCode(t, err, knowledge.UnknownRevision)
			assert.Error(t, err, name)
		}
	}
}

func testContentHash(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	first, err := s.Revision(ctx, 1)
	require.NoError(t, err)
	sum := knowledge.ContentHash{}
	for _, row := range w.rows {
		sum = sum.Add(knowledge.Hash(row))
	}
	assert.Equal(t, sum, first.Content, "the sum of the hashes of all rows")

	other := open(t)
	for i := len(w.rows) - 1; i >= 0; i-- {
		if w.rows[i].Key().Table != knowledge.TableStatement {
			continue
		}
		w.rows = append(w.rows[:i:i], w.rows[i+1:]...)
	}
	apply(t, other, Put(w.rows...))
	for _, c := range w.claims {
		apply(t, other, Put(c.row))
	}
	last, err := other.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, 1+len(w.claims), last.Number)
	assert.Equal(t, first.Hash(), last.Hash(), "whatever the steps")
}

func testChanges(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	mended := changed(w.Statement("a1"))
	added := &knowledge.Dataset{ID: "dataset:new", Title: "New", Order: 4}
	apply(t, s, append(Put[knowledge.Row](mended, added), Remove[knowledge.Row](w.Statement("r1"), w.part(fens, "almanac"))...))
	got := map[knowledge.RowKey]store.RowChange{}
	var keys []knowledge.Row
	for c, err := range s.Changes(ctx, 2) {
		require.NoError(t, err)
		row := c.After
		if row == nil {
			row = c.Before
		}
		keys = append(keys, row)
		got[row.Key()] = store.RowChange{Before: withoutDerived(c.Before), After: withoutDerived(c.After)}
	}
	assert.IsNonDecreasing(t, tablesOf(keys), "in the order of rows")
	assert.Equal(t, map[knowledge.RowKey]store.RowChange{
		mended.Key():                  {Before: w.Statement("a1"), After: mended},
		added.Key():                   {After: added},
		w.Statement("r1").Key():       {Before: w.Statement("r1")},
		w.part(fens, "almanac").Key(): {Before: w.part(fens, "almanac")},
	}, got)

	n := 0
	for c, err := range s.Changes(ctx, 1) {
		require.NoError(t, err)
		assert.Nil(t, c.Before)
		n++
	}
	assert.Equal(t, len(w.rows), n)
}

func tablesOf(rows []knowledge.Row) []int {
	tables := make([]int, len(rows))
	for i, r := range rows {
		tables[i] = int(r.Key().Table)
	}
	return tables
}

// inverted returns the changes that undo a revision.
func inverted(t testing.TB, s store.Store, revision int) []store.Change {
	t.Helper()
	var changes []store.Change
	for c, err := range s.Changes(ctx, revision) {
		require.NoError(t, err)
		if c.Before != nil {
			changes = append(changes, Put(c.Before)...)
		} else {
			changes = append(changes, Remove(c.After)...)
		}
	}
	return changes
}

func testUndo(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	apply(t, s, append(Put(changed(w.Statement("a1"))), Remove(w.Statement("r1"), w.Statement("a12"))...))
	apply(t, s, inverted(t, s, 2))
	first, err := s.Revision(ctx, 1)
	require.NoError(t, err)
	third, err := s.Revision(ctx, 3)
	require.NoError(t, err)
	assert.Equal(t, first.Hash(), third.Hash())
	for _, anchor := range []knowledge.ID{"", atlan, league, ladder, roll} {
		assert.Equal(t, statements(t, s, w, knowledge.Scope{Revision: 1}, anchor, store.StatementQuery{}),
			statements(t, s, w, knowledge.Scope{Revision: 3}, anchor, store.StatementQuery{}))
	}
	apply(t, s, inverted(t, s, 3))
	apply(t, s, inverted(t, s, 2))
	last, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, first.Hash(), last.Hash())
}

func testUndoDrop(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	var chronicle []knowledge.Row
	for _, row := range w.rows {
		if row.Key().Dataset == "dataset:chronicle" {
			chronicle = append(chronicle, row)
		}
	}
	apply(t, s, Remove(chronicle...))
	apply(t, s, inverted(t, s, 2))
	first, err := s.Revision(ctx, 1)
	require.NoError(t, err)
	third, err := s.Revision(ctx, 3)
	require.NoError(t, err)
	assert.Equal(t, first.Hash(), third.Hash())
	assert.Equal(t, one[*knowledge.Entity](t)(s.Entities(ctx, 1, []knowledge.ID{atlan})), entity(t, s, atlan), "the dataset has its old place in load order")

	apply(t, s, inverted(t, s, 1))
	empty, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Zero(t, empty.Content, "all undone, nothing is left")
	rows, err := scanAll(ctx, s, 0)
	require.NoError(t, err)
	assert.Empty(t, rows)
	apply(t, s, inverted(t, s, 4))
	again, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, first.Hash(), again.Hash())
}
