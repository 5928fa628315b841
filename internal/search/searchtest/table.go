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

// The required shares of expected hits, in percent.
const (
	minFirst   = 98
	minInThree = 100
)

// Search is a row of the table.
type Search struct {
	Text  string
	Want  knowledge.ID
	About string
}

// IsOfOthers reports whether a row is drawn from a list of others, Unicode's CLDR or the names of the United Nations.
func (s Search) IsOfOthers() bool {
	return strings.HasPrefix(s.About, "CLDR ") || strings.HasPrefix(s.About, "UN ")
}

// Searches returns the rows of the table.
func Searches() []Search {
	var rows []Search
	for line := range strings.Lines(searches) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 3 && !strings.HasPrefix(line, "#") {
			rows = append(rows, Search{cells[0], cells[1], cells[2]})
		}
	}
	return rows
}

// Table runs all searches on a store with the built-in datasets, and fails if too few have the expected hit first. It logs the
// shares and the searches whose expected hit is not first.
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
		found, err := index.Search(t.Context(), search.Query{Text: row.Text}, store.Page{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		switch rank := rankOf(found.Rows, row.Want); rank {
		case 1:
			first++
			inThree++
		case 0:
			t.Errorf("%q (%s) does not find %s among the first three: %s", row.Text, row.About, row.Want, shown(found.Rows))
		default:
			inThree++
			t.Logf("%q (%s) finds %s at place %d: %s", row.Text, row.About, row.Want, rank, shown(found.Rows))
		}
	}
	t.Logf("%d searches: %.1f %% find what is meant first, %.1f %% in the first three", len(rows), percent(first, len(rows)), percent(inThree, len(rows)))
	if percent(first, len(rows)) < minFirst || percent(inThree, len(rows)) < minInThree {
		t.Errorf("at least %d %% must find it first, and %d %% in the first three", minFirst, minInThree)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// rankOf returns the rank of an id among hits, from 1; 0 if it is not among them.
func rankOf(hits []*search.Hit, id knowledge.ID) int {
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
