package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Opener returns an empty store for one test. It registers closing with t.Cleanup if that is needed; a test may have closed the store
// before.
type Opener func(t *testing.T) store.Store

// randomQuestions is how many random queries Run makes on each revision of the random world.
const randomQuestions = 40

// Run runs the suite, with a fresh store for each test.
func Run(t *testing.T, newStore func(t *testing.T) store.Store) {
	RunAsking(t, newStore, randomQuestions)
}

// RunAsking is Run for a store that takes long over a question of a new kind: it asks as many random questions of each revision of the
// random world. The world and the questions are others at each run.
func RunAsking(t *testing.T, newStore func(t *testing.T) store.Store, questions int) {
	for _, group := range []struct {
		name  string
		tests map[string]func(*testing.T, Opener)
	}{
		{"Slots", slotTests()},
		{"Statements", statementTests()},
		{"Qualifiers", qualifierTests()},
		{"Paging", pagingTests()},
		{"Scope", scopeTests()},
		{"Presumed", presumedTests()},
		{"Links", linkTests()},
		{"Entities", entityTests()},
		{"Events", eventTests()},
		{"Documents", documentTests()},
		{"Scan", scanTests()},
		{"Revisions", revisionTests()},
		{"Apply", applyTests()},
		{"Refused", refusalTests()},
		{"Text", textTests()},
		{"Calls", callTests()},
		{"Random", randomTests(questions)},
	} {
		t.Run(group.name, func(t *testing.T) {
			for name, test := range group.tests {
				t.Run(name, func(t *testing.T) { test(t, newStore) })
			}
		})
	}
}

// everything is a page without a limit.
var everything = store.Page{Limit: 10_000}

var ctx = context.Background()

// one takes the answer for the only anchor out of a batch.
func one[T any](t testing.TB) func(answers []T, err error) T {
	return func(answers []T, err error) T {
		t.Helper()
		require.NoError(t, err)
		require.Len(t, answers, 1)
		return answers[0]
	}
}

// statements returns the names of an anchor's statements.
func statements(t testing.TB, s store.Store, w *World, scope knowledge.Scope, anchor knowledge.ID, q store.StatementQuery) []string {
	t.Helper()
	list := one[store.List[*knowledge.Statement]](t)(s.ListStatements(ctx, &scope, []knowledge.ID{anchor}, q, everything))
	n := one[int](t)(s.CountStatements(ctx, &scope, []knowledge.ID{anchor}, q.Filter))
	assert.Equal(t, len(list.Rows), n, "the count is what paging reaches")
	return w.names(list.Rows)
}

// where returns the names of the statements of the whole world that match a filter, in no order.
func where(t testing.TB, s store.Store, w *World, filter knowledge.StatementFilter) []string {
	t.Helper()
	return statements(t, s, w, knowledge.Scope{}, "", store.StatementQuery{Filter: filter})
}

// entities returns the ids of an anchor's entities.
func entities(t testing.TB, s store.Store, scope knowledge.Scope, anchor knowledge.ID, q store.EntityQuery) []knowledge.ID {
	t.Helper()
	list := one[store.List[*knowledge.Entity]](t)(s.ListEntities(ctx, &scope, []knowledge.ID{anchor}, q, everything))
	n := one[int](t)(s.CountEntities(ctx, &scope, []knowledge.ID{anchor}, q.Filter))
	assert.Equal(t, len(list.Rows), n, "the count is what paging reaches")
	ids := []knowledge.ID{}
	for _, e := range list.Rows {
		ids = append(ids, e.ID)
	}
	return ids
}

// documents returns the ids of an anchor's documents.
func documents(t testing.TB, s store.Store, scope knowledge.Scope, anchor knowledge.ID, q store.DocumentQuery) []knowledge.ID {
	t.Helper()
	list := one[store.List[*knowledge.Document]](t)(s.ListDocuments(ctx, &scope, []knowledge.ID{anchor}, q, everything))
	n := one[int](t)(s.CountDocuments(ctx, &scope, []knowledge.ID{anchor}, q.Filter))
	assert.Equal(t, len(list.Rows), n, "the count is what paging reaches")
	ids := []knowledge.ID{}
	for _, d := range list.Rows {
		ids = append(ids, d.ID)
	}
	return ids
}

// assertCode asserts that an error has a code, and that its text names its subject.
func assertCode(t testing.TB, err error, code knowledge.Code, names ...string) {
	t.Helper()
	require.Error(t, err)
	assert.Equal(t, code, knowledge.CodeOf(err), "%v", err)
	for _, name := range names {
		assert.ErrorContains(t, err, name)
	}
}
