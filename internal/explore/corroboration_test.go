package explore_test

import (
	"slices"
	"testing"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLevels_ByWhatIsSaid tests each case of rule 7 for two claims. Both documents are of 2020, of two publishers.
func TestLevels_ByWhatIsSaid(t *testing.T) {
	const same = "country:a JOINS alliance:p"
	for name, c := range map[string]struct {
		a, b       string
		validA     string
		validB     string
		howA, howB []string
		want       explore.CorroborationLevel
	}{
		"nothing else is said":                        {a: same, validA: "1994/..", b: "country:b JOINS alliance:p", validB: "1994/..", want: explore.Uncorroborated},
		"the same is said":                            {a: same, validA: "1994/..", b: same, validB: "1994/..", want: explore.Corroborated},
		"spans that could be equal":                   {a: same, validA: "1994/..", b: same, validB: "1994-05-04/..", want: explore.Corroborated},
		"the undated present and a dated spell":       {a: same, validA: "/..", b: same, validB: "2002-10-07/..", want: explore.Corroborated},
		"reported supports asserted":                  {a: same, validA: "1994/..", b: same, validB: "1994/..", howB: []string{"REPORTED", "person:z"}, want: explore.Corroborated},
		"asserted supports reported":                  {a: same, validA: "1994/..", howA: []string{"REPORTED"}, b: same, validB: "1994/..", want: explore.Corroborated},
		"denials support each other":                  {a: same, validA: "1994/..", howA: []string{"DENIED"}, b: same, validB: "1994/..", howB: []string{"DENIED"}, want: explore.Corroborated},
		"a symmetric relation from its other end":     {a: "country:a ALLIED country:b", validA: "1994/..", b: "country:b ALLIED country:a", validB: "1994/..", want: explore.Corroborated},
		"another relation says nothing of it":         {a: same, validA: "1994/..", b: "country:a HEADS alliance:p", validB: "1994/..", want: explore.Uncorroborated},
		"spells that end differently are of one time": {a: same, validA: "1990/1992", b: same, validB: "1990/1995", want: explore.Corroborated},
		"one ended, and one goes on beyond":           {a: same, validA: "1990/1992", b: same, validB: "1990/..", want: explore.Contradicted},
		"one ended, and one is again":                 {a: same, validA: "1990/1992", b: same, validB: "/..", want: explore.Uncorroborated},
		"an uncertain date can still be equal":        {a: same, validA: "1994?/..", b: same, validB: "1994/..", want: explore.Corroborated},
		"opposite polarity with a certain overlap":    {a: same, validA: "1994/..", b: same, validB: "2000/..", howB: []string{"DENIED"}, want: explore.Contradicted},
		"a denial is contradicted likewise":           {a: same, validA: "/..", howA: []string{"DENIED"}, b: same, validB: "1990/..", want: explore.Contradicted},
		"opposite polarity, perhaps on another day":   {a: same, validA: "1994", b: same, validB: "1994", howB: []string{"DENIED"}, want: explore.Uncorroborated},
		"opposite polarity at another time":           {a: same, validA: "1990/1992", b: same, validB: "1995/..", howB: []string{"DENIED"}, want: explore.Uncorroborated},
		"opposite polarity on an uncertain date":      {a: same, validA: "1994?/..", b: same, validB: "2000/..", howB: []string{"DENIED"}, want: explore.Uncorroborated},
		"ongoing spells whose begins cannot be equal": {a: same, validA: "1993/..", b: same, validB: "1994-05-04/..", want: explore.Contradicted},
		"an uncertain begin may be the other":         {a: same, validA: "1993?/..", b: same, validB: "1994-05-04/..", want: explore.Uncorroborated},
		"an approximate begin reaches to the other":   {a: same, validA: "1993~/..", b: same, validB: "1994-05-04/..", want: explore.Corroborated},
		"two spells with a gap do neither":            {a: same, validA: "1960/1991", b: same, validB: "1995/..", want: explore.Uncorroborated},
		"a promise supports nothing":                  {a: same, validA: "1994/..", b: same, validB: "1994/..", howB: []string{"PROMISED"}, want: explore.Uncorroborated},
		"a plan is supported by nothing":              {a: same, validA: "1994/..", howA: []string{"PLANNED"}, b: same, validB: "1994/..", want: explore.Uncorroborated},
		"a planned denial contradicts nothing":        {a: same, validA: "1994/..", b: same, validB: "1994/..", howB: []string{"PLANNED", "DENIED"}, want: explore.Uncorroborated},
		"an exclusive object has one subject":         {a: "city:a CAPITAL country:x", validA: "1990/..", b: "city:b CAPITAL country:x", validB: "1995/..", want: explore.Contradicted},
		"a city may be the capital of two":            {a: "city:a CAPITAL country:x", validA: "1990/..", b: "city:a CAPITAL country:y", validB: "1990/..", want: explore.Uncorroborated},
		"one capital after the other":                 {a: "city:a CAPITAL country:x", validA: "1990/1994", b: "city:b CAPITAL country:x", validB: "1995/..", want: explore.Uncorroborated},
		"two capitals in one year, perhaps in turn":   {a: "city:a CAPITAL country:x", validA: "1994", b: "city:b CAPITAL country:x", validB: "1994", want: explore.Uncorroborated},
		"that another is not the capital":             {a: "city:a CAPITAL country:x", validA: "1990/..", b: "city:b CAPITAL country:x", validB: "1990/..", howB: []string{"DENIED"}, want: explore.Uncorroborated},
		"another capital that is promised":            {a: "city:a CAPITAL country:x", validA: "1990/..", b: "city:b CAPITAL country:x", validB: "1990/..", howB: []string{"PROMISED"}, want: explore.Uncorroborated},
		"an exclusive subject has one object":         {a: "person:a HEADS country:x", validA: "1990/..", b: "person:a HEADS country:y", validB: "1990/..", want: explore.Contradicted},
		"two may head one":                            {a: "person:a HEADS country:x", validA: "1990/..", b: "person:b HEADS country:x", validB: "1990/..", want: explore.Uncorroborated},
		"a symmetric exclusive one, at either end":    {a: "city:a TWIN city:b", validA: "1990/..", b: "city:c TWIN city:b", validB: "1990/..", want: explore.Contradicted},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.doc("first", "2020-06-01", "One")
			w.doc("second", "2020-06-01", "Two")
			a := w.claim("first", c.a, c.validA, c.howA...)
			b := w.claim("second", c.b, c.validB, c.howB...)
			levels, err := w.explorer().Levels(t.Context(), all, []*knowledge.Statement{a, b})
			require.NoError(t, err)
			assert.Equal(t, []explore.CorroborationLevel{c.want, c.want}, levels, "it is mutual")
		})
	}
}

// TestLevels_ByWhoSaysIt tests which documents are independent of each other. Both claims say the same.
func TestLevels_ByWhoSaysIt(t *testing.T) {
	const yes, no = explore.Corroborated, explore.Uncorroborated
	for name, c := range map[string]struct {
		make func(w *world, a, b *knowledge.Document)
		a, b explore.CorroborationLevel
	}{
		"two publishers":                       {func(*world, *knowledge.Document, *knowledge.Document) {}, yes, yes},
		"one publisher":                        {func(_ *world, a, b *knowledge.Document) { b.Publisher = a.Publisher }, no, no},
		"one publisher, spelt differently":     {func(_ *world, a, b *knowledge.Document) { a.Publisher, b.Publisher = "Türkiye", "TURKIYE" }, no, no},
		"no publisher named":                   {func(_ *world, a, b *knowledge.Document) { a.Publisher, b.Publisher = "", "" }, yes, yes},
		"one publisher not named":              {func(_ *world, a, _ *knowledge.Document) { a.Publisher = "" }, yes, yes},
		"the first based on the second":        {func(_ *world, a, b *knowledge.Document) { a.BasedOn = []knowledge.ID{b.ID} }, no, no},
		"the second based on the first":        {func(_ *world, a, b *knowledge.Document) { b.BasedOn = []knowledge.ID{a.ID} }, no, no},
		"based on it over a third":             {func(w *world, a, b *knowledge.Document) { basedVia(w, a, b) }, no, no},
		"the second over a third":              {func(w *world, a, b *knowledge.Document) { basedVia(w, b, a) }, no, no},
		"both based on a third":                {func(w *world, a, b *knowledge.Document) { bothOn(w, a, b) }, yes, yes},
		"the second written by software":       {func(_ *world, _, b *knowledge.Document) { b.Generator = "Writer" }, no, yes},
		"both written by software":             {func(_ *world, a, b *knowledge.Document) { a.Generator, b.Generator = "Writer", "Other" }, no, no},
		"written by software and of one house": {func(_ *world, a, b *knowledge.Document) { b.Generator, b.Publisher = "Writer", a.Publisher }, no, no},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.make(w, w.doc("a", "", "One"), w.doc("b", "", "Two"))
			statements := []*knowledge.Statement{w.claim("a", "country:x JOINS alliance:p", "1994/.."), w.claim("b", "country:x JOINS alliance:p", "1994/..")}
			levels, err := w.explorer().Levels(t.Context(), all, statements)
			require.NoError(t, err)
			assert.Equal(t, []explore.CorroborationLevel{c.a, c.b}, levels)
		})
	}
	t.Run("one document twice", func(t *testing.T) {
		w := newWorld(t)
		w.doc("a", "", "One")
		statements := []*knowledge.Statement{w.claim("a", "country:x JOINS alliance:p", "1994/.."), w.claim("a", "country:x JOINS alliance:p", "1994-05/..")}
		levels, err := w.explorer().Levels(t.Context(), all, statements)
		require.NoError(t, err)
		assert.Equal(t, []explore.CorroborationLevel{no, no}, levels)
	})
}

// basedVia makes a document based on another by way of a third, which claims nothing itself.
func basedVia(w *world, a, b *knowledge.Document) {
	third := w.doc("third", "", "Three")
	a.BasedOn, third.BasedOn = []knowledge.ID{third.ID}, []knowledge.ID{b.ID}
}

func bothOn(w *world, a, b *knowledge.Document) {
	third := w.doc("third", "", "Three")
	a.BasedOn, b.BasedOn = []knowledge.ID{third.ID}, []knowledge.ID{third.ID}
}

func TestLevels_ClaimsOfSoftware_AreWeighedButDoNotWeigh(t *testing.T) {
	w := newWorld(t)
	w.doc("written", "", "One").Generator = "Writer"
	w.doc("book", "", "Two")
	says := w.claim("written", "country:x JOINS alliance:p", "1994/..")
	denies := w.claim("book", "country:x JOINS alliance:p", "1994/..", "DENIED")
	levels, err := w.explorer().Levels(t.Context(), all, []*knowledge.Statement{says, denies})
	require.NoError(t, err)
	assert.Equal(t, []explore.CorroborationLevel{explore.Contradicted, explore.Uncorroborated}, levels)
}

// disputed is a link with claims of three documents: two agree, one denies.
func disputed(t testing.TB) (w *world, one, two, not *knowledge.Statement) {
	w = newWorld(t)
	w.doc("one", "2001", "One")
	w.doc("two", "2002", "Two")
	w.doc("not", "2003", "Three")
	return w, w.claim("one", "country:x JOINS alliance:p", "1994/.."), w.claim("two", "country:x JOINS alliance:p", "1994-05/.."), w.claim("not", "country:x JOINS alliance:p", "1995/..", "DENIED")
}

func TestCorroborate_GivesWhoSupportsAndWhoContradicts(t *testing.T) {
	w, one, two, not := disputed(t)
	x := w.explorer()
	found, err := x.Corroborate(t.Context(), all, []*knowledge.Statement{not, one})
	require.NoError(t, err)
	assert.Equal(t, explore.Contradicted, found[0].Level)
	rows, _ := walk(t, 1, false, found[0].Contradicting)
	assert.Equal(t, []*knowledge.Statement{one, two}, rows)
	assert.Empty(t, found[0].Supporting(everything).Rows)
	assert.Equal(t, explore.Disputed, found[1].Level)
	assert.Equal(t, []*knowledge.Statement{two}, found[1].Supporting(everything).Rows)
	assert.Equal(t, []*knowledge.Statement{not}, found[1].Contradicting(everything).Rows)
	supporting, contradicting := found[1].Counts()
	assert.Equal(t, []int{1, 1}, []int{supporting, contradicting})
}

func TestLevels_FollowTheScope(t *testing.T) {
	w, one, _, _ := disputed(t)
	x := w.explorer()
	for _, c := range []struct {
		knownBy string
		want    explore.CorroborationLevel
	}{{"2001-12-31", explore.Uncorroborated}, {"2002-12-31", explore.Corroborated}, {"2003-12-31", explore.Disputed}} {
		day := date(c.knownBy).Span().First
		levels, err := x.Levels(t.Context(), &knowledge.Scope{KnownBy: &day}, []*knowledge.Statement{one})
		require.NoError(t, err)
		assert.Equal(t, []explore.CorroborationLevel{c.want}, levels, c.knownBy)
	}
}

func TestLinkLevels_TakeTheStatementsTogether(t *testing.T) {
	w, one, _, _ := disputed(t)
	lonely := w.claim("one", "country:y JOINS alliance:p", "1994/..")
	x := w.explorer()
	levels, err := x.LinkLevels(t.Context(), all, []knowledge.ID{one.Link, lonely.Link, "link:none", one.Link})
	require.NoError(t, err)
	assert.Equal(t, []explore.CorroborationLevel{explore.Disputed, explore.Uncorroborated, explore.Uncorroborated, explore.Disputed}, levels)
}

func TestSummaries_CountADocumentsStatements(t *testing.T) {
	w, _, _, _ := disputed(t)
	w.claim("one", "country:y JOINS alliance:p", "1994/..")
	x := w.explorer()
	found, err := x.Summaries(t.Context(), all, []knowledge.ID{"document:one", "document:not", "dataset:d", "document:none"})
	require.NoError(t, err)
	assert.Equal(t, []*explore.CorroborationSummary{
		{Disputed: 1, Uncorroborated: 1}, {Contradicted: 1}, {Disputed: 2, Uncorroborated: 1, Contradicted: 1}, {},
	}, found)
}

// verdict implements rule 7 literally, claim by claim.
func (w *world) verdict(scope *knowledge.Scope, st *knowledge.Statement) (supporting, contradicting []*knowledge.Statement) {
	documents := map[knowledge.ID]*knowledge.Document{}
	for _, d := range w.documents {
		documents[d.ID] = d
	}
	basedOn := func(a, b *knowledge.Document) bool {
		for _, id := range a.BasedOn {
			if id == b.ID || slices.Contains(documents[id].BasedOn, b.ID) {
				return true
			}
		}
		return false
	}
	relation := w.relations[slices.IndexFunc(w.relations, func(r *knowledge.Relation) bool { return r.Name == st.Relation })]
	told := func(s *knowledge.Statement) bool {
		return s.Modality == knowledge.Asserted || s.Modality == knowledge.Reported
	}
	certainly := func(a, b *knowledge.Statement) bool {
		return slices.ContainsFunc([]edtf.Day{a.Validity.LatestBegin, b.Validity.LatestBegin, a.Validity.EarliestEnd, b.Validity.EarliestEnd}, func(d edtf.Day) bool {
			x := a.Validity.CertaintyAt(edtf.Span{First: d, Last: d})
			y := b.Validity.CertaintyAt(edtf.Span{First: d, Last: d})
			return d.IsBounded() && x == knowledge.Certain && y == knowledge.Certain
		})
	}
	apart := func(a1, a2, b1, b2 edtf.Day) bool { return a2 < b1 || b2 < a1 }
	for _, o := range w.admitted(scope) {
		a, b := documents[st.Document], documents[o.Document]
		samePublisher := a.Publisher != "" && knowledge.Fold(string(a.Publisher)) == knowledge.Fold(string(b.Publisher))
		if a == b || samePublisher || basedOn(a, b) || basedOn(b, a) || b.Generator != "" || !told(st) || !told(o) {
			continue
		}
		v, u := st.Validity, o.Validity
		near := edtf.Day(relation.BeginTolerance)
		begun := func(v knowledge.Validity) bool { return v.Begin == knowledge.BoundKnown }
		sameBegin := !begun(v) || !begun(u) || !apart(v.EarliestBegin-near, v.LatestBegin+near, u.EarliestBegin, u.LatestBegin)
		open := func(v knowledge.Validity) bool {
			return v.End != knowledge.BoundKnown && v.End != knowledge.BoundUnknown
		}
		// The days that a source speaks of: half a year around its day, where it speaks of its present.
		spoken := func(v knowledge.Validity) (first, last edtf.Day) {
			first, last = v.EarliestBegin, v.LatestEnd
			if open(v) {
				last = v.EarliestEnd + 183
			}
			if !begun(v) && v.EarliestEnd.IsBounded() {
				first = v.EarliestEnd - 183
			}
			return first, last
		}
		v1, v2 := spoken(v)
		u1, u2 := spoken(u)
		// Who vouches for one spell beyond the day by which the other says that it was over.
		beyond := func(v, over knowledge.Validity) bool {
			return open(v) && begun(v) && !v.Uncertain && !over.Uncertain && over.End == knowledge.BoundKnown && !over.Interval.IsSingle() &&
				v.LatestBegin <= over.EarliestEnd && over.LatestEnd+near < v.EarliestEnd
		}
		switch {
		case o.Link == st.Link && o.Polarity == st.Polarity && (beyond(v, u) || beyond(u, v)),
			o.Link == st.Link && certainly(st, o) && (o.Polarity != st.Polarity || open(v) && open(u) && !sameBegin):
			contradicting = append(contradicting, o)
		case o.Link == st.Link && o.Polarity == st.Polarity && sameBegin && !apart(v1, v2, u1, u2):
			supporting = append(supporting, o)
		case o.Link != st.Link && o.Relation == st.Relation && o.Polarity == knowledge.Affirmed && st.Polarity == knowledge.Affirmed && certainly(st, o):
			subject, object := o.Subject == st.Subject, o.Object == st.Object
			crossed := st.Symmetric && (o.Subject == st.Object || o.Object == st.Subject)
			switch {
			case relation.Exclusive == knowledge.ExclusiveNone:
			case st.Symmetric && (subject || object || crossed), relation.Exclusive == knowledge.ExclusiveSubject && subject, relation.Exclusive == knowledge.ExclusiveObject && object:
				contradicting = append(contradicting, o)
			}
		}
	}
	byBegin := func(a, b *knowledge.Statement) int {
		return knowledge.CompareKeys(knowledge.StatementKey("", a), knowledge.StatementKey("", b), knowledge.Ascending)
	}
	slices.SortFunc(supporting, byBegin)
	slices.SortFunc(contradicting, byBegin)
	return supporting, contradicting
}

func levelOf(supporting, contradicting []*knowledge.Statement) explore.CorroborationLevel {
	switch {
	case supporting != nil && contradicting != nil:
		return explore.Disputed
	case supporting != nil:
		return explore.Corroborated
	case contradicting != nil:
		return explore.Contradicted
	}
	return explore.Uncorroborated
}

func TestCorroboration_AgainstTheReference(t *testing.T) {
	c := newGenerator(t)
	counts := map[explore.CorroborationLevel]int{}
	for range rounds {
		w := c.world(t)
		x := w.explorer()
		scope := c.scope()
		found, err := x.Corroborate(t.Context(), scope, w.statements)
		require.NoError(t, err)
		levels, err := x.Levels(t.Context(), scope, w.statements)
		require.NoError(t, err)
		byID := map[knowledge.ID]explore.CorroborationLevel{}
		for i, st := range w.statements {
			supporting, contradicting := w.verdict(scope, st)
			require.Equal(t, ids(supporting), ids(found[i].Supporting(everything).Rows))
			require.Equal(t, ids(contradicting), ids(found[i].Contradicting(everything).Rows))
			require.Equal(t, levelOf(supporting, contradicting), found[i].Level)
			require.Equal(t, found[i].Level, levels[i])
			counts[levels[i]]++
			byID[st.ID] = levels[i]
		}
		checkAtLevels(t, c, w, x, scope, byID)
	}
	assert.Len(t, counts, 4, "each level was there: %v", counts)
}

func ids(statements []*knowledge.Statement) []knowledge.ID {
	out := []knowledge.ID{}
	for _, st := range statements {
		out = append(out, st.ID)
	}
	return out
}

// checkAtLevels compares the lists by level with those of the store, filtered afterwards.
func checkAtLevels(t *testing.T, c generator, w *world, x *explore.Explorer, scope *knowledge.Scope, levels map[knowledge.ID]explore.CorroborationLevel) {
	q := explore.LevelQuery{StatementQuery: store.StatementQuery{Filter: c.filter(w)}, Levels: some(c, explore.CorroborationLevels())}
	of := []knowledge.ID{"", w.entities[0].ID, "document:doc1"}
	plain, err := w.store().ListStatements(t.Context(), scope, of, q.StatementQuery, everything)
	require.NoError(t, err)
	counts, err := x.CountStatementsAt(t.Context(), scope, of, q)
	require.NoError(t, err)
	for i := range of {
		want := slices.DeleteFunc(slices.Clone(plain[i].Rows), func(st *knowledge.Statement) bool { return !slices.Contains(q.Levels, levels[st.ID]) })
		rows, _ := walk(t, 1+c.IntN(9), c.often(50), func(p store.Page) store.List[*knowledge.Statement] {
			lists, err := x.StatementsAt(t.Context(), scope, of, q, p)
			require.NoError(t, err)
			return lists[i]
		})
		require.Equal(t, ids(want), ids(rows))
		require.Equal(t, len(want), counts[i])
	}
}

func TestStatementsAt_SaysWhatLiesBeyondItsBounds(t *testing.T) {
	w := newWorld(t)
	w.doc("a", "", "One")
	w.doc("b", "", "Two")
	for _, id := range []string{"p", "q", "r"} {
		w.claim("a", "country:x JOINS alliance:"+id, "1994/..")
	}
	w.claim("b", "country:x JOINS alliance:q", "1994/..")
	x := w.explorer()
	q := explore.LevelQuery{Levels: []explore.CorroborationLevel{explore.Uncorroborated}}
	page := func(p store.Page) store.List[*knowledge.Statement] {
		lists, err := x.StatementsAt(t.Context(), all, []knowledge.ID{"country:x"}, q, p)
		require.NoError(t, err)
		return lists[0]
	}
	two := page(everything)
	require.Len(t, two.Rows, 2)
	between := page(store.Page{Limit: 5, After: two.Key(0), Before: two.Key(1)})
	assert.Equal(t, []any{0, true, true}, []any{len(between.Rows), between.HasPrevious, between.HasNext})
	none := page(store.Page{Limit: 0})
	assert.Equal(t, []any{0, false, true}, []any{len(none.Rows), none.HasPrevious, none.HasNext})
	crossed := page(store.Page{Limit: 5, After: two.Key(1), Before: two.Key(0), Backward: true})
	assert.Equal(t, []any{0, true, false}, []any{len(crossed.Rows), crossed.HasPrevious, crossed.HasNext})
	q.Order = knowledge.StatementOrder{By: knowledge.OrderValidFrom, Direction: knowledge.Descending}
	assert.Equal(t, []*knowledge.Statement{two.Rows[1], two.Rows[0]}, page(everything).Rows)
}
