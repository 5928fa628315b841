package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

func documentTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"AnchorsFiltersAndOrders": testDocumentLists,
		"Scope":                   testDocumentScopes,
		"FollowChanges":           testDocumentChanges,
	}
}

const almanac, gazette, letter, roll = "document:almanac", "document:gazette", "document:letter", "document:roll"

func testDocumentLists(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	assert.Equal(t, w.document(almanac), one[*knowledge.Document](t)(s.Documents(ctx, 0, []knowledge.ID{almanac})))
	title := knowledge.DocumentOrder{By: knowledge.OrderTitle}
	for name, c := range map[string]struct {
		anchor knowledge.ID
		query  store.DocumentQuery
		want   []knowledge.ID
	}{
		"all":                {"", store.DocumentQuery{}, []knowledge.ID{gazette, roll, almanac, letter}},
		"downwards":          {"", store.DocumentQuery{Order: knowledge.DocumentOrder{Direction: knowledge.Descending}}, []knowledge.ID{letter, almanac, roll, gazette}},
		"by title, collated": {"", store.DocumentQuery{Order: title}, []knowledge.ID{letter, gazette, roll, almanac}},
		"a dataset's":        {"dataset:chronicle", store.DocumentQuery{}, []knowledge.ID{gazette, letter}},
		"an entity's":        {borea, store.DocumentQuery{}, []knowledge.ID{gazette, roll, almanac}},
		"an entity's, title": {borea, store.DocumentQuery{Order: title}, []knowledge.ID{gazette, roll, almanac}},
		"where attributed":   {ada, store.DocumentQuery{}, []knowledge.ID{}},
		"filter by dataset":  {atlan, store.DocumentQuery{Filter: knowledge.DocumentFilter{Dataset: "dataset:chronicle"}}, []knowledge.ID{gazette, letter}},
		"filter by title":    {"", store.DocumentQuery{Filter: knowledge.DocumentFilter{TitleContains: "altestE"}}, []knowledge.ID{letter}},
		"filter by day":      {"", store.DocumentQuery{Filter: knowledge.DocumentFilter{PublishedOn: dates("2010-12-31", "2013")}}, []knowledge.ID{gazette, roll}},
		"retrieved, if so":   {"", store.DocumentQuery{Filter: knowledge.DocumentFilter{PublishedOn: dates("2021", "")}}, []knowledge.ID{letter}},
	} {
		assert.Equal(t, c.want, documents(t, s, knowledge.Scope{}, c.anchor, c.query), name)
	}
}

func testDocumentScopes(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	none := store.DocumentQuery{}
	assert.Equal(t, []knowledge.ID{gazette, roll}, documents(t, s, knowledge.Scope{KnownBy: dayOf("2015-01-01")}, "", none))
	assert.Equal(t, []knowledge.ID{roll, almanac}, documents(t, s, knowledge.Scope{MinReliability: knowledge.ReliabilityB}, "", none))
	assert.Equal(t, []knowledge.ID{gazette, letter}, documents(t, s, knowledge.Scope{Datasets: []knowledge.ID{"dataset:chronicle"}}, "", none))
	assert.Empty(t, documents(t, s, knowledge.Scope{Datasets: []knowledge.ID{"dataset:chronicle"}}, "dataset:roll", none))
	assert.Equal(t, []knowledge.ID{gazette, roll, almanac, letter}, documents(t, s, knowledge.Scope{AsOf: mustDate("1800")}, "", none), "asOf is about the world")
	assert.Equal(t, []knowledge.ID{roll}, documents(t, s, knowledge.Scope{AsOf: mustDate("1970"), Certainty: knowledge.Certain}, borea, none), "but an entity's are those of its statements")
}

func testDocumentChanges(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	later := *w.document(letter)
	later.Title, later.RetrievedOn = "Aaa", mustDate("2009")
	var changes []store.Change
	for _, label := range []string{"l1", "l2", "l3", "l4", "l5"} {
		st := *w.Statement(label)
		st.Published = later.Day()
		v, err := knowledge.ResolveValidity(st.Validity.Interval, st.Published, edtf.Date{})
		assert.NoError(t, err)
		st.Validity = v
		changes = append(changes, Put(&st)...)
	}
	apply(t, s, append(changes, Put(&later)...))
	assert.Equal(t, []knowledge.ID{letter, gazette, roll, almanac}, documents(t, s, knowledge.Scope{}, "", store.DocumentQuery{}))
	assert.ElementsMatch(t, []string{"l1", "l2", "l3", "l4", "l5"}, statements(t, s, w, knowledge.Scope{KnownBy: dayOf("2009-01-01")}, "", store.StatementQuery{}))
	assert.Equal(t, []knowledge.ID{gazette, roll, almanac, letter}, documents(t, s, knowledge.Scope{Revision: 1}, "", store.DocumentQuery{}))
}
