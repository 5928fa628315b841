package knowledge_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

const (
	asc  = knowledge.Ascending
	desc = knowledge.Descending
)

// sorted gives the rows in the order of their keys.
func sorted[T any](rows []T, key func(T) knowledge.SortKey, direction knowledge.SortDirection) []T {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b T) int { return knowledge.CompareKeys(key(a), key(b), direction) })
	return rows
}

func statementKey(by knowledge.StatementOrderField) func(*knowledge.Statement) knowledge.SortKey {
	return func(s *knowledge.Statement) knowledge.SortKey { return knowledge.StatementKey(by, s) }
}

// claims makes statements of validities, with the ids statement:00, statement:01 and so on.
func claims(t testing.TB, valid ...string) []*knowledge.Statement {
	out := make([]*knowledge.Statement, len(valid))
	for i, v := range valid {
		out[i] = claim(t, v)
		out[i].ID = fmt.Sprintf("statement:%02d", i)
	}
	return out
}

func edtfs(list []*knowledge.Statement) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.Validity.EDTF()
	}
	return out
}

func TestOrderValidFrom(t *testing.T) {
	rows := claims(t, "/..", "2008/..", "1994-05-04/..", "1994-01-01/..", "../2001", "1994/..", "199X", "1970-01-01", "1969-12-31", "0000", "1994~/..", "/1990")
	assert.Equal(t, []string{
		"0000", "1969-12-31", "1970-01-01", "199X", "1994~/..", // earliest bound: 1990-01-01, 1993-01-01
		"1994/..", "1994-01-01/..", // the wider first among equals
		"1994-05-04/..", "2008/..",
		"/..", "../2001", "/1990", // unknown last, by id
	}, edtfs(sorted(rows, statementKey(knowledge.OrderValidFrom), asc)))
	assert.Equal(t, []string{
		"2008/..", "1994-05-04/..", "1994-01-01/..", "1994/..", "1994~/..", "199X", "1970-01-01", "1969-12-31", "0000",
		"/1990", "../2001", "/..", // and last in this direction too
	}, edtfs(sorted(rows, statementKey(knowledge.OrderValidFrom), desc)))
}

func TestOrderValidTo(t *testing.T) {
	rows := claims(t, "1994/..", "1994/2001", "1994/2001-01-01", "1994/", "2008-08-08", "/1990")
	until := validity(t, "1980/..", published, "1985")
	rows = append(rows, &knowledge.Statement{ID: "statement:09", Validity: until})
	assert.Equal(t, []string{"/1990", "1994/2001", "1994/2001-01-01", "2008-08-08", "1994/..", "1994/", "1980/.."},
		edtfs(sorted(rows, statementKey(knowledge.OrderValidTo), asc)), "open, unknown and where the data stop have no end")
	assert.Equal(t, []string{"2008-08-08", "1994/2001-01-01", "1994/2001", "/1990", "1980/..", "1994/", "1994/.."},
		edtfs(sorted(rows, statementKey(knowledge.OrderValidTo), desc)))
}

func TestOrderRelation(t *testing.T) {
	rows := claims(t, "2008/..", "/..", "1994/..", "1970/..")
	for i, relation := range []string{"BORDERS", "BORDERS", "BORDERS", "BORDERS_ON"} {
		rows[i].Relation = relation
	}
	assert.Equal(t, []string{"1994/..", "2008/..", "/..", "1970/.."}, edtfs(sorted(rows, statementKey(knowledge.OrderRelation), asc)))
	assert.Equal(t, []string{"1970/..", "/..", "2008/..", "1994/.."}, edtfs(sorted(rows, statementKey(knowledge.OrderRelation), desc)),
		"wholly turned around: what it orders by, the relation, is always known")
}

func TestOrderPlaceInDocument(t *testing.T) {
	row := func(id, document string, e knowledge.Evidence) *knowledge.Statement {
		return &knowledge.Statement{ID: id, Document: document, Evidence: []*knowledge.Evidence{&e, {Place: &knowledge.Place{}}}}
	}
	rows := []*knowledge.Statement{
		row("s:1", "document:b", knowledge.Evidence{Place: &knowledge.Place{Start: 1}}),
		row("s:2", "document:a", knowledge.Evidence{Locator: "row 2"}),
		row("s:3", "document:a", knowledge.Evidence{Place: &knowledge.Place{Start: 300}}),
		row("s:4", "document:a", knowledge.Evidence{Place: &knowledge.Place{Start: 255}}),
		row("s:5", "document:a", knowledge.Evidence{Locator: "row 1"}),
		row("s:6", "document:a", knowledge.Evidence{Place: &knowledge.Place{Start: 0}}),
		row("s:7", "document:a-b", knowledge.Evidence{Place: &knowledge.Place{Start: 0}}),
		row("s:0", "document:a", knowledge.Evidence{Place: &knowledge.Place{Start: 300}}),
	}
	var got []string
	for _, s := range sorted(rows, statementKey(knowledge.OrderPlaceInDocument), asc) {
		got = append(got, s.ID)
	}
	assert.Equal(t, []string{"s:6", "s:4", "s:0", "s:3", "s:5", "s:2", "s:7", "s:1"}, got, "quotes by place, then locators by text")
}

// slowStatements is rule 8 as it reads, without keys.
func slowStatements(by knowledge.StatementOrderField, a, b *knowledge.Statement) int {
	bounds := func(s *knowledge.Statement) (edtf.Span, bool) {
		if by == knowledge.OrderValidTo {
			return edtf.Span{First: s.Validity.EarliestEnd, Last: s.Validity.LatestEnd}, s.Validity.End == knowledge.BoundKnown
		}
		return edtf.Span{First: s.Validity.EarliestBegin, Last: s.Validity.LatestBegin}, s.Validity.Begin == knowledge.BoundKnown
	}
	relation := 0
	if by == knowledge.OrderRelation {
		relation = strings.Compare(a.Relation, b.Relation)
	}
	x, xKnown := bounds(a)
	y, yKnown := bounds(b)
	switch {
	case relation != 0:
		return relation
	case xKnown != yKnown:
		if xKnown {
			return -1
		}
		return 1
	case !xKnown:
		return strings.Compare(a.ID, b.ID)
	}
	// Among equal first days the later last day is the wider span.
	return cmp.Or(cmp.Compare(x.First, y.First), cmp.Compare(y.Last, x.Last), strings.Compare(a.ID, b.ID))
}

func randomStatement(t testing.TB, r *rand.Rand) *knowledge.Statement {
	words := []string{"", "..", "1994", "1994-01", "1994-01-01", "1994~", "1994?", "1993", "1993-01-01", "0000", "9998", "1970-01-01", "1969-12-31", "2008-24"}
	for {
		text := pick(r, words...) + "/" + pick(r, words...)
		if r.IntN(4) == 0 {
			text = pick(r, words[2:]...)
		}
		i, err := edtf.ParseInterval(text)
		if err != nil {
			continue
		}
		v, err := knowledge.ResolveValidity(i, date(t, published).Span(), date(t, pick(r, "", "", "2012")))
		if err != nil {
			continue
		}
		return &knowledge.Statement{
			ID:       "statement:" + pick(r, "a", "b", "ab", "a-b", "0", "zz") + fmt.Sprint(r.IntN(20)),
			Relation: pick(r, "BORDERS", "BORDERS_ON", "MEMBER_OF", "A", "A1"), Validity: v,
		}
	}
}

func TestStatementKeyOrdersAsTheRuleReads(t *testing.T) {
	r := newRand(t)
	for range 20000 {
		a, b := randomStatement(t, r), randomStatement(t, r)
		for _, by := range []knowledge.StatementOrderField{knowledge.OrderValidFrom, knowledge.OrderValidTo, knowledge.OrderRelation} {
			x, y := knowledge.StatementKey(by, a), knowledge.StatementKey(by, b)
			want := slowStatements(by, a, b)
			require.Equal(t, want, knowledge.CompareKeys(x, y, asc), "%s: %s %s, %s %s", by, a.ID, a.Validity.EDTF(), b.ID, b.Validity.EDTF())
			require.Equal(t, want, strings.Compare(string(x), string(y)), "byte order is the order")
			mirrored := -want
			if x.IsUnknown() != y.IsUnknown() {
				mirrored = want
			}
			require.Equal(t, mirrored, knowledge.CompareKeys(x, y, desc), "%s descending: %s, %s", by, a.Validity.EDTF(), b.Validity.EDTF())
		}
	}
}

// TestSortKey_OrdersDatesOfAllYears holds the texts of dates against their days, from the year -9999 to 99999 and with open ends.
func TestSortKey_OrdersDatesOfAllYears(t *testing.T) {
	r := newRand(t)
	year := func() int64 { return pick(r, -9999, -1, 0, 1, 1969, 1970, 9999, 10000, 99999, r.Int64N(110000)-9999) }
	span := func() edtf.Span {
		first := edtf.DayOf(year(), 1+r.IntN(12), 1+r.IntN(28))
		return edtf.Span{First: pick(r, first, first, first, edtf.UnboundedPast), Last: pick(r, first, first+1, first+365, edtf.DayOf(99999, 12, 31), edtf.UnboundedFuture)}
	}
	for range 20000 {
		a, b := span(), span()
		x, y := pick(r, "country:a", "country:ab", "event:a"), pick(r, "country:a", "country:ab", "event:a")
		want := cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.Last, a.Last), strings.Compare(x, y))
		switch unknownA, unknownB := a.First == edtf.UnboundedPast, b.First == edtf.UnboundedPast; {
		case unknownA && unknownB:
			want = strings.Compare(x, y)
		case unknownA:
			want = 1
		case unknownB:
			want = -1
		}
		p, q := knowledge.DateKey(a, x), knowledge.DateKey(b, y)
		require.Equal(t, want, strings.Compare(string(p), string(q)), "%v %s and %v %s", a, x, b, y)
	}
}

// TestSortKey_OrdersLocatorsByTheirBytes holds locators, which are any text, against each other, and against quotes.
func TestSortKey_OrdersLocatorsByTheirBytes(t *testing.T) {
	r := newRand(t)
	row := func() *knowledge.Statement {
		e := &knowledge.Evidence{Locator: knowledge.Text(pick(r, "", "row", "row 1", "row 10", "Zeile", "ზოლი", "\u00a0", "\U0010ffff") + pick(r, "", "a", " ", "~", "é"))}
		if r.IntN(3) == 0 {
			e.Place = &knowledge.Place{Start: pick(r, 0, 9, 10, 255, 256, 1<<20)}
		}
		return &knowledge.Statement{ID: "statement:" + pick(r, "a", "b"), Document: pick(r, "document:a", "document:a-b"), Evidence: []*knowledge.Evidence{e}}
	}
	for range 20000 {
		a, b := row(), row()
		x, y := a.Evidence[0], b.Evidence[0]
		want := strings.Compare(a.Document, b.Document)
		switch {
		case want != 0:
		case x.Place != nil && y.Place != nil:
			want = cmp.Or(cmp.Compare(x.Place.Start, y.Place.Start), strings.Compare(a.ID, b.ID))
		case x.Place != nil:
			want = -1
		case y.Place != nil:
			want = 1
		default:
			want = cmp.Or(strings.Compare(string(x.Locator), string(y.Locator)), strings.Compare(a.ID, b.ID))
		}
		p, q := knowledge.StatementKey(knowledge.OrderPlaceInDocument, a), knowledge.StatementKey(knowledge.OrderPlaceInDocument, b)
		require.Equal(t, want, strings.Compare(string(p), string(q)), "%q and %q", p, q)
	}
}

func TestSortKey_IsPrintable(t *testing.T) {
	e := &knowledge.Entity{ID: "country:georgia", Name: "საქართველო\x00\n"}
	st := claim(t, "/1990")
	st.Document, st.Evidence = "document:a", []*knowledge.Evidence{{Locator: "§ 5\n"}}
	for _, k := range []knowledge.SortKey{
		"", knowledge.EntityKey(knowledge.OrderName, e), knowledge.EntityKey(knowledge.OrderID, e), knowledge.DateKey(edtf.Span{}, e.ID), knowledge.RevisionKey(1 << 40),
		knowledge.StatementKey(knowledge.OrderValidFrom, st), knowledge.StatementKey(knowledge.OrderPlaceInDocument, st), knowledge.FirstUnknown,
	} {
		assert.True(t, k.IsText(), "%q", k)
		assert.Less(t, k, knowledge.AfterAll)
		assert.Less(t, k, k.Next())
	}
	for _, k := range []knowledge.SortKey{"a\x1f", "\x7f", "é"} {
		assert.False(t, k.IsText(), "%q", k)
	}
}

func TestDateKeyOfUnboundedWidth(t *testing.T) {
	at := func(first, last edtf.Day) knowledge.SortKey {
		return knowledge.DateKey(edtf.Span{First: first, Last: last}, "event:x")
	}
	first := day(t, "0000-01-01")
	assert.Less(t, at(first, edtf.UnboundedFuture), at(first, day(t, "9999-12-31")), "nothing is wider than what has no end")
	assert.True(t, at(edtf.UnboundedPast, first).IsUnknown())
	assert.False(t, at(first, first).IsUnknown())
	assert.Less(t, at(day(t, "9999-12-31"), edtf.UnboundedFuture), knowledge.FirstUnknown)
	assert.Less(t, knowledge.FirstUnknown, at(edtf.UnboundedPast, first))
}

func TestOrderOfTextsIsUnicodeCollation(t *testing.T) {
	names := []string{"Zypern", "Österreich", "Oman", "oman", "Åland", "Aruba", "Türkiye", "Turkey", "turkey", "Łódź", "London", "", "Côte d’Ivoire", "Cote", "საქართველო", "Հայաստան", "中国"}
	var entities []*knowledge.Entity
	for i, n := range names {
		entities = append(entities, &knowledge.Entity{ID: fmt.Sprintf("country:%d", i), Name: n})
	}
	byName := func(e *knowledge.Entity) knowledge.SortKey { return knowledge.EntityKey(knowledge.OrderName, e) }
	var got []string
	for _, e := range sorted(entities, byName, asc) {
		got = append(got, e.Name)
	}
	assert.Equal(t, []string{"", "Åland", "Aruba", "Cote", "Côte d’Ivoire", "Łódź", "London", "oman", "Oman", "Österreich", "turkey", "Turkey", "Türkiye", "Zypern", "საქართველო", "Հայաստան", "中国"}, got)
}

func TestTextKeyOrdersAsTheRuleReads(t *testing.T) {
	r := newRand(t)
	letters := []rune("aAbBäÄzZ éE1 -'.,0İıß世ΑαЯя\u0301\u200b\u00adქᲥ😀_")
	word := func() string {
		w := make([]rune, r.IntN(5))
		for i := range w {
			w[i] = pick(r, letters...)
		}
		return string(w)
	}
	root := collate.New(language.Und)
	for range 20000 {
		a := &knowledge.Document{Title: word(), ID: "document:" + pick(r, "a", "b", "ab")}
		b := &knowledge.Document{Title: word(), ID: "document:" + pick(r, "a", "b", "ab")}
		want := cmp.Or(root.CompareString(a.Title, b.Title), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
		got := knowledge.CompareKeys(knowledge.DocumentKey(knowledge.OrderTitle, a), knowledge.DocumentKey(knowledge.OrderTitle, b), asc)
		require.Equal(t, want, got, "%q and %q", a.Title, b.Title)
	}
}

func TestOrderOfEntitiesByID(t *testing.T) {
	rows := []*knowledge.Entity{{ID: "country:b"}, {ID: "country:a-b"}, {ID: "city:z"}, {ID: "country:a"}}
	var got []string
	for _, e := range sorted(rows, func(e *knowledge.Entity) knowledge.SortKey { return knowledge.EntityKey(knowledge.OrderID, e) }, asc) {
		got = append(got, e.ID)
	}
	assert.Equal(t, []string{"city:z", "country:a", "country:a-b", "country:b"}, got)
}

func TestOrderOfDocumentsByPublicationElseRetrieval(t *testing.T) {
	rows := []*knowledge.Document{
		{ID: "document:1", PublishedOn: date(t, "2008")}, {ID: "document:2", RetrievedOn: date(t, "2007-05")},
		{ID: "document:3", PublishedOn: date(t, "2008-01-01"), RetrievedOn: date(t, "1999")}, {ID: "document:0", PublishedOn: date(t, "2008")},
	}
	var got []string
	for _, d := range sorted(rows, func(d *knowledge.Document) knowledge.SortKey {
		return knowledge.DocumentKey(knowledge.OrderPublishedOn, d)
	}, asc) {
		got = append(got, d.ID)
	}
	assert.Equal(t, []string{"document:2", "document:0", "document:1", "document:3"}, got)
}

func TestOrderOfLinksAtAnEnd(t *testing.T) {
	link := func(source, relation, target string) *knowledge.Link {
		return &knowledge.Link{Source: source, Relation: relation, Target: target}
	}
	rows := []*knowledge.Link{
		link("country:g", "OPPOSES", "country:a"), link("country:a", "OPPOSES", "country:g"), link("country:g", "BORDERS", "country:z"),
		link("country:g", "OPPOSES", "country:g"), link("country:b", "BORDERS", "country:g"), link("country:ab", "OPPOSES", "country:g"),
	}
	for range 2 {
		slices.Reverse(rows)
		var got []string
		for _, l := range sorted(rows, func(l *knowledge.Link) knowledge.SortKey { return knowledge.LinkKey(l, "country:g") }, asc) {
			got = append(got, l.Source+" "+l.Relation+" "+l.Target)
		}
		assert.Equal(t, []string{
			"country:b BORDERS country:g", "country:g BORDERS country:z",
			"country:g OPPOSES country:a", "country:a OPPOSES country:g", // outgoing before incoming
			"country:ab OPPOSES country:g", "country:g OPPOSES country:g",
		}, got, "whatever the order in which they come")
	}
}

func TestOrderOfRevisionsAndMentions(t *testing.T) {
	assert.Less(t, knowledge.RevisionKey(9), knowledge.RevisionKey(10))
	assert.Less(t, knowledge.RevisionKey(255), knowledge.RevisionKey(256))
	mention := func(document string, start int) knowledge.SortKey {
		return knowledge.MentionKey(&knowledge.Mention{ID: knowledge.MentionID(document, start, start+3), Document: document, Start: start})
	}
	assert.Less(t, mention("document:a", 9), mention("document:a", 10))
	assert.Less(t, mention("document:a", 300), mention("document:a-b", 1))
	assert.Less(t, mention("document:a-b", 1), mention("document:b", 0))
}
