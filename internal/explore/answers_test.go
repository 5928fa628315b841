package explore_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPaths_TheTimeInWhichAllHoldsTogether(t *testing.T) {
	for name, c := range map[string]struct {
		first, second []string
		from, to      string
	}{
		"the later begin":                        {[]string{"1994/.."}, []string{"1999-03/.."}, "1999-03", ""},
		"the later begin and the earlier end":    {[]string{"1990/2004"}, []string{"1994/2010"}, "1994", "2004"},
		"no date says anything":                  {[]string{"/.."}, []string{"/.."}, "2020-01-01", ""},
		"one end only":                           {[]string{"/.."}, []string{"1994/.."}, "2020-01-01", ""},
		"never together":                         {[]string{"1990/1994"}, []string{"1996/.."}, "", ""},
		"a day within a year":                    {[]string{"1994"}, []string{"1994-05-04"}, "1994-05-04", "1994-05-04"},
		"the more precise of equal begins":       {[]string{"1994/.."}, []string{"1994-01/.."}, "1994-01", ""},
		"spells that overlap are one":            {[]string{"1990/1995", "1993/1999"}, []string{"1991/.."}, "1991", "1999"},
		"the latest of several":                  {[]string{"1990/1992", "1996/1999"}, []string{"1980/.."}, "1996", "1999"},
		"over, but not said when":                {[]string{"1990/"}, []string{"1980/.."}, "1990", "2019-12-31"},
		"an open end beats one that is not said": {[]string{"1990/", "1990/.."}, []string{"1980/1999"}, "1990", "1999"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.doc("a", "", "")
			for _, valid := range c.first {
				w.claim("a", "country:x JOINS alliance:p", valid)
			}
			for _, valid := range c.second {
				w.claim("a", "country:y JOINS alliance:p", valid)
			}
			paths, err := w.explorer().Paths(t.Context(), all, explore.PathQuery{From: "country:x", To: "country:y", MaxHops: 2, First: 3})
			require.NoError(t, err)
			require.Len(t, paths, 1)
			assert.Equal(t, []string{c.from, c.to}, []string{paths[0].HeldFrom.String(), paths[0].HeldTo.String()})
			assert.Equal(t, []bool{true, false}, []bool{paths[0].Steps[0].Forward, paths[0].Steps[1].Forward})
		})
	}
}

func TestPaths_GoOverWhatIsHeldUnlessNamed(t *testing.T) {
	w := newWorld(t)
	w.doc("a", "", "")
	w.claim("a", "country:x JOINS alliance:p", "1994/..", "DENIED")
	w.claim("a", "country:y JOINS alliance:p", "1994/..", "DENIED")
	x := w.explorer()
	q := explore.PathQuery{From: "country:x", To: "country:y", MaxHops: 2, First: 3}
	paths, err := x.Paths(t.Context(), all, q)
	require.NoError(t, err)
	assert.Empty(t, paths)
	q.Filter.Polarity = knowledge.Denied
	paths, err = x.Paths(t.Context(), all, q)
	require.NoError(t, err)
	assert.Len(t, paths, 1)
}

func TestTimeline_SaysInWordsWhoseWordItIs(t *testing.T) {
	w := newWorld(t)
	w.doc("book", "", "The Press")
	w.doc("note", "", "")
	w.claim("book", "country:x JOINS alliance:p", "1990/1995")
	w.claim("note", "country:x JOINS alliance:p", "1991-03")
	w.claim("book", "country:x JOINS alliance:p", "1992/..", "REPORTED")
	w.claim("book", "country:x JOINS alliance:p", "1993/..", "REPORTED", "person:ada")
	w.claim("book", "country:x JOINS alliance:p", "1994/..", "DENIED")
	w.claim("book", "country:x JOINS alliance:p", "1996/..", "DENIED", "person:ada")
	w.claim("book", "country:x JOINS alliance:p", "1997/..", "DENIED", "REPORTED")
	w.claim("book", "country:x JOINS alliance:p", "1998/..", "PROMISED")
	w.claim("book", "country:x JOINS alliance:p", "1999/..", "PROMISED", "person:ada", "DENIED")
	w.claim("book", "country:x JOINS alliance:p", "2000/..", "PLANNED", "person:ada")
	w.claim("book", "country:x JOINS alliance:p", "2001/..", "person:ada")
	w.claim("book", "country:x JOINS alliance:p", "/..")
	w.claim("book", "country:x JOINS event:war", "2002~/2003")
	lists, err := w.explorer().Timeline(t.Context(), all, [][]knowledge.ID{{"country:x"}}, nil, everything)
	require.NoError(t, err)
	var said []string
	for _, e := range lists[0].Rows {
		said = append(said, e.Summary)
	}
	assert.Equal(t, []string{
		"From 1990: X joins P (The Press).",
		"1991-03: X joins P (The note).",
		"From 1992: X is reported to join P (The Press).",
		"From 1993, according to Ada: X is reported to join P (The Press).",
		"From 1994: X is said not to join P (The Press).",
		"Until 1995: X joins P (The Press).",
		"From 1996, according to Ada: X is said not to join P (The Press).",
		"From 1997: X is reported not to join P (The Press).",
		"From 1998: X is promised to join P (The Press).",
		"From 1999, by Ada: X is promised not to join P (The Press).",
		"From 2000, by Ada: X is planned to join P (The Press).",
		"2002~: War.",
		"From 2002~: X joins War (The Press).",
		"From 2001, according to Ada: X joins P (The Press).",
		"Until 2003: X joins War (The Press).",
	}, said, "2002~ may be a day of 2001, and is the wider of the two")
}

func TestDiff_OtherDatesPolarityOrModalityAreAChange(t *testing.T) {
	w := newWorld(t)
	w.doc("a", "2000", "")
	w.doc("b", "2010", "")
	before := w.claim("a", "country:x JOINS alliance:p", "1990/..")
	s := w.store()
	after := w.claim("a", "country:x JOINS alliance:p", "1990/1995", "REPORTED")
	elsewhere := w.claim("b", "country:x JOINS alliance:p", "1990/1995")
	change(t, s, store.Change{Remove: before.Key()}, store.Change{Put: after}, store.Change{Put: elsewhere})
	x := explore.New(s)
	for _, of := range [][]knowledge.ID{nil, {"country:x"}, {"country:x", "alliance:p"}} {
		d, err := x.Diff(t.Context(), explore.DiffQuery{From: &knowledge.Scope{Revision: 1}, To: all, Of: of})
		require.NoError(t, err)
		assert.Equal(t, []int{1, 0, 1}, []int{d.Added, d.Removed, d.Changed})
		assert.ElementsMatch(t, []*explore.Change{{Kind: explore.Changed, Before: before, After: after}, {Kind: explore.Added, After: elsewhere}}, d.Changes(nil, everything).Rows)
		assert.Len(t, d.Changes([]explore.ChangeKind{explore.Changed}, everything).Rows, 1)
	}
}

func TestDiff_WhatStaysItselfIsNoDifference(t *testing.T) {
	w := newWorld(t)
	d := w.doc("a", "2000", "")
	st := w.claim("a", "country:x JOINS alliance:p", "/..")
	unknown := w.claim("a", "country:x HEADS alliance:p", "2000/")
	s := w.store()
	moved := *d
	moved.PublishedOn = date("2000-06")
	rows := []knowledge.Row{&moved}
	for _, old := range []*knowledge.Statement{st, unknown} {
		again := *old
		again.Published = moved.Day()
		again.Validity, _ = knowledge.ResolveValidity(old.Validity.Interval, moved.Day(), date(""))
		rows = append(rows, &again)
	}
	put(t, s, rows...)
	put(t, s, &knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:new", Name: "New"}, Dataset: "dataset:d"})
	x := explore.New(s)
	for _, of := range [][]knowledge.ID{nil, {"country:x"}, {"country:x", "country:new"}} {
		found, err := x.Diff(t.Context(), explore.DiffQuery{From: &knowledge.Scope{Revision: 1}, To: all, Of: of})
		require.NoError(t, err)
		assert.Zero(t, found.Count(nil))
	}
	_, err := x.Diff(t.Context(), explore.DiffQuery{From: all, To: &knowledge.Scope{Revision: 1}, Of: []knowledge.ID{"country:new"}})
	require.NoError(t, err, "it is in one of the two")
}

// questions is one question of each kind, about a store that has an answer to all of them.
func questions(x *explore.Explorer, st *knowledge.Statement) map[string]func(context.Context) error {
	of := []knowledge.ID{"country:x"}
	scope := all
	return map[string]func(context.Context) error{
		"Subgraph": func(ctx context.Context) error {
			_, err := x.Subgraph(ctx, scope, explore.SubgraphQuery{Around: of, Hops: 2, Limit: 10})
			return err
		},
		"Paths": func(ctx context.Context) error {
			_, err := x.Paths(ctx, scope, explore.PathQuery{From: "country:x", To: "country:y", MaxHops: 4, First: 3})
			return err
		},
		"Timeline": func(ctx context.Context) error {
			_, err := x.Timeline(ctx, scope, [][]knowledge.ID{of}, nil, everything)
			return err
		},
		"CountTimeline": func(ctx context.Context) error {
			_, err := x.CountTimeline(ctx, scope, [][]knowledge.ID{of}, nil)
			return err
		},
		"Compare": func(ctx context.Context) error {
			_, err := x.Compare(ctx, scope, of, knowledge.StatementFilter{})
			return err
		},
		"Diff": func(ctx context.Context) error {
			_, err := x.Diff(ctx, explore.DiffQuery{From: scope, To: scope, Of: of})
			return err
		},
		"DiffOfTwoRevisions": func(ctx context.Context) error {
			_, err := x.Diff(ctx, explore.DiffQuery{From: &knowledge.Scope{Revision: 1}, To: &knowledge.Scope{Revision: 2}, Of: of})
			return err
		},
		"DiffOfAll": func(ctx context.Context) error {
			_, err := x.Diff(ctx, explore.DiffQuery{From: scope, To: scope})
			return err
		},
		"Corroborate": func(ctx context.Context) error {
			_, err := x.Corroborate(ctx, scope, []*knowledge.Statement{st})
			return err
		},
		"LinkLevels": func(ctx context.Context) error {
			_, err := x.LinkLevels(ctx, scope, []knowledge.ID{st.Link})
			return err
		},
		"Summaries": func(ctx context.Context) error {
			_, err := x.Summaries(ctx, scope, []knowledge.ID{st.Document})
			return err
		},
		"StatementsAt": func(ctx context.Context) error {
			page := store.Page{Limit: 5, After: "0", Before: "~~"}
			_, err := x.StatementsAt(ctx, scope, of, explore.LevelQuery{Levels: explore.CorroborationLevels()[:1]}, page)
			return err
		},
		"CountStatementsAt": func(ctx context.Context) error {
			_, err := x.CountStatementsAt(ctx, scope, of, explore.LevelQuery{})
			return err
		},
		"OnlySourceOf": func(ctx context.Context) error {
			_, err := x.OnlySourceOf(ctx, scope, []knowledge.ID{st.Document}, everything)
			return err
		},
		"CountOnlySourceOf": func(ctx context.Context) error {
			_, err := x.CountOnlySourceOf(ctx, scope, []knowledge.ID{st.Document})
			return err
		},
	}
}

// populated is a store that has an answer to every question, with two revisions.
func populated(t testing.TB) (store.Store, *knowledge.Statement) {
	w := newWorld(t)
	w.doc("a", "", "One")
	b := w.doc("b", "", "Two")
	w.doc("c", "", "Three").BasedOn = []knowledge.ID{"document:d"}
	w.doc("d", "", "Four")
	b.BasedOn = []knowledge.ID{"document:d"}
	st := w.claim("a", "person:h HEADS country:x", "1994/..", "person:z")
	w.claim("b", "person:h HEADS country:x", "1994/..")
	w.claim("c", "person:h HEADS country:y", "1994/..")
	w.claim("a", "country:x JOINS event:e", "1994")
	w.claim("a", "country:w JOINS event:e", "1994")
	w.claim("a", "country:w JOINS country:v", "1994")
	w.claim("a", "country:v JOINS country:y", "1994")
	s := w.store()
	put(t, s, &knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:new", Name: "New"}, Dataset: "dataset:d"})
	return s, st
}

// failing is a store whose n-th call fails.
type failing struct {
	store.Store
	n, calls int
}

var errStore = errors.New("the store failed")

func (f *failing) err() error {
	if f.calls++; f.calls == f.n {
		return errStore
	}
	return nil
}

func (f *failing) Revision(ctx context.Context, n int) (*knowledge.Revision, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.Revision(ctx, n)
}

func (f *failing) Relations(ctx context.Context, n int) ([]*knowledge.Relation, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.Relations(ctx, n)
}

func (f *failing) Entities(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.Entities(ctx, n, ids)
}

func (f *failing) Documents(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.Documents(ctx, n, ids)
}

func (f *failing) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.Links(ctx, scope, ids)
}

func (f *failing) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.EventSpans(ctx, scope, ids)
}

func (f *failing) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.StatementQuery, p store.Page) ([]store.List[*knowledge.Statement], error) {
	if err := f.err(); err != nil {
		return nil, err
	}
	return f.Store.ListStatements(ctx, scope, of, q, p)
}

func TestQuestions_GiveTheStoresErrors(t *testing.T) {
	s, st := populated(t)
	for name := range questions(nil, st) {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				f := &failing{Store: s, n: n}
				err := questions(explore.New(f), st)[name](t.Context())
				if f.calls < n {
					require.NoError(t, err)
					require.Greater(t, n, 1, "it makes calls")
					return
				}
				require.ErrorIs(t, err, errStore, "call %d", n)
			}
		})
	}
}

func TestQuestions_MakeFewCalls(t *testing.T) {
	s, st := populated(t)
	// The newest revision is asked for by one call more than the pages' own, which name theirs.
	want := map[string][2]int{
		"Subgraph": {7, 4}, "Paths": {8, 4}, "Timeline": {7, 6}, "CountTimeline": {4, 3}, "Compare": {4, 3},
		"Diff": {6, 5}, "DiffOfTwoRevisions": {5, 3}, "DiffOfAll": {6, 6}, "Corroborate": {6, 6}, "LinkLevels": {7, 7},
		"Summaries": {7, 7}, "StatementsAt": {19, 19}, "CountStatementsAt": {7, 7}, "OnlySourceOf": {3, 3}, "CountOnlySourceOf": {3, 3},
	}
	for name := range questions(nil, st) {
		f := &failing{Store: s}
		x := explore.New(f)
		require.NoError(t, questions(x, st)[name](t.Context()))
		anew := f.calls
		require.NoError(t, questions(x, st)[name](t.Context()))
		assert.Equal(t, want[name], [2]int{anew, f.calls - anew}, name)
	}
}

func TestQuestions_EndWithTheirContext(t *testing.T) {
	s, st := populated(t)
	x := explore.New(s)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, ask := range questions(x, st) {
		require.NoError(t, ask(t.Context()), name)
		require.ErrorIs(t, ask(cancelled), context.Canceled, name)
	}
}

func TestQuestions_ByManyAtOnce(t *testing.T) {
	c := newGenerator(t)
	w := c.world(t)
	s := w.store()
	shared := explore.New(s)
	var group sync.WaitGroup
	for range 8 {
		scope := c.scope()
		around := explore.SubgraphQuery{Around: c.entities(w, 2), Hops: c.IntN(3), Limit: 100}
		ends := c.entities(w, 4)
		group.Go(func() {
			got, err := shared.Subgraph(t.Context(), scope, around)
			assert.NoError(t, err)
			alone, err := explore.New(s).Subgraph(t.Context(), scope, around)
			assert.NoError(t, err)
			assert.Equal(t, alone.Nodes, got.Nodes)
			assert.ElementsMatch(t, alone.Edges, got.Edges)
			if len(ends) > 1 {
				q := explore.PathQuery{From: ends[0], To: ends[1], MaxHops: 4, First: 5}
				got, err := shared.Paths(t.Context(), scope, q)
				assert.NoError(t, err)
				alone, err := explore.New(s).Paths(t.Context(), scope, q)
				assert.NoError(t, err)
				assert.Equal(t, alone, got)
			}
			_, err = shared.Timeline(t.Context(), scope, [][]knowledge.ID{ends}, nil, everything)
			assert.NoError(t, err)
		})
	}
	group.Wait()
}

func TestQuestions_WrongInputIsSaidToBe(t *testing.T) {
	s, _ := populated(t)
	x := explore.New(s)
	ctx := t.Context()
	many := make([]knowledge.ID, 501)
	for i := range many {
		many[i] = fmt.Sprint("country:", i)
	}
	sub := func(q explore.SubgraphQuery) error { _, err := x.Subgraph(ctx, all, q); return err }
	paths := func(q explore.PathQuery) error { _, err := x.Paths(ctx, all, q); return err }
	one := []knowledge.ID{"country:x"}
	assertCode(t, sub(explore.SubgraphQuery{Around: one, Hops: 4, Limit: 1}), knowledge.LimitExceeded, "hops is 4", "at most 3")
	assertCode(t, sub(explore.SubgraphQuery{Around: one, Hops: -1, Limit: 1}), knowledge.BadInput, "hops", "at least 0")
	assertCode(t, sub(explore.SubgraphQuery{Around: one, Limit: 1001}), knowledge.LimitExceeded, "limit is 1001", "1000")
	assertCode(t, sub(explore.SubgraphQuery{Around: one, Limit: 0}), knowledge.BadInput, "limit")
	assertCode(t, sub(explore.SubgraphQuery{Around: many, Limit: 1}), knowledge.LimitExceeded, "around", "50")
	assertCode(t, sub(explore.SubgraphQuery{Limit: 1}), knowledge.BadInput, "around")
	assertCode(t, sub(explore.SubgraphQuery{Around: []knowledge.ID{"country:nowhere"}, Limit: 1}), knowledge.NotFound, "around", "country:nowhere")
	assertCode(t, sub(explore.SubgraphQuery{Around: []knowledge.ID{"X"}, Limit: 1}), knowledge.BadID, "X")
	assertCode(t, sub(explore.SubgraphQuery{Around: one, Limit: 1, Filter: knowledge.StatementFilter{Relations: []string{"JOIN"}}}), knowledge.UnknownRelation, "JOINS")

	ends := explore.PathQuery{From: "country:x", To: "country:y", MaxHops: 4, First: 1}
	q := ends
	q.MaxHops = 7
	assertCode(t, paths(q), knowledge.LimitExceeded, "maxHops is 7", "6")
	q = ends
	q.First = 51
	assertCode(t, paths(q), knowledge.LimitExceeded, "first is 51", "50")
	q = ends
	q.Avoid = many
	assertCode(t, paths(q), knowledge.LimitExceeded, "avoid", "500")
	q.Avoid = []knowledge.ID{"country:y"}
	assertCode(t, paths(q), knowledge.BadInput, "avoid")
	q.Avoid = []knowledge.ID{"country:nowhere"}
	assertCode(t, paths(q), knowledge.NotFound, "avoid", "country:nowhere")
	q = ends
	q.To = "country:x"
	assertCode(t, paths(q), knowledge.BadInput, "country:x")
	q.To = "country:nowhere"
	assertCode(t, paths(q), knowledge.NotFound, "to or avoid names", "country:nowhere")

	_, err := x.Timeline(ctx, all, [][]knowledge.ID{many}, nil, everything)
	assertCode(t, err, knowledge.LimitExceeded, "of", "50")
	_, err = x.CountTimeline(ctx, all, [][]knowledge.ID{one}, &knowledge.DateRange{From: date("2000"), To: date("1999")})
	assertCode(t, err, knowledge.BadInput, "2000", "1999")
	_, err = x.Compare(ctx, all, many, knowledge.StatementFilter{})
	assertCode(t, err, knowledge.LimitExceeded, "entities", "20")
	_, err = x.Compare(ctx, all, []knowledge.ID{"country:x", "country:x"}, knowledge.StatementFilter{})
	assertCode(t, err, knowledge.BadInput, "twice")
	_, err = x.Diff(ctx, explore.DiffQuery{From: all, To: all, Of: many})
	assertCode(t, err, knowledge.LimitExceeded, "of", "50")
	_, err = x.Diff(ctx, explore.DiffQuery{From: all, To: all, Of: []knowledge.ID{"country:nowhere"}})
	assertCode(t, err, knowledge.NotFound, "country:nowhere")
	_, err = x.Diff(ctx, explore.DiffQuery{From: &knowledge.Scope{Revision: 9}, To: all})
	assertCode(t, err, knowledge.UnknownRevision)
	_, err = x.Diff(ctx, explore.DiffQuery{From: all, To: all, Filter: knowledge.StatementFilter{Relations: []string{"JOIN"}}})
	assertCode(t, err, knowledge.UnknownRelation)
	_, err = x.Levels(ctx, all, make([]*knowledge.Statement, explore.MaxWeighed+1))
	assertCode(t, err, knowledge.LimitExceeded, "50000")
}

func TestExplorer_OfAnEmptyStore_SeesWhatIsLoadedLater(t *testing.T) {
	w := newWorld(t)
	w.doc("a", "", "")
	w.claim("a", "country:x JOINS alliance:p", "1994/..")
	empty := newWorld(t).store()
	x := explore.New(empty)
	_, err := x.Subgraph(t.Context(), all, explore.SubgraphQuery{Around: []knowledge.ID{"country:x"}, Hops: 1, Limit: 10})
	assertCode(t, err, knowledge.NotFound)
	put(t, empty, w.rows()...)
	g, err := x.Subgraph(t.Context(), all, explore.SubgraphQuery{Around: []knowledge.ID{"country:x"}, Hops: 1, Limit: 10})
	require.NoError(t, err)
	assert.Equal(t, 2, g.TotalNodes)
}

func TestKinds_AreThoseOfTheContract(t *testing.T) {
	assert.Equal(t, []explore.TimelineKind{"BEGAN", "ENDED", "HAPPENED"}, explore.TimelineKinds())
	assert.Equal(t, []explore.Direction{"OUT", "IN", "BOTH"}, explore.Directions())
	assert.Equal(t, []explore.ChangeKind{"ADDED", "REMOVED", "CHANGED"}, explore.ChangeKinds())
	assert.Equal(t, []explore.CorroborationLevel{"CORROBORATED", "UNCORROBORATED", "CONTRADICTED", "DISPUTED"}, explore.CorroborationLevels())
}

func TestWarm_ReadsAllAheadAndAsksNoMore(t *testing.T) {
	w := newWorld(t)
	w.doc("a", "", "One")
	require.NoError(t, explore.New(w.store()).Warm(t.Context()))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, explore.New(w.store()).Warm(cancelled), context.Canceled)
}
