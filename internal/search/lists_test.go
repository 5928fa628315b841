package search_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/search/toponym"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listed is a name that package toponym has for an entity of the built-in datasets.
type listed struct {
	name string
	id   knowledge.ID
}

// everyNth returns every nth of the names that package toponym has for entities by ISO's two letters, in the order of codes.
func everyNth(t *testing.T, n int) []listed {
	t.Helper()
	var all []listed
	count := 0
	for row, err := range seeded(t).Scan(t.Context(), 0, knowledge.TableEntity, "") {
		require.NoError(t, err)
		part := row.(*knowledge.EntityPart)
		for _, i := range part.Identifiers {
			if i.Scheme != knowledge.SchemeISO2 || !i.ValidTo.IsZero() {
				continue
			}
			for _, name := range toponym.Names(i.Value) {
				if count++; count%n == 0 {
					all = append(all, listed{name, part.ID})
				}
			}
		}
	}
	return all
}

// shares returns the shares of names, in percent, that find their entities first and among the first three when they are typed by type.
func shares(t *testing.T, names []listed, typed func(name string) string) (first, inThree float64) {
	t.Helper()
	x := ofSeed(t)
	for _, row := range names {
		found, err := x.Search(t.Context(), search.Query{Text: typed(row.name)}, store.Page{Limit: 3})
		require.NoError(t, err, row.name)
		for i, h := range found.Rows {
			if h.Entity != row.id {
				continue
			}
			inThree++
			if i == 0 {
				first++
			}
		}
	}
	of := float64(len(names)) / 100
	t.Logf("%d names: %.1f %% find what is meant first, %.1f %% in the first three", len(names), first/of, inThree/of)
	return first / of, inThree / of
}

// The table has searches that were chosen; these are drawn from the lists, a few hundred of tens of thousands. What several
// countries are called, as Congo and Guinea, keeps the share from being all.
func TestSearch_NamesOfTheLists_FindTheirCountries(t *testing.T) {
	names := everyNth(t, 97)
	require.Greater(t, len(names), 300)
	first, inThree := shares(t, names, func(name string) string { return name })
	assert.GreaterOrEqual(t, first, 98.0)
	assert.GreaterOrEqual(t, inThree, 99.5)
}

// No list has these: each is a name of eight code points or more without its fourth letter.
func TestSearch_NamesWithASlip_FindTheirCountries(t *testing.T) {
	var long []listed
	for _, row := range everyNth(t, 53) {
		if utf8.RuneCountInString(row.name) >= 8 {
			long = append(long, row)
		}
	}
	require.Greater(t, len(long), 300)
	first, inThree := shares(t, long, withoutFourthLetter)
	assert.GreaterOrEqual(t, first, 90.0)
	assert.GreaterOrEqual(t, inThree, 95.0)
}

// withoutFourthLetter returns a text without its fourth letter and the marks on it.
func withoutFourthLetter(text string) string {
	var kept []rune
	letters := 0
	for _, r := range text {
		if !unicode.IsMark(r) {
			letters++
		}
		if letters != 4 {
			kept = append(kept, r)
		}
	}
	return string(kept)
}
