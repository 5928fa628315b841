package searchtest

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
)

//go:embed searches.tsv
var searches string

// The shares of the table that must be found, in percent.
const (
	leastFirst   = 95
	leastInThree = 100
)

// Search is a row of the table.
type Search struct {
	Text  string
	Want  knowledge.ID
	About string
}

// Searches are the rows of the table.
func Searches() []Search {
	var rows []Search
	for line := range strings.Lines(searches) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 3 && !strings.HasPrefix(line, "#") {
			rows = append(rows, Search{cells[0], cells[1], cells[2]})
		}
	}
	return rows
}

// Table asks a store with the built-in datasets all searches, and fails where too few find first what they should. It prints the
// figure, and what was not first.
func Table(t *testing.T, reader store.Reader) {
	t.Helper()
	newest, err := reader.Revision(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.NewCache(reader).At(t.Context(), newest.Number)
	if err != nil {
		t.Fatal(err)
	}
	rows := Searches()
	var first, inThree int
	for _, row := range rows {
		found, err := index.Search(search.Query{Text: row.Text}, store.Page{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		switch place := placeOf(found.Rows, row.Want); place {
		case 1:
			first++
			inThree++
		case 0:
			t.Errorf("%q (%s) does not find %s among the first three: %s", row.Text, row.About, row.Want, shown(found.Rows))
		default:
			inThree++
			t.Logf("%q (%s) finds %s at place %d: %s", row.Text, row.About, row.Want, place, shown(found.Rows))
		}
	}
	t.Logf("%d searches: %.1f %% find what is meant first, %.1f %% in the first three", len(rows), percent(first, len(rows)), percent(inThree, len(rows)))
	if percent(first, len(rows)) < leastFirst || percent(inThree, len(rows)) < leastInThree {
		t.Errorf("at least %d %% must find it first, and %d %% in the first three", leastFirst, leastInThree)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// placeOf is the place of an id among hits, from 1; 0 where it is not among them.
func placeOf(hits []*search.Hit, id knowledge.ID) int {
	for i, h := range hits {
		if h.Entity == id || h.Document == id {
			return i + 1
		}
	}
	return 0
}

func shown(hits []*search.Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, fmt.Sprintf("%s%s %.4f %q", h.Entity, h.Document, h.Score, h.Highlight()))
	}
	return strings.Join(all, ", ")
}
