package storetest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// qualifierTests are the tests of what claims carry besides their ends and their time.
func qualifierTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"AreKept":                testKeptQualifiers,
		"Filter":                 testQualifierFilters,
		"Order":                  testQualifierOrder,
		"ThatThereAreNot":        testUnknownQualifiers,
		"ThatDoNotFitAreRefused": testRefusedQualifiers,
		"HoldTheirEntities":      testQualifierEntities,
		"DefinedAnew":            testRedefinedQualifiers,
	}
}

// duels are claims that differ in their qualifiers alone, and one without any. An honor is a number in one relation and a code in another.
func duels(t testing.TB) *World {
	g := NewGraph(t)
	g.Dataset("duels").Order(1)
	g.Relation("FOUGHT", knowledge.CategoryConflict, "country", "country").
		Qualifier("deaths", knowledge.QualifierInteger).Bounds("0", "").Qualifier("honor", knowledge.QualifierDecimal).
		Qualifier("over", knowledge.QualifierEntity).Qualifier("told", knowledge.QualifierDate).Qualifier("with", knowledge.QualifierText)
	g.Relation("PRAISED", knowledge.CategoryCooperation, "country", "country").Qualifier("honor", knowledge.QualifierCode, "low", "high")
	g.Relation("MET", knowledge.CategoryOther, "country", "country")
	g.Document("annals")
	for _, id := range []knowledge.ID{atlan, borea, pact, ladder} {
		g.Entity(id, id)
	}
	g.Claim(atlan, "FOUGHT", borea).Called("none").Valid("1990")
	g.Claim(atlan, "FOUGHT", borea).Called("one").Valid("1990").With("deaths", "1").With("honor", "-4.5").With("told", "1991")
	g.Claim(atlan, "FOUGHT", borea).Called("two").Valid("1990").With("deaths", "2").With("honor", "0.25").With("told", "1991~").With("with", "swords")
	g.Claim(atlan, "FOUGHT", borea).Called("ten").Valid("1990").With("deaths", "10").With("honor", "-10").With("over", pact).With("with", "Äpfel")
	g.Claim(atlan, "PRAISED", borea).Called("low").Valid("1990").With("honor", "low")
	g.Claim(atlan, "PRAISED", borea).Called("high").Valid("1990").With("honor", "high")
	g.Claim(atlan, "MET", borea).Called("met").Valid("1990")
	return named(t, g)
}

func opened(t *testing.T, open Opener) (store.Store, *World) {
	s, w := open(t), duels(t)
	apply(t, s, Put(w.Rows()...))
	return s, w
}

func testKeptQualifiers(t *testing.T, open Opener) {
	s, w := opened(t, open)
	rows, err := scanAll(ctx, s, 0)
	require.NoError(t, err)
	require.Len(t, rows, len(w.Rows()))
	for _, row := range w.Rows() {
		assert.Equal(t, row, withoutDerived(rows[row.Key()]), row.Key())
	}
	found, err := s.Statements(ctx, 0, []knowledge.ID{w.ids["two"]})
	require.NoError(t, err)
	assert.Equal(t, []knowledge.Qualifier{
		{Name: "deaths", Type: "INTEGER", Value: "2"}, {Name: "honor", Type: "DECIMAL", Value: "0.25"}, {Name: "told", Type: "DATE", Value: "1991~"},
		{Name: "with", Type: "TEXT", Value: "swords"},
	}, found[0].Qualifiers)
	links, err := s.Links(ctx, &knowledge.Scope{}, []knowledge.ID{found[0].Link})
	require.NoError(t, err)
	assert.Equal(t, 4, links[0].StatementCount, "of one link")
	first, err := s.Revision(ctx, 0)
	require.NoError(t, err)

	// A claim with another value is another claim.
	three := with(found[0], func(st *knowledge.Statement) {
		st.Horizon = nil
		st.Qualifiers = slices.Clone(st.Qualifiers)
		st.Qualifiers[0].Value = "3"
		st.Complete(false)
	})
	apply(t, s, append(Remove(w.Statement("two")), Put(three)...))
	assert.ElementsMatch(t, []string{"one", "ten"}, where(t, s, w, knowledge.StatementFilter{Qualifiers: []knowledge.QualifierFilter{{Name: "deaths", In: []string{"1", "2", "10"}}}}))
	apply(t, s, inverted(t, s, 2))
	again, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, first.Content, again.Content)
}

func testQualifierFilters(t *testing.T, open Opener) {
	s, w := opened(t, open)
	type one = knowledge.QualifierFilter
	for name, c := range map[string]struct {
		filters []one
		want    []string
	}{
		"given":           {[]one{{Name: "honor"}}, []string{"one", "two", "ten", "low", "high"}},
		"from":            {[]one{{Name: "deaths", Min: "2"}}, []string{"two", "ten"}},
		"to":              {[]one{{Name: "deaths", Max: "9.5"}}, []string{"one", "two"}},
		"between":         {[]one{{Name: "honor", Min: "-4.50", Max: "0.25"}}, []string{"one", "two"}},
		"among numbers":   {[]one{{Name: "honor", In: []string{"-4.50", "7"}}}, []string{"one"}},
		"among codes":     {[]one{{Name: "honor", In: []string{"high"}}}, []string{"high"}},
		"among and from":  {[]one{{Name: "deaths", In: []string{"1", "10"}, Min: "2"}}, []string{"ten"}},
		"among none":      {[]one{{Name: "honor", In: []string{}}}, nil},
		"possibly from":   {[]one{{Name: "told", Min: "1992"}}, []string{"two"}},
		"possibly to":     {[]one{{Name: "told", Max: "1990"}}, []string{"two"}},
		"on":              {[]one{{Name: "told", Min: "1991-05", Max: "1991-05"}}, []string{"one", "two"}},
		"a text":          {[]one{{Name: "with", In: []string{"Äpfel"}}}, []string{"ten"}},
		"an entity":       {[]one{{Name: "over", In: []string{pact, ladder}}}, []string{"ten"}},
		"several":         {[]one{{Name: "deaths", Min: "2"}, {Name: "honor", Max: "0"}}, []string{"ten"}},
		"several of one":  {[]one{{Name: "deaths", Min: "2"}, {Name: "deaths", Max: "1"}}, nil},
		"an empty filter": {[]one{}, nil},
	} {
		filter := knowledge.StatementFilter{Qualifiers: c.filters}
		assert.ElementsMatch(t, c.want, where(t, s, w, filter), name)
		query := store.StatementQuery{Filter: filter}
		for _, anchor := range []knowledge.ID{atlan, "document:annals", "dataset:duels"} {
			assert.ElementsMatch(t, c.want, statements(t, s, w, knowledge.Scope{}, anchor, query), "%s of %s", name, anchor)
		}
	}
	fought := knowledge.StatementFilter{Qualifiers: []one{{Name: "deaths", Min: "10"}}}
	links := linksOf(t, s, fought)
	require.Len(t, links, 1)
	assert.Equal(t, 4, links[0].StatementCount, "a link has all its claims where one of them fits")
	assert.Equal(t, []string{"ten"}, where(t, s, w, knowledge.StatementFilter{With: []knowledge.ID{pact}}), "with the entity of a qualifier")
	swept := 0
	for st, err := range s.Sweep(ctx, &knowledge.Scope{}, fought) {
		require.NoError(t, err)
		assert.Equal(t, w.ids["ten"], st.ID)
		swept++
	}
	assert.Equal(t, 1, swept)
}

func linksOf(t *testing.T, s store.Store, filter knowledge.StatementFilter) []*knowledge.Link {
	t.Helper()
	list := one[store.List[*knowledge.Link]](t)(s.ListLinks(ctx, &knowledge.Scope{}, []knowledge.ID{borea}, store.LinkQuery{Filter: filter}, everything))
	return list.Rows
}

func testQualifierOrder(t *testing.T, open Opener) {
	s, w := opened(t, open)
	by := func(name string, direction knowledge.SortDirection) []string {
		return statements(t, s, w, knowledge.Scope{}, "", store.StatementQuery{
			Filter: knowledge.StatementFilter{Relations: []string{"FOUGHT", "PRAISED"}},
			Order:  knowledge.StatementOrder{By: knowledge.OrderQualifier, Qualifier: name, Direction: direction},
		})
	}
	last := func(labels ...string) []string { return w.byID(labels...) }
	assert.Equal(t, append([]string{"one", "two", "ten"}, last("none", "low", "high")...), by("deaths", knowledge.Ascending), "10 comes after 2")
	assert.Equal(t, []string{"ten", "two", "one"}, by("deaths", knowledge.Descending)[:3], "what does not say comes last in both directions")
	assert.Equal(t, []string{"ten", "one", "two", "high", "low", "none"}, by("honor", knowledge.Ascending), "numbers, then codes")
	assert.Equal(t, []string{"two", "one"}, by("told", knowledge.Ascending)[:2], "about 1991 may be 1990")
	assert.Equal(t, []string{"ten", "two"}, by("with", knowledge.Ascending)[:2], "as texts are collated")
	assert.Equal(t, "ten", by("over", knowledge.Descending)[0])

	query := store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderQualifier, Qualifier: "honor", Direction: knowledge.Descending}}
	var paged []string
	page := store.Page{Limit: 2}
	for {
		list := one[store.List[*knowledge.Statement]](t)(s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{atlan}, query, page))
		paged = append(paged, w.names(list.Rows)...)
		if !list.HasNext {
			break
		}
		page.After = list.LastKey()
	}
	assert.Equal(t, []string{"low", "high", "two", "one", "ten"}, paged[:5])
	assert.Len(t, paged, 7)
}

func testUnknownQualifiers(t *testing.T, open Opener) {
	s, _ := opened(t, open)
	all, none := []knowledge.ID{""}, &knowledge.Scope{}
	filter := knowledge.StatementFilter{Qualifiers: []knowledge.QualifierFilter{{Name: "death"}}}
	_, err := s.ListStatements(ctx, none, all, store.StatementQuery{Filter: filter}, everything)
	assertCode(t, err, knowledge.UnknownQualifier, "death", "did you mean deaths?")
	_, err = s.CountStatements(ctx, none, all, filter)
	assertCode(t, err, knowledge.UnknownQualifier)
	_, err = s.ListLinks(ctx, none, []knowledge.ID{atlan}, store.LinkQuery{Filter: filter}, everything)
	assertCode(t, err, knowledge.UnknownQualifier)
	_, err = s.CountLinks(ctx, none, []knowledge.ID{atlan}, store.LinkQuery{Filter: filter})
	assertCode(t, err, knowledge.UnknownQualifier)
	for _, order := range []knowledge.StatementOrder{{By: knowledge.OrderQualifier, Qualifier: "death"}, {By: knowledge.OrderQualifier}, {Qualifier: "deaths"}} {
		_, err = s.ListStatements(ctx, none, all, store.StatementQuery{Order: order}, everything)
		assert.Error(t, err, "%+v", order)
	}
	_, err = s.CountStatements(ctx, none, all, knowledge.StatementFilter{Qualifiers: []knowledge.QualifierFilter{{Name: "with", Max: "z"}}})
	assertCode(t, err, knowledge.BadInput, "no order")
}

func testRefusedQualifiers(t *testing.T, open Opener) {
	s, w := opened(t, open)
	claim := func(list ...knowledge.Qualifier) []store.Change {
		return Put(with(w.Statement("none"), func(st *knowledge.Statement) {
			st.Qualifiers = list
			st.Complete(false)
		}))
	}
	type q = knowledge.Qualifier
	for words, changes := range map[string][]store.Change{
		"did you mean deaths?":     claim(q{Name: "death", Type: "INTEGER", Value: "1"}),
		"is of the type INTEGER":   claim(q{Name: "deaths", Type: "DECIMAL", Value: "1"}),
		"is written 1, not":        claim(q{Name: "deaths", Type: "INTEGER", Value: "01"}),
		"no whole number":          claim(q{Name: "deaths", Type: "INTEGER", Value: "1.5"}),
		"below the least":          claim(q{Name: "deaths", Type: "INTEGER", Value: "-1"}),
		"no date":                  claim(q{Name: "told", Type: "DATE", Value: "1994-02-30"}),
		"stands twice":             claim(q{Name: "deaths", Type: "INTEGER", Value: "1"}, q{Name: "deaths", Type: "INTEGER", Value: "1"}),
		"in the order of":          claim(q{Name: "honor", Type: "DECIMAL", Value: "1"}, q{Name: "deaths", Type: "INTEGER", Value: "1"}),
		"has no qualifier's value": claim(q{Name: "with", Type: "TEXT"}),
		"UTF-8":                    claim(q{Name: "with", Type: "TEXT", Value: "\xff"}),
		"control character":        claim(q{Name: "with", Type: "TEXT", Value: "a\x1fb"}),
		"no organization:x":        nil,
		"its id is":                Put(with(w.Statement("one"), func(st *knowledge.Statement) { st.Qualifiers = nil })),
		"it may have 32":           Put(with(w.relations[2].row, func(r *knowledge.Relation) { r.Qualifiers = make([]*knowledge.QualifierDefinition, 33) })),
		"a qualifier that is none": Put(with(w.relations[2].row, func(r *knowledge.Relation) { r.Qualifiers = []*knowledge.QualifierDefinition{nil} })),
		"no name of a qualifier":   Put(with(w.relations[2].row, func(r *knowledge.Relation) { r.Qualifiers = []*knowledge.QualifierDefinition{{Type: "TEXT"}} })),
		"the order of their names, ": Put(with(w.relations[2].row, func(r *knowledge.Relation) {
			r.Qualifiers = []*knowledge.QualifierDefinition{{Name: "b", Type: "TEXT"}, {Name: "a", Type: "TEXT"}}
		})),
	} {
		if changes == nil {
			changes, words = claim(q{Name: "over", Type: "ENTITY", Value: "organization:x"}), "organization:x"
		}
		refused(t, s, changes, words)
	}
}

func testQualifierEntities(t *testing.T, open Opener) {
	s, w := opened(t, open)
	refused(t, s, Remove(w.part(pact, "duels")), pact, "still needed", w.ids["ten"])
	apply(t, s, Remove(w.part(ladder, "duels")))
	apply(t, s, Remove(w.Statement("ten")))
	apply(t, s, Remove(w.part(pact, "duels")))
}

func testRedefinedQualifiers(t *testing.T, open Opener) {
	s, w := opened(t, open)
	redefine := func(i int, change func(d *knowledge.QualifierDefinition)) []store.Change {
		return Put(with(w.relations[i].row, func(r *knowledge.Relation) {
			r.Qualifiers = slices.Clone(r.Qualifiers)
			r.Qualifiers[0] = with(r.Qualifiers[0], change)
		}))
	}
	refused(t, s, redefine(0, func(d *knowledge.QualifierDefinition) { d.Max = "9" }), "above the most that it may be, 9")
	refused(t, s, redefine(0, func(d *knowledge.QualifierDefinition) { d.Name = "dead" }), "has no qualifier", "deaths")
	refused(t, s, redefine(0, func(d *knowledge.QualifierDefinition) { d.Type = knowledge.QualifierDecimal }), "of the type DECIMAL")
	refused(t, s, redefine(1, func(d *knowledge.QualifierDefinition) { d.Codes = d.Codes[:1] }), "none of its codes")
	apply(t, s, redefine(0, func(d *knowledge.QualifierDefinition) { d.Max, d.Unit, d.Label = "1000", "persons", "Deaths" }))
	relations, err := s.Relations(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, "Deaths", relations[0].Qualifiers[0].Title())
}
