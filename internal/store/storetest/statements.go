package storetest

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func statementTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"AnchorsInTheirOwnOrder":      testAnchors,
		"Orders":                      testOrders,
		"Filters":                     testFilters,
		"FiltersNarrowEveryAnchor":    testFilteredAnchors,
		"UnknownRelationsAreAnError":  testUnknownRelation,
		"BackwardRangesAreAnError":    testBackwardRange,
		"LargeFiltersUseWhatIsNarrow": testSmallShare,
	}
}

func testAnchors(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	for anchor, want := range map[knowledge.ID][]string{
		// By when they began, the wider first, the unknown last by id.
		atlan:  append([]string{"r1", "g1", "a1", "l1", "a6", "a9", "g5"}, w.byID("a5", "a11", "g4")...),
		harbor: {"a11"},
		fens:   {},
		ada:    {}, // attributed to her is not said of her
		league: append(append(w.byID("r1", "r2", "r5"), "r4", "r3", "l5"), "l2"),
		// By place: where the quote stands, then the locator as text.
		// "row 10" is before "row 6".
		"document:almanac": {"a1", "a2", "a5", "a3", "a4", "a7", "a10", "a11", "a12", "a6", "a8", "a9"},
		"document:gazette": {"g1", "g2", "g3", "g5", "g4", "g6"},
		"dataset:roll":     append(w.byID("r1", "r2", "r5"), "r4", "r3"),
		// A relation's.
		"relation:trades-with":   {"a6", "g5", "g4"},
		"relation:borders":       {"a5"},
		w.Statement("a1").Link:   {"g1", "a1", "l1"},
		w.Statement("l4").Link:   w.byTime("a7", "l4"),
		w.Statement("r2").Link:   {"r2", "r3"},
		"relation:trades-with-x": {},
	} {
		assert.Equal(t, want, statements(t, s, w, knowledge.Scope{}, anchor, store.StatementQuery{}), anchor)
	}
	all := statements(t, s, w, knowledge.Scope{}, "", store.StatementQuery{})
	assert.Len(t, all, len(w.claims))
	assert.Equal(t, append(w.byID("r1", "r2", "r5"), "r4"), all[:4])
}

func testOrders(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	by := func(anchor knowledge.ID, field knowledge.StatementOrderField, direction knowledge.SortDirection) []string {
		return statements(t, s, w, knowledge.Scope{}, anchor, store.StatementQuery{Order: knowledge.StatementOrder{By: field, Direction: direction}})
	}
	unknown := w.byID("a5", "a11", "g4")
	assert.Equal(t, append([]string{"r1", "g1", "a1", "l1", "a6", "a9", "g5"}, unknown...), by(atlan, knowledge.OrderValidFrom, knowledge.Ascending))
	slices.Reverse(unknown)
	assert.Equal(t, append([]string{"g5", "a9", "a6", "l1", "a1", "g1", "r1"}, unknown...), by(atlan, knowledge.OrderValidFrom, knowledge.Descending),
		"the unknown stand last in both directions, each part mirrored")

	ongoing := w.byID("a1", "a5", "a6", "a11", "g1", "g4", "l1", "r1")
	assert.Equal(t, append([]string{"a9", "g5"}, ongoing...), by(atlan, knowledge.OrderValidTo, knowledge.Ascending))
	slices.Reverse(ongoing)
	assert.Equal(t, append([]string{"g5", "a9"}, ongoing...), by(atlan, knowledge.OrderValidTo, knowledge.Descending))

	assert.Equal(t, []string{"a5", "a11", "r1", "g1", "a1", "l1", "a9", "a6", "g5", "g4"}, by(atlan, knowledge.OrderRelation, knowledge.Ascending))
	assert.Equal(t, []string{"g4", "g5", "a6", "a9", "l1", "a1", "g1", "r1", "a11", "a5"}, by(atlan, knowledge.OrderRelation, knowledge.Descending))

	// By document, then by place in it.
	assert.Equal(t, []string{"a1", "a5", "a11", "a6", "a9", "g1", "g5", "g4", "l1", "r1"}, by(atlan, knowledge.OrderPlaceInDocument, knowledge.Ascending))
	assert.Equal(t, []string{"g6", "g4", "g5", "g3", "g2", "g1"}, by("document:gazette", knowledge.OrderPlaceInDocument, knowledge.Descending))
	assert.Equal(t, append([]string{"g1", "g2", "g3"}, append(w.byTime("g5", "g6"), "g4")...), by("document:gazette", knowledge.OrderValidFrom, knowledge.Ascending))
}

// byTime sorts names of claims by when these began.
func (w *World) byTime(labels ...string) []string {
	slices.SortFunc(labels, func(a, b string) int {
		x, y := w.Statement(a), w.Statement(b)
		return compare(string(knowledge.StatementKey(knowledge.OrderValidFrom, x)), string(knowledge.StatementKey(knowledge.OrderValidFrom, y)))
	})
	return labels
}

// dates returns a range of dates, either end "" for none.
func dates(from, to string) *knowledge.DateRange {
	r := &knowledge.DateRange{}
	if from != "" {
		r.From = mustDate(from)
	}
	if to != "" {
		r.To = mustDate(to)
	}
	return r
}

func testFilters(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	for name, c := range map[string]struct {
		filter knowledge.StatementFilter
		want   []string
	}{
		"subject":               {knowledge.StatementFilter{Subject: []knowledge.ID{cyrene}}, []string{"a3", "a4", "g5", "r4"}},
		"subject, either end":   {knowledge.StatementFilter{Subject: []knowledge.ID{atlan}, Relations: []string{"TRADES_WITH", "BORDERS"}}, []string{"a5", "a6", "g4", "g5"}},
		"several subjects":      {knowledge.StatementFilter{Subject: []knowledge.ID{harbor, elan, "country:nowhere"}}, []string{"a11", "l2", "l3"}},
		"object":                {knowledge.StatementFilter{Object: []knowledge.ID{borea}}, []string{"a5", "a6", "g6"}},
		"subject and object":    {knowledge.StatementFilter{Subject: []knowledge.ID{borea}, Object: []knowledge.ID{atlan}}, []string{"a5", "a6"}},
		"between":               {knowledge.StatementFilter{Between: [][]knowledge.ID{{atlan, cyrene}, {pact, borea}}}, []string{"a1", "a3", "a4", "a5", "a6", "g1", "l1"}},
		"between, other way":    {knowledge.StatementFilter{Between: [][]knowledge.ID{{pact, borea}, {atlan, cyrene}}}, []string{"a1", "a3", "a4", "a5", "a6", "g1", "l1"}},
		"between itself":        {knowledge.StatementFilter{Between: [][]knowledge.ID{{atlan, league}, {atlan, league}}}, []string{"g4", "l5", "r1"}},
		"between some and none": {knowledge.StatementFilter{Between: [][]knowledge.ID{{atlan}, {}}}, nil},
		"with":                  {knowledge.StatementFilter{With: []knowledge.ID{ladder}}, []string{"a12", "l3"}},
		"with, in about":        {knowledge.StatementFilter{With: []knowledge.ID{pact}, Relations: []string{"OPPOSES", "RUNS"}}, []string{"a8", "a12"}},
		"with several":          {knowledge.StatementFilter{With: []knowledge.ID{atlan, borea}, Document: []knowledge.ID{"document:gazette"}}, []string{"g1", "g2", "g4", "g5", "g6"}},
		"relations":             {knowledge.StatementFilter{Relations: []string{"RUNS", "CAPITAL_OF"}}, []string{"a11", "a12"}},
		"no relation at all":    {knowledge.StatementFilter{Relations: []string{}}, nil},
		"category":              {knowledge.StatementFilter{Categories: []knowledge.RelationCategory{knowledge.CategoryGeography}}, []string{"a5", "a11"}},
		"category without any":  {knowledge.StatementFilter{Categories: []knowledge.RelationCategory{knowledge.CategoryDependence}}, nil},
		"relation of category":  {knowledge.StatementFilter{Relations: []string{"BORDERS", "RUNS"}, Categories: []knowledge.RelationCategory{knowledge.CategoryGeography}}, []string{"a5"}},
		"other kinds":           {knowledge.StatementFilter{OtherKinds: []knowledge.EntityKind{knowledge.KindCity, knowledge.KindProgram}}, []string{"a11", "a12", "l3"}},
		"topics":                {knowledge.StatementFilter{Topics: []string{"salt", "accession", "gold"}}, []string{"a6", "a8"}},
		"polarity":              {knowledge.StatementFilter{Polarity: knowledge.Denied}, []string{"a3", "l4"}},
		"modality":              {knowledge.StatementFilter{Modality: []knowledge.Modality{knowledge.Promised, knowledge.Planned}}, []string{"a7", "g6"}},
		"document":              {knowledge.StatementFilter{Document: []knowledge.ID{"document:roll", "document:none"}}, []string{"r1", "r2", "r3", "r4", "r5"}},
		"attributed to":         {knowledge.StatementFilter{AttributedTo: []knowledge.ID{ada}}, []string{"a7", "g3", "l4"}},
		"during":                {knowledge.StatementFilter{During: dates("1961", "1962"), Relations: []string{"MEMBER_OF"}, Document: []knowledge.ID{"document:roll"}}, []string{"r1", "r2", "r5"}},
		"begins":                {knowledge.StatementFilter{Begins: dates("1994", "1995")}, []string{"a1", "a12", "l1", "r3"}},
		"begins until":          {knowledge.StatementFilter{Begins: dates("", "1960-06")}, []string{"r1", "r2", "r5"}},
		"ends":                  {knowledge.StatementFilter{Ends: dates("2008-08-10", "2011")}, []string{"a2", "a9", "a10", "g3", "g5", "g6"}},
		"an empty list":         {knowledge.StatementFilter{Subject: []knowledge.ID{}}, nil},
		"all at once":           {knowledge.StatementFilter{Subject: []knowledge.ID{delos}, Object: []knowledge.ID{pact}, Polarity: knowledge.Denied, AttributedTo: []knowledge.ID{ada}}, []string{"l4"}},
		"held":                  {knowledge.StatementFilter{Object: []knowledge.ID{pact}, Held: new(true)}, []string{"a1", "a2", "a4", "g1", "g2", "l1"}},
		"held unless named":     {knowledge.StatementFilter{Object: []knowledge.ID{pact}}.HeldUnlessNamed(), []string{"a1", "a2", "a4", "g1", "g2", "l1"}},
	} {
		assert.ElementsMatch(t, c.want, where(t, s, w, c.filter), name)
	}
	assert.ElementsMatch(t, []string{"a11"}, statements(t, s, w, knowledge.Scope{}, atlan, store.StatementQuery{
		Filter: knowledge.StatementFilter{OtherKinds: []knowledge.EntityKind{knowledge.KindCity}},
	}), "asked from a country, the other end is meant")
}

func testFilteredAnchors(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	query := store.StatementQuery{Filter: knowledge.StatementFilter{Subject: []knowledge.ID{atlan, cyrene}, Relations: []string{"MEMBER_OF", "TRADES_WITH"}}}
	for anchor, want := range map[knowledge.ID][]string{
		"":                     {"a1", "a3", "a6", "g1", "g4", "g5", "l1", "r1", "r4"},
		atlan:                  {"a1", "a6", "g1", "g4", "g5", "l1", "r1"},
		"document:gazette":     {"g1", "g4", "g5"},
		"dataset:roll":         {"r1", "r4"},
		"relation:trades-with": {"a6", "g4", "g5"},
		w.Statement("a1").Link: {"a1", "g1", "l1"},
		w.Statement("a2").Link: nil,
		harbor:                 nil,
	} {
		assert.ElementsMatch(t, want, statements(t, s, w, knowledge.Scope{}, anchor, query), anchor)
	}
}

func testUnknownRelation(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	anchors := []knowledge.ID{""}
	filter := knowledge.StatementFilter{Relations: []string{"MEMBERS_OF"}}
	_, err := s.ListStatements(ctx, &knowledge.Scope{}, anchors, store.StatementQuery{Filter: filter}, everything)
	assertCode(t, err, knowledge.UnknownRelation, "MEMBERS_OF", "did you mean MEMBER_OF?")
	_, err = s.CountStatements(ctx, &knowledge.Scope{}, anchors, filter)
	assertCode(t, err, knowledge.UnknownRelation)
	_, err = s.ListLinks(ctx, &knowledge.Scope{}, anchors, store.LinkQuery{Filter: filter}, everything)
	assertCode(t, err, knowledge.UnknownRelation)
	_, err = s.CountLinks(ctx, &knowledge.Scope{}, anchors, store.LinkQuery{Filter: filter})
	assertCode(t, err, knowledge.UnknownRelation)
	related := knowledge.EntityFilter{RelatedTo: &knowledge.RelatedTo{Entity: atlan, Relations: filter.Relations}}
	_, err = s.ListEntities(ctx, &knowledge.Scope{}, anchors, store.EntityQuery{Filter: related}, everything)
	assertCode(t, err, knowledge.UnknownRelation)
	_, err = s.CountEntities(ctx, &knowledge.Scope{}, anchors, related)
	assertCode(t, err, knowledge.UnknownRelation)
}

func testBackwardRange(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	days, anchors := dates("2010", "2009"), []knowledge.ID{""}
	for name, filter := range map[string]knowledge.StatementFilter{"during": {During: days}, "begins": {Begins: days}, "ends": {Ends: days}} {
		_, err := s.ListStatements(ctx, &knowledge.Scope{}, anchors, store.StatementQuery{Filter: filter}, everything)
		assertCode(t, err, knowledge.BadInput, "2010", "2009")
		_, err = s.CountLinks(ctx, &knowledge.Scope{}, anchors, store.LinkQuery{Filter: filter})
		assert.Error(t, err, name)
	}
	_, err := s.CountStatements(ctx, &knowledge.Scope{}, anchors, knowledge.StatementFilter{Between: [][]knowledge.ID{{atlan}}})
	assertCode(t, err, knowledge.BadInput, "two lists")
	_, err = s.ListEntities(ctx, &knowledge.Scope{}, anchors, store.EntityQuery{Filter: knowledge.EntityFilter{During: days}}, everything)
	assertCode(t, err, knowledge.BadInput)
	_, err = s.CountEntities(ctx, &knowledge.Scope{}, anchors, knowledge.EntityFilter{During: days})
	assertCode(t, err, knowledge.BadInput)
	_, err = s.ListDocuments(ctx, &knowledge.Scope{}, anchors, store.DocumentQuery{Filter: knowledge.DocumentFilter{PublishedOn: days}}, everything)
	assertCode(t, err, knowledge.BadInput)
	_, err = s.CountDocuments(ctx, &knowledge.Scope{}, anchors, knowledge.DocumentFilter{PublishedOn: days})
	assertCode(t, err, knowledge.BadInput)
}

// testSmallShare selects few of many, and most of many, which a store may read in different ways.
func testSmallShare(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	crowd := addCrowd(NewGraph(t), 400)
	apply(t, s, Put(crowd.Rows()...))
	for _, filter := range []knowledge.StatementFilter{
		{Subject: []knowledge.ID{"country:c7"}},
		{With: []knowledge.ID{"country:c7", "country:c8", "organization:crowd"}},
		{Document: []knowledge.ID{"document:crowd"}},
		{Document: []knowledge.ID{"document:almanac"}},
		{Relations: []string{"JOINS"}},
		{Relations: []string{"RUNS"}},
	} {
		all, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{""}, store.StatementQuery{Filter: filter}, everything)
		require.NoError(t, err)
		n, err := s.CountStatements(ctx, &knowledge.Scope{}, []knowledge.ID{""}, filter)
		require.NoError(t, err)
		assert.Equal(t, []int{len(all[0].Rows)}, n)
		first, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{""}, store.StatementQuery{Filter: filter}, store.Page{Limit: 3})
		require.NoError(t, err)
		assert.Equal(t, all[0].Keys()[:min(3, n[0])], first[0].Keys())
		assert.Equal(t, n[0] > 3, first[0].HasNext)
	}
}

// addCrowd adds an organization with many statements: of each country of the crowd two, one in ten without a begin.
func addCrowd(g *Graph, n int) *Graph {
	g.Dataset("crowd").Order(9)
	g.Relation("JOINS", knowledge.CategoryOther, "country", "organization")
	g.Document("crowd")
	g.Entity("organization:crowd", "Crowd")
	for i := range (n + 1) / 2 {
		id := "country:c" + strconv.Itoa(i)
		g.Entity(id, "C "+strconv.Itoa(i))
		begin := strconv.Itoa(1900 + i%97)
		if i%10 == 3 {
			begin = ""
		}
		g.Claim(id, "JOINS", "organization:crowd").Valid(begin + "/..").Row("row " + strconv.Itoa(n-i))
		if 2*i+1 < n {
			g.Claim(id, "JOINS", "organization:crowd").Valid(begin + "/2010").Row("row " + strconv.Itoa(i))
		}
	}
	return g
}
