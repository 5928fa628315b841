package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

func eventTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"Spans":       testEventSpans,
		"SpanTies":    testEventTies,
		"OrderByDate": testEventOrder,
		"During":      testEventDuring,
	}
}

// span returns when an entity took place, as "start end" with - for none.
func span(t testing.TB, s store.Store, scope knowledge.Scope, id knowledge.ID) string {
	t.Helper()
	e := one[store.EventSpan](t)(s.EventSpans(ctx, &scope, []knowledge.ID{id}))
	text := func(d edtf.Date) string {
		if d.IsZero() {
			return "-"
		}
		return d.String()
	}
	return text(e.Start) + " " + text(e.End)
}

func testEventSpans(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	assert.Equal(t, "2008-08 2008-08", span(t, s, knowledge.Scope{}, flood), "the month begins before the day, and ends after it")
	assert.Equal(t, "2008-08-08 2008-08-12", span(t, s, knowledge.Scope{AsOf: mustDate("2008-08-10"), Certainty: knowledge.Certain}, flood))
	assert.Equal(t, "- -", span(t, s, knowledge.Scope{Datasets: []knowledge.ID{"dataset:roll"}}, flood))
	assert.Equal(t, "- -", span(t, s, knowledge.Scope{}, summit))
	assert.Equal(t, "2001 2003", span(t, s, knowledge.Scope{Datasets: []knowledge.ID{"dataset:chronicle"}}, league), "an end by itself counts: l2 has no begin")
	assert.Equal(t, "- 2003", span(t, s, knowledge.Scope{}, elan))
	assert.Equal(t, "1960 -", span(t, s, knowledge.Scope{Datasets: []knowledge.ID{"dataset:roll"}}, delos))
	assert.Equal(t, "1960 2008-08", span(t, s, knowledge.Scope{}, delos), "neither the promised, nor the planned, nor the denied")
}

func testEventTies(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	w.In("almanac")
	for _, valid := range []string{"2001-02/2001-02", "2001-02-01/2001-02-28", "2001-02-01?/2001-02-28?", "2001-02-20/2001-02-27"} {
		w.Claim(atlan, "PARTICIPATES_IN", summit).From("almanac").Valid(valid)
	}
	apply(t, s, Put(w.Rows()...))
	assert.Equal(t, "2001-02 2001-02-28?", span(t, s, knowledge.Scope{}, summit), "among those that begin, or end, on one day: by width, then by text")
}

func testEventOrder(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	byDate := func(scope knowledge.Scope, kind knowledge.EntityKind, direction knowledge.SortDirection) []knowledge.ID {
		return entities(t, s, scope, "", store.EntityQuery{
			Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{kind}}, Order: knowledge.EntityOrder{By: knowledge.OrderDate, Direction: direction},
		})
	}
	assert.Equal(t, []knowledge.ID{flood, summit}, byDate(knowledge.Scope{}, knowledge.KindEvent, knowledge.Ascending))
	assert.Equal(t, []knowledge.ID{flood, summit}, byDate(knowledge.Scope{}, knowledge.KindEvent, knowledge.Descending), "without a date last in both")
	assert.Equal(t, []knowledge.ID{atlan, borea, delos, cyrene, elan}, byDate(knowledge.Scope{}, knowledge.KindCountry, knowledge.Ascending))
	assert.Equal(t, []knowledge.ID{cyrene, delos, borea, atlan, elan}, byDate(knowledge.Scope{}, knowledge.KindCountry, knowledge.Descending))
	almanac := knowledge.Scope{Datasets: []knowledge.ID{"dataset:almanac"}}
	assert.Equal(t, []knowledge.ID{atlan, borea, cyrene, delos, elan}, byDate(almanac, knowledge.KindCountry, knowledge.Ascending), "1994, 1999-03, 2003~, 2008, none")
}

func testEventDuring(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	during := func(scope knowledge.Scope, from, to string) []knowledge.ID {
		return entities(t, s, scope, "", store.EntityQuery{Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindEvent}, During: dates(from, to)}})
	}
	assert.Equal(t, []knowledge.ID{flood}, during(knowledge.Scope{}, "2008-08", "2008-09"))
	assert.Equal(t, []knowledge.ID{flood}, during(knowledge.Scope{}, "2008-08-31", ""))
	assert.Empty(t, during(knowledge.Scope{}, "2008-09", ""))
	assert.Empty(t, during(knowledge.Scope{}, "", "2008-07"))
	assert.Empty(t, during(knowledge.Scope{MinReliability: knowledge.ReliabilityA}, "2008", "2008"))
	assert.Empty(t, entities(t, s, knowledge.Scope{}, "", store.EntityQuery{
		Filter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindCity}, During: dates("2000", "2001")},
	}), "a claim without any date dates nothing")
}
