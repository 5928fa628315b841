package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

func presumedTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"HoldsFromItsBeginUntilALaterWord": testPresumptions,
		"HearsOnlyWhomTheScopeAdmits":      testEndingsInScope,
		"LinksTellTheBestLevel":            testPresumedLinks,
		"MovesWithChangesElsewhere":        testMovingHorizons,
		"DefinitionsMoveIt":                testRedefinedHorizons,
		"EntitiesHaveTheirLife":            testLives,
		"IsNoPartOfTheContent":             testHorizonIsNoContent,
	}
}

// presumption is a test case of one rule: some claims, and on which days each is presumed to hold.
type presumption struct {
	rule string
	say  func(c *claimSet)
	// days are the spells of each claim by its name: "1994-01-01/2003-12-31 2010-01-01/..", or nothing.
	days map[string]string
}

// claimSet builds the claims of one presumption, with entities of its own.
type claimSet struct {
	*Graph
	number int
}

// id is the id of an entity of the claim set.
func (c *claimSet) id(kind, name string) knowledge.ID {
	return fmt.Sprintf("%s:x%d-%s", kind, c.number, name)
}

// entity adds an entity that only this claim set uses.
func (c *claimSet) entity(kind, name string) *PartBuilder {
	return c.Entity(c.id(kind, name), fmt.Sprintf("%s of %d", name, c.number))
}

// claim adds a claim about the country and the alliance of the set, in the document of a year.
func (c *claimSet) claim(name, year, relation, valid string) *ClaimBuilder {
	return c.between(c.id("country", "a"), relation, c.id("alliance", "b"), name, year, valid)
}

func (c *claimSet) between(subject knowledge.ID, relation string, object knowledge.ID, name, year, valid string) *ClaimBuilder {
	b := c.Claim(subject, relation, object).Valid(valid).Called(fmt.Sprintf("%d %s", c.number, name))
	b.row.Document = "document:" + year
	for _, d := range c.documents {
		if d.row.ID == b.row.Document {
			b.row.Dataset = d.row.Dataset
		}
	}
	return b
}

// newPresumptionGraph returns a graph with documents of several years, all of the first of June, and a list whose data end in 2012.
func newPresumptionGraph(t testing.TB) *Graph {
	g := NewGraph(t)
	g.Dataset("talk").Order(1)
	all := "country city alliance event person"
	g.Relation("IN", knowledge.CategoryAffiliation, all, all)
	g.Relation("LEFT", knowledge.CategoryAffiliation, all, all).Ends("IN").Existence("", knowledge.ExistenceNotRequired)
	g.Relation("CAPITAL_OF", knowledge.CategoryGeography, "city", "country").Exclusive(knowledge.ExclusiveObject)
	g.Relation("FOUNDED", knowledge.CategoryOther, all, all).Existence("", knowledge.ExistenceBegins)
	g.Relation("DISSOLVED", knowledge.CategoryOther, all, all).Existence("", knowledge.ExistenceEnds)
	g.Relation("SUCCEEDED", knowledge.CategoryOther, all, all).Existence("", knowledge.ExistenceNotRequired)
	g.Relation("FOUGHT_IN", knowledge.CategoryConflict, all, all).Existence("", knowledge.ExistenceSpans)
	g.Relation("ALLIED", knowledge.CategoryCooperation, all, all).Symmetric()
	for year, grade := range map[string]knowledge.Reliability{
		"1995": knowledge.ReliabilityB, "2000": knowledge.ReliabilityC, "2005": knowledge.ReliabilityD, "2010": knowledge.ReliabilityB, "2020": knowledge.ReliabilityF,
	} {
		g.Document(year).Published(year + "-06-01").Reliability(grade)
	}
	g.Dataset("roll").Order(2).Coverage("2012")
	g.Document("roll").Published("2013-01-15").Reliability(knowledge.ReliabilityA)
	return g.In("talk")
}

// presumptions are the rules, one by one.
func presumptions() []presumption {
	return []presumption{
		{"since 1994", func(c *claimSet) { c.claim("a", "2000", "IN", "1994/..") }, map[string]string{"a": "1994-01-01/.."}},
		{"since about 1994 counts from 1994", func(c *claimSet) { c.claim("a", "2000", "IN", "1994~/..") }, map[string]string{"a": "1994-01-01/.."}},
		{"since 1994, perhaps", func(c *claimSet) { c.claim("a", "2000", "IN", "1994?/..") }, map[string]string{"a": "1994-01-01/.."}},
		{"who is one is one from the day on which somebody says so", func(c *claimSet) { c.claim("a", "2000", "IN", "/..") }, map[string]string{"a": "2000-06-01/.."}},
		{"until 1991 counts in 1991", func(c *claimSet) { c.claim("a", "2000", "IN", "/1991") }, map[string]string{"a": "1991-01-01/1991-12-31"}},
		{"until about 1991 counts in 1991", func(c *claimSet) { c.claim("a", "2000", "IN", "1980/1991~") }, map[string]string{"a": "1980-01-01/1991-12-31"}},
		{"was, whenever", func(c *claimSet) { c.claim("a", "2000", "IN", "/") }, map[string]string{"a": ""}},
		{"was from 1994, over by the day before the document", func(c *claimSet) { c.claim("a", "2000", "IN", "1994/") }, map[string]string{"a": "1994-01-01/2000-05-31"}},
		{"a date is what happened on it", func(c *claimSet) { c.claim("a", "2000", "IN", "1994-05") }, map[string]string{"a": "1994-05-01/1994-05-31"}},
		{"data that stop are carried forward", func(c *claimSet) { c.claim("a", "roll", "IN", "1994/..") }, map[string]string{"a": "1994-01-01/.."}},

		{"who says more exactly when it began", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "1995", "IN", "1994-10-05/..")
			c.claim("c", "2010", "IN", "1994-10/..")
		}, map[string]string{"a": "1994-10-05/..", "b": "1994-10-05/..", "c": "1994-10-05/.."}},
		{"who says more exactly when it ended", func(c *claimSet) {
			c.claim("a", "2010", "IN", "1994/2003")
			c.claim("b", "2005", "IN", "1994-03/2003-02-01")
		}, map[string]string{"a": "1994-03-01/2003-02-01", "b": "1994-03-01/2003-02-01"}},
		{"another date is no more exact one", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1995-02-01/..")
			c.claim("c", "2005", "IN", "1994-10-05")
			c.claim("d", "2005", "IN", "1994-10-05/..").As(knowledge.Planned, "")
		}, map[string]string{"a": "1994-01-01/..", "b": "1995-02-01/.."}},
		{"a later end", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1994/2003")
		}, map[string]string{"a": "1994-01-01/2003-12-31", "b": "1994-01-01/2003-12-31"}},
		{"an end that an older document tells of is no later word", func(c *claimSet) {
			c.claim("a", "2010", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1994/2003")
		}, map[string]string{"a": "1994-01-01/..", "b": "1994-01-01/2003-12-31"}},
		{"an end that lies behind what is vouched for is later, whenever it was said", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "1995", "IN", "1994/2003")
		}, map[string]string{"a": "1994-01-01/2003-12-31"}},
		{"what a source vouches for is never cut", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1994/1997")
		}, map[string]string{"a": "1994-01-01/2000-06-01"}},
		{"an event is no end", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "2003")
		}, map[string]string{"a": "1994-01-01/..", "b": "2003-01-01/2003-12-31"}},
		{"an end of an earlier time ends nothing that began since", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1950/1960")
		}, map[string]string{"a": "1994-01-01/.."}},
		{"the first of several ends", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "1994/2003")
			c.claim("c", "2010", "IN", "1994/2002")
		}, map[string]string{"a": "1994-01-01/2002-12-31", "b": "1994-01-01/2003-12-31"}},
		{"it is not, says somebody later", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "/..").Denied()
		}, map[string]string{"a": "1994-01-01/2005-05-31", "b": "2005-06-01/.."}},
		{"it is not since 2003", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "2003/..").Denied()
		}, map[string]string{"a": "1994-01-01/2002-12-31", "b": "2003-01-01/.."}},
		{"a denial is over when the contrary begins", func(c *claimSet) {
			c.claim("a", "2000", "IN", "/..").Denied()
			c.claim("b", "2005", "IN", "2003-02/..")
		}, map[string]string{"a": "2000-06-01/2003-01-31", "b": "2003-02-01/.."}},
		{"a promise denies nothing", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "IN", "2003/..").Denied().As(knowledge.Promised, "")
		}, map[string]string{"a": "1994-01-01/..", "b": "2003-01-01/.."}},

		{"who has left", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "LEFT", "2003-03")
		}, map[string]string{"a": "1994-01-01/2003-03-31", "b": "2003-03-01/2003-03-31"}},
		{"who is away since a year", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "LEFT", "2003/..")
		}, map[string]string{"a": "1994-01-01/2002-12-31"}},
		{"who has left and come back", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "LEFT", "2003")
			c.claim("c", "2010", "IN", "2007/..")
		}, map[string]string{"a": "1994-01-01/2003-12-31", "c": "2007-01-01/.."}},
		{"a list that is older does not bring back who has left", func(c *claimSet) {
			c.claim("a", "1995", "IN", "1994/..")
			c.claim("b", "2005", "LEFT", "1999")
			c.claim("c", "2000", "IN", "/..")
		}, map[string]string{"a": "1994-01-01/1999-12-31", "c": "2000-06-01/2000-06-01"}},
		{"who is said not to have left has not", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.claim("b", "2005", "LEFT", "2003").Denied()
		}, map[string]string{"a": "1994-01-01/.."}},
		{"who left another", func(c *claimSet) {
			c.claim("a", "2000", "IN", "1994/..")
			c.entity("alliance", "c")
			c.between(c.id("country", "a"), "LEFT", c.id("alliance", "c"), "b", "2005", "2003")
		}, map[string]string{"a": "1994-01-01/.."}},
		{"a member that left after the data stop", func(c *claimSet) {
			c.claim("a", "roll", "IN", "1994/..")
			c.claim("b", "2020", "LEFT", "2015")
		}, map[string]string{"a": "1994-01-01/2015-12-31"}},

		{"another capital", func(c *claimSet) {
			c.entity("city", "a")
			c.entity("city", "b")
			c.between(c.id("city", "a"), "CAPITAL_OF", c.id("country", "a"), "a", "2000", "1990/..")
			c.between(c.id("city", "b"), "CAPITAL_OF", c.id("country", "a"), "b", "2005", "2002/..")
		}, map[string]string{"a": "1990-01-01/2001-12-31", "b": "2002-01-01/.."}},
		{"a capital of another country is no rival", func(c *claimSet) {
			c.entity("city", "a")
			c.entity("country", "b")
			c.between(c.id("city", "a"), "CAPITAL_OF", c.id("country", "a"), "a", "2000", "1990/..")
			c.between(c.id("city", "a"), "CAPITAL_OF", c.id("country", "b"), "b", "2005", "2002/..")
		}, map[string]string{"a": "1990-01-01/..", "b": "2002-01-01/.."}},

		{"a promise that was kept", func(c *claimSet) {
			c.claim("a", "2000", "IN", "2000/..").As(knowledge.Promised, "")
			c.claim("b", "2010", "IN", "2005/..")
		}, map[string]string{"a": "2000-01-01/2004-12-31", "b": "2005-01-01/.."}},
		{"a plan that was given up", func(c *claimSet) {
			c.claim("a", "2000", "IN", "2000/..").As(knowledge.Planned, "")
			c.claim("b", "2010", "IN", "2005/..").As(knowledge.Planned, "").Denied()
		}, map[string]string{"a": "2000-01-01/2004-12-31", "b": "2005-01-01/.."}},

		{"a state counts while it is listed", func(c *claimSet) {
			c.entity("country", "s").Code("cow", "1", "1991-09-06/..")
			c.between(c.id("country", "s"), "IN", c.id("alliance", "b"), "a", "2000", "1990/..")
		}, map[string]string{"a": "1991-09-06/.."}},
		{"a state that was gone for a while", func(c *claimSet) {
			c.entity("country", "s").Code("cow", "1", "1920-01-01/1940-06-30").Code("gw", "2", "1991-09-06/..")
			c.between(c.id("country", "s"), "IN", c.id("alliance", "b"), "a", "2000", "1930/..")
			c.between(c.id("country", "s"), "IN", c.id("country", "a"), "b", "2000", "1930/1935")
			c.between(c.id("country", "s"), "IN", c.id("country", "a"), "c", "2000", "1950/1955")
		}, map[string]string{"a": "1930-01-01/1940-06-30 1991-09-06/..", "b": "1930-01-01/1935-12-31", "c": ""}},
		{"codes of other schemes date no state", func(c *claimSet) {
			c.entity("country", "s").Code("iso2", "XX", "1991/..")
			c.between(c.id("country", "s"), "IN", c.id("alliance", "b"), "a", "2000", "1930/..")
		}, map[string]string{"a": "1930-01-01/.."}},
		{"founded and dissolved", func(c *claimSet) {
			c.entity("alliance", "s")
			c.between(c.id("country", "a"), "FOUNDED", c.id("alliance", "s"), "f", "2000", "1955-05")
			c.between(c.id("country", "a"), "DISSOLVED", c.id("alliance", "s"), "d", "2000", "1991-07-01")
			c.between(c.id("country", "a"), "IN", c.id("alliance", "s"), "a", "1995", "1950/..")
			c.between(c.id("country", "a"), "SUCCEEDED", c.id("alliance", "s"), "b", "2000", "1992/..")
		}, map[string]string{"a": "1955-05-01/1991-07-01", "b": "1992-01-01/..", "f": "1955-05-01/1955-05-31", "d": "1991-07-01/1991-07-01"}},
		{"an event takes place while somebody fights in it", func(c *claimSet) {
			c.entity("event", "s")
			c.between(c.id("country", "a"), "FOUGHT_IN", c.id("event", "s"), "f", "2010", "2008-08-08/2008-08-12")
			c.between(c.id("alliance", "b"), "FOUGHT_IN", c.id("event", "s"), "g", "2010", "2008-08")
			c.between(c.id("country", "a"), "IN", c.id("event", "s"), "a", "2010", "2001/..")
		}, map[string]string{"a": "2008-08-01/2008-08-31", "f": "2008-08-08/2008-08-12"}},
		{"fighting in what is no event dates nothing", func(c *claimSet) {
			c.between(c.id("country", "a"), "FOUGHT_IN", c.id("alliance", "b"), "f", "2010", "2008-08-08/2008-08-12")
			c.claim("a", "2010", "IN", "2001/..")
		}, map[string]string{"a": "2001-01-01/.."}},
	}
}

// newPresumptionWorld returns a world with all presumptions.
func newPresumptionWorld(t testing.TB) *World {
	g := newPresumptionGraph(t)
	for i, p := range presumptions() {
		c := &claimSet{Graph: g.In("talk"), number: i}
		c.entity("country", "a")
		c.entity("alliance", "b")
		p.say(c)
	}
	return named(t, g)
}

func testPresumptions(t *testing.T, open Opener) {
	s, w := open(t), newPresumptionWorld(t)
	apply(t, s, Put(w.rows...))
	assertBounded(t, s, 0)
	byDay := map[edtf.Day]map[string]bool{}
	admitted := func(day edtf.Day) map[string]bool {
		if byDay[day] == nil {
			byDay[day] = map[string]bool{}
			for _, name := range statements(t, s, w, knowledge.Scope{AsOf: mustDate(day.String())}, "", store.StatementQuery{}) {
				byDay[day][name] = true
			}
		}
		return byDay[day]
	}
	for i, p := range presumptions() {
		for name, days := range p.days {
			label := fmt.Sprintf("%d %s", i, name)
			for day, want := range boundaries(days) {
				assert.Equal(t, want, admitted(day)[label], "%s: %s on %s", p.rule, name, day)
			}
		}
	}
}

// boundaries are the days at the bounds of spans and next to them, with whether a span contains them.
func boundaries(spells string) map[edtf.Day]bool {
	days := map[edtf.Day]bool{mustDay("1900-01-01"): false}
	if spells == "" {
		days[mustDay("1990-01-01")], days[mustDay("2020-01-01")] = false, false
	}
	for _, spell := range strings.Fields(spells) {
		first, last, _ := strings.Cut(spell, "/")
		days[mustDay(first)], days[mustDay(first)-1] = true, false
		if last == ".." {
			days[mustDay("9999-12-31")] = true
		} else {
			days[mustDay(last)], days[mustDay(last)+1] = true, false
		}
	}
	return days
}

// assertBounded compares a revision with the reference: the horizons of all statements, however they are read, the lives of all entities,
// and the answers in scopes.
func assertBounded(t testing.TB, s store.Store, revision int) {
	t.Helper()
	rows, err := scanAll(ctx, s, revision)
	require.NoError(t, err)
	want := newReference(rows)
	bounds := map[knowledge.ID]*knowledge.Horizon{}
	var ids []knowledge.ID
	for _, st := range want.statements {
		bounds[st.ID] = st.Horizon
		ids = append(ids, st.ID)
	}
	assertSame := func(how string, got []*knowledge.Statement) {
		require.Len(t, got, len(ids), how)
		for _, st := range got {
			require.True(t, bounds[st.ID].Equal(st.Horizon), "%s: %s %s %s %s: %+v instead of %+v", how, st.Subject, st.Relation, st.Object, st.Validity.EDTF(), st.Horizon, bounds[st.ID])
		}
	}
	got, err := s.Statements(ctx, revision, ids)
	require.NoError(t, err)
	assertSame("by id", got)
	all := &knowledge.Scope{Revision: revision}
	assertSame("listed", one[store.List[*knowledge.Statement]](t)(s.ListStatements(ctx, all, []knowledge.ID{""}, store.StatementQuery{}, everything)).Rows)
	assertSame("scanned", scannedStatements(rows))
	var swept []*knowledge.Statement
	for st, err := range s.Sweep(ctx, all, knowledge.StatementFilter{}) {
		require.NoError(t, err)
		swept = append(swept, st)
	}
	assertSame("swept", swept)
	for _, e := range want.entities {
		got := one[*knowledge.Entity](t)(s.Entities(ctx, revision, []knowledge.ID{e.ID}))
		require.Equal(t, e.Life, got.Life, e.ID)
	}
	assertScopes(t, s, want, revision)
}

func scannedStatements(rows map[knowledge.RowKey]knowledge.Row) (all []*knowledge.Statement) {
	for _, row := range rows {
		if st, ok := row.(*knowledge.Statement); ok {
			all = append(all, st)
		}
	}
	return all
}

// assertScopes compares all statements at some dates, and the entities that existed.
func assertScopes(t testing.TB, s store.Store, want *reference, revision int) {
	t.Helper()
	for _, date := range []string{"1930", "1991", "2003-03-31", "2012"} {
		for _, certainty := range append(knowledge.Certainties(), "") {
			scope := &knowledge.Scope{Revision: revision, AsOf: mustDate(date), Certainty: certainty}
			expected, err := want.listStatements(scope, "", store.StatementQuery{}, everything)
			require.NoError(t, err)
			got := one[store.List[*knowledge.Statement]](t)(s.ListStatements(ctx, scope, []knowledge.ID{""}, store.StatementQuery{}, everything))
			require.Equal(t, expected.Keys(), got.Keys(), "%s %s", date, certainty)
		}
		q := store.EntityQuery{Filter: knowledge.EntityFilter{Existed: mustDate(date)}}
		expected, err := want.listEntities(&knowledge.Scope{}, "", q, everything)
		require.NoError(t, err)
		got := one[store.List[*knowledge.Entity]](t)(s.ListEntities(ctx, &knowledge.Scope{Revision: revision}, []knowledge.ID{""}, q, everything))
		require.Equal(t, expected.Keys(), got.Keys(), date)
	}
}

func testEndingsInScope(t *testing.T, open Opener) {
	s, g := open(t), newPresumptionGraph(t)
	c := &claimSet{Graph: g, number: 0}
	c.entity("country", "a")
	c.entity("alliance", "b")
	c.claim("since", "1995", "IN", "1994/..") // of grade B
	c.claim("left", "2005", "LEFT", "2003")   // of grade D
	c.claim("denied", "2010", "IN", "2008/..").Denied()
	c.claim("roll", "roll", "IN", "1994/2009") // of grade A
	w := named(t, g)
	apply(t, s, Put(w.rows...))
	assertBounded(t, s, 0)
	last := func(scope knowledge.Scope) string {
		for _, year := range []string{"2020", "2009", "2007", "2003"} {
			scope.AsOf = mustDate(year)
			if slices.Contains(statements(t, s, w, scope, "", store.StatementQuery{}), "0 since") {
				return year
			}
		}
		return ""
	}
	for name, c := range map[string]struct {
		scope knowledge.Scope
		want  string
	}{
		"all":                            {knowledge.Scope{}, "2003"},
		"known before anybody said so":   {knowledge.Scope{KnownBy: dayOf("2005-05-31")}, "2020"},
		"known on the day":               {knowledge.Scope{KnownBy: dayOf("2005-06-01")}, "2003"},
		"reliable enough for the denial": {knowledge.Scope{MinReliability: knowledge.ReliabilityB}, "2007"},
		"and known before the roll":      {knowledge.Scope{MinReliability: knowledge.ReliabilityB, KnownBy: dayOf("2005-06-01")}, "2020"},
		"of a dataset":                   {knowledge.Scope{Datasets: []knowledge.ID{"dataset:talk"}}, "2003"},
		"grade F asks for all":           {knowledge.Scope{MinReliability: knowledge.ReliabilityF}, "2003"},
		"known since":                    {knowledge.Scope{KnownAfter: dayOf("1995-05-31")}, "2003"},
		"possibly, whatever is said":     {knowledge.Scope{Certainty: knowledge.Possible}, "2020"},
	} {
		assert.Equal(t, c.want, last(c.scope), name)
	}
	assert.Empty(t, last(knowledge.Scope{KnownAfter: dayOf("1995-06-01")}), "a document of the day is not later than it")
}

func testPresumedLinks(t *testing.T, open Opener) {
	s, g := open(t), newPresumptionGraph(t)
	c := &claimSet{Graph: g, number: 0}
	c.entity("country", "a")
	c.entity("alliance", "b")
	c.claim("since", "2000", "IN", "1994/..")
	c.claim("until", "2005", "IN", "1994/2003")
	c.claim("denied", "2010", "IN", "2008/..").Denied()
	w := named(t, g)
	apply(t, s, Put(w.rows...))
	for _, c := range []struct {
		date, level string
		want        []any
	}{
		{"1999", "", []any{true, knowledge.Certain, 2}},
		{"2001", "", []any{true, knowledge.Certain, 2}}, // the one with an end vouches for it
		{"2003", "", []any{true, knowledge.Presumed, 2}},
		{"2003", "POSSIBLE", []any{true, knowledge.Presumed, 2}},
		{"2003", "CERTAIN", nil},
		{"2005", "", nil},
		{"2005", "POSSIBLE", []any{true, knowledge.Possible, 1}},
		{"2009", "", []any{false, knowledge.Certain, 1}},
		{"2009", "POSSIBLE", []any{true, knowledge.Possible, 2}},
		{"2015", "", []any{false, knowledge.Presumed, 1}},
	} {
		l := link(t, s, w, knowledge.Scope{AsOf: mustDate(c.date), Certainty: knowledge.Certainty(c.level)}, "0 since")
		if c.want == nil {
			assert.Nil(t, l, "%s %s", c.date, c.level)
		} else if assert.NotNil(t, l, "%s %s", c.date, c.level) {
			assert.Equal(t, c.want, []any{l.Held, l.Certainty, l.StatementCount}, "%s %s", c.date, c.level)
		}
	}
}
