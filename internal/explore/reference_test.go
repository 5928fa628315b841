package explore_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rounds is how many worlds each test draws.
const rounds = 150

// admitted returns the statements in a scope.
func (w *world) admitted(scope *knowledge.Scope) []*knowledge.Statement {
	var kept []*knowledge.Statement
	for _, s := range w.statements {
		if scope.Admits(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// fitting returns the statements in a scope that match a filter, without OtherKinds.
func (w *world) fitting(scope *knowledge.Scope, filter knowledge.StatementFilter) []*knowledge.Statement {
	filter.OtherKinds = nil
	m, err := filter.Matcher(w.relations)
	require.NoError(w.t, err)
	return slices.DeleteFunc(w.admitted(scope), func(s *knowledge.Statement) bool { return !m.Match(s, "") })
}

func (w *world) link(scope *knowledge.Scope, id knowledge.ID) *knowledge.Link {
	of := slices.DeleteFunc(w.admitted(scope), func(s *knowledge.Statement) bool { return s.Link != id })
	if len(of) == 0 {
		return nil
	}
	return knowledge.MakeLink(scope, of)
}

func kindOK(id knowledge.ID, kinds []knowledge.EntityKind) bool {
	kind, _ := knowledge.KindOf(id)
	return kinds == nil || slices.Contains(kinds, kind)
}

func TestSubgraph_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range rounds {
		w := c.world(t)
		x := w.explorer()
		for range 5 {
			scope, q := c.scope(), explore.SubgraphQuery{Around: c.entities(w, 3), Hops: c.IntN(4), Filter: c.filter(w), Limit: 1 + c.IntN(14)}
			g, err := x.Subgraph(t.Context(), scope, q)
			require.NoError(t, err)
			w.checkSubgraph(scope, q, g)
		}
	}
}

func (w *world) checkSubgraph(scope *knowledge.Scope, q explore.SubgraphQuery, g *explore.Subgraph) {
	near, weight := map[knowledge.ID]int{}, map[knowledge.ID]int{}
	for _, id := range q.Around {
		near[id] = 0
	}
	statements := w.fitting(scope, q.Filter)
	for hop := 1; hop <= q.Hops; hop++ {
		for _, s := range statements {
			for _, ends := range [][2]knowledge.ID{{s.Subject, s.Object}, {s.Object, s.Subject}} {
				from, ok := near[ends[0]]
				if _, reached := near[ends[1]]; ok && from == hop-1 && !reached && kindOK(ends[1], q.Filter.OtherKinds) {
					near[ends[1]] = hop
				}
			}
		}
	}
	edges := map[knowledge.ID][2]knowledge.ID{}
	for _, s := range statements {
		a, inA := near[s.Subject]
		b, inB := near[s.Object]
		if !inA || !inB || !kindOK(s.Subject, q.Filter.OtherKinds) && !kindOK(s.Object, q.Filter.OtherKinds) {
			continue
		}
		edges[s.Link] = [2]knowledge.ID{s.Subject, s.Object}
		if a == b-1 {
			weight[s.Object]++
		}
		if b == a-1 {
			weight[s.Subject]++
		}
	}
	var ids []knowledge.ID
	for id := range near {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b knowledge.ID) int {
		return cmp.Or(cmp.Compare(near[a], near[b]), cmp.Compare(weight[b], weight[a]), strings.Compare(a, b))
	})
	require.Equal(w.t, len(ids), g.TotalNodes)
	require.Equal(w.t, len(edges), g.TotalEdges)
	require.Equal(w.t, len(ids) > q.Limit, g.Truncated)
	ids = ids[:min(len(ids), q.Limit)]
	var got []knowledge.ID
	for _, e := range g.Nodes {
		got = append(got, e.ID)
	}
	require.Equal(w.t, ids, got)
	var want []*knowledge.Link
	for id, ends := range edges {
		if slices.Contains(ids, ends[0]) && slices.Contains(ids, ends[1]) {
			want = append(want, w.link(scope, id))
		}
	}
	require.ElementsMatch(w.t, want, g.Edges)
}

func TestPaths_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	found := 0
	for range rounds {
		w := c.world(t)
		x := w.explorer()
		for range 5 {
			ids := c.entities(w, len(w.entities))
			if len(ids) < 2 {
				continue
			}
			scope, q := c.scope(), explore.PathQuery{From: ids[0], To: ids[1], MaxHops: 1 + c.IntN(explore.MaxPathHops), Filter: c.filter(w), First: 1 + c.IntN(8)}
			if c.often(30) {
				q.Avoid = ids[2:min(len(ids), 4)]
			}
			paths, err := x.Paths(t.Context(), scope, q)
			require.NoError(t, err)
			found += len(paths)
			w.checkPaths(scope, q, paths)
		}
	}
	assert.Positive(t, found)
}

func (w *world) checkPaths(scope *knowledge.Scope, q explore.PathQuery, paths []*explore.Path) {
	statements := w.fitting(scope, q.Filter.HeldUnlessNamed())
	var ways [][]knowledge.ID
	var extend func(way []knowledge.ID)
	extend = func(way []knowledge.ID) {
		at := way[len(way)-1]
		if at == q.To {
			ways = append(ways, slices.Clone(way))
			return
		}
		if len(way) > q.MaxHops {
			return
		}
		next := map[knowledge.ID]bool{}
		for _, s := range statements {
			if s.Subject == at || s.Object == at {
				next[s.Other(at)] = true
			}
		}
		for id := range next {
			if slices.Contains(way, id) || id != q.To && (slices.Contains(q.Avoid, id) || !kindOK(id, q.Filter.OtherKinds)) {
				continue
			}
			extend(append(slices.Clone(way), id))
		}
	}
	extend([]knowledge.ID{q.From})
	slices.SortFunc(ways, func(a, b []knowledge.ID) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
	ways = ways[:min(len(ways), q.First)]
	var got [][]knowledge.ID
	for _, p := range paths {
		var way []knowledge.ID
		for _, e := range p.Nodes {
			way = append(way, e.ID)
		}
		got = append(got, way)
		w.checkSteps(scope, statements, p)
	}
	require.Equal(w.t, ways, got)
}

// checkSteps compares the steps and the window of a path with its links.
func (w *world) checkSteps(scope *knowledge.Scope, statements []*knowledge.Statement, p *explore.Path) {
	require.Len(w.t, p.Steps, p.Length())
	links := make([][]*knowledge.Statement, len(p.Steps))
	for i, step := range p.Steps {
		require.Equal(w.t, p.Nodes[i], step.From)
		require.Equal(w.t, p.Nodes[i+1], step.To)
		require.Equal(w.t, w.link(scope, step.Link.ID), step.Link)
		byLink := map[knowledge.ID][]*knowledge.Statement{}
		for _, s := range statements {
			if s.Subject == step.From.ID && s.Object == step.To.ID || s.Subject == step.To.ID && s.Object == step.From.ID {
				byLink[s.Link] = append(byLink[s.Link], s)
			}
		}
		best := ""
		forward := func(s *knowledge.Statement) bool { return s.Subject == step.From.ID || s.Symmetric }
		for id, list := range byLink {
			if best == "" {
				best = id
				continue
			}
			b := byLink[best]
			if len(list) > len(b) || len(list) == len(b) && (list[0].Relation < b[0].Relation || list[0].Relation == b[0].Relation && forward(list[0])) {
				best = id
			}
		}
		require.Equal(w.t, best, step.Link.ID)
		require.Equal(w.t, forward(byLink[best][0]), step.Forward)
		links[i] = byLink[best]
	}
	w.checkWindow(scope, links, p)
}

func (w *world) checkWindow(scope *knowledge.Scope, links [][]*knowledge.Statement, p *explore.Path) {
	var days []edtf.Day
	for _, l := range links {
		for _, s := range l {
			for _, span := range scope.Days(s) {
				days = append(days, span.First, span.Last)
			}
		}
	}
	together := func(day edtf.Day) bool {
		for _, l := range links {
			if !slices.ContainsFunc(l, func(s *knowledge.Statement) bool {
				return slices.ContainsFunc(scope.Days(s), func(span edtf.Span) bool { return span.Contains(day) })
			}) {
				return false
			}
		}
		return true
	}
	days = slices.DeleteFunc(days, func(d edtf.Day) bool { return !together(d) })
	if len(days) == 0 {
		require.True(w.t, p.HeldFrom.IsZero() && p.HeldTo.IsZero(), "they never hold together")
		return
	}
	last := slices.Max(days)
	if !p.HeldTo.IsZero() {
		require.Equal(w.t, last, p.HeldTo.Span().Last, "the latest day that they have in common")
	} else {
		require.Equal(w.t, edtf.UnboundedFuture, last, "no date bounds it")
	}
	if !p.HeldFrom.IsZero() {
		from := p.HeldFrom.Unqualified()
		if scope.Certainty == knowledge.Possible {
			from = p.HeldFrom // about 1995 may be 1994
		}
		require.True(w.t, together(from.Span().First))
		require.LessOrEqual(w.t, from.Span().First, last)
	}
}

func TestTimeline_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range rounds {
		w := c.world(t)
		s := w.store()
		x := explore.New(s)
		for range 4 {
			scope := c.scope()
			of := [][]knowledge.ID{c.entities(w, 4), c.entities(w, 1)}
			var during *knowledge.DateRange
			if c.often(40) {
				during = &knowledge.DateRange{From: date("1992"), To: date(c.one("", "1993-05", "1997"))}
			}
			counts, err := x.CountTimeline(t.Context(), scope, of, during)
			require.NoError(t, err)
			for i := range of {
				want := w.timeline(s, scope, of[i], during)
				rows, keys := walk(t, 1+c.IntN(7), c.often(50), func(p store.Page) store.List[*explore.TimelineEntry] {
					lists, err := x.Timeline(t.Context(), scope, of, during, p)
					require.NoError(t, err)
					return lists[i]
				})
				require.Equal(t, want, keys)
				require.Equal(t, len(want), counts[i])
				for _, e := range rows {
					require.NotEmpty(t, e.Summary)
					require.Contains(t, e.Summary, e.Date.String())
					require.NotEqual(t, e.Statement == nil, e.Event == nil)
				}
			}
		}
	}
}

// timeline returns the keys of all that is dated about entities.
func (w *world) timeline(s store.Store, scope *knowledge.Scope, of []knowledge.ID, during *knowledge.DateRange) []knowledge.SortKey {
	keys := map[knowledge.SortKey]bool{}
	add := func(d edtf.Date, id string) {
		if d.IsZero() || during != nil && !d.Span().Overlaps(during.Span()) {
			return
		}
		keys[knowledge.DateKey(d.Span(), id)] = true
	}
	events := map[knowledge.ID]bool{}
	for _, id := range of {
		events[id] = true
	}
	for _, st := range w.admitted(scope) {
		if !slices.Contains(of, st.Subject) && !slices.Contains(of, st.Object) {
			continue
		}
		if st.Affirms() {
			events[st.Subject], events[st.Object] = true, true
		}
		if st.Validity.Interval.IsSingle() {
			add(st.ValidFrom(), st.ID+"#HAPPENED")
			continue
		}
		add(st.ValidFrom(), st.ID+"#BEGAN")
		add(st.ValidTo(), st.ID+"#ENDED")
	}
	for id := range events {
		if strings.HasPrefix(id, "event:") {
			spans, err := s.EventSpans(w.t.Context(), scope, []knowledge.ID{id})
			require.NoError(w.t, err)
			date := spans[0].Start
			if date.IsZero() {
				date = spans[0].End
			}
			add(date, id+"#HAPPENED")
		}
	}
	var sorted []knowledge.SortKey
	for k := range keys {
		sorted = append(sorted, k)
	}
	slices.Sort(sorted)
	return sorted
}

func TestCompare_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range rounds {
		w := c.world(t)
		x := w.explorer()
		for range 4 {
			scope, of, filter := c.scope(), c.entities(w, 4), c.filter(w)
			comparison, err := x.Compare(t.Context(), scope, of, filter)
			require.NoError(t, err)
			rows, _ := walk(t, 1+c.IntN(7), c.often(50), comparison.Rows)
			require.Len(t, rows, comparison.Count())
			w.checkRows(scope, of, filter, rows)
		}
	}
}

func (w *world) checkRows(scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter, rows []*explore.ComparisonRow) {
	type name struct {
		other, relation string
		direction       explore.Direction
	}
	want, held := map[name]map[knowledge.ID]knowledge.ID{}, map[name]map[knowledge.ID]bool{}
	collect := func(statements []*knowledge.Statement, note func(name, knowledge.ID, *knowledge.Statement)) {
		for _, st := range statements {
			for _, e := range of {
				switch {
				case st.Subject != e && st.Object != e, !kindOK(st.Other(e), filter.OtherKinds):
				case st.Symmetric:
					note(name{st.Other(e), st.Relation, explore.Both}, e, st)
				case st.Subject == e:
					note(name{st.Object, st.Relation, explore.Out}, e, st)
				default:
					note(name{st.Subject, st.Relation, explore.In}, e, st)
				}
			}
		}
	}
	collect(w.fitting(scope, filter), func(n name, e knowledge.ID, st *knowledge.Statement) {
		if want[n] == nil {
			want[n] = map[knowledge.ID]knowledge.ID{}
		}
		want[n][e] = st.Link
	})
	collect(w.fitting(scope, filter.HeldUnlessNamed()), func(n name, e knowledge.ID, _ *knowledge.Statement) {
		if held[n] == nil {
			held[n] = map[knowledge.ID]bool{}
		}
		held[n][e] = true
	})
	require.Len(w.t, rows, len(want))
	for _, r := range rows {
		n := name{r.Other, r.Relation, r.Direction}
		require.Contains(w.t, want, n)
		require.Equal(w.t, len(held[n]) == len(of), r.Shared)
		require.Len(w.t, r.Cells, len(of))
		for i, cell := range r.Cells {
			require.Equal(w.t, of[i], cell.Entity.ID)
			require.Equal(w.t, w.link(scope, want[n][of[i]]), cell.Link)
		}
	}
}

func TestDiff_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range rounds {
		w := c.world(t)
		s := w.store()
		x := explore.New(s)
		// A second revision lacks some of the statements.
		withdrawn := map[knowledge.ID]bool{}
		var changes []store.Change
		for _, st := range w.statements {
			if c.often(20) {
				withdrawn[st.ID] = true
				changes = append(changes, store.Change{Remove: st.Key()})
			}
		}
		if changes == nil {
			continue
		}
		change(t, s, changes...)
		for range 5 {
			q := explore.DiffQuery{From: c.scope(), To: c.scope(), Filter: c.filter(w)}
			q.From.Revision, q.To.Revision = 1+c.IntN(2), 2*c.IntN(2)
			if c.often(60) {
				q.Of = c.entities(w, 3)
			}
			d, err := x.Diff(t.Context(), q)
			require.NoError(t, err)
			rows, _ := walk(t, 1+c.IntN(7), c.often(50), func(p store.Page) store.List[*explore.Change] { return d.Changes(nil, p) })
			w.checkChanges(s, q, withdrawn, d, rows)
			kinds := []explore.ChangeKind{explore.Added, explore.Changed}
			narrow, _ := walk(t, 1+c.IntN(7), c.often(50), func(p store.Page) store.List[*explore.Change] { return d.Changes(kinds, p) })
			require.Len(t, narrow, d.Count(kinds))
			require.Equal(t, d.Added+d.Changed, d.Count(kinds))
		}
	}
}

// horizonsAt copies the horizons of statements in a revision of a store.
func (w *world) horizonsAt(s store.Store, revision int) {
	for _, st := range w.statements {
		found, err := s.Statements(w.t.Context(), revision, []knowledge.ID{st.ID})
		require.NoError(w.t, err)
		if found[0] != nil {
			st.Horizon = found[0].Horizon
		}
	}
}

func (w *world) checkChanges(s store.Store, q explore.DiffQuery, withdrawn map[knowledge.ID]bool, d *explore.Diff, rows []*explore.Change) {
	side := func(scope *knowledge.Scope) map[*knowledge.Statement]bool {
		m, err := q.Filter.Matcher(w.relations)
		require.NoError(w.t, err)
		has := map[*knowledge.Statement]bool{}
		w.horizonsAt(s, scope.Revision)
		for _, st := range w.admitted(scope) {
			if withdrawn[st.ID] && scope.Revision != 1 {
				continue
			}
			if q.Of == nil && m.Match(st, "") {
				has[st] = true
			}
			for _, id := range q.Of {
				if (st.Subject == id || st.Object == id) && m.Match(st, id) {
					has[st] = true
				}
			}
		}
		return has
	}
	from, to := side(q.From), side(q.To)
	type claim struct{ link, document, dataset knowledge.ID }
	removed, added := map[claim][]string{}, map[claim][]string{}
	for _, st := range w.statements {
		k := claim{st.Link, st.Document, st.Dataset}
		key := string(knowledge.StatementKey(knowledge.OrderValidFrom, st))
		if from[st] && !to[st] {
			removed[k] = append(removed[k], key)
		}
		if to[st] && !from[st] {
			added[k] = append(added[k], key)
		}
	}
	var want, got []string
	note := func(list *[]string, kind explore.ChangeKind, before, after string) {
		*list = append(*list, string(kind)+" "+before+" "+after)
	}
	counts := map[explore.ChangeKind]int{}
	for k := range added {
		slices.Sort(added[k])
		slices.Sort(removed[k])
		for i, after := range added[k] {
			if i < len(removed[k]) {
				note(&want, explore.Changed, removed[k][i], after)
			} else {
				note(&want, explore.Added, "", after)
			}
		}
	}
	for k := range removed {
		slices.Sort(removed[k])
		for i := len(added[k]); i < len(removed[k]); i++ {
			note(&want, explore.Removed, removed[k][i], "")
		}
	}
	for _, r := range rows {
		before, after := "", ""
		if r.Before != nil {
			before = string(knowledge.StatementKey(knowledge.OrderValidFrom, r.Before))
		}
		if r.After != nil {
			after = string(knowledge.StatementKey(knowledge.OrderValidFrom, r.After))
		}
		note(&got, r.Kind, before, after)
		counts[r.Kind]++
	}
	require.ElementsMatch(w.t, want, got)
	require.Equal(w.t, []int{counts[explore.Added], counts[explore.Removed], counts[explore.Changed]}, []int{d.Added, d.Removed, d.Changed})
}

func TestOnlySourceOf_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	for range rounds {
		w := c.world(t)
		x := w.explorer()
		scope := c.scope()
		of := []knowledge.ID{w.documents[c.IntN(6)].ID, "dataset:d", "dataset:e", "document:none"}
		counts, err := x.CountOnlySourceOf(t.Context(), scope, of)
		require.NoError(t, err)
		for i, source := range of {
			links, others := map[knowledge.ID]bool{}, map[knowledge.ID]bool{}
			for _, st := range w.admitted(scope) {
				if st.Document == source || st.Dataset == source {
					links[st.Link] = true
				} else {
					others[st.Link] = true
				}
			}
			var want []*knowledge.Link
			for id := range links {
				if !others[id] {
					want = append(want, w.link(scope, id))
				}
			}
			rows, _ := walk(t, 1+c.IntN(7), c.often(50), func(p store.Page) store.List[*knowledge.Link] {
				lists, err := x.OnlySourceOf(t.Context(), scope, of, p)
				require.NoError(t, err)
				return lists[i]
			})
			require.ElementsMatch(t, want, rows)
			require.Equal(t, len(want), counts[i])
		}
	}
}
