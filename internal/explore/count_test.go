package explore_test

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"testing"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listing is a store to which a sweep is a list.
type listing struct{ store.Reader }

func (l listing) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return store.Pages(ctx, l.Reader, scope, filter)
}

// TestCount_AgainstTheReference counts random worlds by all properties, with a store that sweeps and one that lists.
func TestCount_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range 25 {
		w := c.world(t)
		s := w.store()
		sweeping, listed := explore.New(s), explore.New(listing{s})
		for range 12 {
			scope, filter := c.scope(), c.filter(w)
			filter.OtherKinds = nil // the reference does without
			for by, values := range w.countedBy() {
				q := explore.CountQuery{Filter: filter, By: by, Limit: explore.MaxValues}
				got, err := sweeping.Count(t.Context(), scope, q)
				require.NoError(t, err)
				fitting := w.fitting(scope, filter)
				assert.Equal(t, len(fitting), got.Statements, by)
				assert.Equal(t, facetsOf(fitting, values), got.Values, "by %s of %+v under %+v", by, filter, scope)
				also, err := listed.Count(t.Context(), scope, q)
				require.NoError(t, err)
				assert.Equal(t, got, also, "a store that lists")

				q.Of = explore.CountedLinks
				links, err := sweeping.Count(t.Context(), scope, q)
				require.NoError(t, err)
				assert.Equal(t, len(fitting), links.Statements, by)
				assert.Equal(t, len(onceALink(fitting, func(*knowledge.Statement) []string { return []string{""} })), *links.Links)
				assert.Equal(t, facetsOf(onceALink(fitting, values), relationOf), links.Values, "links by %s of %+v under %+v", by, filter, scope)
			}
		}
	}
}

// countedBy has a straightforward implementation of each property.
func (w *world) countedBy() map[explore.CountBy]func(*knowledge.Statement) []string {
	categories := map[string]string{}
	for _, row := range w.rows() {
		if r, ok := row.(*knowledge.Relation); ok {
			categories[r.Name] = string(r.Category)
		}
	}
	return map[explore.CountBy]func(*knowledge.Statement) []string{
		explore.ByRelation: func(st *knowledge.Statement) []string { return []string{st.Relation} },
		explore.ByCategory: func(st *knowledge.Statement) []string { return []string{categories[st.Relation]} },
		explore.ByDocument: func(st *knowledge.Statement) []string { return []string{st.Document} },
		explore.ByDataset:  func(st *knowledge.Statement) []string { return []string{st.Dataset} },
		explore.ByPolarity: func(st *knowledge.Statement) []string { return []string{string(st.Polarity)} },
		explore.ByModality: func(st *knowledge.Statement) []string { return []string{string(st.Modality)} },
		explore.ByKind: func(st *knowledge.Statement) []string {
			a, _ := knowledge.KindOf(st.Subject)
			b, _ := knowledge.KindOf(st.Object)
			return slices.Compact([]string{string(a), string(b)})
		},
	}
}

// facetsOf counts in a straightforward way.
func facetsOf(statements []*knowledge.Statement, values func(*knowledge.Statement) []string) []*knowledge.Facet {
	facets := []*knowledge.Facet{}
	counts := map[string]int{}
	for _, st := range statements {
		for _, v := range values(st) {
			counts[v]++
		}
	}
	for v, n := range counts {
		facets = append(facets, &knowledge.Facet{Value: v, Count: n})
	}
	slices.SortFunc(facets, func(a, b *knowledge.Facet) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
	return facets
}

// onceALink returns one statement for each value that some statement of a link has, with the value as its relation.
func onceALink(statements []*knowledge.Statement, values func(*knowledge.Statement) []string) []*knowledge.Statement {
	type cell struct{ link, value string }
	seen := map[cell]bool{}
	var once []*knowledge.Statement
	for _, st := range statements {
		for _, value := range values(st) {
			if c := (cell{st.Link, value}); !seen[c] {
				seen[c] = true
				once = append(once, &knowledge.Statement{Relation: value})
			}
		}
	}
	return once
}

func relationOf(st *knowledge.Statement) []string { return []string{st.Relation} }

// TestCount_ByYear_IsWhatAsOfWouldCount compares each year of the histogram with the statements that hold then.
func TestCount_ByYear_IsWhatAsOfWouldCount(t *testing.T) {
	c := newGenerator(t)
	for range 20 {
		w := c.world(t)
		x := w.explorer()
		for _, certainty := range knowledge.Certainties() {
			scope, filter := c.scope(), c.filter(w)
			filter.OtherKinds = nil // the reference does without
			scope.Certainty = certainty
			got, err := x.Count(t.Context(), scope, explore.CountQuery{Filter: filter, By: explore.ByYear, Limit: explore.MaxValues})
			require.NoError(t, err)
			fitting := w.fitting(scope, filter)
			first, last := boundedYears(fitting)
			last = max(last, w.newestYear(scope))
			links, err := x.Count(t.Context(), scope, explore.CountQuery{Filter: filter, By: explore.ByYear, Of: explore.CountedLinks, Limit: explore.MaxValues})
			require.NoError(t, err)
			counts, linkCounts := map[string]int{}, map[string]int{}
			for i, f := range got.Values {
				counts[f.Value], linkCounts[f.Value] = f.Count, links.Values[i].Count
				require.Equal(t, f.Value, links.Values[i].Value)
			}
			for year := max(first-2, 0); year <= last+2; year++ {
				want, holding := 0, map[knowledge.ID]bool{}
				then := *scope
				then.AsOf = date(fmt.Sprintf("%04d", year))
				for _, st := range fitting {
					if then.Admits(st) && year >= first && year <= last {
						want++
						holding[st.Link] = true
					}
				}
				require.Len(t, holding, linkCounts[strconv.Itoa(year)], "links of %d, %s", year, certainty)
				require.Equal(t, want, counts[strconv.Itoa(year)], "%d, %s", year, certainty)
			}
		}
	}
}

// newestYear returns the year of the newest document in scope, or -1.
func (w *world) newestYear(scope *knowledge.Scope) int {
	newest := -1
	for _, d := range w.documents {
		if last := d.Day().Last; scope.AdmitsDocument(d) && last.IsBounded() {
			year, _, _ := last.Civil()
			newest = max(newest, int(year))
		}
	}
	return newest
}

// boundedYears returns the first and the last year that bounds of statements name.
func boundedYears(statements []*knowledge.Statement) (first, last int) {
	first, last = 9999, -1
	for _, st := range statements {
		v := st.Validity
		for _, d := range []edtf.Day{v.EarliestBegin, v.LatestBegin, v.EarliestEnd, v.LatestEnd} {
			if d.IsBounded() {
				year, _, _ := d.Civil()
				first, last = min(first, int(year)), max(last, int(year))
			}
		}
	}
	return first, last
}

func TestCount_OfTheSeed(t *testing.T) {
	s := seeded(t)
	x := explore.New(s)
	count := func(q explore.CountQuery) *explore.Counts {
		t.Helper()
		q.Limit = max(q.Limit, 1)
		c, err := x.Count(t.Context(), article(), q)
		require.NoError(t, err)
		return c
	}
	levels := count(explore.CountQuery{By: explore.ByCorroboration, Limit: 10})
	summary, err := x.Summaries(t.Context(), article(), []knowledge.ID{"document:natos-south-caucasus-partnerships-evolve"})
	require.NoError(t, err)
	want := map[string]int{"CORROBORATED": summary[0].Corroborated, "UNCORROBORATED": summary[0].Uncorroborated, "CONTRADICTED": summary[0].Contradicted, "DISPUTED": summary[0].Disputed}
	for _, f := range levels.Values {
		assert.Equal(t, want[f.Value], f.Count, f.Value)
	}
	uncorroborated := count(explore.CountQuery{By: explore.ByPolarity, Levels: []explore.CorroborationLevel{explore.Uncorroborated}, Limit: 10})
	assert.Equal(t, summary[0].Uncorroborated, uncorroborated.Statements)

	regions := count(explore.CountQuery{By: explore.ByRegion, Limit: 10})
	assert.Equal(t, "Western Asia", regions.Values[0].Value)
	assert.LessOrEqual(t, regions.Values[0].Count, regions.Statements)

	some := count(explore.CountQuery{By: explore.ByRelation, Limit: 2})
	assert.Len(t, some.Values, 2)
	assert.True(t, some.Truncated())
	assert.Greater(t, some.TotalValues, 2)
	years := count(explore.CountQuery{By: explore.ByYear, Limit: 1})
	assert.Equal(t, "2025", years.Values[0].Value, "the latest")

	_, err = x.Count(t.Context(), article(), explore.CountQuery{By: explore.ByYear})
	assertCode(t, err, knowledge.BadInput, "limit")
	_, err = x.Count(t.Context(), article(), explore.CountQuery{By: explore.ByYear, Limit: 1001})
	assertCode(t, err, knowledge.LimitExceeded, "1001")
	_, err = x.Count(t.Context(), article(), explore.CountQuery{By: explore.ByYear, Limit: 1, Filter: knowledge.StatementFilter{Relations: []string{"NOTHING"}}})
	assertCode(t, err, knowledge.UnknownRelation, "NOTHING")
}
