package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/mapping/preset"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pacts is a dataset with a table.
func pacts() map[string]string {
	return map[string]string{
		"dataset.yaml": "id: dataset:leagues\ntitle: Leagues\nlicense: CC0-1.0\nversion: \"1\"\n",
		"mappings/leagues.yaml": `table: leagues
source: {title: Leagues, language: en, reliability: B, publishedOn: 2020, license: CC0-1.0, citation: "Lund 2020"}
entities: [{id: "alliance:{code}", name: "{league}"}]
statements:
  - {subject: "cow:{state}", relation: MEMBER_OF, object: "alliance:{code}", valid: {from: "{since}", to: {column: until, open: 9999-12-31}}}
`,
		"tables/leagues.csv": "state,code,league,since,until\n372,nl,Northern League,1994-05-04,9999-12-31\n373,nl,Northern League,1995,2001\n999,nl,Northern League,1995,2001\n",
	}
}

func TestPreview_ShowsWhatRowsBecome(t *testing.T) {
	got := entente(t, "preview", write(t, "leagues", pacts()))
	assert.Equal(t, exitOK, got.status, got.errs)
	for _, want := range []string{
		"tables/leagues.csv, by mappings/leagues.yaml", "  row 2\n    entity     alliance:nl: Northern League\n    statement  country:georgia MEMBER_OF alliance:nl, 1994-05-04/..",
		"nothing    subject cow:999", `column state: no entity has the code "cow:999"`, "leagues: 3 rows, 1 entity, 2 statements",
		"Texts without an entity:\n", "once",
	} {
		assert.Contains(t, strings.ReplaceAll(got.out, "3 rows:", "3 rows,"), want)
	}
	none := entente(t, "preview", write(t, "treaties", treaties()))
	assert.Equal(t, exitFailed, none.status)
	assert.Contains(t, none.errs, "has no mapping; entente new --table FILE NAME proposes one")
	assert.Equal(t, exitUsage, entente(t, "preview", "--rows", "-1", "x").status)
	assert.Equal(t, exitUsage, entente(t, "preview", "--table", "leagues", "x").status)
	assert.Equal(t, exitUnreadable, entente(t, "preview", "nowhere").status)
}

// TestTables_OfOtherSources maps tables in the manner of three sources that no preset is of, with what docs/tables.md says alone.
func TestTables_OfOtherSources(t *testing.T) {
	const source = `source: {title: A table, language: en, reliability: B, publishedOn: 2021, license: CC0-1.0, citation: "Lund 2021"}
`
	for name, one := range map[string]struct{ table, mapping, want string }{
		"panel": {
			"country_name,year,v2x_regime\nGeorgia,1999,1\nGeorgia,2005,2\nPalestine/West Bank,2005,1\n",
			`entities: [{id: "organization:democracies", name: "Electoral democracies"}]
statements: [{subject: "{country_name}", where: int(v2x_regime) >= 2, relation: MEMBER_OF, object: "organization:democracies", valid: {on: "{year}"}}]
`,
			"statement  country:georgia MEMBER_OF organization:democracies, 2005\n",
		},
		"dyads": {
			"disno,statea,stateb,strtday,strtmnth,strtyr,endday,endmnth,endyear\n2,2,200,-9,5,1902,24,1,1903\n",
			`entities: [{id: "event:mid-{disno}", name: "Militarized dispute {disno}"}]
statements:
  - subject: ["cow:{statea}", "cow:{stateb}"]
    relation: PARTICIPATES_IN
    object: "event:mid-{disno}"
    valid:
      from: {year: "{strtyr}", month: "{strtmnth}", day: {column: strtday, missing: ["-9"]}}
      to: {year: "{endyear}", month: "{endmnth}", day: "{endday}"}
`,
			"statement  country:united-states PARTICIPATES_IN event:mid-2, 1902-05/1903-01-24\n    statement  country:united-kingdom PARTICIPATES_IN event:mid-2, 1902-05/1903-01-24\n",
		},
		"wiki": {
			"State[a],Joined,Left,Contribution[b]\nRussia[d],28 February 1996,16 March 2022[e],\"€34,2 m\"\nTürkiye,9 August 1949 (de facto 1950),—,\n",
			`let:
  state: {column: "State[a]", match: '^([^\[]*)'}
entities: [{id: "organization:council", name: "The Council"}]
statements:
  - subject: "{state}"
    relation: MEMBER_OF
    object: "organization:council"
    valid:
      from: {column: Joined, match: '^([^\[(]*\d{4})', format: "D MMMM YYYY"}
      to: {column: Left, match: '^([^\[]*)', format: "D MMMM YYYY", open: ["—", ""]}
`,
			"statement  country:russia MEMBER_OF organization:council, 1996-02-28/2022-03-16\n\n  row 3\n    statement  country:turkey MEMBER_OF organization:council, 1949-08-09/..\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, "others", map[string]string{
				"dataset.yaml": "id: dataset:others\ntitle: Others\nlicense: CC0-1.0\nversion: \"1\"\n", "mappings/one.yaml": "table: one\n" + source + one.mapping, "tables/one.csv": one.table,
			})
			assert.Contains(t, entente(t, "preview", dir).out, one.want)
			checked := entente(t, "check", dir)
			assert.Equal(t, exitOK, checked.status, checked.out)
		})
	}
}

// TestTables_GoRound loads a table, changes a row, and takes the change back.
func TestTables_GoRound(t *testing.T) {
	p, s := kept(t)
	run := func(args ...string) string {
		got := runProgram(t.Context(), p, args...)
		require.Equal(t, exitOK, got.status, got.out+got.errs)
		return got.out
	}
	run("load", "--seed", "--apply")
	files := with(pacts(), "mappings/leagues.yaml", pacts()["mappings/leagues.yaml"]+"leaveOut: [unknown-entity]\n")
	table := files["tables/leagues.csv"]
	delete(files, "tables/leagues.csv")
	dir := write(t, "leagues", files)
	outside := filepath.Join(t.TempDir(), "elsewhere.csv")
	require.NoError(t, os.WriteFile(outside, []byte(table), 0o600))
	named := "leagues=" + outside
	assert.Contains(t, run("check", "--table", named, dir), "leagues: 3 rows: 1 entity, 2 statements; left out: unknown-entity 1")
	assert.Contains(t, run("check", "--json", "--table", named, dir), `"unknown-entity": 1`)
	assert.Contains(t, run("load", "--table", named, dir), "statements: 2 added")
	run("load", "--apply", "--table", named, dir)
	assert.Contains(t, run("load", "--table", named, dir), "nothing to change", "the same table plans nothing")
	require.NoError(t, os.WriteFile(outside, []byte(strings.Replace(table, "373,nl,Northern League,1995", "373,nl,Northern League,1996", 1)), 0o600))
	assert.Contains(t, run("load", "--table", named, dir), "statements: 1 added, 1 removed; 1 as they are")
	run("load", "--apply", "--table", named, dir)
	newest, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	assert.Equal(t, 3, newest.Number)
	assert.Contains(t, run("undo", "3"), "statements: 1 added, 1 removed")
	run("undo", "--apply", "3")
	require.NoError(t, os.WriteFile(outside, []byte(table), 0o600))
	assert.Contains(t, run("load", "--table", named, dir), "nothing to change")
}

func TestNew_OfATable_ProposesAMapping(t *testing.T) {
	file := filepath.Join(t.TempDir(), "some pacts.csv")
	require.NoError(t, os.WriteFile(file, []byte("ccode1,ccode2,defence,from_year,to_year,iso\n2,20,1,1949,9999,USA\n2,372,0,1994,2001,USA\n"), 0o600))
	dir := filepath.Join(t.TempDir(), "proposed")
	got := entente(t, "new", "--table", file, dir)
	require.Equal(t, exitOK, got.status, got.errs)
	for _, want := range []string{"ccode1: up to three digits", "defence: each cell is 0 or 1", "from_year: each cell is a year", "iso: three capital letters"} {
		assert.Contains(t, got.out, want)
	}
	checked := entente(t, "check", "--table", "some pacts="+file, dir)
	assert.Equal(t, exitOK, checked.status, checked.out)
	assert.Contains(t, checked.out, "table: 2 rows: 0 entities, 1 statement")
	assert.Equal(t, exitFailed, entente(t, "new", "--table", filepath.Join(t.TempDir(), "none.csv"), filepath.Join(t.TempDir(), "x")).status)
}

func TestNew_OfAPreset_MakesAFolderThatAsksForItsTables(t *testing.T) {
	listed := entente(t, "presets")
	all, err := preset.All()
	require.NoError(t, err)
	for _, p := range all {
		assert.Contains(t, listed.out, p.Name+" ")
		dir := filepath.Join(t.TempDir(), "my-"+p.Name)
		require.Equal(t, exitOK, entente(t, "new", "--preset", p.Name, dir).status)
		text, err := os.ReadFile(filepath.Join(dir, "dataset.yaml"))
		require.NoError(t, err)
		assert.Contains(t, string(text), "id: dataset:my-"+p.Name+"\n")
	}
	dir := filepath.Join(t.TempDir(), "votes")
	require.Equal(t, exitOK, entente(t, "new", "--preset", "un-votes", dir).status)
	checked := entente(t, "check", dir)
	assert.Equal(t, exitFailed, checked.status)
	assert.Contains(t, checked.out, `there is no table "un_votes"; put it into tables/un_votes.csv`)
	unknown := entente(t, "new", "--preset", "un-vote", filepath.Join(t.TempDir(), "x"))
	assert.Contains(t, unknown.errs, "did you mean un-votes?")
	assert.Equal(t, exitUsage, entente(t, "new", "--preset", "atop", "--table", "x.csv", "y").status)
}
