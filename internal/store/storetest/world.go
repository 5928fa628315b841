package storetest

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// World is the world that most tests ask about. Its places are made up. Arrows are claims, each with its name; the letter is
// the document's: a the almanac's, g the gazette's, l the letter's, r the roll's. (s) is symmetric, ✗ denied, … promised
// or planned, " reported.
//
//	        ladder ◄──────────RUNS a12────────── pact ◄───────────────────────────────┐
//	          ▲                           ▲   ▲   ▲    ▲                              │
//	          │          MEMBER_OF a1 g1 l1   │   │    └─MEMBER_OF ✗a3, ASPIRES a4─┐  │
//	          │                           │   │   └───MEMBER_OF …a7 ✗"l4──────┐    │  │
//	          │   harbor ─CAPITAL_OF a11► │   └─MEMBER_OF a2 g2─┐             │    │  │ about
//	PARTICI-  │                       ┌───┴───┐             ┌───┴───┐     ┌───┴─┐  │  │
//	 PATES_IN │     ┌TRADES (s) g4────│       │─BORDERS a5 (s)  │   │─a8─►│     │──┼──┘
//	 l3       │     └────────────────►│ atlan │─TRADES a6 (s)───│ borea │◄g6… │ delos  │ OPPOSES a8 is about pact
//	          │                       └───────┘             └───────┘     └─────┘  │
//	          │      cyrene ─TRADES (s) g5─┘ │                  │           │   cyrene
//	        elan                             └─────a9──────► flood ◄──a10───┘ g3"
//	          │                                   PARTICIPATES_IN
//	          └─MEMBER_OF l2─► league ◄─MEMBER_OF─ atlan r1, borea r2 and again r3, cyrene r4, delos r5
//	                          └─OPPOSES l5─┘ (itself)
//
//	and with nothing said of them: fens, summit. Person ada is who says a7, g3 and l4.
//
//	document  dataset    day                    reliability  text
//	almanac   almanac    2020-06-01             B            yes
//	gazette   chronicle  2010                   F            yes
//	letter    chronicle  2021-03 (retrieved)    C            no
//	roll      roll       2013-01-15             A            no, and its data end in 2012
type World struct {
	*Graph
	ids    map[string]knowledge.ID
	labels map[knowledge.ID]string
	rows   []knowledge.Row
}

// NewWorld returns the world's rows; see World.
func NewWorld(t testing.TB) *World {
	g := NewGraph(t)
	addAlmanac(g)
	addChronicle(g)
	addRoll(g)
	return named(t, g)
}

// named makes a world of a graph whose claims have names.
func named(t testing.TB, g *Graph) *World {
	w := &World{Graph: g, ids: map[string]knowledge.ID{}, labels: map[knowledge.ID]string{}, rows: g.Rows()}
	for _, c := range g.claims {
		require.Empty(t, w.ids[c.label], "each claim has a name of its own")
		w.ids[c.label], w.labels[c.row.ID] = c.row.ID, c.label
	}
	return w
}

// The entities of the world that tests name.
const (
	atlan, borea, cyrene, delos, elan = "country:atlan", "country:borea", "country:cyrene", "country:delos", "country:elan"

	pact, league, ladder = "alliance:pact", "organization:league", "program:ladder"
	flood, summit, fens  = "event:flood", "event:summit", "territory:fens"
	harbor, ada          = "city:harbor", "person:ada"
)

// addAlmanac adds the dataset of an almanac to a graph.
func addAlmanac(g *Graph) {
	g.Dataset("almanac").Order(1)
	g.Relation("MEMBER_OF", knowledge.CategoryAffiliation, "country territory", "alliance organization")
	g.Relation("ASPIRES_TO_JOIN", knowledge.CategoryAffiliation, "country", "alliance organization")
	g.Relation("PARTICIPATES_IN", knowledge.CategoryParticipation, "country", "program event")
	g.Relation("TRADES_WITH", knowledge.CategoryCooperation, "country", "country").Symmetric()
	g.Relation("OPPOSES", knowledge.CategoryConflict, "country organization", "country organization")
	g.Relation("BORDERS", knowledge.CategoryGeography, "country territory", "country territory").Symmetric()
	g.Relation("CAPITAL_OF", knowledge.CategoryGeography, "city", "country").Exclusive(knowledge.ExclusiveObject)
	g.Relation("RUNS", knowledge.CategoryLeadership, "alliance organization", "program")
	g.Document("almanac").Title("The Almanac of the Lakes").Published("2020-06-01").Reliability(knowledge.ReliabilityB).
		Text("Atlan has been in the Pact since 1994. Borea, which was in it from March 1999 to 2011, borders Atlan. " +
			"Cyrene is not a member; it has sought to join since about 2003. Ada promised in April 2008 that Delos will be a member.")
	g.Entity(atlan, "Atlan").Name(knowledge.NameAlias, "Lakeland").Described("A country on the lakes.", "", "Lakes", nil)
	g.Entity(borea, "Borea").Code("iso3", "BOR", "").Described("", "", "North", &knowledge.GeoPoint{Latitude: 60, Longitude: 25.5})
	g.Entity(cyrene, "Cyrene")
	g.Entity(delos, "Delos")
	g.Entity(pact, "Pact of the Lakes").Described("", "POL", "", nil)
	g.Entity(ladder, "Ladder")
	g.Entity(flood, "Flood War")
	g.Entity(summit, "Summit")
	g.Entity(harbor, "Harbor")
	g.Entity(ada, "Ada")
	g.Entity(fens, "Fens").Name(knowledge.NameFormer, "Lakeland")

	g.Claim(atlan, "MEMBER_OF", pact).Called("a1").Valid("1994/..").Quote("Atlan has been in the Pact since 1994")
	g.Claim(borea, "MEMBER_OF", pact).Called("a2").Valid("1999-03/2011").Quote("was in it from March 1999 to 2011")
	g.Claim(cyrene, "MEMBER_OF", pact).Called("a3").Denied().Quote("Cyrene is not a member")
	g.Claim(cyrene, "ASPIRES_TO_JOIN", pact).Called("a4").Valid("2003~/..").Quote("it has sought to join since about 2003")
	g.Claim(atlan, "BORDERS", borea).Called("a5").Quote("borders Atlan")
	g.Claim(borea, "TRADES_WITH", atlan).Called("a6").Valid("2001?/..").Topics("grain", "salt")
	g.Claim(delos, "MEMBER_OF", pact).Called("a7").Valid("2008-04").As(knowledge.Promised, ada).Quote("Ada promised in April 2008")
	g.Claim(borea, "OPPOSES", delos).Called("a8").Valid("2008/..").About(pact).Topics("accession")
	g.Claim(atlan, "PARTICIPATES_IN", flood).Called("a9").Valid("2008-08-08/2008-08-12")
	g.Claim(borea, "PARTICIPATES_IN", flood).Called("a10").Valid("2008-08")
	g.Claim(harbor, "CAPITAL_OF", atlan).Called("a11")
	g.Claim(pact, "RUNS", ladder).Called("a12").Valid("1994-01/..").Note("since its first year")
}

// addChronicle adds the dataset of a chronicle to a graph.
func addChronicle(g *Graph) {
	g.Dataset("chronicle").Order(2)
	g.Document("gazette").Title("Gazette").Published("2010").Reliability(knowledge.ReliabilityF).
		Text("Atlan joined the Pact in 1993. Borea was a member from 1999. Ada says that Delos was in the war.")
	g.Document("letter").Title("Älteste Letter").Retrieved("2021-03")
	g.Entity(atlan, "Republic of Atlan").Code("gw", "10", "/1990").Code("gw", "11", "1991/..").
		Described("A republic.", "ROA", "Elsewhere", &knowledge.GeoPoint{Latitude: 1, Longitude: 2})
	g.Entity(elan, "Élan")

	g.Claim(atlan, "MEMBER_OF", pact).Called("g1").From("gazette").Valid("1993/..").Quote("Atlan joined the Pact in 1993")
	g.Claim(borea, "MEMBER_OF", pact).Called("g2").From("gazette").Valid("1999/").Quote("Borea was a member from 1999")
	g.Claim(delos, "PARTICIPATES_IN", flood).Called("g3").From("gazette").Valid("2008-08").As(knowledge.Reported, ada).Quote("Delos was in the war")
	g.Claim(atlan, "TRADES_WITH", atlan).Called("g4").From("gazette").Row("page 2")
	g.Claim(cyrene, "TRADES_WITH", atlan).Called("g5").From("gazette").Valid("201X").Row("page 1")
	g.Claim(delos, "OPPOSES", borea).Called("g6").From("gazette").Valid("2010").As(knowledge.Planned, "")
	g.Claim(atlan, "MEMBER_OF", pact).Called("l1").Valid("1994-05-04/..")
	g.Claim(elan, "MEMBER_OF", league).Called("l2").Valid("../2003")
	g.Claim(elan, "PARTICIPATES_IN", ladder).Called("l3").Valid("/")
	g.Claim(delos, "MEMBER_OF", pact).Called("l4").Valid("2008/..").Denied().As(knowledge.Reported, ada)
	g.Claim(league, "OPPOSES", league).Called("l5").Valid("2001")
}

func addRoll(g *Graph) {
	g.Dataset("roll").Order(3).Coverage("2012")
	g.Document("roll").Title("Roll of the League").Published("2013-01-15").Reliability(knowledge.ReliabilityA)
	g.Entity(league, "League")
	g.Entity(atlan, "ATLAN").Code("iso3", "ATL", "")
	for i, row := range [][3]string{
		{atlan, "1960/.."}, {borea, "1960/1991"}, {borea, "1995/.."}, {cyrene, "1975/.."}, {delos, "1960/.."},
	} {
		g.Claim(row[0], "MEMBER_OF", league).Called("r" + string(rune('1'+i))).Valid(row[1])
	}
}

// Statement returns the claim of a name.
func (w *World) Statement(label string) *knowledge.Statement {
	for _, c := range w.claims {
		if c.label == label {
			return c.row
		}
	}
	w.t.Fatalf("no claim %s", label)
	return nil
}

// byID sorts names of claims by the ids of the claims.
func (w *World) byID(labels ...string) []string {
	slices.SortFunc(labels, func(a, b string) int {
		require.NotEmpty(w.t, w.ids[a], a)
		require.NotEmpty(w.t, w.ids[b], b)
		return compare(w.ids[a], w.ids[b])
	})
	return labels
}

// names returns the names of claims.
func (w *World) names(statements []*knowledge.Statement) []string {
	names := make([]string, len(statements))
	for i, st := range statements {
		if st != nil {
			names[i] = w.labels[st.ID]
		}
	}
	return names
}

// loaded returns a store with the world as revision 1.
func loaded(t *testing.T, open Opener) (store.Store, *World) {
	w := NewWorld(t)
	s := open(t)
	apply(t, s, Put(w.rows...))
	return s, w
}

// apply applies changes on top of the newest revision.
func apply(t testing.TB, s store.Store, changes []store.Change) *knowledge.Revision {
	t.Helper()
	r, err := tryApply(t, s, changes)
	require.NoError(t, err)
	return r
}

func tryApply(t testing.TB, s store.Store, changes []store.Change) (*knowledge.Revision, error) {
	t.Helper()
	newest, err := s.Revision(context.Background(), 0)
	require.NoError(t, err)
	return s.Apply(context.Background(), ChangeSet(newest.Number, changes))
}

// ChangeSet returns a change set of changes in memory.
func ChangeSet(base int, changes []store.Change) store.ChangeSet {
	return store.ChangeSet{Base: base, Description: "test", Changes: func(yield func(store.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}}
}
