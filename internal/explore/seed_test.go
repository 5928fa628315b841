package explore_test

import (
	"slices"
	"testing"

	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/seedtest"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// seeded is a graph of the built-in datasets that all tests share, and so can only read.
func seeded(t testing.TB) store.Reader {
	t.Helper()
	return seedtest.Shared(t)
}

// article is the scope of the dataset that comes from one article.
func article() *knowledge.Scope {
	return &knowledge.Scope{Datasets: []knowledge.ID{"dataset:south-caucasus"}}
}

const georgia, azerbaijan, armenia = "country:georgia", "country:azerbaijan", "country:armenia"

func TestSeed_EverythingAroundArmenia(t *testing.T) {
	x := explore.New(seeded(t))
	g, err := x.Subgraph(t.Context(), article(), explore.SubgraphQuery{Around: []knowledge.ID{armenia}, Hops: 1, Limit: 500})
	require.NoError(t, err)
	nodes := map[knowledge.ID]bool{}
	for _, e := range g.Nodes {
		nodes[e.ID] = true
	}
	assert.False(t, g.Truncated)
	assert.Equal(t, armenia, g.Nodes[0].ID)
	assert.Equal(t, []int{len(nodes), len(g.Edges)}, []int{g.TotalNodes, g.TotalEdges})
	assert.Len(t, nodes, len(g.Nodes), "every node once")
	for _, id := range []knowledge.ID{"alliance:nato", "alliance:csto", "country:russia", "mission:kfor"} {
		assert.Contains(t, nodes, id)
	}
	edges, notHeld := map[knowledge.ID]bool{}, 0
	for _, l := range g.Edges {
		edges[l.ID] = true
		assert.True(t, nodes[l.Source] && nodes[l.Target])
		assert.Positive(t, l.StatementCount)
		if !l.Held {
			notHeld++
		}
	}
	assert.Len(t, edges, len(g.Edges), "every edge once")
	assert.Positive(t, notHeld)
}

func TestSeed_HowAliyevIsJoinedToNATO(t *testing.T) {
	x := explore.New(seeded(t))
	paths, err := x.Paths(t.Context(), all, explore.PathQuery{From: "person:ilham-aliyev", To: "alliance:nato", MaxHops: 3, First: 5})
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	assert.LessOrEqual(t, paths[0].Length(), 2)
	for i, p := range paths {
		assert.Equal(t, "person:ilham-aliyev", p.Nodes[0].ID)
		assert.Equal(t, "alliance:nato", p.Nodes[p.Length()].ID)
		assert.GreaterOrEqual(t, p.Length(), paths[max(i-1, 0)].Length())
	}
	assert.Equal(t, azerbaijan, paths[0].Nodes[1].ID)
	assert.True(t, paths[0].Steps[0].Forward)
}

func TestSeed_ThreePartnershipsSideBySide(t *testing.T) {
	x := explore.New(seeded(t))
	c, err := x.Compare(t.Context(), article(), []knowledge.ID{georgia, azerbaijan, armenia}, knowledge.StatementFilter{})
	require.NoError(t, err)
	rows := c.Rows(store.Page{Limit: 200}).Rows
	find := func(other, relation string) *explore.ComparisonRow {
		i := slices.IndexFunc(rows, func(r *explore.ComparisonRow) bool { return r.Other == other && r.Relation == relation })
		require.GreaterOrEqual(t, i, 0)
		return rows[i]
	}
	csto := find("alliance:csto", "MEMBER_OF")
	assert.False(t, csto.Shared)
	assert.Equal(t, explore.Out, csto.Direction)
	assert.True(t, csto.Cells[2].Link.Held)
	assert.Nil(t, csto.Cells[0].Link)
	assert.True(t, find("program:pfp", "PARTICIPATES_IN").Shared)
	assert.False(t, find("alliance:nato", "ASPIRES_TO_JOIN").Shared, "denied of one, not said of another")
}

func TestSeed_OneTimelineOfAllThree(t *testing.T) {
	x := explore.New(seeded(t))
	lists, err := x.Timeline(t.Context(), article(), [][]knowledge.ID{{georgia, azerbaijan, armenia}}, nil, store.Page{Limit: 100})
	require.NoError(t, err)
	var dates, summaries []string
	for _, e := range lists[0].Rows {
		dates, summaries = append(dates, e.Date.String()), append(summaries, e.Summary)
	}
	assert.GreaterOrEqual(t, len(dates), 5)
	assert.True(t, slices.IsSorted(dates), "%v", dates)
	assert.Contains(t, dates, "2025-08")
	assert.Contains(t, dates, "1994")
	assert.Contains(t, summaries, "From 2008, by NATO: Georgia is promised to be a member of NATO (The News And Times Review).")
	assert.Contains(t, summaries, "2008: Russo-Georgian War of 2008.")
}

func TestSeed_WhatTheArticleBrought(t *testing.T) {
	x := explore.New(seeded(t))
	before, after := article(), article()
	eve, day := date("2025-11-16").Span().First, date("2025-11-17").Span().First
	before.KnownBy, after.KnownBy = &eve, &day
	d, err := x.Diff(t.Context(), explore.DiffQuery{From: before, To: after, Of: []knowledge.ID{georgia}})
	require.NoError(t, err)
	assert.GreaterOrEqual(t, d.Added, 10)
	assert.Zero(t, d.Removed)
	assert.Equal(t, d.Added, d.Count(nil))

	before, after = article(), article()
	before.AsOf, after.AsOf = date("2007-12-31"), date("2025-11-17")
	before.Certainty, after.Certainty = knowledge.Certain, knowledge.Certain
	d, err = x.Diff(t.Context(), explore.DiffQuery{From: before, To: after, Of: []knowledge.ID{"territory:abkhazia"}})
	require.NoError(t, err)
	occupies := 0
	for _, c := range d.Changes(nil, everything).Rows {
		if c.Kind == explore.Added && c.After.Relation == "OCCUPIES" && c.After.Subject == "country:russia" {
			occupies++
		}
	}
	assert.Equal(t, 1, occupies)
}

func TestSeed_WhatRestsOnTheArticleAlone(t *testing.T) {
	x := explore.New(seeded(t))
	const id = "document:natos-south-caucasus-partnerships-evolve"
	found, err := x.Summaries(t.Context(), all, []knowledge.ID{id})
	require.NoError(t, err)
	counts, err := x.CountOnlySourceOf(t.Context(), all, []knowledge.ID{id})
	require.NoError(t, err)
	assert.Positive(t, found[0].Uncorroborated)
	assert.Positive(t, counts[0])
}
