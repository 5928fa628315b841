package loader_test

import (
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func apply(t *testing.T, s store.Store, p *loader.Plan) *knowledge.Revision {
	t.Helper()
	r, err := p.Apply(t.Context(), s, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	return r
}

func undo(t *testing.T, s store.Store, number int) *loader.Plan {
	t.Helper()
	p, err := loader.NewUndo(t.Context(), s, number)
	require.NoError(t, err)
	return p
}

func drop(t *testing.T, s store.Store, dataset knowledge.ID) *loader.Plan {
	t.Helper()
	p, err := loader.NewDrop(t.Context(), s, dataset)
	require.NoError(t, err)
	return p
}

// borrowing is a dataset that has a document and a claim of its own, on entities and a relation of another.
func borrowing(t *testing.T, name, a, b string) content {
	t.Helper()
	var rows content
	for _, row := range small(t, name, a, b) {
		switch row.Key().Table {
		case knowledge.TableRelation, knowledge.TableEntity:
		default:
			rows = append(rows, row)
		}
	}
	return rows
}

func TestUndo_OfALoad_TakesItAway(t *testing.T) {
	s := memstore.New()
	_, first := load(t, s, small(t, "one", "a", "b"))
	load(t, s, small(t, "two", "c", "d"))
	p := undo(t, s, 2)
	assert.Equal(t, "remove 1 dataset, remove 1 relation, remove 1 document, remove 2 entities, remove 1 statement", p.String())
	r := apply(t, s, p)
	assert.Equal(t, []any{3, 2, "undo revision 2", first.Hash()}, []any{r.Number, r.UndoesNumber, r.Description, r.Hash()})
}

func TestUndo_OfAChange_PutsEachRowBack(t *testing.T) {
	s := memstore.New()
	_, first := load(t, s, small(t, "one", "a", "b", "c"))
	changed := small(t, "one", "a", "b", "d")
	changed[3].(*knowledge.EntityPart).Description = "The first letter."
	load(t, s, changed)
	p := undo(t, s, 2)
	assert.Equal(t, loader.Count{Added: 1, Changed: 1, Removed: 1}, p.Counts[knowledge.TableEntity])
	assert.Equal(t, first.Hash(), apply(t, s, p).Hash())

	again := undo(t, s, 3)
	second, err := s.Revision(t.Context(), 2)
	require.NoError(t, err)
	assert.Equal(t, second.Hash(), apply(t, s, again).Hash(), "an undoing can be undone")
	assert.Equal(t, first.Hash(), apply(t, s, undo(t, s, 2)).Hash(), "and what was undone twice is there to be undone again")
}

func TestUndo_OfADrop_BringsTheDatasetBackInItsPlace(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b"))
	_, both := load(t, s, small(t, "two", "a", "c"))
	apply(t, s, drop(t, s, "dataset:one"))
	assert.Equal(t, both.Hash(), apply(t, s, undo(t, s, 3)).Hash())
	datasets, err := s.Datasets(t.Context(), 0)
	require.NoError(t, err)
	assert.Equal(t, "dataset:one", datasets[0].ID)
}

func TestUndo_IsRefusedWithItsReason(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b", "c"))
	load(t, s, small(t, "one", "a", "b", "d"))
	load(t, s, borrowing(t, "two", "a", "d"))
	load(t, s, small(t, "three", "x"))
	apply(t, s, undo(t, s, 4))
	for name, c := range map[string]struct {
		number int
		code   knowledge.Code
		says   []string
	}{
		"no such revision":      {9, knowledge.UnknownRevision, []string{"9"}},
		"not a number of one":   {0, knowledge.UnknownRevision, []string{"there is no revision 0 to undo: revisions are numbered from 1 to 5"}},
		"later rows rest on it": {2, knowledge.Conflict, []string{"revision 2 cannot be undone, for later revisions rest on it", "country:a BORDERS country:d of document:two of revision 3 needs country:d", "undo revision 3 first"}},
		"later changes":         {1, knowledge.Conflict, []string{"revision 1 cannot be undone, for later revisions changed the same rows", "revision 2 changed country:c", "undo revision 2 first"}},
		"undone already":        {4, knowledge.Conflict, []string{"revision 4 is undone already, by revision 5"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := loader.NewUndo(t.Context(), s, c.number)
			assert.Nil(t, p)
			assert.Equal(t, c.code, knowledge.CodeOf(err))
			for _, says := range c.says {
				assert.ErrorContains(t, err, says)
			}
		})
	}
	apply(t, s, undo(t, s, 3))
	apply(t, s, undo(t, s, 2))
}

func TestUndo_OfManyRowsThatOthersRestOn_NamesTheFirst(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b", "c", "d", "e", "f", "g", "h"))
	for _, name := range []string{"b", "c", "d", "e", "f", "g", "h"} {
		load(t, s, borrowing(t, "on-"+name, "a", name))
	}
	_, err := loader.NewUndo(t.Context(), s, 1)
	assert.ErrorContains(t, err, "; and 4 more; undo revision 8 first")
}

func TestUndo_OfADropWhoseGroundHasGone_IsRefused(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b"))
	load(t, s, borrowing(t, "two", "a", "b"))
	apply(t, s, drop(t, s, "dataset:two"))
	apply(t, s, drop(t, s, "dataset:one"))
	_, err := loader.NewUndo(t.Context(), s, 3)
	assert.Equal(t, knowledge.Conflict, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "revision 3 cannot be undone, for what it would bring back needs what has gone since: country:a BORDERS country:b of document:two needs relation:borders")
	apply(t, s, undo(t, s, 4))
	apply(t, s, undo(t, s, 3))
}

func TestDrop_IsExact(t *testing.T) {
	s := memstore.New()
	_, before := load(t, s, small(t, "one", "a", "b"))
	load(t, s, small(t, "two", "a", "c"))
	p := drop(t, s, "dataset:two")
	assert.Equal(t, "remove 1 dataset, remove 1 relation, remove 1 document, remove 2 entities, remove 1 statement", p.String())
	assert.Equal(t, before.Hash(), apply(t, s, p).Hash())
	found, err := s.Entities(t.Context(), 0, []knowledge.ID{"country:a", "country:c"})
	require.NoError(t, err)
	assert.Equal(t, []knowledge.ID{"dataset:one"}, found[0].Datasets, "the other's part stays")
	assert.Nil(t, found[1])
}

func TestDrop_IsRefusedWhereOthersRestOnIt(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b"))
	load(t, s, borrowing(t, "two", "a", "b"))
	load(t, s, borrowing(t, "three", "a", "b"))
	_, err := loader.NewDrop(t.Context(), s, "dataset:one")
	assert.Equal(t, knowledge.Conflict, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "dataset:one cannot be dropped, for dataset:three and dataset:two rest on it: ")
	apply(t, s, drop(t, s, "dataset:two"))
	_, err = loader.NewDrop(t.Context(), s, "dataset:one")
	assert.ErrorContains(t, err, "for dataset:three rests on it: country:a BORDERS country:b of document:three needs ")
	apply(t, s, drop(t, s, "dataset:three"))
	apply(t, s, drop(t, s, "dataset:one"))
	r, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	assert.Zero(t, r.Content)
}

func TestDrop_OfWhatAnotherDatasetHasToo_IsAllowed(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b"), small(t, "two", "a", "b"))
	load(t, s, borrowing(t, "three", "a", "b"))
	apply(t, s, drop(t, s, "dataset:one"))
}

func TestDrop_OfAnUnknownDataset_NamesTheLikelyOne(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "treaties", "a"))
	_, err := loader.NewDrop(t.Context(), s, "dataset:treatys")
	assert.Equal(t, knowledge.UnknownDataset, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "dataset:treaties")
}

func TestPlans_OfAClosedStore_Fail(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a"))
	require.NoError(t, s.Close())
	_, err := loader.NewUndo(t.Context(), s, 1)
	assert.ErrorIs(t, err, store.ErrClosed)
	_, err = loader.NewDrop(t.Context(), s, "dataset:one")
	assert.ErrorIs(t, err, store.ErrClosed)
	_, err = loader.NewPlan(t.Context(), s)
	assert.ErrorIs(t, err, store.ErrClosed)
	_, err = loader.Read(t.Context(), s, nil)
	assert.ErrorIs(t, err, store.ErrClosed)
	_, err = loader.Missing(t.Context(), s, "dataset:one")
	assert.ErrorIs(t, err, store.ErrClosed)
}
