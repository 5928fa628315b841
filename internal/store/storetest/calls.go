package storetest

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func callTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"ACancelledContextEndsThem":     testCancelled,
		"AfterCloseAllFail":             testClosed,
		"ReadersDoNotWaitForTheWriter":  testReadWhileWriting,
		"ReadersSeeAllOfAChangeOrNone":  testConcurrent,
		"TwoWritersOfOneBaseOneSucceed": testTwoWriters,
	}
}

// everyRead calls every reading method of a store, at a revision, and returns their errors.
func everyRead(s store.Store, revision int) map[string]error { return everyReadWith(ctx, s, revision) }

// everyReadWith calls every reading method, and returns the error of each by its name.
func everyReadWith(ctx context.Context, s store.Store, revision int) map[string]error {
	errs := map[string]error{}
	scope, of := &knowledge.Scope{Revision: revision}, []knowledge.ID{""}
	_, errs["Revision"] = s.Revision(ctx, revision)
	_, errs["Relations"] = s.Relations(ctx, revision)
	_, errs["Datasets"] = s.Datasets(ctx, revision)
	_, errs["Entities"] = s.Entities(ctx, revision, of)
	_, errs["Lookup"] = s.Lookup(ctx, revision, of)
	_, errs["ListEntities"] = s.ListEntities(ctx, scope, of, store.EntityQuery{}, everything)
	_, errs["CountEntities"] = s.CountEntities(ctx, scope, of, knowledge.EntityFilter{})
	_, errs["EventSpans"] = s.EventSpans(ctx, scope, of)
	_, errs["Documents"] = s.Documents(ctx, revision, of)
	_, errs["ListDocuments"] = s.ListDocuments(ctx, scope, of, store.DocumentQuery{}, everything)
	_, errs["CountDocuments"] = s.CountDocuments(ctx, scope, of, knowledge.DocumentFilter{})
	_, errs["Statements"] = s.Statements(ctx, revision, of)
	_, errs["ListStatements"] = s.ListStatements(ctx, scope, of, store.StatementQuery{}, everything)
	_, errs["CountStatements"] = s.CountStatements(ctx, scope, of, knowledge.StatementFilter{})
	_, errs["Links"] = s.Links(ctx, scope, of)
	_, errs["ListLinks"] = s.ListLinks(ctx, scope, of, store.LinkQuery{}, everything)
	_, errs["CountLinks"] = s.CountLinks(ctx, scope, of, store.LinkQuery{})
	errs["Scan"], errs["Changes"] = nil, nil
	for _, err := range s.Scan(ctx, revision, knowledge.TableStatement, "") {
		errs["Scan"] = err
	}
	for _, err := range s.Changes(ctx, revision) {
		errs["Changes"] = err
	}
	return errs
}

func testCancelled(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	for name, err := range everyReadWith(cancelled, s, 0) {
		assert.ErrorIs(t, err, context.Canceled, name)
	}
	_, err := s.ListRevisions(cancelled, everything)
	assert.ErrorIs(t, err, context.Canceled)
	err = assertUnchanged(t, s, func() error {
		_, err := s.Apply(cancelled, ChangeSet(1, Remove(w.Statement("r1"))))
		return err
	})
	assert.ErrorIs(t, err, context.Canceled)
}

func testClosed(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	require.NoError(t, s.Close())
	for name, err := range everyRead(s, 0) {
		assert.ErrorIs(t, err, store.ErrClosed, name)
	}
	_, err := s.ListRevisions(ctx, everything)
	assert.ErrorIs(t, err, store.ErrClosed)
	_, err = s.Apply(ctx, ChangeSet(1, Remove(w.Statement("r1"))))
	assert.ErrorIs(t, err, store.ErrClosed)
	assertCode(t, err, knowledge.Unavailable)
	assert.ErrorIs(t, s.Close(), store.ErrClosed)

	s, w = loaded(t, open)
	_, err = s.Apply(ctx, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
		assert.NoError(t, s.Close())
		yield(Remove(w.Statement("r1"))[0], nil)
	}})
	assert.ErrorIs(t, err, store.ErrClosed, "closed while it writes")
}

func testReadWhileWriting(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	r, err := s.Apply(ctx, store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
		if !yield(Remove(w.Statement("r1"))[0], nil) {
			return
		}
		for name, err := range everyRead(s, 0) {
			assert.NoError(t, err, name)
		}
		assert.Len(t, statements(t, s, w, knowledge.Scope{}, roll, store.StatementQuery{}), 5, "nothing of the change is seen")

		cancelled, cancel := context.WithCancel(ctx)
		done := make(chan error)
		go func() {
			_, err := s.Apply(cancelled, ChangeSet(1, Remove(w.Statement("r2"))))
			done <- err
		}()
		cancel()
		assert.Error(t, <-done, "a second writer does not write, and stops waiting when it is told to")
	}})
	require.NoError(t, err)
	assert.Equal(t, 2, r.Number)
}

func testConcurrent(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	// Every revision has r1 to r5, or none of them.
	all := []*knowledge.Statement{w.Statement("r1"), w.Statement("r2"), w.Statement("r3"), w.Statement("r4"), w.Statement("r5")}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				lists, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{roll, "dataset:roll", roll}, store.StatementQuery{}, everything)
				if !assert.NoError(t, err) {
					return
				}
				assert.Contains(t, []int{0, 5}, len(lists[0].Rows))
				assert.Len(t, lists[1].Rows, len(lists[0].Rows), "one call reads one revision")
				assert.Len(t, lists[2].Rows, len(lists[0].Rows))
				old, err := s.CountStatements(ctx, &knowledge.Scope{Revision: 1}, []knowledge.ID{"", league}, knowledge.StatementFilter{})
				assert.NoError(t, err)
				assert.Equal(t, []int{28, 7}, old, "an old revision stays")
				if i == 0 {
					rows, err := scanAll(ctx, s, 1)
					assert.NoError(t, err)
					assert.Len(t, rows, len(w.rows))
				}
				ls, err := s.CountLinks(ctx, &knowledge.Scope{}, []knowledge.ID{league}, store.LinkQuery{})
				assert.NoError(t, err)
				assert.Contains(t, []int{2, 6}, ls[0])
			}
		})
	}
	for i := range 60 {
		if i%2 == 0 {
			apply(t, s, Remove(all...))
		} else {
			apply(t, s, Put(all...))
		}
	}
	close(stop)
	readers.Wait()
	first, err := s.Revision(ctx, 1)
	require.NoError(t, err)
	last, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, 61, last.Number)
	assert.Equal(t, first.Hash(), last.Hash())
}

func testTwoWriters(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	errs := make([]error, 8)
	var writers sync.WaitGroup
	for i := range errs {
		writers.Go(func() {
			_, errs[i] = s.Apply(ctx, ChangeSet(1, Put(&knowledge.Dataset{ID: "dataset:w" + strconv.Itoa(i), Title: "W"})))
		})
	}
	writers.Wait()
	succeeded := 0
	for _, err := range errs {
		if err == nil {
			succeeded++
			continue
		}
		assertCode(t, err, knowledge.Conflict)
	}
	assert.Equal(t, 1, succeeded)
}
