package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// applyTests are the tests of Apply.
func applyTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"NothingToDoMakesNoRevision":       testNoOp,
		"AnotherBaseIsAConflict":           testConflict,
		"AFailingIteratorLeavesAllAsItWas": testFailingIterator,
		"ACancelledContextLeavesAllAsWas":  testCancelledApply,
		"TheOrderOfRowsDoesNotCount":       testAnyOrder,
		"WhatWasHandedInMayBeUsedAgain":    testOwnCopies,
		"EmptyListsAreAbsentOnes":          testEmptyLists,
		"MovesADocumentBetweenDatasets":    testMoveDocument,
		"MayReadWhileItIteratesChanges":    testReadWhileApplying,
		"ChangesAThirdPartyAndItsClaim":    testChangeAbout,
		"TellsHowFarItIs":                  testProgress,
	}
}

// state is all that a store's newest revision has.
func state(t testing.TB, s store.Store) (*knowledge.Revision, map[knowledge.RowKey]knowledge.Row) {
	t.Helper()
	r, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	rows, err := scanAll(ctx, s, 0)
	require.NoError(t, err)
	return r, rows
}

// assertUnchanged runs a change that must fail and leave the store as it was.
func assertUnchanged(t testing.TB, s store.Store, change func() error) error {
	t.Helper()
	r, rows := state(t, s)
	err := change()
	require.Error(t, err)
	r2, rows2 := state(t, s)
	assert.Equal(t, r, r2)
	assert.Equal(t, rows, rows2)
	list, errList := s.ListRevisions(ctx, everything)
	require.NoError(t, errList)
	assert.Len(t, list.Rows, r.Number)
	return err
}

func testNoOp(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	first, err := s.Revision(ctx, 1)
	require.NoError(t, err)
	assert.Equal(t, first, apply(t, s, Put(w.rows...)), "loading twice changes nothing")
	assert.Equal(t, first, apply(t, s, nil))
	r, err := s.Apply(ctx, store.ChangeSet{Base: 1})
	require.NoError(t, err)
	assert.Equal(t, first, r)

	r = apply(t, s, append(Put(w.rows...), Put(&knowledge.Dataset{ID: "dataset:new", Title: "New"})...))
	assert.Equal(t, []int{2, 1, 0}, []int{r.Number, r.Added, r.Removed}, "rows as they were do not count")
}

func testConflict(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	for _, base := range []int{0, 2, -1} {
		err := assertUnchanged(t, s, func() error {
			_, err := s.Apply(ctx, ChangeSet(base, Remove(w.Statement("r1"))))
			return err
		})
		assertCode(t, err, knowledge.Conflict, "revision")
	}
}

func testFailingIterator(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	broken := errors.New("the file ends here")
	err := assertUnchanged(t, s, func() error {
		_, err := s.Apply(ctx, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
			for _, c := range Remove(w.Statement("r1"), w.Statement("r2")) {
				if !yield(c, nil) {
					return
				}
			}
			yield(store.Change{}, broken)
		}})
		return err
	})
	assert.ErrorIs(t, err, broken)
	apply(t, s, Remove(w.Statement("r1")))
}

func testCancelledApply(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	crowd := addCrowd(NewGraph(t), 6000).Rows()
	cancelled, cancel := context.WithCancel(ctx)
	err := assertUnchanged(t, s, func() error {
		_, err := s.Apply(cancelled, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
			for i, c := range Put(crowd...) {
				if i == 100 {
					cancel()
				}
				if !yield(c, nil) {
					return
				}
			}
		}})
		return err
	})
	assert.ErrorIs(t, err, context.Canceled)

	// At whatever moment: each count of changes lets the context end a little later.
	for _, after := range []int{1, 10, len(crowd) - 1, len(crowd)} {
		cancelled, cancel := context.WithCancel(ctx)
		err := assertUnchanged(t, s, func() error {
			_, err := s.Apply(cancelled, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
				for i, c := range Put(crowd...) {
					if !yield(c, nil) {
						return
					}
					if i+1 == after {
						cancel()
					}
				}
			}})
			return err
		})
		assert.ErrorIs(t, err, context.Canceled)
	}
	r := apply(t, s, Put(crowd...))
	assert.Equal(t, 2, r.Number)
}

func testAnyOrder(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	other := open(t)
	var backwards []knowledge.Row
	for i := range w.rows {
		backwards = append(backwards, w.rows[len(w.rows)-1-i])
	}
	apply(t, other, Put(backwards...))
	a, rows := state(t, s)
	b, same := state(t, other)
	assert.Equal(t, a.Hash(), b.Hash())
	assert.Equal(t, rows, same)
}

func testOwnCopies(t *testing.T, open Opener) {
	s := open(t)
	w := NewWorld(t)
	apply(t, s, Put(w.rows...))
	before, rows := state(t, s)
	for _, b := range w.claims {
		b.row.Note, b.row.Evidence[0].Quote, b.row.Evidence[0].Document = "spoiled", "spoiled", "spoiled"
		if b.row.About != nil {
			b.row.About[0] = "spoiled"
		}
		if place := b.row.Evidence[0].Place; place != nil {
			place.Start = 0
		}
	}
	for _, b := range w.parts {
		b.row.Name = "spoiled"
		if b.row.Location != nil {
			b.row.Location.Latitude = 0
		}
	}
	after, same := state(t, s)
	assert.Equal(t, before, after)
	fresh := NewWorld(t)
	for _, row := range fresh.rows {
		require.Equal(t, row, withoutDerived(same[row.Key()]))
	}
	assert.Len(t, rows, len(fresh.rows))
}

func testEmptyLists(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	st := *w.Statement("a1")
	st.About, st.Topics = []knowledge.ID{}, []string{}
	part := *w.part(summit, "almanac")
	part.Names, part.Identifiers, part.Kind = []knowledge.Name{}, []knowledge.Identifier{}, knowledge.KindEvent
	r := apply(t, s, Put[knowledge.Row](&st, &part))
	assert.Equal(t, 1, r.Number, "the same rows, the same hash")
}

func testMoveDocument(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	moved := *w.document(letter)
	moved.Dataset = "dataset:almanac"
	apply(t, s, append(Put(&moved), Remove(w.document(letter))...))
	assert.Equal(t, []knowledge.ID{almanac, letter}, documents(t, s, knowledge.Scope{}, "dataset:almanac", store.DocumentQuery{}))
	assert.Equal(t, []knowledge.ID{gazette}, documents(t, s, knowledge.Scope{}, "dataset:chronicle", store.DocumentQuery{}))
	assert.Len(t, statements(t, s, w, knowledge.Scope{}, letter, store.StatementQuery{}), 5)
}

func testReadWhileApplying(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	r, err := s.Apply(ctx, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
		// A plan may be made while it is applied, from what the store has.
		for row, err := range s.Scan(ctx, 0, knowledge.TableStatement, "dataset:roll") {
			if !yield(store.Change{Remove: row.Key()}, err) {
				return
			}
		}
	}})
	require.NoError(t, err)
	assert.Equal(t, 5, r.Removed)
	assert.Empty(t, statements(t, s, w, knowledge.Scope{}, roll, store.StatementQuery{}))
}

func testChangeAbout(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	// The claim stays, by its id; what it is about goes, and with it an entity that nothing else needs.
	with := *w.Statement("a8")
	with.About = []knowledge.ID{pact, summit, summit}
	apply(t, s, Put(&with))
	assert.ElementsMatch(t, []string{"a8"}, where(t, s, w, knowledge.StatementFilter{With: []knowledge.ID{summit}}))
	apply(t, s, append(Put(w.Statement("a8")), Remove(w.part(summit, "almanac"))...))
	assert.Empty(t, where(t, s, w, knowledge.StatementFilter{With: []knowledge.ID{summit}}))
	assert.Nil(t, entity(t, s, summit))
}

func testProgress(t *testing.T, open Opener) {
	s, changes := open(t), Put(NewWorld(t).Rows()...)
	change := ChangeSet(0, changes)
	var stages []store.Stage
	done := map[store.Stage]int{}
	change.Progress = func(stage store.Stage, n int) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
		assert.Greater(t, n, done[stage], stage)
		done[stage] = n
	}
	_, err := s.Apply(ctx, change)
	require.NoError(t, err)
	order := slices.Clone(stages)
	slices.SortFunc(order, func(a, b store.Stage) int { return stageIndex(a) - stageIndex(b) })
	assert.Equal(t, order, stages, "each stage once, in order")
	assert.Equal(t, len(changes), done[store.Writing], "all is written in the end")
	for stage, n := range done {
		assert.LessOrEqual(t, n, len(changes), stage)
	}
}

func stageIndex(s store.Stage) int {
	return slices.Index([]store.Stage{store.Checking, store.Writing, store.Linking}, s)
}
