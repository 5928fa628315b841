package storetest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func textTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"KeptAsGiven":             testNastyStrings,
		"QuotesByCodePoint":       testQuotesByCodePoint,
		"NamesCollated":           testCollation,
		"FoundFoldedShownAsGiven": testFoldedLookup,
	}
}

// nastyStrings are texts that have broken stores: scripts, directions, forms of one letter, quoting, sizes.
func nastyStrings() map[string]string {
	return map[string]string{
		"french":       "Côte d'Ivoire",
		"turkish":      "Türkiye ıİiI",
		"armenian":     "Հայաստան",
		"georgian":     "საქართველო",
		"right-left":   "\u202eمصر\u202c العربية עברית",
		"nfc":          "\u00e9lan",
		"nfd":          "e\u0301lan",
		"emoji":        "👩‍👩‍👧‍👦 🇬🇪",
		"quotes":       `"double" 'single' «angle» \back\slash`,
		"backticks":    "`DROP` ```",
		"dollar":       "$x ${x} $1 {{x}} %s %d",
		"cypher":       "'}) DETACH DELETE n //",
		"white":        " \t\r\n  lead and trail \u00a0\u2003 ",
		"unassigned":   "\U0010fffd\ufffd\u200b",
		"long":         strings.Repeat("Ж", 32*1024),
		"replacement":  "\ufffd",
		"html":         "<script>&amp;</script>",
		"byte-order":   "\ufeffBOM",
		"single-quote": "'",
	}
}

func testNastyStrings(t *testing.T, open Opener) {
	s := open(t)
	g := NewGraph(t)
	g.Dataset("nasty").Order(1)
	g.Relation("KNOWS", knowledge.CategoryOther, "country", "country").Symmetric()
	for slug, text := range nastyStrings() {
		g.Document(slug).Title(text).Text("Before " + text + " after")
		g.Entity("country:"+slug, text).Name(knowledge.NameAlias, text+" alias").Code("own", text, "").Described(text, text, text, nil)
		g.Claim("country:"+slug, "KNOWS", "country:"+slug).Note(text).Topics(text).Quote(text).Called(slug)
		g.Claim("country:"+slug, "KNOWS", "country:"+slug).Row(text).Valid("1999")
	}
	rows := g.Rows()
	r := apply(t, s, Put(rows...))
	assert.Equal(t, len(rows), r.Added)
	kept, err := scanAll(ctx, s, 0)
	require.NoError(t, err)
	for _, row := range rows {
		require.Equal(t, row, kept[row.Key()])
	}
	sum := knowledge.ContentHash{}
	for _, row := range kept {
		sum = sum.Add(knowledge.Hash(row))
	}
	assert.Equal(t, sum, r.Content)
	assert.Equal(t, 1, apply(t, s, Put(rows...)).Number)
	for slug, text := range nastyStrings() {
		found := statementsOf(t, s, "", knowledge.StatementFilter{Topics: []string{text}})
		require.Len(t, found, 1, slug)
		assert.Equal(t, knowledge.Text(text), found[0].Evidence[0].Quote)
		assert.Contains(t, entities(t, s, knowledge.Scope{}, "", store.EntityQuery{Filter: knowledge.EntityFilter{
			Identifier: &knowledge.IdentifierFilter{Scheme: "own", Value: text},
		}}), "country:"+slug)
	}
	for _, of := range []knowledge.ID{"", "document:long", "document:quotes", "country:dollar"} {
		for _, by := range []knowledge.StatementOrderField{knowledge.OrderPlaceInDocument, knowledge.OrderValidFrom} {
			p := pagerOf(of, "", func(p store.Page) ([]store.List[*knowledge.Statement], error) {
				return s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{of}, store.StatementQuery{Order: knowledge.StatementOrder{By: by}}, p)
			})
			all, _, _, err := p.page(everything)
			require.NoError(t, err)
			assert.Equal(t, all, forward(t, p, 3))
			assert.Equal(t, all, backward(t, p, 3))
		}
	}
}

// statementsOf returns the statements of an anchor that match a filter.
func statementsOf(t testing.TB, s store.Store, anchor knowledge.ID, filter knowledge.StatementFilter) []*knowledge.Statement {
	t.Helper()
	return one[store.List[*knowledge.Statement]](t)(
		s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{anchor}, store.StatementQuery{Filter: filter}, everything)).Rows
}

func testQuotesByCodePoint(t *testing.T, open Opener) {
	s := open(t)
	g := NewGraph(t)
	g.Dataset("d").Order(1)
	g.Relation("KNOWS", knowledge.CategoryOther, "country", "country")
	g.Entity("country:a", "A")
	words := make([]string, 700)
	for i := range words {
		words[i] = "სიტყვა" + strings.Repeat("é", i%7) + "." + strings.Repeat("x", i%11)
	}
	text := strings.Join(words, " ")
	g.Document("long").Text(text)
	years := 1000
	for start := 0; start < len(words); start += 13 {
		quote := strings.Join(words[start:min(len(words), start+3)], " ")
		years++
		g.Claim("country:a", "KNOWS", "country:a").Valid(itoa4(years)).Quote(quote)
	}
	apply(t, s, Put(g.Rows()...))
	for _, st := range statementsOf(t, s, "document:long", knowledge.StatementFilter{}) {
		e := st.Evidence[0]
		cut, ok := knowledge.Slice(text, e.Place.Start, e.Place.End)
		require.True(t, ok)
		require.Equal(t, cut, string(e.Quote))
	}
	last := g.claims[len(g.claims)-1].row
	n := utf8.RuneCountInString(text)
	beyond := with(last, func(s *knowledge.Statement) {
		s.Evidence = []*knowledge.Evidence{{Document: s.Document, Quote: "x", Place: &knowledge.Place{Start: n, End: n + 1}}}
	})
	refused(t, s, Put(beyond), "no characters")
	end := with(last, func(s *knowledge.Statement) {
		from := n - 2
		cut, _ := knowledge.Slice(text, from, n)
		s.Evidence = []*knowledge.Evidence{{Document: s.Document, Quote: knowledge.Text(cut), Place: &knowledge.Place{Start: from, End: n}}}
	})
	apply(t, s, Put(end))
}

// itoa4 writes a year of four digits.
func itoa4(n int) string {
	return string([]byte{byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

func testCollation(t *testing.T, open Opener) {
	s := open(t)
	g := NewGraph(t)
	g.Dataset("d").Order(1)
	names := []string{"Ålesund", "Zagreb", "alpha", "Alpha", "Älv", "Élan", "elan", "Ελλάδα", "Հայաստան", "საქართველო"}
	for i, name := range names {
		g.Entity("city:c"+string(rune('0'+i)), name)
	}
	apply(t, s, Put(g.Rows()...))
	list := one[store.List[*knowledge.Entity]](t)(s.ListEntities(ctx, &knowledge.Scope{}, []knowledge.ID{""}, store.EntityQuery{Order: knowledge.EntityOrder{By: knowledge.OrderName}}, everything))
	var got []string
	for _, e := range list.Rows {
		got = append(got, e.Name)
	}
	assert.Equal(t, []string{"Ålesund", "alpha", "Alpha", "Älv", "elan", "Élan", "Zagreb", "Ελλάδα", "საქართველო", "Հայաստան"}, got)
}

func testFoldedLookup(t *testing.T, open Opener) {
	s := open(t)
	g := NewGraph(t)
	g.Dataset("d").Order(1)
	g.Entity("country:turkey", "Türkiye").Name(knowledge.NameAlias, "Turquía")
	g.Entity("country:ivory-coast", "Co\u0302te d'Ivoire")
	g.Entity("country:georgia", "საქართველო")
	apply(t, s, Put(g.Rows()...))
	for ref, id := range map[string]knowledge.ID{
		"TURKIYE": "country:turkey", "turquia": "country:turkey", "Türkiye": "country:turkey",
		"côte D'IVOIRE": "country:ivory-coast", "cote d'ivoire": "country:ivory-coast", "საქართველო": "country:georgia",
	} {
		r, err := knowledge.ParseRef(ref)
		require.NoError(t, err)
		assert.Equal(t, [][]knowledge.ID{{id}}, lookup(t, s, 0, r.Keys()[0]), ref)
	}
	assert.Equal(t, "Co\u0302te d'Ivoire", entity(t, s, "country:ivory-coast").Name)
}
