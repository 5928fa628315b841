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
	s := ownSeeded(t)
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
	require.NoError(t, e.Handler.(*Handler).Prepare(t.Context()))
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

// The entities that a question is about are named as a filter names them.
func TestExplore_TakesNamesAndCodes(t *testing.T) {
	e := over(t, seeded(t))
	for name, q := range map[string]struct{ named, byID string }{
		"subgraph": {`{ subgraph(around: ["NATO"]) { nodeCount: nodes { id } } }`, `{ subgraph(around: ["alliance:nato"]) { nodeCount: nodes { id } } }`},
		"paths": {`{ paths(from: "iso3:GEO", to: "North Macedonia", avoid: ["UN"]) { nodes { id } } }`,
			`{ paths(from: "country:georgia", to: "country:north-macedonia", avoid: ["organization:un"]) { nodes { id } } }`},
		"timeline": {`{ timeline(of: ["Finland"], first: 5) { totalCount edges { cursor } } }`, `{ timeline(of: ["country:finland"], first: 5) { totalCount edges { cursor } } }`},
		"compare":  {`{ compare(entities: ["Finland", "cow:380"]) { entities { id } rows { totalCount } } }`, `{ compare(entities: ["country:finland", "country:sweden"]) { entities { id } rows { totalCount } } }`},
		"diff": {`{ diff(from: {asOf: "2022"}, to: {asOf: "2024"}, of: ["Finland"]) { changes { totalCount } } }`,
			`{ diff(from: {asOf: "2022"}, to: {asOf: "2024"}, of: ["country:finland"]) { changes { totalCount } } }`},
	} {
		t.Run(name, func(t *testing.T) {
			data := e.data(t, q.byID)
			assert.NotContains(t, data, "null")
			assert.Equal(t, data, e.data(t, q.named))
		})
	}
	for name, query := range map[string]string{
		"subgraph": `{ subgraph(around: ["Finlnad"]) { nodes { id } } }`,
		"paths":    `{ paths(from: "Georgia", to: "Finlnad") { nodes { id } } }`,
		"avoid":    `{ paths(from: "Georgia", to: "Malta", avoid: ["Finlnad"]) { nodes { id } } }`,
		"timeline": `{ timeline(of: ["Finlnad"]) { totalCount } }`,
		"compare":  `{ compare(entities: ["Finlnad", "Sweden"]) { entities { id } } }`,
		"diff":     `{ diff(from: {}, to: {}, of: ["Finlnad"]) { changes { totalCount } } }`,
	} {
		t.Run(name+", misspelled", func(t *testing.T) {
			answer := e.ask(t, query)
			require.Len(t, answer.Errors, 1)
			assert.Equal(t, "NOT_FOUND", answer.Errors[0].Extensions["code"])
			assert.Contains(t, answer.Errors[0].Message, "did you mean country:finland?")
		})
	}
}
