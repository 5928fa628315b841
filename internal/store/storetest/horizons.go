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

func testMovingHorizons(t *testing.T, open Opener) {
	s, w := open(t), newPresumptionWorld(t)
	late := &claimSet{Graph: w.Graph.In("talk"), number: 0}
	left := late.claim("late", "2020", "LEFT", "2011").row
	twice := late.claim("later", "2020", "IN", "1994/2009").row
	w.complete(w.claims[len(w.claims)-2])
	w.complete(w.claims[len(w.claims)-1])
	w.labels[left.ID], w.labels[twice.ID] = "left", "twice"
	held := func(revision int, year string) bool {
		scope := knowledge.Scope{Revision: revision, AsOf: mustDate(year)}
		return slices.Contains(statements(t, s, w, scope, late.id("country", "a"), store.StatementQuery{}), "0 a")
	}
	apply(t, s, Put(w.rows...))
	for _, step := range []struct {
		changes []store.Change
		// last is the last year in which the claim is presumed to hold.
		last, not string
	}{
		{Put(left), "2011", "2012"},
		{Put(twice), "2009", "2010"},
		{Remove(twice), "2011", "2012"},
		{append(Put(twice), Remove(left)...), "2009", "2010"},
		{Remove(twice), "2020", ""},
	} {
		r := apply(t, s, step.changes)
		assert.Equal(t, len(step.changes), r.Added+r.Removed, "what moves elsewhere is not counted")
		assert.True(t, held(0, step.last), step.last)
		assert.False(t, step.not != "" && held(0, step.not), step.not)
		assertBounded(t, s, 0)
	}
	assert.Equal(t, []bool{true, false, false, true}, []bool{held(1, "2015"), held(2, "2015"), held(3, "2010"), held(4, "2010")}, "older revisions answer as they did")
	for revision := 1; revision < 7; revision++ {
		assertBounded(t, s, revision)
	}
	apply(t, s, inverted(t, s, 6))
	assert.Equal(t, []bool{true, false}, []bool{held(0, "2009"), held(0, "2010")})
	assertBounded(t, s, 0)
	apply(t, s, inverted(t, s, 5))
	assert.Equal(t, []bool{true, false}, []bool{held(0, "2011"), held(0, "2012")})
	assertBounded(t, s, 0)
}

func testRedefinedHorizons(t *testing.T, open Opener) {
	s, w := open(t), newPresumptionWorld(t)
	apply(t, s, Put(w.rows...))
	relation := func(name string) *knowledge.Relation {
		for _, b := range w.relations {
			if b.row.Name == name {
				return b.row
			}
		}
		return nil
	}
	redefined := func(name string, change func(*knowledge.Relation)) store.Change {
		return Put(with(relation(name), change))[0]
	}
	for _, changes := range [][]store.Change{
		{redefined("LEFT", func(r *knowledge.Relation) { r.Ends = nil })},
		{redefined("LEFT", func(r *knowledge.Relation) { r.Ends = []string{"IN", "ALLIED"} })},
		{redefined("CAPITAL_OF", func(r *knowledge.Relation) { r.Exclusive = knowledge.ExclusiveSubject })},
		{redefined("FOUNDED", func(r *knowledge.Relation) { r.ObjectExistence = "" })},
		{redefined("IN", func(r *knowledge.Relation) { r.SubjectExistence = knowledge.ExistenceNotRequired })},
		{redefined("FOUGHT_IN", func(r *knowledge.Relation) {
			r.SubjectExistence, r.ObjectExistence = knowledge.ExistenceBegins, knowledge.ExistenceEnds
		})},
		{
			redefined("FOUNDED", func(r *knowledge.Relation) { r.ObjectExistence = knowledge.ExistenceBegins }),
			Put(with(w.part("country:x0-a", "talk"), func(p *knowledge.EntityPart) {
				p.Identifiers = []knowledge.Identifier{{Scheme: "cow", Value: "7", ValidFrom: mustDate("1996"), ValidTo: mustDate("2002")}}
			}))[0],
		},
	} {
		apply(t, s, changes)
		assertBounded(t, s, 0)
	}
	// What ended others goes, with the relation that said so.
	changes := Remove[knowledge.Row](relation("LEFT"))
	for _, c := range w.claims {
		if c.row.Relation == "LEFT" {
			changes = append(changes, Remove(c.row)...)
		}
	}
	apply(t, s, changes)
	assertBounded(t, s, 0)
	newest, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	for revision := newest.Number; revision > newest.Number-3; revision-- {
		apply(t, s, inverted(t, s, revision))
		assertBounded(t, s, 0)
	}
	assertBounded(t, s, 1)
}

func testLives(t *testing.T, open Opener) {
	s, g := open(t), newPresumptionGraph(t)
	g.Entity("country:atlan", "Atlan").Code("cow", "1", "1950/1990").Code("gw", "2", "1991/1999").Code("iso2", "AT", "2010/..")
	g.Entity("alliance:pact", "Pact")
	g.Entity("event:war", "War")
	g.Entity("event:talks", "Talks")
	g.Claim("country:atlan", "FOUNDED", "alliance:pact").From("1995").Valid("1955-05~").Called("founded")
	g.Claim("country:atlan", "DISSOLVED", "alliance:pact").From("1995").Valid("1991").Denied().Called("denied")
	g.Claim("country:atlan", "FOUGHT_IN", "event:war").From("1995").Valid("1990/..").Called("war")
	w := named(t, g)
	apply(t, s, Put(w.rows...))
	life := func(id knowledge.ID) string {
		e := entity(t, s, id)
		if e.Life == nil {
			return "unknown"
		}
		var spells []string
		for _, span := range e.Life {
			spells = append(spells, fmt.Sprintf("%s/%s", span.First, span.Last))
		}
		return strings.Join(spells, " ")
	}
	assert.Equal(t, "1950-01-01/1999-12-31", life("country:atlan"), "spells that touch are one")
	assert.Equal(t, "1955-04-01/"+edtf.UnboundedFuture.String(), life("alliance:pact"), "a denial dates nothing")
	assert.Equal(t, "1990-01-01/"+edtf.UnboundedFuture.String(), life("event:war"))
	assert.Equal(t, "unknown", life("event:talks"))
	existed := func(date string, revision int) []knowledge.ID {
		return entities(t, s, knowledge.Scope{Revision: revision}, "", store.EntityQuery{Filter: knowledge.EntityFilter{Existed: mustDate(date)}})
	}
	assert.Equal(t, []knowledge.ID{"alliance:pact", "country:atlan"}, existed("1960", 0))
	assert.Equal(t, []knowledge.ID{"alliance:pact", "event:war"}, existed("2005", 0))
	assert.Empty(t, existed("1900", 0), "nor is what nothing is known of")

	// Another claim dates it, and an entity that was nowhere in the change has another life.
	g.Claim("country:atlan", "DISSOLVED", "alliance:pact").From("2000").Valid("1991-07-01")
	dissolved := g.claims[len(g.claims)-1]
	g.complete(dissolved)
	r := apply(t, s, Put(dissolved.row))
	assert.Equal(t, []int{1, 0}, []int{r.Added, r.Removed})
	assert.Equal(t, "1955-04-01/1991-07-01", life("alliance:pact"))
	assert.Equal(t, []knowledge.ID{"event:war"}, existed("2005", 0))
	assert.Equal(t, []knowledge.ID{"alliance:pact", "event:war"}, existed("2005", 1))
	assertBounded(t, s, 0)
	apply(t, s, Remove(dissolved.row))
	assert.Equal(t, []knowledge.ID{"alliance:pact", "event:war"}, existed("2005", 0))
	assertBounded(t, s, 2)
}

func testHorizonIsNoContent(t *testing.T, open Opener) {
	first, w := open(t), newPresumptionWorld(t)
	apply(t, first, Put(w.rows...))
	want, err := first.Revision(ctx, 0)
	require.NoError(t, err)
	var without, enders []knowledge.Row
	for _, row := range w.rows {
		if st, ok := row.(*knowledge.Statement); ok && (st.Relation == "LEFT" || st.Polarity == knowledge.Denied) {
			enders = append(enders, row)
		} else {
			without = append(without, row)
		}
	}
	s := open(t)
	apply(t, s, Put(without...))
	apply(t, s, Put(enders...))
	got, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, want.Hash(), got.Hash())
	n := 0
	for c, err := range s.Changes(ctx, 2) {
		require.NoError(t, err)
		assert.Nil(t, c.Before)
		n++
	}
	assert.Equal(t, len(enders), n, "a change tells of the rows that were changed")
	assert.Equal(t, []int{len(enders), 0}, []int{got.Added, got.Removed})
	assertBounded(t, s, 1)
	assertBounded(t, s, 2)
}
