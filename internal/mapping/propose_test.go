package mapping_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/mapping"
	"entente/internal/mapping/table"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// proposed is what is proposed for a table, and why.
func proposed(t *testing.T, csv string) (text, reasons string) {
	t.Helper()
	files := table.Files{FS: fstest.MapFS{"tables/one.csv": {Data: []byte(csv)}}}
	p, err := mapping.Propose(files, "one", "2026-01-01")
	require.NoError(t, err)
	return p.Text, strings.Join(p.Reasons, "\n")
}

func TestPropose_OfAPanelWithSeveralCodes_TakesThemForOneCountry(t *testing.T) {
	text, reasons := proposed(t, "country_name,country_text_id,country_id,year,COWcode,v2svindep\nGeorgia,GEO,118,1999,372,1\nZanzibar,ZZB,236,1960,511,0\n")
	assert.Contains(t, text, `subject: "iso3:{country_text_id}"`)
	assert.Contains(t, text, "relation: MEMBER_OF")
	assert.NotContains(t, text, "country_id", "whose scheme is guessed")
	assert.Contains(t, reasons, "COWcode: up to three digits")
}

func TestPropose_OfADyad_HasItsTwoEndsAndItsSpan(t *testing.T) {
	text, reasons := proposed(t, "disno,dyindex,statea,stateb,strtyr,endyear,ally\n2,1,2,200,1902,1903,0\n3,1,300,345,1913,1913,1\n")
	assert.Contains(t, text, "subject: \"cow:{statea}\"")
	assert.Contains(t, text, "object: \"cow:{stateb}\"")
	assert.Contains(t, text, `valid: {from: "{strtyr}", to: "{endyear}"}`)
	assert.NotContains(t, reasons, "dyindex", "a column of ones alone is no choice")
	assert.Contains(t, reasons, "ally: each cell is 0 or 1")
}

func TestPropose_ASlipInACellHidesNoColumn(t *testing.T) {
	text, reasons := proposed(t, "Code,League,Since,Until\nGEO,NL,1994-05-04,\nARM,NL,1995,2001\nAZE,NL,1996,2002\nUKR,NL,4-May,2005\n")
	assert.Contains(t, reasons, `Since: most cells are years or dates, and its name speaks of time; not so "4-May"`)
	assert.Contains(t, text, `valid: {from: "{Since}", to: {column: "Until", open: [""]}}`)
	assert.Contains(t, text, "# an empty cell was taken to say that it goes on")
	_, reasons = proposed(t, "Code,Since\nGEO,spring\nARM,1995\nAZE,autumn\n")
	assert.NotContains(t, reasons, "Since", "where most are none, it is no column of dates")
}
