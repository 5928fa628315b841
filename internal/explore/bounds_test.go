package explore

import (
	"slices"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The bounds of work are so wide that a graph that reaches them takes long to load; here a question begins near its bound.

func fixture(t *testing.T) (*Explorer, *knowledge.Scope, *storetest.World) {
	w := storetest.NewWorld(t)
	s := memstore.New()
	change := storetest.ChangeSet(0, storetest.Put(w.Rows()...))
	change.At = time.Unix(0, 0)
	_, err := s.Apply(t.Context(), change)
	require.NoError(t, err)
	return New(s), &knowledge.Scope{Revision: 1}, w
}

func assertExceeded(t *testing.T, err error, words ...string) {
	t.Helper()
	require.Error(t, err)
	assert.Equal(t, knowledge.LimitExceeded, knowledge.CodeOf(err), "%v", err)
	for _, word := range words {
		assert.ErrorContains(t, err, word)
	}
}

func TestBounds_OfStatements(t *testing.T) {
	x, scope, _ := fixture(t)
	for _, known := range []bool{false, true} {
		v, _, err := x.view(t.Context(), scope)
		require.NoError(t, err)
		v.statementsRead = MaxStatements - 2
		_, err = v.loadIDs(t.Context(), []knowledge.ID{"country:atlan"}, subgraphRemedy)
		assertExceeded(t, err, "2000000 statements", "fewer hops")
		if !known {
			// What others have asked must not matter.
			_, err = x.Subgraph(t.Context(), scope, SubgraphQuery{Around: []knowledge.ID{"country:atlan"}, Hops: 1, Limit: 5})
			require.NoError(t, err)
		}
	}
	r := statementReader{x.reader, scope, store.StatementQuery{}, 3, "ask for less"}
	_, err := r.readAll(t.Context(), []knowledge.ID{""})
	assertExceeded(t, err, "more than 3 statements", "ask for less")
}

// TestBounds_OfSoleStatements_CountASourceOnce passes one source so often that its statements would exceed the limit if they were
// counted each time.
func TestBounds_OfSoleStatements_CountASourceOnce(t *testing.T) {
	x, scope, _ := fixture(t)
	datasets, err := x.reader.Datasets(t.Context(), scope.Revision)
	require.NoError(t, err)
	source := datasets[0].ID
	once, err := x.CountOnlySourceOf(t.Context(), scope, []knowledge.ID{source})
	require.NoError(t, err)
	require.Positive(t, once[0])
	counts, err := x.CountOnlySourceOf(t.Context(), scope, slices.Repeat([]knowledge.ID{source}, MaxSoleStatements))
	require.NoError(t, err)
	assert.Len(t, counts, MaxSoleStatements)
	assert.Equal(t, once[0], counts[MaxSoleStatements-1])
}

func TestBounds_OfPathWork(t *testing.T) {
	x, scope, _ := fixture(t)
	q := PathQuery{From: "country:atlan", To: "country:delos", MaxHops: 4, First: 50}
	enough := 0
	for left := 0; left < 10_000; left++ {
		v, _, err := x.view(t.Context(), scope)
		require.NoError(t, err)
		l, err := v.scoped(t.Context(), scope, q.Filter.HeldUnlessNamed())
		require.NoError(t, err)
		s := newSearch(l, q)
		s.work = MaxPathWork - left
		_, err = s.run(t.Context())
		if err == nil {
			enough = left
			break
		}
		assertExceeded(t, err, "20000000", "avoid")
	}
	assert.Positive(t, enough, "at some point there is enough left")
}

func TestBounds_OfWeighing(t *testing.T) {
	x, scope, w := fixture(t)
	st := w.Statement("a1")
	c, err := x.weigher(t.Context(), scope, []*knowledge.Statement{st})
	require.NoError(t, err)
	c.pairs = MaxWeighings
	for range c.evidence(st) {
		t.Error("nothing is weighed any more")
	}
	assertExceeded(t, c.err, "50000000")

	s := levelFilter{x: x, scope: scope, query: LevelQuery{Levels: CorroborationLevels()}, weighed: MaxWeighed}
	_, err = s.pages(t.Context(), []knowledge.ID{""}, store.Page{Limit: 5})
	assertExceeded(t, err, "50000", "narrow")
}

func TestSieve_GoesOnWhereAPartIsNotEnough(t *testing.T) {
	x, scope, _ := fixture(t)
	lists, err := x.reader.ListStatements(t.Context(), scope, []knowledge.ID{""}, store.StatementQuery{}, store.Page{Limit: 1000})
	require.NoError(t, err)
	for _, page := range []store.Page{{Limit: 1000}, {Limit: 1000, Backward: true}} {
		for _, size := range []int{1, 2, 7} {
			s := levelFilter{x: x, scope: scope, query: LevelQuery{Levels: CorroborationLevels()}}
			parts := make([]partialPage, 1)
			require.NoError(t, s.scan(t.Context(), []knowledge.ID{""}, page, size, parts))
			assert.ElementsMatch(t, lists[0].Rows, parts[0].rows)
			assert.Equal(t, page.Backward, parts[0].rows[0] == lists[0].Rows[len(lists[0].Rows)-1])
		}
	}
}

func TestExplorer_KeepsTheLastRevisionsAndBeginsAnewWhatIsFull(t *testing.T) {
	x := New(memstore.New())
	at := func(revision int) *adjacency { return x.adjacency(t.Context(), revision) }
	four, one, two := at(4), at(1), at(2)
	assert.Same(t, four, at(4))
	assert.Same(t, one, at(1))
	assert.Same(t, two, at(2))
	at(3)
	assert.NotSame(t, one, at(1), "the newest and two others are kept")
	again := at(1)
	again.bytes = maxOlderBytes + 1
	assert.NotSame(t, again, at(1))
	four.bytes = maxOlderBytes + 1
	assert.Same(t, four, at(4), "the newest may hold more")
	four.bytes = maxNewestBytes + 1
	assert.NotSame(t, four, at(4))
	assert.NotSame(t, at(0), at(0), "nothing is kept of a store without content")
}

func TestRegion_IsEmptyWhereNothingIsNear(t *testing.T) {
	r := &region{nodes: []int32{5, 7}, neighbours: [][]int32{nil, nil}, from: 0, to: 1}
	ways, err := r.shortest(t.Context(), &search{query: PathQuery{First: 3}}, 4)
	require.NoError(t, err)
	assert.Nil(t, ways)
}
