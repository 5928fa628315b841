package seed_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/dataset"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// These tests hold the dataset against tables that others made, where they are at hand. What a table has wrong, or has in
// another sense, is named here with the reason, and must be so still: a fault that is mended there is to be taken out here.

func TestOracle_CodesAreThoseOfTheCrosswalk(t *testing.T) {
	byISO := map[string]*knowledge.EntityPart{}
	byWikidata := map[string]*knowledge.EntityPart{}
	for _, e := range areas(reference(t).Entities) {
		byISO[now(t, e, knowledge.SchemeISO3)] = e
		byWikidata[now(t, e, knowledge.SchemeWikidata)] = e
	}
	// What the table gives and this dataset does not, by ISO 3166-1 alpha-3 and scheme.
	faults := map[string]string{
		"XKX iso2": "user-assigned, no code of ISO 3166-1",
		"XKX iso3": "user-assigned, no code of ISO 3166-1",
	}
	met := map[string]bool{}
	rows := oracle(t, "crosswalk", "countries.csv")
	for _, row := range rows {
		e := byISO[row["iso3"]]
		if row["iso3"] == "XKX" {
			e = byWikidata[row["wikidata"]]
		}
		if !assert.NotNil(t, e, row["iso3"]) {
			continue
		}
		for scheme, column := range map[string]string{
			knowledge.SchemeISO2: "iso2", knowledge.SchemeISO3: "iso3", knowledge.SchemeISONum: "iso_num", knowledge.SchemeCOW: "cow",
			knowledge.SchemeCOWC: "cow_abbr", knowledge.SchemeGW: "gw", knowledge.SchemeWikidata: "wikidata",
		} {
			if fault := row["iso3"] + " " + scheme; faults[fault] != "" {
				assert.NotEqual(t, row[column], now(t, e, scheme), fault)
				met[fault] = true
				continue
			}
			assert.Equal(t, row[column], now(t, e, scheme), "%s of %s", scheme, e.ID)
		}
	}
	assert.Len(t, rows, 250)
	assert.Len(t, met, len(faults))
}

// span is a time in which a list has a state under a code; to is empty where the list has no end.
type span struct{ code, from, to string }

// joined gives the spans in order, those of one code that follow each other day upon day as one.
func joined(t *testing.T, spans []span) []span {
	t.Helper()
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.from, b.from)) })
	var out []span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && out[last].code == s.code && out[last].to != "" {
			to, err := time.Parse(time.DateOnly, out[last].to)
			require.NoError(t, err)
			if to.AddDate(0, 0, 1).Format(time.DateOnly) == s.from {
				out[last].to = s.to
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// Russia and the Soviet Union share a code in both lists, Serbia and two Yugoslavias too; so the spans are held against each
// other by code, and those that two states divide between them count as the list's one.
func TestOracle_SpansAreThoseOfTheListsOfStates(t *testing.T) {
	all := areas(reference(t).Entities)
	for scheme, source := range map[string][2]string{
		knowledge.SchemeCOW:  {"cowstates.csv", "cowcode"},
		knowledge.SchemeCOWC: {"cowstates.csv", "cowc"},
		knowledge.SchemeGW:   {"gwstates.csv", "gwcode"},
		knowledge.SchemeGWC:  {"gwstates.csv", "gwc"},
	} {
		var here, there []span
		for _, e := range all {
			for _, i := range e.Identifiers {
				if i.Scheme == scheme {
					here = append(here, span{i.Value, i.ValidFrom.String(), i.ValidTo.String()})
				}
			}
		}
		for _, row := range oracle(t, "states-gw-cow", source[0]) {
			there = append(there, span{row[source[1]], row["start"], row["end"]})
		}
		assert.Equal(t, joined(t, there), joined(t, here), scheme)
	}
}

// isProfile says whether a document is one of the last profiles of The World Factbook, one a country, and no earlier edition.
func isProfile(document knowledge.ID) bool {
	return strings.HasPrefix(document, "document:world-factbook-") && !strings.HasPrefix(document, "document:world-factbook-edition-")
}

// bordersOf gives the pairs of the land boundaries that the last profiles have, each pair once, smaller id first, with how many
// of the two say so.
func bordersOf(f *dataset.Folder) map[[2]knowledge.ID]int {
	pairs := map[[2]knowledge.ID]int{}
	for s := range f.Statements.All() {
		if s.Relation == "BORDERS" && isProfile(s.Document) {
			pairs[[2]knowledge.ID{min(s.Subject, s.Object), max(s.Subject, s.Object)}]++
		}
	}
	return pairs
}

func TestReference_BordersAreNamedFromBothSides(t *testing.T) {
	oneSided := map[[2]knowledge.ID]string{
		{"country:brazil", "territory:french-guiana"}:      "the Factbook has no profile of French Guiana",
		{"country:suriname", "territory:french-guiana"}:    "the Factbook has no profile of French Guiana",
		{"country:china", "territory:hong-kong"}:           "a regional border in the profile of Hong Kong, none in China's",
		{"country:china", "territory:macao"}:               "a regional border in the profile of Macau, none in China's",
		{"country:algeria", "territory:western-sahara"}:    "Algeria's profile counts it with the boundary with Morocco",
		{"country:mauritania", "territory:western-sahara"}: "Mauritania's profile counts it with the boundary with Morocco",
		{"country:morocco", "territory:western-sahara"}:    "Morocco's profile does not name Western Sahara",
	}
	found := map[[2]knowledge.ID]string{}
	for pair, sides := range bordersOf(reference(t)) {
		require.LessOrEqual(t, sides, 2, "%v", pair)
		if sides == 1 {
			found[pair] = oneSided[pair]
		}
	}
	assert.Equal(t, oneSided, found)
}

func TestOracle_BordersAreThoseOfTheFactbooksTable(t *testing.T) {
	f := reference(t)
	code := map[knowledge.ID]string{}
	for _, e := range areas(f.Entities) {
		code[e.ID] = cmp.Or(now(t, e, knowledge.SchemeISO3), strings.TrimPrefix(e.ID, "territory:"))
	}
	pair := func(a, b string) string { return min(a, b) + " " + max(a, b) }
	here := map[string]bool{}
	for ends := range bordersOf(f) {
		here[pair(code[ends[0]], code[ends[1]])] = true
	}
	// The table has Gaza Strip and West Bank as PSE and Kosovo as XKX, and has the European Union for a country.
	named := map[string]string{"GZ": "gaza-strip", "WE": "west-bank", "KV": "kosovo", "AX": "akrotiri", "DX": "dhekelia"}
	there := map[string]bool{}
	for _, row := range oracle(t, "factbook-derived", "borders.csv") {
		if row["gec_a"] != "EE" && row["gec_b"] != "EE" {
			there[pair(cmp.Or(named[row["gec_a"]], row["iso3_a"]), cmp.Or(named[row["gec_b"]], row["iso3_b"]))] = true
		}
	}
	// The table was made from the field "border countries" and without France's parts overseas.
	for p, reason := range map[string]string{
		"BRA GUF": "French Guiana is in the profile of Brazil", "GUF SUR": "French Guiana is in the profile of Suriname",
		"CHN HKG": `the profile of Hong Kong has it under "regional borders"`, "CHN MAC": `the profile of Macau has it under "regional borders"`,
	} {
		assert.False(t, there[p], "the table has %s now, of which was said: %s", p, reason)
		there[p] = true
	}
	assert.Equal(t, there, here)
}

// Natural Earth has its Wikidata ids from elsewhere than this dataset.
func TestOracle_WikidataIDsAreThoseOfNaturalEarth(t *testing.T) {
	differs := map[string]string{
		"AU Q133888":  "Ashmore and Cartier Islands, which it files under Australia's code",
		"AU Q4824275": "Australia's territories in the Indian Ocean, which it files under Australia's code",
		"PS Q23792":   "the region called Palestine; the State of Palestine, the observer State, is Q219060",
		"SH Q34497":   "the island of Saint Helena; the code is of the territory with Ascension and Tristan da Cunha, Q192184",
	}
	byISO := map[string]*knowledge.EntityPart{}
	for _, e := range areas(reference(t).Entities) {
		byISO[now(t, e, knowledge.SchemeISO2)] = e
	}
	found := map[string]string{}
	for _, row := range oracle(t, "natural-earth-110m", "ne_50m_attributes.csv") {
		if e := byISO[row["iso_a2_eh"]]; e != nil && len(row["iso_a2_eh"]) == 2 && row["wikidataid"] != now(t, e, knowledge.SchemeWikidata) {
			found[row["iso_a2_eh"]+" "+row["wikidataid"]] = differs[row["iso_a2_eh"]+" "+row["wikidataid"]]
		}
	}
	assert.Equal(t, differs, found)
}

func TestOracle_RegionsAreThoseOfTheCrosswalk(t *testing.T) {
	byISO := map[string]*knowledge.EntityPart{}
	for _, e := range areas(reference(t).Entities) {
		byISO[now(t, e, knowledge.SchemeISO3)] = e
	}
	for _, row := range oracle(t, "crosswalk", "countries.csv") {
		e := byISO[row["iso3"]]
		switch row["iso3"] {
		case "XKX", "TWN": // M49 lists neither Kosovo nor Taiwan; the table has filled the gap.
			assert.NotEmpty(t, row["un_subregion"], row["iso3"])
		default:
			assert.Equal(t, row["un_subregion"], string(e.Region), e.ID)
		}
	}
}
