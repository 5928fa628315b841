package graph

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// views asks for objects of every type, with fields that depend on the scope.
const views = `
	fragment E on Entity { __typename id viewId name exists statementCount statements(first: 2) { totalCount nodes { viewId } pageInfo { endCursor } } links(first: 1) { nodes { viewId } } }
	fragment S on Statement { __typename id viewId label certainty presumption { from to } subject { viewId } document { viewId } link { viewId statementCount } corroboration { level } }
	fragment L on Link { __typename id viewId held certainty statementCount label }
	fragment D on Document { __typename id viewId statementCount }
	fragment M on Mention { __typename id viewId text entity { viewId } document { viewId } }
	fragment R on Relation { __typename id viewId statementCount }
	fragment T on Dataset { __typename id viewId statementCount documentCount }
	fragment V on Revision { __typename id viewId number }
`

// collect adds the objects of an answer that were asked for with their type.
func collect(v any, into map[string]json.RawMessage) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collect(e, into)
		}
	case map[string]any:
		if id, ok := v["viewId"].(string); ok && v["__typename"] != nil {
			into[id], _ = json.Marshal(v)
		}
		for _, e := range v {
			collect(e, into)
		}
	}
}

// An object that is asked again by its view id is the same in all fields, in whatever scope it was seen.
func TestViewID_GivesTheSameObjectAgain(t *testing.T) {
	e := over(t, seeded(t))
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	types := map[string]bool{}
	pick := func(values ...any) any { return values[r.IntN(len(values))] }
	for range 12 {
		scope := map[string]any{}
		for name, value := range map[string]any{
			"asOf": pick("1960", "2007?", "199X", "2008-08-08", nil), "certainty": pick("CERTAIN", "POSSIBLE", "PRESUMED"), "minReliability": pick("B", "F", nil),
			"knownBy": pick(nil, "2024-01-01"), "datasets": pick(nil, []any{"dataset:memberships", "dataset:south-caucasus", "dataset:reference"}), "revision": pick(1, nil),
		} {
			if r.IntN(3) > 0 && (value != nil || name != "certainty") {
				scope[name] = value
			}
		}
		answer := e.data(t, views+`query($s: Scope) {
			entities(first: 3, where: {kinds: [`+fmt.Sprint(pick("COUNTRY", "ALLIANCE", "EVENT", "PROGRAM", "CITY", "TERRITORY"))+`]}, scope: $s) { nodes { ...E } }
			alliance(ref: "nato", scope: $s) { ...E joined: links(first: 2) { nodes { ...L } } }
			statements(first: 3, scope: $s) { nodes { ...S } }
			document(id: "document:civil-ge-nato-partnership", scope: $s) { ...D }
			documents(first: 2, scope: $s) { nodes { ...D mentions(first: 1) { nodes { ...M } } claims: statements(first: 1) { nodes { relation { ...R } } } } }
			datasets(scope: $s) { ...T }
			revision(scope: $s) { ...V }
		}`, map[string]any{"s": scope})
		var all any
		require.NoError(t, json.Unmarshal([]byte(answer), &all))
		seen := map[string]json.RawMessage{}
		collect(all, seen)
		for id, object := range seen {
			var again struct{ Node json.RawMessage }
			fragments := ` ...E ...S ...L ...D ...M ...R ...T ...V `
			decode(t, e.data(t, views+`query($id: ID!) { node(id: $id) {`+fragments+`} }`, map[string]any{"id": id}), &again)
			var want, got map[string]any
			require.NoError(t, json.Unmarshal(object, &want))
			require.NoError(t, json.Unmarshal(again.Node, &got), id)
			types[want["__typename"].(string)] = true
			for field, value := range want {
				if field != "mentions" && field != "joined" && field != "claims" {
					assert.Equal(t, value, got[field], "%s of %s", field, id)
				}
			}
		}
	}
	for _, name := range []string{"Alliance", "Statement", "Link", "Document", "Relation", "Dataset", "Revision"} {
		assert.True(t, types[name], name)
	}
}

// A cursor goes on below a node that is asked by its view id, as Relay's and Apollo's pages do.
func TestViewID_CursorsGoOn(t *testing.T) {
	e := over(t, seeded(t))
	var first, rest map[string]struct {
		ViewID     string
		Statements struct {
			TotalCount int
			Nodes      []struct{ ID string }
			PageInfo   struct{ EndCursor string }
		}
	}
	const page = `viewId statements(first: $n, after: $after) { totalCount nodes { id } pageInfo { endCursor } }`
	decode(t, e.data(t, `query($n: Int, $after: String) { node: alliance(ref: "NATO", scope: {asOf: "1960-XX"}) { `+page+` } }`, map[string]any{"n": 3}), &first)
	node := first["node"]
	assert.Equal(t, "alliance:nato@asOf=1960", node.ViewID)
	ask := `query($n: Int, $after: String, $id: ID!) { node(id: $id) { ... on Alliance { ` + page + ` } } }`
	decode(t, e.data(t, ask, map[string]any{"n": 3, "id": node.ViewID, "after": node.Statements.PageInfo.EndCursor}), &rest)
	assert.Equal(t, node.Statements.TotalCount, rest["node"].Statements.TotalCount)
	assert.NotEqual(t, node.Statements.Nodes, rest["node"].Statements.Nodes)
}

// Each side of a difference is seen in its own scope.
func TestViewID_OfTheSidesOfADiff(t *testing.T) {
	e := over(t, seeded(t))
	var v struct {
		Diff struct {
			Changes struct {
				Nodes []struct {
					Before, After *struct {
						ViewID, Certainty string
						Subject           struct{ ViewID string }
					}
				}
			}
		}
	}
	decode(t, e.data(t, `{
		diff(from: {asOf: "1960"}, to: {asOf: "2020"}) { changes(first: 50) { nodes { ...C } } }
		more: diff(from: {asOf: "2020"}, to: {asOf: "1960"}) { changes(first: 1) { nodes { ...C } } }
		}
		fragment C on Change { before { ...F } after { ...F } }
		fragment F on Statement { viewId certainty subject { viewId } }`), &v)
	before, after := 0, 0
	for _, c := range v.Diff.Changes.Nodes {
		if c.Before != nil {
			before++
			assert.Contains(t, c.Before.ViewID, "@asOf=1960")
			assert.Contains(t, c.Before.Subject.ViewID, "@asOf=1960")
			assert.NotEmpty(t, c.Before.Certainty)
		}
		if c.After != nil {
			after++
			assert.Contains(t, c.After.ViewID, "@asOf=2020")
			assert.NotEmpty(t, c.After.Certainty)
		}
	}
	assert.Positive(t, before*after)
}

// A view id costs no call of the store.
func TestViewID_CostsNoCall(t *testing.T) {
	c := &counted{Reader: seeded(t)}
	calls := func(fields string) int64 {
		e := over(t, c)
		c.calls.Store(0)
		e.data(t, `{ alliance(ref: "NATO", scope: {asOf: "1960"}) { `+fields+` statements { nodes { `+fields+` } } } revision { `+fields+` } }`)
		return c.calls.Load()
	}
	assert.Equal(t, calls("id"), calls("id viewId"))
}
