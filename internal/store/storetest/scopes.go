package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

func scopeTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"FiltersStatements":           testScopes,
		"FiltersNoLookUp":             testScopeHidesNoEntity,
		"HoldsForCountsAndNeighbours": testScopeBelow,
	}
}

func dayOf(s string) *edtf.Day {
	d := mustDay(s)
	return &d
}

func testScopes(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	asOf := func(date string, c knowledge.Certainty) knowledge.Scope {
		return knowledge.Scope{AsOf: mustDate(date), Certainty: c}
	}
	for name, c := range map[string]struct {
		scope  knowledge.Scope
		anchor knowledge.ID
		want   []string
	}{
		"in the year that it began, possibly": {asOf("1994", ""), pact, []string{"a1", "a3", "a12", "g1", "l1"}},
		"in the year that it began, for certain: g1 alone had begun before": {
			asOf("1994", knowledge.Certain), pact, []string{"g1"}},
		"on the day, for certain":              {asOf("1994-05-04", knowledge.Certain), pact, []string{"a12", "g1", "l1"}},
		"the day before, possibly":             {asOf("1994-05-03", ""), pact, []string{"a1", "a3", "a12", "g1"}},
		"before all":                           {asOf("1900", ""), pact, []string{"a3"}},
		"present tense, on the document's day": {asOf("2020-06-01", knowledge.Certain), atlan, []string{"a1", "a5", "a11", "l1"}},
		"after its document, still possible":   {asOf("2024", ""), atlan, []string{"a1", "a5", "a6", "a11", "g1", "g4", "l1", "r1"}},
		"after its document, never certain":    {asOf("2024", knowledge.Certain), atlan, nil},
		"uncertain dates are never certain":    {asOf("2005", knowledge.Certain), atlan, []string{"a1", "g1", "l1", "r1"}},
		"where the data end":                   {asOf("2012-12-31", knowledge.Certain), league, []string{"r1", "r3", "r4", "r5"}},
		"behind the end of the data":           {asOf("2013-01-01", knowledge.Certain), league, nil},
		"ended":                                {asOf("1993", ""), league, []string{"l2", "r1", "r4", "r5"}},
		"over by the document's day":           {asOf("2011", ""), borea, []string{"a2", "a5", "a6", "a8", "r3"}},

		"known by the end of 2010, possibly":      {knowledge.Scope{KnownBy: dayOf("2010-06-01")}, pact, []string{"g1", "g2"}},
		"known by the middle of it, for certain":  {knowledge.Scope{KnownBy: dayOf("2010-06-01"), Certainty: knowledge.Certain}, pact, nil},
		"known by its last day, for certain":      {knowledge.Scope{KnownBy: dayOf("2010-12-31"), Certainty: knowledge.Certain}, pact, []string{"g1", "g2"}},
		"known before anything":                   {knowledge.Scope{KnownBy: dayOf("2009-12-31")}, "", nil},
		"retrieved where not published, possibly": {knowledge.Scope{KnownBy: dayOf("2021-03-01")}, elan, []string{"l2", "l3"}},

		"datasets":             {knowledge.Scope{Datasets: []knowledge.ID{"dataset:roll", "dataset:almanac"}}, atlan, []string{"a1", "a5", "a6", "a9", "a11", "r1"}},
		"no dataset":           {knowledge.Scope{Datasets: []knowledge.ID{}}, "", nil},
		"a dataset of another": {knowledge.Scope{Datasets: []knowledge.ID{"dataset:roll"}}, "dataset:almanac", nil},

		"reliability A":       {knowledge.Scope{MinReliability: knowledge.ReliabilityA}, atlan, []string{"r1"}},
		"reliability C":       {knowledge.Scope{MinReliability: knowledge.ReliabilityC}, pact, []string{"a1", "a2", "a3", "a4", "a7", "a12", "l1", "l4"}},
		"F passes only for F": {knowledge.Scope{MinReliability: knowledge.ReliabilityE}, "document:gazette", nil},
		"F asks for all":      {knowledge.Scope{MinReliability: knowledge.ReliabilityF}, "document:gazette", []string{"g1", "g2", "g3", "g4", "g5", "g6"}},

		"all at once": {knowledge.Scope{AsOf: mustDate("2000"), KnownBy: dayOf("2020-12-31"), Certainty: knowledge.Certain,
			Datasets: []knowledge.ID{"dataset:almanac", "dataset:chronicle"}, MinReliability: knowledge.ReliabilityB}, pact, []string{"a1", "a2", "a12"}},
	} {
		assert.ElementsMatch(t, c.want, statements(t, s, w, c.scope, c.anchor, store.StatementQuery{}), name)
	}
}

func testScopeHidesNoEntity(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	nothing := knowledge.Scope{Datasets: []knowledge.ID{}}
	assert.Len(t, entities(t, s, nothing, "", store.EntityQuery{}), 13)
	assert.Equal(t, []knowledge.ID{atlan, league}, entities(t, s, nothing, "dataset:roll", store.EntityQuery{}))
	assert.Empty(t, entities(t, s, nothing, atlan, store.EntityQuery{}))
	links, err := s.Links(ctx, &nothing, []knowledge.ID{w.Statement("a1").Link})
	require.NoError(t, err)
	assert.Equal(t, []*knowledge.Link{nil}, links)
}

func testScopeBelow(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	scope := knowledge.Scope{AsOf: mustDate("1961"), Certainty: knowledge.Certain}
	assert.Equal(t, []knowledge.ID{atlan, borea, delos}, entities(t, s, scope, league, store.EntityQuery{}))
	assert.Equal(t, []knowledge.ID{"document:roll"}, documents(t, s, scope, league, store.DocumentQuery{}))
	n, err := s.CountLinks(ctx, &scope, []knowledge.ID{league, atlan, pact}, store.LinkQuery{})
	require.NoError(t, err)
	assert.Equal(t, []int{3, 1, 0}, n)
}
