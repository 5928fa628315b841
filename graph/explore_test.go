package graph

import (
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withdraw makes a revision without one statement and the entity that only it is about.
func withdraw(t *testing.T, s store.Store, statement, entity knowledge.RowKey) {
	t.Helper()
	_, err := s.Apply(t.Context(), store.ChangeSet{Base: 1, At: time.Unix(0, 0), Description: "withdraw", Changes: func(yield func(store.Change, error) bool) {
		_ = yield(store.Change{Remove: statement}, nil) && yield(store.Change{Remove: entity}, nil)
	}})
	require.NoError(t, err)
}

// What a revision no longer has is still shown by what compares it with an earlier one.
func TestDiff_OfTwoRevisions_ShowsWhatIsGone(t *testing.T) {
	s := seeded(t)
	e := over(t, s)
	var v struct {
		Statements struct{ Nodes []struct{ ID string } }
	}
	decode(t, e.data(t, `{ statements(where: {subject: ["city:punakha"]}) { nodes { id } } }`), &v)
	require.Len(t, v.Statements.Nodes, 1)
	withdraw(t, s, knowledge.RowKey{Table: knowledge.TableStatement, ID: v.Statements.Nodes[0].ID, Dataset: "dataset:reference"},
		knowledge.RowKey{Table: knowledge.TableEntity, ID: "city:punakha", Dataset: "dataset:reference"})
	assert.JSONEq(t, `{"diff": {"added": 0, "removed": 1, "changed": 0, "changes": {"totalCount": 1, "nodes": [
		{"kind": "REMOVED", "after": null, "before": {"subject": {"id": "city:punakha", "name": "Punakha"}, "relation": {"name": "CAPITAL_OF"}}}]}}}`,
		e.data(t, `{ diff(from: {revision: 1}, to: {}) { added removed changed changes { totalCount nodes { kind before { subject { id name } relation { name } } after { id } } } } }`))
}

// After reading ahead, walking around a hub asks the store for nothing but the names of what it shows.
func TestWarm_ReadsAheadWhatIsWalkedOver(t *testing.T) {
	c := &counted{Reader: seeded(t)}
	e := over(t, c)
	const query = `{ subgraph(around: ["alliance:nato"], hops: 2) { totalNodes edges { id } } country(ref: "GE") { mentions { totalCount } } }`
	cold := over(t, c).data(t, query)
	require.NoError(t, e.Handler.(*Handler).Warm(t.Context()))
	c.calls.Store(0)
	assert.JSONEq(t, cold, e.data(t, query))
	assert.EqualValues(t, 5, c.calls.Load())
}

// Nobody else is asked in the seed, so the article stands alone; and a claim of software supports nobody.
func TestCorroboration_OfTheArticle(t *testing.T) {
	e := over(t, seeded(t))
	var v struct {
		Document struct {
			StatementCount int
			Corroboration  struct{ Corroborated, Uncorroborated, Contradicted, Disputed int }
			OnlySourceOf   struct{ TotalCount int }
		}
		Alone     struct{ TotalCount int }
		Supported struct{ TotalCount int }
	}
	decode(t, e.data(t, `{
		document(id: "document:natos-south-caucasus-partnerships-evolve") {
			statementCount corroboration { corroborated uncorroborated contradicted disputed } onlySourceOf { totalCount }
		}
		alone: statements(where: {corroboration: [UNCORROBORATED], document: ["document:natos-south-caucasus-partnerships-evolve"]}) { totalCount }
		supported: statements(where: {corroboration: [CORROBORATED], document: ["document:natos-south-caucasus-partnerships-evolve"]}) { totalCount }
	}`), &v)
	c := v.Document.Corroboration
	assert.Equal(t, v.Document.StatementCount, c.Corroborated+c.Uncorroborated+c.Contradicted+c.Disputed)
	assert.Equal(t, c.Uncorroborated, v.Alone.TotalCount)
	assert.Equal(t, c.Corroborated, v.Supported.TotalCount)
	assert.Positive(t, v.Document.OnlySourceOf.TotalCount)
}
