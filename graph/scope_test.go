package graph

import (
	"encoding/json"
	"slices"
	"testing"

	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What belongs to a revision is read once for all requests, and a new revision has its own.
func TestRelations_AreReadOnceForARevision(t *testing.T) {
	s := ownSeeded(t)
	c := &counted{Reader: s}
	e := over(t, c)
	const query = `query($r: Int) { statements(first: 1, scope: {revision: $r}) { nodes { relation { name description } } } }`
	before := e.data(t, query)
	first := c.calls.Swap(0)
	assert.Equal(t, before, e.data(t, query))
	assert.Equal(t, first-1, c.calls.Load(), "the relations are known")

	relations, err := s.Relations(t.Context(), 0)
	require.NoError(t, err)
	_, err = s.Apply(t.Context(), store.ChangeSet{Base: 1, Description: "describe all relations otherwise", Changes: func(yield func(store.Change, error) bool) {
		for _, r := range relations {
			otherwise := *r
			otherwise.Description = "said otherwise"
			if !yield(store.Change{Put: &otherwise}, nil) {
				return
			}
		}
	}})
	require.NoError(t, err)
	after := e.data(t, query)
	assert.Contains(t, after, "said otherwise")
	assert.Equal(t, before, e.data(t, query, map[string]any{"r": 1}), "the older revision is as it was")
	c.calls.Store(0)
	assert.Equal(t, after, e.data(t, query))
	assert.Equal(t, first-1, c.calls.Load(), "a look at an older revision does not push the newest one out")
}

// A page's edges and nodes are the same rows, whichever is asked for first; its cursors lead on to the row behind.
func TestConnections_ShowTheSameRowsEitherWay(t *testing.T) {
	e := over(t, seeded(t))
	for _, list := range []string{"entities", "countries", "statements", "documents", "revisions"} {
		t.Run(list, func(t *testing.T) {
			type page struct {
				Nodes []struct{ ID string }
				Edges []struct {
					Cursor string
					Node   struct{ ID string }
				}
				PageInfo struct{ StartCursor, EndCursor string }
			}
			var got, rest map[string]page
			decode(t, e.data(t, `{ l: `+list+`(first: 5) { edges { cursor node { id } } nodes { id } pageInfo { startCursor endCursor } } }`), &got)
			p := got["l"]
			require.NotEmpty(t, p.Nodes)
			for i, edge := range p.Edges {
				assert.Equal(t, p.Nodes[i], edge.Node)
			}
			last := len(p.Edges) - 1
			assert.Equal(t, p.PageInfo.StartCursor, p.Edges[0].Cursor)
			assert.Equal(t, p.PageInfo.EndCursor, p.Edges[last].Cursor)
			decode(t, e.data(t, `query($after: String) { l: `+list+`(first: 5, after: $after) { nodes { id } } }`, map[string]any{"after": p.Edges[0].Cursor}), &rest)
			assert.Equal(t, p.Nodes[1:], rest["l"].Nodes[:min(last, len(rest["l"].Nodes))])
			assert.False(t, slices.Contains(rest["l"].Nodes, p.Nodes[0]))
		})
	}
}

// Lists that are asked alike are joined; each of them has the answer nonetheless.
func TestConnections_AskedTwice_AnswerTwiceTheSame(t *testing.T) {
	e := over(t, seeded(t))
	for _, list := range []string{"entities", "countries", "alliances", "programs", "events", "statements", "documents", "revisions"} {
		t.Run(list, func(t *testing.T) {
			ask := list + `(first: 2) { totalCount pageInfo { startCursor hasNextPage } edges { cursor } }`
			var got map[string]json.RawMessage
			decode(t, e.data(t, `{ once: `+ask+` twice: `+ask+` }`), &got)
			assert.JSONEq(t, string(got["once"]), string(got["twice"]))
			assert.NotContains(t, string(got["once"]), `"totalCount":0`)
		})
	}
}
