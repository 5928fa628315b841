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
		"in the year that it began, possibly": {asOf("1994", knowledge.Possible), pact, []string{"a1", "a3", "a12", "g1", "l1"}},
		"in the year that it began":           {asOf("1994", ""), pact, []string{"a1", "a12", "g1", "l1"}},
		"in the year that it began, for certain: g1 alone had begun before": {
			asOf("1994", knowledge.Certain), pact, []string{"g1"}},
		"on the day, for certain":              {asOf("1994-05-04", knowledge.Certain), pact, []string{"a12", "g1", "l1"}},
		"the day before, possibly":             {asOf("1994-05-03", knowledge.Possible), pact, []string{"a1", "a3", "a12", "g1"}},
		"the day before":                       {asOf("1994-05-03", knowledge.Presumed), pact, []string{"a12", "g1"}}, // l1 says more exactly than a1 when it began
		"before all, possibly":                 {asOf("1900", knowledge.Possible), pact, []string{"a3"}},
		"before all":                           {asOf("1900", ""), "", nil},
		"since about 2003, possibly":           {asOf("2002", knowledge.Possible), cyrene, []string{"a3", "a4", "r4"}},
		"since about 2003":                     {asOf("2002", ""), cyrene, []string{"r4"}},
		"in 2003":                              {asOf("2003", ""), cyrene, []string{"a4", "r4"}},
		"present tense, on the document's day": {asOf("2020-06-01", knowledge.Certain), atlan, []string{"a1", "a5", "a11", "l1"}},
		"after its document, still possible":   {asOf("2024", knowledge.Possible), atlan, []string{"a1", "a5", "a6", "a11", "g1", "g4", "l1", "r1"}},
		"after its document, and the data":     {asOf("2024", ""), atlan, []string{"a1", "a5", "a6", "a11", "g1", "g4", "l1", "r1"}},
		"before anybody spoke of it":           {asOf("2019", ""), atlan, []string{"a1", "a6", "g1", "g4", "g5", "l1", "r1"}},
		"after its document, never certain":    {asOf("2024", knowledge.Certain), atlan, nil},
		"uncertain dates are never certain":    {asOf("2005", knowledge.Certain), atlan, []string{"a1", "g1", "l1", "r1"}},
		"where the data end":                   {asOf("2012-12-31", knowledge.Certain), league, []string{"r1", "r3", "r4", "r5"}},
		"behind the end of the data":           {asOf("2013-01-01", knowledge.Certain), league, nil},
		"ended, possibly not begun":            {asOf("1993", knowledge.Possible), league, []string{"l2", "r1", "r4", "r5"}},
		"ended":                                {asOf("1993", ""), league, []string{"r1", "r4", "r5"}},
		"over by the document's day, possibly": {asOf("2011", knowledge.Possible), borea, []string{"a2", "a5", "a6", "a8", "r3"}},
		"over by the document's day":           {asOf("2011", ""), borea, []string{"a2", "a6", "a8", "r3"}},

		"known by the end of 2010, possibly":      {knowledge.Scope{KnownBy: dayOf("2010-06-01")}, pact, []string{"g1", "g2"}},
		"known by the middle of it, for certain":  {knowledge.Scope{KnownBy: dayOf("2010-06-01"), Certainty: knowledge.Certain}, pact, nil},
		"known by its last day, for certain":      {knowledge.Scope{KnownBy: dayOf("2010-12-31"), Certainty: knowledge.Certain}, pact, []string{"g1", "g2"}},
		"known before anything":                   {knowledge.Scope{KnownBy: dayOf("2009-12-31")}, "", nil},
		"published behind a day":                  {knowledge.Scope{KnownAfter: dayOf("2020-05-31")}, pact, []string{"a1", "a2", "a3", "a4", "a7", "a12", "l1", "l4"}},
		"published behind it, not on it":          {knowledge.Scope{KnownAfter: dayOf("2020-06-01")}, pact, []string{"l1", "l4"}},
		"published behind it, for certain":        {knowledge.Scope{KnownAfter: dayOf("2021-02-28"), Certainty: knowledge.Certain}, pact, []string{"l1", "l4"}},
		"published behind it, perhaps":            {knowledge.Scope{KnownAfter: dayOf("2021-03-15")}, pact, []string{"l1", "l4"}},
		"perhaps is not for certain":              {knowledge.Scope{KnownAfter: dayOf("2021-03-15"), Certainty: knowledge.Certain}, pact, nil},
		"published between two days":              {knowledge.Scope{KnownAfter: dayOf("2010-12-31"), KnownBy: dayOf("2013-01-15")}, "", []string{"r1", "r2", "r3", "r4", "r5"}},
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
	later := knowledge.Scope{KnownAfter: dayOf("2013-01-15")}
	assert.Equal(t, []knowledge.ID{almanac, letter}, documents(t, s, later, "", store.DocumentQuery{}), "documents follow the days of knowledge")
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
