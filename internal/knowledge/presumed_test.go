package knowledge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// presumedRounds is how many claims each property is held against.
const presumedRounds = 4000

// guess draws claims of one link, and what may be asked of them.
type guess struct {
	*rand.Rand
	t *testing.T
	// shift is added to every year, days to every date, which then is one of a day.
	shift, days int
}

// guessing gives two that draw the same, the second in other days.
func guessing(t *testing.T, shift, days int) (*guess, *guess) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	draw := func() *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }
	return &guess{draw(), t, 0, 0}, &guess{draw(), t, shift, days}
}

// date draws a date of any precision. Its text is its years moved on.
func (g *guess) date(qualified bool) string {
	year := 1000 + g.IntN(12)
	precise := g.IntN(4)
	month, day := 1+g.IntN(12), 1+g.IntN(28)
	qualifier := ""
	if n := g.IntN(6); qualified && n < 3 {
		qualifier = []string{"~", "?", "%"}[n]
	}
	switch {
	case g.days != 0:
		return (edtf.DayOf(int64(year), month, day) + edtf.Day(g.days)).String()
	case precise == 0:
		return fmt.Sprintf("%04d-%02d-%02d%s", year+g.shift, month, day, qualifier)
	case precise == 1:
		return fmt.Sprintf("%04d-%02d%s", year+g.shift, month, qualifier)
	}
	return fmt.Sprintf("%04d%s", year+g.shift, qualifier)
}

// dayDate draws a date of a day, moved on.
func (g *guess) dayDate() string {
	year, month, day := 1000+g.IntN(12), 1+g.IntN(12), 1+g.IntN(28)
	return (edtf.DayOf(int64(year+g.shift), month, day) + edtf.Day(g.days)).String()
}

// claim draws a claim; precise ones have dates of days alone.
func (g *guess) claim(precise bool) *knowledge.Statement {
	date := func() string {
		if precise {
			return g.dayDate()
		}
		return g.date(true)
	}
	for {
		from, to := date(), date()
		text := []string{from + "/..", from + "/" + to, "/..", "/" + to, from + "/", "/", from, "../" + to}[g.IntN(8)]
		published := g.published(precise)
		coverage := edtf.Date{}
		if g.IntN(4) == 0 {
			coverage = must(edtf.ParseDate(g.dayDate()))(g.t)
		}
		interval, err := edtf.ParseInterval(text)
		if err != nil {
			continue // it ends before it begins
		}
		v, err := knowledge.ResolveValidity(interval, published, coverage)
		if err != nil {
			continue
		}
		st := &knowledge.Statement{
			Subject: "country:a", Relation: "IN", Object: "alliance:b", Document: fmt.Sprint("document:", g.IntN(1000)),
			Dataset: oneOf(g, "dataset:a", "dataset:b"), Polarity: oneOf(g, knowledge.Affirmed, knowledge.Affirmed, knowledge.Denied),
			Modality:  oneOf(g, knowledge.Asserted, knowledge.Asserted, knowledge.Reported, knowledge.Promised, knowledge.Planned),
			Published: published, Reliability: oneOf(g, knowledge.Reliabilities()...), Validity: v,
		}
		st.Complete(false)
		// The id is of the text; the same claim must have one id in both worlds, for ties.
		st.ID = fmt.Sprint("statement:", g.Uint64())
		return st
	}
}

func (g *guess) published(precise bool) edtf.Span {
	if precise || g.IntN(2) == 0 {
		return must(edtf.ParseDate(g.dayDate()))(g.t).Span()
	}
	return must(edtf.ParseDate(g.date(false)))(g.t).Span()
}

func oneOf[T any](g *guess, from ...T) T { return from[g.IntN(len(from))] }

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		require.NoError(t, err)
		return value
	}
}

// bounded draws a claim with a horizon that others make, and the others.
func (g *guess) bounded(precise bool) (*knowledge.Statement, []*knowledge.Statement) {
	st := g.claim(precise)
	h := knowledge.NewHorizon(st)
	others := []*knowledge.Statement{st}
	for range g.IntN(5) {
		o := g.claim(precise)
		others = append(others, o)
		if g.IntN(3) == 0 {
			h.AddEnder(o)
		} else {
			h.AddSameLink(o)
		}
	}
	st.Horizon = h.Horizon(g.alive())
	return st, others
}

// alive draws days on which both ends existed.
func (g *guess) alive() []edtf.Span {
	if g.IntN(2) == 0 {
		return nil
	}
	spans := []edtf.Span{}
	for range g.IntN(3) {
		a, b := must(edtf.ParseDay(g.dayDate()))(g.t), must(edtf.ParseDay(g.dayDate()))(g.t)
		span := []edtf.Span{{First: min(a, b), Last: max(a, b)}}
		if last := len(spans) - 1; last < 0 || spans[last].Last+1 < span[0].First {
			spans = append(spans, span...)
		}
	}
	return spans
}

func (g *guess) scope(precise bool) knowledge.Scope {
	s := knowledge.Scope{AsOf: must(edtf.ParseDate(g.dayDate()))(g.t)}
	if !precise && g.IntN(2) == 0 {
		s.AsOf = must(edtf.ParseDate(g.date(false)))(g.t)
	}
	day := func() *edtf.Day {
		d := must(edtf.ParseDay(g.dayDate()))(g.t)
		if g.IntN(3) > 0 {
			return nil
		}
		return &d
	}
	s.KnownBy, s.KnownAfter = day(), day()
	if g.IntN(3) == 0 {
		s.Datasets = []knowledge.ID{"dataset:a"}
	}
	s.MinReliability = oneOf(g, append(knowledge.Reliabilities(), "", "", "")...)
	return s
}

func TestPresumed_LiesBetweenCertainAndPossible(t *testing.T) {
	g, _ := guessing(t, 0, 0)
	seen := map[knowledge.Certainty]int{}
	for range presumedRounds {
		st, _ := g.bounded(false)
		scope := g.scope(false)
		admitted := map[knowledge.Certainty]bool{}
		for _, level := range knowledge.Certainties() {
			// Of the days of documents CERTAIN asks more: hold the levels apart from that.
			s := knowledge.Scope{AsOf: scope.AsOf, Certainty: level}
			admitted[level] = s.Admits(st)
			assert.Equal(t, admitted[level], s.CertaintyOf(st).AtLeast(level), "%s %s", st.Validity.EDTF(), level)
			if admitted[level] {
				seen[level]++
			}
			s.KnownBy, s.KnownAfter, s.Datasets, s.MinReliability = scope.KnownBy, scope.KnownAfter, scope.Datasets, scope.MinReliability
			assertDays(t, &s, st)
		}
		assert.False(t, admitted[knowledge.Certain] && !admitted[knowledge.Presumed], "%s is certain at %s and not presumed", st.Validity.EDTF(), scope.AsOf)
		assert.False(t, admitted[knowledge.Presumed] && !admitted[knowledge.Possible], "%s is presumed at %s and not possible", st.Validity.EDTF(), scope.AsOf)
		plain := knowledge.Scope{AsOf: scope.AsOf}
		assert.Equal(t, admitted[knowledge.Presumed], plain.Admits(st), "no level means PRESUMED")
	}
	for _, level := range knowledge.Certainties() {
		assert.NotZero(t, seen[level], level)
	}
}

// assertDays holds what a scope admits against the days that it gives.
func assertDays(t *testing.T, s *knowledge.Scope, st *knowledge.Statement) {
	at := s.AsOf.Span()
	fits := at.Overlaps
	if s.Certainty == knowledge.Certain {
		fits = func(days edtf.Span) bool { return days.Encloses(at) }
	}
	source := knowledge.Scope{KnownBy: s.KnownBy, KnownAfter: s.KnownAfter, Datasets: s.Datasets, MinReliability: s.MinReliability, Certainty: s.Certainty}
	want := source.Admits(st) && slices.ContainsFunc(s.Days(st), fits)
	assert.Equal(t, want, s.Admits(st), "%s of %v at %s (%s): %v, %+v", st.Validity.EDTF(), st.Published, s.AsOf, s.Certainty, s.Days(st), st.Horizon)
}

// cycle is how many years the calendar takes to come round, with whole weeks.
const cycle = 400

func TestPresumed_MovesWithTheCalendar(t *testing.T) {
	g, later := guessing(t, 3*cycle, 0)
	for range presumedRounds {
		st, _ := g.bounded(false)
		moved, _ := later.bounded(false)
		assertMoved(t, st, moved, 3*146_097, g.scope(false), later.scope(false))
	}
}

func TestPresumed_MovesWithDays(t *testing.T) {
	g, later := guessing(t, 0, 1234)
	for range presumedRounds {
		st, _ := g.bounded(true)
		moved, _ := later.bounded(true)
		assertMoved(t, st, moved, 1234, g.scope(true), later.scope(true))
	}
}

func assertMoved(t *testing.T, st, moved *knowledge.Statement, by edtf.Day, here, there knowledge.Scope) {
	for _, level := range knowledge.Certainties() {
		here.Certainty, there.Certainty = level, level
		assert.Equal(t, here.Admits(st), there.Admits(moved), "%s, and %s", st.Validity.EDTF(), moved.Validity.EDTF())
		days := slices.Clone(here.Days(st))
		for i := range days {
			for _, d := range []*edtf.Day{&days[i].First, &days[i].Last} {
				if *d != edtf.UnboundedPast && *d != edtf.UnboundedFuture {
					*d += by
				}
			}
		}
		assert.Equal(t, days, slices.Clone(there.Days(moved)), "%s, and %s", st.Validity.EDTF(), moved.Validity.EDTF())
	}
}

func TestPresumed_WhatASourceVouchesForIsNeverCut(t *testing.T) {
	g, _ := guessing(t, 0, 0)
	for range presumedRounds {
		st, _ := g.bounded(false)
		st.Horizon = &knowledge.Horizon{Begins: begins(st), Ends: ends(st)}
		v := &st.Validity
		if v.LatestBegin > v.EarliestEnd {
			continue
		}
		for _, day := range []edtf.Day{v.LatestBegin, v.EarliestEnd} {
			s := knowledge.Scope{AsOf: must(edtf.ParseDate(day.String()))(t)}
			assert.True(t, s.Admits(st), "%s of %v on %s: %+v", v.EDTF(), st.Published, day, st.Horizon)
		}
	}
}

func begins(st *knowledge.Statement) []knowledge.Word {
	if st.Horizon == nil {
		return nil
	}
	return st.Horizon.Begins
}

func ends(st *knowledge.Statement) []knowledge.Word {
	if st.Horizon == nil {
		return nil
	}
	return st.Horizon.Ends
}

func TestPresumed_TheOrderOfOthersDoesNotCount(t *testing.T) {
	g, _ := guessing(t, 0, 0)
	for range presumedRounds {
		st, others := g.bounded(false)
		gather := func(claims []*knowledge.Statement) *knowledge.Horizon {
			h := knowledge.NewHorizon(st)
			for _, o := range claims {
				h.AddSameLink(o)
			}
			return h.Horizon(nil)
		}
		whole := gather(others)
		slices.Reverse(others)
		assert.True(t, whole.Equal(gather(others)))

		// What was found of some of them goes on from there.
		part := knowledge.NewHorizon(st)
		part.AddFrom(gather(others[:len(others)/2]))
		for _, o := range others[len(others)/2:] {
			part.AddSameLink(o)
		}
		assert.True(t, whole.Equal(part.Horizon(nil)))
		if whole != nil {
			assert.True(t, knowledge.NewHorizon(st).MayBeBounded(), "%s %s", st.Modality, st.Validity.EDTF())
			assert.True(t, knowledge.MayBoundEachOther(others))
		}
	}
}

func TestPresumed_LeanWordsSayTheSameInEveryScope(t *testing.T) {
	g, _ := guessing(t, 0, 0)
	for range presumedRounds {
		st, others := g.bounded(false)
		scope := g.scope(false)
		lean := knowledge.NewHorizon(st)
		heard := knowledge.NewHorizon(st)
		for _, o := range others {
			lean.AddSameLink(o)
			source := knowledge.Scope{KnownBy: scope.KnownBy, KnownAfter: scope.KnownAfter, Datasets: scope.Datasets, MinReliability: scope.MinReliability}
			if source.Admits(o) {
				heard.AddSameLink(o)
			}
		}
		whole, own := *st, *st
		whole.Horizon, own.Horizon = lean.Horizon(nil), heard.Horizon(nil)
		all := knowledge.Scope{}
		assert.Equal(t, all.Presumed(&own), scope.Presumed(&whole), "a claim that the scope leaves out changes nothing")
	}
}
