package dataset

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
)

// tabled gives the example's folder with a mapping of a table in place of its statements.
func tabled(t *testing.T, mapping, table string) fstest.MapFS {
	t.Helper()
	fsys := example(t)
	delete(fsys, statementsFile)
	fsys["mappings/parties.yaml"] = &fstest.MapFile{Data: []byte(`table: {name: parties, clean: true}
source: {title: Parties, language: en, reliability: B, publishedOn: 2020, license: CC0-1.0, citation: "Lund 2020, page 3"}
` + mapping)}
	fsys["tables/parties.csv"] = &fstest.MapFile{Data: []byte(table)}
	return fsys
}

const parties = `entities: [{id: "agreement:{code}", name: "{title}"}]
statements: [{subject: "{state}", relation: PARTY_TO, object: "agreement:{code}", valid: "{year}/.."}]
`

func TestMappings_RowsAreClaimsWithTheRowAsEvidence(t *testing.T) {
	f, err := Read(t.Context(), tabled(t, parties, "state,code,title,year\nNorland,T1,Treaty One,1994\nEsteria,T1,Treaty\tOne,1995\nNorland,T1,Treaty One,1994\n"), "treaties", nil)
	require.NoError(t, err)
	assert.Zero(t, f.Problems.Errors, f.Problems.String())
	require.Equal(t, 2, f.Statements.Len())
	for s := range f.Statements.All() {
		assert.Equal(t, knowledge.ID("document:parties"), s.Document)
		if s.Subject == "country:norland" {
			require.Len(t, s.Evidence, 2, "the last row says what the first says")
			place, ok := knowledge.ParseTableRow(s.Evidence[1].Locator)
			require.True(t, ok)
			assert.Equal(t, knowledge.TableRow{Row: 4, Cells: []knowledge.RowCell{{Column: "state", Value: "Norland"}, {Column: "code", Value: "T1"}, {Column: "year", Value: "1994"}}}, place)
		}
	}
	assert.Contains(t, string(f.Dataset.Notes), "Parties: licence CC0-1.0. Cite as: Lund 2020, page 3")
	require.Len(t, f.Tables, 1)
	assert.Equal(t, TableReport{Mapping: "parties", File: "tables/parties.csv", Rows: 3, Entities: 1, Statements: 2, Joined: 1, LeftOut: map[string]int{}, Unmatched: map[string]int{}}, *f.Tables[0])
}

func TestMappings_ProblemsNameRowAndColumn(t *testing.T) {
	table := "state,code,title,year\nNorlund,T1,Treaty One,1994\nEsteria,T1,Another,19945\nEsteria,T1,Treaty One,\nEsteria,T2\n"
	f, err := Read(t.Context(), tabled(t, parties, table), "treaties", nil)
	require.NoError(t, err)
	text := f.Problems.String()
	for _, want := range []string{
		`tables/parties.csv:2:1: error: column state: no entity is called "Norlund"; did you mean Norland? [unknown-entity]`,
		`tables/parties.csv:3:2: error: column code: "agreement:t1" is made of an earlier row with other names or codes`,
		`tables/parties.csv:3:4: error: column year: "19945/.." is no date`,
		`tables/parties.csv:5:1: error: column state: the row has 2 cells, the table 4 columns`,
	} {
		assert.Contains(t, text, want)
	}
	assert.Equal(t, 1, strings.Count(text, "the row has 2 cells"), "it is told once, though the table is read twice")
	assert.Equal(t, 1, f.Statements.Len())
	left, err := Read(t.Context(), tabled(t, parties+"leaveOut: [unknown-entity, duplicate-id, bad-date, broken-row]\n", table), "treaties", nil)
	require.NoError(t, err)
	assert.Zero(t, left.Problems.Errors, left.Problems.String())
	assert.Equal(t, map[string]int{"unknown-entity": 1, "duplicate-id": 1, "bad-date": 1, "broken-row": 1}, left.Tables[0].LeftOut)
	assert.Equal(t, []string{`column state: no entity is called "Norlund"`}, left.Tables[0].MostUnmatched())
}

func TestMappings_OfFolders_AreTold(t *testing.T) {
	for want, change := range map[string]func(fstest.MapFS){
		`mappings/Bad.yaml:1:1: error: "Bad" is no name of a mapping`:    func(f fstest.MapFS) { f["mappings/Bad.yaml"] = f["mappings/parties.yaml"] },
		"mappings/x.csv:1:1: error: a mapping is a file NAME.yaml":       func(f fstest.MapFS) { f["mappings/x.csv"] = &fstest.MapFile{} },
		"documents/parties.md has the same name":                         func(f fstest.MapFS) { f["documents/parties.md"] = f["documents/straits-signed.md"] },
		"mappings/empty.yaml:1:1: error: the file is empty":              func(f fstest.MapFS) { f["mappings/empty.yaml"] = &fstest.MapFile{} },
		`mappings/parties.yaml:1:15: error: there is no table "parties"`: func(f fstest.MapFS) { delete(f, "tables/parties.csv") },
	} {
		fsys := tabled(t, parties, "state,code,title,year\nNorland,T1,Treaty One,1994\n")
		change(fsys)
		f, err := Read(t.Context(), fsys, "treaties", nil)
		require.NoError(t, err)
		assert.Contains(t, f.Problems.String(), want)
	}
}

func TestMappings_ColumnsBecomeQualifiers(t *testing.T) {
	mapping := `statements: [{subject: "{state}", relation: SIGNED_WITH, object: Esteria, valid: "{year}", qualifiers: {votes: {column: votes, missing: NA}, rank: "{rank}", host: "{host}", about: "{code}"}}]
`
	read := func(table string) *Folder {
		fsys := tabled(t, mapping, table)
		fsys[relationsFile] = &fstest.MapFile{Data: []byte(`- {name: SIGNED_WITH, label: signed with, category: other, symmetric: true, subjectKinds: [country], objectKinds: [country], description: Signed.,
  qualifiers: [{name: votes, type: integer, min: 0}, {name: rank, type: code, codes: {1: First, 2: Second}}, {name: host, type: entity}, {name: about, type: text}]}
`)}
		f, err := Read(t.Context(), fsys, "treaties", nil)
		require.NoError(t, err)
		return f
	}
	f := read("state,year,votes,rank,host,code\nNorland,1994,12,1,Norland,5\nNorland,1994,13,1,,\nNorland,1994,NA,,,\nNorland,1994,12,1,Norland,5\n")
	assert.Zero(t, f.Problems.Errors, f.Problems.String())
	require.Equal(t, 3, f.Statements.Len(), "rows that differ in a qualifier are claims of their own")
	assert.Equal(t, 1, f.Tables[0].Joined)
	byCount := map[int][]knowledge.Qualifier{}
	for st := range f.Statements.All() {
		byCount[len(st.Qualifiers)] = st.Qualifiers
	}
	assert.Equal(t, []knowledge.Qualifier{
		{Name: "about", Type: "TEXT", Value: "5"}, {Name: "host", Type: "ENTITY", Value: "country:norland"}, {Name: "rank", Type: "CODE", Value: "1"}, {Name: "votes", Type: "INTEGER", Value: "12"},
	}, byCount[4])
	assert.Nil(t, byCount[0])

	text := read("state,year,votes,rank,host,code\nNorland,1994,many,3,Norlund,\nNorland,1995,-1,1,,\n").Problems.String()
	for _, want := range []string{
		`tables/parties.csv:2:3: error: column votes: votes: "many" is no number; write it as 12 or -4.5 [bad-value]`,
		`tables/parties.csv:2:4: error: column rank: rank: "3" is none of its codes, which are 1, 2 [bad-value]`,
		`tables/parties.csv:2:5: error: column host: no entity is called "Norlund"; did you mean Norland? [unknown-entity]`,
		`tables/parties.csv:3:3: error: column votes: votes: -1 is below the least that it may be, 0 [bad-value]`,
	} {
		assert.Contains(t, text, want)
	}
}

// TestMappings_ACodeOfAnyTimeIsOfTheOnlyOneThatEverHadIt reads a table that uses codes outside their time, with the mapping's leave and without.
func TestMappings_ACodeOfAnyTimeIsOfTheOnlyOneThatEverHadIt(t *testing.T) {
	const entities = `
- id: country:norland
  name: Norland
  identifiers: [{scheme: cow, value: "900", from: 1950, to: 1960}]
- id: country:old
  name: Old
  identifiers: [{scheme: cow, value: "901", from: 1900, to: 1918}, {scheme: gw, value: "902", from: 1900, to: 1918}]
- id: country:new
  name: New
  identifiers: [{scheme: cow, value: "901", from: 1950}]
- id: agreement:pact
  name: Pact
`
	const table = "scheme,state,year\ncow,900,1940\ncow,900,1955\ncow,901,1910\ncow,901,1960\ncow,901,1930\ngw,902,1930\n"
	const mapping = `statements: [{subject: "{scheme}:{state}", relation: PARTY_TO, object: "agreement:pact", valid: "{year}/.."}]
leaveOut: [wrong-time, ambiguous-name]
`
	for any, want := range map[string]struct {
		statements int
		leftOut    map[string]int
	}{
		"":                     {3, map[string]int{"wrong-time": 2, "ambiguous-name": 1}},
		"anyTime: [cow]\n":     {4, map[string]int{"wrong-time": 1, "ambiguous-name": 1}},
		"anyTime: [cow, gw]\n": {5, map[string]int{"ambiguous-name": 1}},
	} {
		fsys := tabled(t, mapping+any, table)
		fsys[entitiesFile] = &fstest.MapFile{Data: []byte(entities)}
		f, err := Read(t.Context(), fsys, "treaties", nil)
		require.NoError(t, err)
		require.Len(t, f.Tables, 1, f.Problems.String())
		assert.Equal(t, want.statements, f.Tables[0].Statements, "%s: %s", any, f.Problems.String())
		assert.Equal(t, want.leftOut, f.Tables[0].LeftOut, any)
	}
}
