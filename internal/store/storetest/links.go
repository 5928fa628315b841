package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func linkTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"SumUpTheirStatements":     testLinkSums,
		"InOrderAtAnEnd":           testLinkOrder,
		"SidesAndSelfLoops":        testLinkSides,
		"FilterChoosesNotSums":     testLinkFilter,
		"GoWithTheirLastStatement": testLinkRemoval,
	}
}

// link returns the link of a claim.
func link(t testing.TB, s store.Store, w *World, scope knowledge.Scope, label string) *knowledge.Link {
	t.Helper()
	return one[*knowledge.Link](t)(s.Links(ctx, &scope, []knowledge.ID{w.Statement(label).Link}))
}

// linksAt returns the links of an entity, each as "source RELATION target".
func linksAt(t testing.TB, s store.Store, scope knowledge.Scope, end knowledge.ID, q store.LinkQuery) []string {
	t.Helper()
	list := one[store.List[*knowledge.Link]](t)(s.ListLinks(ctx, &scope, []knowledge.ID{end}, q, everything))
	n := one[int](t)(s.CountLinks(ctx, &scope, []knowledge.ID{end}, q))
	assert.Equal(t, len(list.Rows), n, "the count is what paging reaches")
	lines := []string{}
	for i, l := range list.Rows {
		assert.Equal(t, knowledge.LinkKey(l, end), list.Key(i))
		lines = append(lines, l.Source+" "+l.Relation+" "+l.Target)
	}
	return lines
}

func testLinkSums(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	l := link(t, s, w, knowledge.Scope{}, "a1")
	assert.Equal(t, &knowledge.Link{ID: w.Statement("a1").Link, Source: atlan, Relation: "MEMBER_OF", Target: pact, Held: true, StatementCount: 3}, l)

	l = link(t, s, w, knowledge.Scope{AsOf: mustDate("1993")}, "a1")
	assert.Equal(t, []any{true, knowledge.Presumed, 1}, []any{l.Held, l.Certainty, l.StatementCount})
	l = link(t, s, w, knowledge.Scope{AsOf: mustDate("2002"), Certainty: knowledge.Possible}, "a4")
	assert.Equal(t, []any{true, knowledge.Possible, 1}, []any{l.Held, l.Certainty, l.StatementCount}, "since about 2003")
	assert.Nil(t, link(t, s, w, knowledge.Scope{AsOf: mustDate("2002")}, "a4"))
	l = link(t, s, w, knowledge.Scope{AsOf: mustDate("1994")}, "a1")
	assert.Equal(t, []any{true, knowledge.Certain, 3}, []any{l.Held, l.Certainty, l.StatementCount}, "the best of those that make it held")
	l = link(t, s, w, knowledge.Scope{AsOf: mustDate("2008-06")}, "a7")
	assert.Equal(t, []any{false, knowledge.Presumed, 1}, []any{l.Held, l.Certainty, l.StatementCount})
	assert.Nil(t, link(t, s, w, knowledge.Scope{AsOf: mustDate("1992")}, "a1"))

	l = link(t, s, w, knowledge.Scope{}, "a6")
	assert.Equal(t, []any{atlan, borea, true, 1}, []any{l.Source, l.Target, l.Held, l.StatementCount}, "the ends of a symmetric one are sorted")
	l = link(t, s, w, knowledge.Scope{}, "a3")
	assert.False(t, l.Held, "denied")
	l = link(t, s, w, knowledge.Scope{}, "g6")
	assert.False(t, l.Held, "planned")
	assert.True(t, link(t, s, w, knowledge.Scope{}, "g3").Held, "reported")
}

func testLinkOrder(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	assert.Equal(t, []string{
		atlan + " BORDERS " + borea,
		harbor + " CAPITAL_OF " + atlan,
		atlan + " MEMBER_OF " + pact,
		atlan + " MEMBER_OF " + league,
		atlan + " PARTICIPATES_IN " + flood,
		atlan + " TRADES_WITH " + atlan,
		atlan + " TRADES_WITH " + borea,
		atlan + " TRADES_WITH " + cyrene,
	}, linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{}))
	assert.Equal(t, []string{
		atlan + " BORDERS " + borea,
		borea + " MEMBER_OF " + pact,
		borea + " MEMBER_OF " + league,
		borea + " OPPOSES " + delos,
		delos + " OPPOSES " + borea,
		borea + " PARTICIPATES_IN " + flood,
		atlan + " TRADES_WITH " + borea,
	}, linksAt(t, s, knowledge.Scope{}, borea, store.LinkQuery{}), "outgoing before incoming")
	assert.Empty(t, linksAt(t, s, knowledge.Scope{}, ada, store.LinkQuery{}), "to be quoted makes no link")
}

func testLinkSides(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	assert.Equal(t, []string{
		atlan + " BORDERS " + borea, atlan + " MEMBER_OF " + pact, atlan + " MEMBER_OF " + league,
		atlan + " PARTICIPATES_IN " + flood, atlan + " TRADES_WITH " + atlan, atlan + " TRADES_WITH " + borea, atlan + " TRADES_WITH " + cyrene,
	}, linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{Side: store.AsSubject}))
	assert.Equal(t, []string{
		atlan + " BORDERS " + borea, harbor + " CAPITAL_OF " + atlan, atlan + " TRADES_WITH " + atlan,
		atlan + " TRADES_WITH " + borea, atlan + " TRADES_WITH " + cyrene,
	}, linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{Side: store.AsObject}))
	opposes := store.LinkQuery{Filter: knowledge.StatementFilter{Relations: []string{"OPPOSES"}}}
	for _, side := range []store.Side{store.AnySide, store.AsSubject, store.AsObject} {
		opposes.Side = side
		assert.Equal(t, []string{league + " OPPOSES " + league}, linksAt(t, s, knowledge.Scope{}, league, opposes), "a loop stands once, at either side")
	}
}

func testLinkFilter(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	query := store.LinkQuery{Filter: knowledge.StatementFilter{Document: []knowledge.ID{"document:letter"}}}
	list := one[store.List[*knowledge.Link]](t)(s.ListLinks(ctx, &knowledge.Scope{}, []knowledge.ID{atlan}, query, everything))
	require.Len(t, list.Rows, 1)
	assert.Equal(t, 3, list.Rows[0].StatementCount, "the letter makes one of the three claims that the link has")

	assert.Equal(t, []string{delos + " MEMBER_OF " + league, borea + " OPPOSES " + delos, delos + " PARTICIPATES_IN " + flood},
		linksAt(t, s, knowledge.Scope{}, delos, store.LinkQuery{Filter: knowledge.StatementFilter{}.HeldUnlessNamed()}))
	assert.Equal(t, []string{delos + " MEMBER_OF " + pact},
		linksAt(t, s, knowledge.Scope{}, delos, store.LinkQuery{Filter: knowledge.StatementFilter{Polarity: knowledge.Denied}}))
	assert.Equal(t, []string{atlan + " MEMBER_OF " + pact},
		linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{Filter: knowledge.StatementFilter{OtherKinds: []knowledge.EntityKind{knowledge.KindAlliance}}}))
	assert.Equal(t, 2, link(t, s, w, knowledge.Scope{}, "l4").StatementCount)
}

func testLinkRemoval(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	apply(t, s, Remove(w.Statement("g1")))
	assert.Equal(t, 2, link(t, s, w, knowledge.Scope{}, "a1").StatementCount)
	assert.Contains(t, linksAt(t, s, knowledge.Scope{}, pact, store.LinkQuery{}), atlan+" MEMBER_OF "+pact)
	apply(t, s, Remove(w.Statement("a1"), w.Statement("l1"), w.Statement("g4")))
	assert.Nil(t, link(t, s, w, knowledge.Scope{}, "a1"))
	assert.NotContains(t, linksAt(t, s, knowledge.Scope{}, pact, store.LinkQuery{}), atlan+" MEMBER_OF "+pact)
	assert.Len(t, linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{}), 6)
	apply(t, s, Put(w.Statement("g4"), w.Statement("l1")))
	assert.Len(t, linksAt(t, s, knowledge.Scope{}, atlan, store.LinkQuery{}), 8)
}
