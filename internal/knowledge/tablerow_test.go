package knowledge_test

import (
	"strings"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTableRow_IsReadBackFromItsLocator(t *testing.T) {
	for want, row := range map[string]knowledge.TableRow{
		`row 12: country=Canada; vote=no`:       {Row: 12, Cells: []knowledge.RowCell{{Column: "country", Value: "Canada"}, {Column: "vote", Value: "no"}}},
		`row 2: a\=b=c\;d; e=; f=\\n\n\=g`:      {Row: 2, Cells: []knowledge.RowCell{{Column: "a=b", Value: "c;d"}, {Column: "e"}, {Column: "f", Value: "\\n\n=g"}}},
		`row 3: Land des Wählers=Côte d'Ivoire`: {Row: 3, Cells: []knowledge.RowCell{{Column: "Land des Wählers", Value: "Côte d'Ivoire"}}},
	} {
		assert.Equal(t, want, string(row.Locator()))
		back, ok := knowledge.ParseTableRow(row.Locator())
		require.True(t, ok, want)
		assert.Equal(t, row, back)
	}
}

func TestTableRow_IsCutToItsBound(t *testing.T) {
	long := knowledge.TableRow{Row: 7, Cells: []knowledge.RowCell{{Column: "a", Value: strings.Repeat("ü", 5000)}, {Column: "b", Value: "x"}}}
	locator := long.Locator()
	assert.LessOrEqual(t, len(locator), knowledge.MaxTableRow)
	back, ok := knowledge.ParseTableRow(locator)
	require.True(t, ok)
	require.Len(t, back.Cells, 1)
	assert.True(t, strings.HasSuffix(back.Cells[0].Value, "ü…"))
}

func TestTableRow_IsNoOtherLocator(t *testing.T) {
	for _, locator := range []knowledge.Text{"", "page 12", "row 12", "row 012: a=b", "row x: a=b", "row 0: a=b", "row 1: ab", "row 1: a=b; c", "fact 3"} {
		_, ok := knowledge.ParseTableRow(locator)
		assert.False(t, ok, locator)
	}
}

func TestEvidence_OfARow_HasItsCells(t *testing.T) {
	e := knowledge.Evidence{Locator: "row 12: country=Canada; vote=no"}
	assert.Equal(t, []knowledge.TableCell{{Row: 12, Column: "country", Value: "Canada"}, {Row: 12, Column: "vote", Value: "no"}}, e.Table())
	assert.Nil(t, (&knowledge.Evidence{Locator: "page 3"}).Table())
	assert.Nil(t, (&knowledge.Evidence{Locator: "row 1: a=b", Quote: "x", Place: &knowledge.Place{Start: 1, End: 2}}).Table())
}
