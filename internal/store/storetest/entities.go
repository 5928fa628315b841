package storetest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// entityTests are the tests of entities and of the catalog.
func entityTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"JoinTheirParts":             testEntityParts,
		"PartsGoInLoadOrder":         testLoadOrder,
		"DroppingADatasetIsExact":    testDropDataset,
		"AnchorsFiltersAndOrders":    testEntityLists,
		"RelatedTo":                  testRelatedTo,
		"IdentifiersAtAsOf":          testIdentifierTime,
		"FoundUnderTheirLookupKeys":  testLookup,
		"LookupFollowsChanges":       testLookupChanges,
		"RelationsAndDatasetsListed": testCatalog,
	}
}

func entity(t testing.TB, s store.Store, id knowledge.ID) *knowledge.Entity {
	t.Helper()
	return one[*knowledge.Entity](t)(s.Entities(ctx, 0, []knowledge.ID{id}))
}

func testEntityParts(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	e := entity(t, s, atlan)
	joined := knowledge.MergeEntity([]*knowledge.EntityPart{w.part(atlan, "almanac"), w.part(atlan, "chronicle"), w.part(atlan, "roll")})
	joined.Life = []edtf.Span{{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}}
	assert.Equal(t, joined, e, "one code ends the day before the other begins")
	assert.Equal(t, knowledge.KindCountry, e.Kind)
	assert.Equal(t, "Atlan", e.Name)
	assert.Equal(t, []knowledge.ID{"dataset:almanac", "dataset:chronicle", "dataset:roll"}, e.Datasets)
	assert.Equal(t, []any{knowledge.Text("Lakes"), knowledge.Text("ROA"), 1.0}, []any{e.Region, e.Abbreviation, e.Location.Latitude},
		"a single value is the first dataset's that has it")
	assert.Len(t, e.Identifiers, 3)
}

// part returns the part that a dataset has of an entity.
func (g *Graph) part(id knowledge.ID, dataset string) *knowledge.EntityPart {
	for _, b := range g.parts {
		if b.row.ID == id && b.row.Dataset == "dataset:"+dataset {
			return b.row
		}
	}
	g.t.Fatalf("no part of %s in %s", id, dataset)
	return nil
}

func testLoadOrder(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	roll := *w.dataset("dataset:roll")
	roll.Order = 0
	r := apply(t, s, Put(&roll))
	assert.Equal(t, 1, r.Number, "a dataset that is put again keeps its place")

	other := &knowledge.Dataset{ID: "dataset:another", Title: "Another", Version: "1"}
	apply(t, s, Put(other))
	assert.Zero(t, other.Order, "what is handed in is not touched")
	sets, err := s.Datasets(ctx, 0)
	require.NoError(t, err)
	require.Len(t, sets, 4)
	assert.Equal(t, []any{"dataset:another", 4}, []any{sets[3].ID, sets[3].Order}, "a new one stands behind all others")

	roll.Order = 7
	apply(t, s, Put(&roll))
	assert.Equal(t, []knowledge.ID{"dataset:almanac", "dataset:chronicle", "dataset:roll"}, entity(t, s, atlan).Datasets)
	first := *w.dataset("dataset:almanac")
	first.Order = 8
	apply(t, s, Put(&first))
	e := entity(t, s, atlan)
	assert.Equal(t, []knowledge.ID{"dataset:chronicle", "dataset:roll", "dataset:almanac"}, e.Datasets)
	assert.Equal(t, "Republic of Atlan", e.Name)
	assert.Equal(t, []knowledge.ID{borea, cyrene, delos, elan, atlan}, entities(t, s, knowledge.Scope{}, "", store.EntityQuery{
		Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindCountry}}, Order: knowledge.EntityOrder{By: knowledge.OrderName},
	}), "it stands under its new name")

	apply(t, s, Put(&knowledge.Dataset{ID: "dataset:one", Title: "1"}, &knowledge.Dataset{ID: "dataset:0", Title: "0"}))
	sets, err = s.Datasets(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, []any{"dataset:one", 9, "dataset:0", 10}, []any{sets[4].ID, sets[4].Order, sets[5].ID, sets[5].Order}, "new ones follow each other as they come")
}

func testDropDataset(t *testing.T, open Opener) {
	w := NewWorld(t)
	var rest, chronicle []knowledge.Row
	for _, row := range w.rows {
		if row.Key().Dataset == "dataset:chronicle" {
			chronicle = append(chronicle, row)
		} else {
			rest = append(rest, row)
		}
	}
	// Some stores share one database, so this one is done with before the next is opened.
	without := open(t)
	fresh := apply(t, without, Put(rest...))
	wantAtlan := entity(t, without, atlan)
	anchors := []knowledge.ID{"", atlan, pact, "relation:member-of"}
	wantStatements, wantLinks := map[knowledge.ID][]string{}, map[knowledge.ID][]string{}
	for _, anchor := range anchors {
		wantStatements[anchor] = statements(t, without, w, knowledge.Scope{}, anchor, store.StatementQuery{})
		wantLinks[anchor] = linksAt(t, without, knowledge.Scope{}, anchor, store.LinkQuery{})
	}

	s := open(t)
	apply(t, s, Put(w.rows...))
	dropped := apply(t, s, Remove(chronicle...))
	assert.Equal(t, fresh.Hash(), dropped.Hash(), "the rest is what it would be without the dataset")
	assert.Equal(t, wantAtlan, entity(t, s, atlan))
	assert.Nil(t, entity(t, s, elan))
	assert.Empty(t, documents(t, s, knowledge.Scope{}, "dataset:chronicle", store.DocumentQuery{}))
	for _, anchor := range anchors {
		assert.Equal(t, wantStatements[anchor], statements(t, s, w, knowledge.Scope{}, anchor, store.StatementQuery{}), anchor)
		assert.Equal(t, wantLinks[anchor], linksAt(t, s, knowledge.Scope{}, anchor, store.LinkQuery{}), anchor)
	}
}

func testEntityLists(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	countries := knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindCountry}}
	for name, c := range map[string]struct {
		anchor knowledge.ID
		query  store.EntityQuery
		want   []knowledge.ID
	}{
		"all":                     {"", store.EntityQuery{}, []knowledge.ID{pact, harbor, atlan, borea, cyrene, delos, elan, flood, summit, league, ada, ladder, fens}},
		"by kind":                 {"", store.EntityQuery{Filter: countries}, []knowledge.ID{atlan, borea, cyrene, delos, elan}},
		"by kinds":                {"", store.EntityQuery{Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindPerson, knowledge.KindAlliance}}}, []knowledge.ID{pact, ada}},
		"of no kind":              {"", store.EntityQuery{Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{}}}, []knowledge.ID{}},
		"of a kind without any":   {"", store.EntityQuery{Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindMission}}}, []knowledge.ID{}},
		"downwards":               {"", store.EntityQuery{Filter: countries, Order: knowledge.EntityOrder{By: knowledge.OrderID, Direction: knowledge.Descending}}, []knowledge.ID{elan, delos, cyrene, borea, atlan}},
		"by name":                 {"dataset:chronicle", store.EntityQuery{Order: knowledge.EntityOrder{By: knowledge.OrderName}}, []knowledge.ID{atlan, elan}},
		"all by name":             {"", store.EntityQuery{Filter: countries, Order: knowledge.EntityOrder{By: knowledge.OrderName, Direction: knowledge.Descending}}, []knowledge.ID{elan, delos, cyrene, borea, atlan}},
		"a dataset's":             {"dataset:roll", store.EntityQuery{}, []knowledge.ID{atlan, league}},
		"a dataset's of a kind":   {"dataset:roll", store.EntityQuery{Filter: countries}, []knowledge.ID{atlan}},
		"held with an entity":     {pact, store.EntityQuery{}, []knowledge.ID{atlan, borea, cyrene, ladder}},
		"with itself":             {league, store.EntityQuery{}, []knowledge.ID{atlan, borea, cyrene, delos, elan, league}},
		"with itself, by a loop":  {atlan, store.EntityQuery{Filter: countries}, []knowledge.ID{atlan, borea, cyrene}},
		"part of a name, folded":  {"", store.EntityQuery{Filter: knowledge.EntityFilter{NameContains: "ÉLAN"}}, []knowledge.ID{atlan, elan, fens}},
		"part of any of names":    {"", store.EntityQuery{Filter: knowledge.EntityFilter{NameContains: "lakel"}}, []knowledge.ID{atlan, fens}},
		"region":                  {"", store.EntityQuery{Filter: knowledge.EntityFilter{Regions: []string{"Lakes"}}}, []knowledge.ID{atlan}},
		"region of a later part":  {"", store.EntityQuery{Filter: knowledge.EntityFilter{Regions: []string{"Elsewhere"}}}, []knowledge.ID{}},
		"identifier":              {"", store.EntityQuery{Filter: knowledge.EntityFilter{Identifier: &knowledge.IdentifierFilter{Scheme: "iso3", Value: "bor"}}}, []knowledge.ID{borea}},
		"identifier of no scheme": {"", store.EntityQuery{Filter: knowledge.EntityFilter{Identifier: &knowledge.IdentifierFilter{Scheme: "iso2", Value: "BOR"}}}, []knowledge.ID{}},
	} {
		assert.Equal(t, c.want, entities(t, s, knowledge.Scope{}, c.anchor, c.query), name)
	}
}

func testRelatedTo(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	related := func(scope knowledge.Scope, anchor, to knowledge.ID, relations ...string) []knowledge.ID {
		return entities(t, s, scope, anchor, store.EntityQuery{Filter: knowledge.EntityFilter{RelatedTo: &knowledge.RelatedTo{Entity: to, Relations: relations}}})
	}
	assert.Equal(t, []knowledge.ID{atlan, borea, cyrene, ladder}, related(knowledge.Scope{}, "", pact))
	assert.Equal(t, []knowledge.ID{atlan, borea}, related(knowledge.Scope{}, "", pact, "MEMBER_OF"), "neither the denied nor the promised")
	assert.Equal(t, []knowledge.ID{pact, league}, related(knowledge.Scope{}, "", borea, "MEMBER_OF"), "from either end")
	assert.Equal(t, []knowledge.ID{atlan, borea, cyrene}, related(knowledge.Scope{}, league, pact), "those of an anchor that are related")
	assert.Equal(t, []knowledge.ID{atlan}, related(knowledge.Scope{}, "dataset:roll", pact))
	assert.Equal(t, []knowledge.ID{atlan}, related(knowledge.Scope{AsOf: mustDate("1995"), Certainty: knowledge.Certain}, "", pact, "MEMBER_OF"))
	assert.Empty(t, related(knowledge.Scope{}, "", "country:nowhere"))
	n, err := s.CountEntities(ctx, &knowledge.Scope{}, []knowledge.ID{"", atlan}, knowledge.EntityFilter{
		Kinds: []knowledge.EntityKind{knowledge.KindCountry}, RelatedTo: &knowledge.RelatedTo{Entity: flood},
	})
	require.NoError(t, err)
	assert.Equal(t, []int{3, 2}, n)
}

func testIdentifierTime(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	gw := func(value, asOf string) []knowledge.ID {
		scope := knowledge.Scope{}
		if asOf != "" {
			scope.AsOf = mustDate(asOf)
		}
		return entities(t, s, scope, "", store.EntityQuery{Filter: knowledge.EntityFilter{Identifier: &knowledge.IdentifierFilter{Scheme: "gw", Value: value}}})
	}
	assert.Equal(t, []knowledge.ID{atlan}, gw("10", ""))
	assert.Equal(t, []knowledge.ID{atlan}, gw("10", "1990"))
	assert.Empty(t, gw("10", "1995"))
	assert.Equal(t, []knowledge.ID{atlan}, gw("11", "1995"))
}

// lookup returns the ids of the entities found under each key.
func lookup(t testing.TB, s store.Store, revision int, keys ...string) [][]knowledge.ID {
	t.Helper()
	found, err := s.Lookup(ctx, revision, keys)
	require.NoError(t, err)
	require.Len(t, found, len(keys))
	ids := make([][]knowledge.ID, len(keys))
	for i, list := range found {
		for _, e := range list {
			ids[i] = append(ids[i], e.ID)
		}
	}
	return ids
}

func testLookup(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	var keys []string
	for _, text := range []string{"Lakeland", "iso3:atl", "ATL", "gw:10", "10", "élan", "nothing", "pol", "Lakeland"} {
		r, err := knowledge.ParseRef(text)
		require.NoError(t, err)
		keys = append(keys, r.Keys()[len(r.Keys())-1])
	}
	assert.Equal(t, [][]knowledge.ID{
		{atlan, fens}, {atlan}, {atlan}, {atlan}, nil, {elan}, nil, {pact}, {atlan, fens},
	}, lookup(t, s, 0, keys...))
	all := one[store.List[*knowledge.Entity]](t)(s.ListEntities(ctx, &knowledge.Scope{}, []knowledge.ID{""}, store.EntityQuery{}, everything))
	for _, e := range all.Rows {
		for _, key := range knowledge.LookupKeys(e) {
			assert.Contains(t, lookup(t, s, 0, key)[0], e.ID, key)
		}
	}
	assert.Equal(t, [][]knowledge.ID{nil, nil}, lookup(t, s, 0, "", "="))
}

func testLookupChanges(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	renamed := *w.part(fens, "almanac")
	renamed.Name, renamed.Names = "Great Fens", nil
	apply(t, s, append(Put(&renamed), Remove(w.part(summit, "almanac"))...))
	assert.Equal(t, [][]knowledge.ID{{atlan}, {fens}, nil}, lookup(t, s, 0, "=lakeland", "=great fens", "=summit"))
	assert.Equal(t, [][]knowledge.ID{{atlan, fens}, nil, {summit}}, lookup(t, s, 1, "=lakeland", "=great fens", "=summit"))
	assert.Empty(t, entity(t, s, fens).Names[1:])
	assert.NotContains(t, entities(t, s, knowledge.Scope{}, "", store.EntityQuery{Order: knowledge.EntityOrder{By: knowledge.OrderName}}), summit)
}

func testCatalog(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	relations, err := s.Relations(ctx, 0)
	require.NoError(t, err)
	var names []string
	for _, r := range relations {
		names = append(names, r.Name)
	}
	assert.Equal(t, []string{"ASPIRES_TO_JOIN", "BORDERS", "CAPITAL_OF", "MEMBER_OF", "OPPOSES", "PARTICIPATES_IN", "RUNS", "TRADES_WITH"}, names)
	assert.Equal(t, w.relations[slices.Index(names, "BORDERS")].row.Category, relations[0].Category)

	second := *relations[1]
	second.Dataset, second.Description = "dataset:roll", "Again, in other words."
	apply(t, s, Put(&second))
	relations, err = s.Relations(ctx, 0)
	require.NoError(t, err)
	require.Len(t, relations, 8)
	assert.Equal(t, "dataset:almanac", relations[1].Dataset, "the first in load order counts")
	apply(t, s, Remove(relations[1]))
	relations, err = s.Relations(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, &second, relations[1], "the other remains")
	assert.Equal(t, []string{"a5"}, statements(t, s, w, knowledge.Scope{}, "relation:borders", store.StatementQuery{}))

	datasets, err := s.Datasets(ctx, 0)
	require.NoError(t, err)
	require.Len(t, datasets, 3)
	assert.Equal(t, w.dataset("dataset:almanac"), datasets[0])
}
