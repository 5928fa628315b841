package preset_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/mapping/preset"
	"entente/internal/seedtest"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func find(t *testing.T, name string) preset.Preset {
	t.Helper()
	all, err := preset.All()
	require.NoError(t, err)
	for _, p := range all {
		if p.Name == name {
			return p
		}
	}
	require.Fail(t, "there is no preset "+name)
	return preset.Preset{}
}

// folder gives the files of a preset as the folder that a user has of it.
func folder(t *testing.T, p preset.Preset) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(p.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(p.FS, name)
		out[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(text), "dataset:NAME", "dataset:"+p.Name))}
		return err
	}))
	return out
}

// read reads a preset's folder against the built-in datasets.
func read(t *testing.T, p preset.Preset, files fstest.MapFS, outside map[string]string) *dataset.Folder {
	t.Helper()
	s := memstore.New()
	seedtest.Load(t, s)
	folders, err := loader.Read(context.WithoutCancel(t.Context()), s, []dataset.Source{{FS: files, Name: p.Name, Tables: outside}})
	require.NoError(t, err)
	return folders[0]
}

// outcome says in a line what became of a table.
func outcome(r *dataset.TableReport) string {
	text := fmt.Sprintf("%s: %d rows, %d entities, %d statements, %d joined", r.Mapping, r.Rows, r.Entities, r.Statements, r.Joined)
	for _, reason := range r.Reasons() {
		text += fmt.Sprintf(", %s %d", reason, r.LeftOut[reason])
	}
	return text
}

// data is the folder of the real tables, none of which comes with the project.
const data = "../../../../shared/data"

// real are the real tables of presets, and what becomes of them.
var real = map[string]struct {
	tables   map[string]string
	outcomes []string
}{
	"cow-igo": {map[string]string{"igo_membership_spells": "cow-igo-v3-spells/igo_membership_spells.csv"}, []string{
		"memberships: 18751 rows, 534 entities, 18742 statements, 0 joined, ambiguous-name 9",
	}},
	"atop": {map[string]string{"atop_dyad_spells": "atop-v51-spells/atop_dyad_spells.csv"}, []string{
		"spells: 7703 rows, 0 entities, 13912 statements, 0 joined, ambiguous-name 82",
	}},
	"ucdp-conflicts": {map[string]string{"ucdp-prio-acd-201": "ucdp-acd/ucdp-prio-acd-201.csv"}, []string{
		"conflicts: 2448 rows, 835 entities, 7347 statements, 0 joined, unknown-entity 10, bad-value 4, ambiguous-name 2",
	}},
	"treaty-parties": {map[string]string{"parties_GGO": "manytreaties/parties_GGO.csv.gz"}, []string{
		"parties: 98320 rows, 3510 entities, 86531 statements, 4022 joined, end-before-begin 6470, unknown-entity 804, wrong-time 393, duplicate-id 151, ambiguous-name 98, bad-date 2",
	}},
	"un-votes": {map[string]string{"un_votes": "unvotes/un_votes.csv.gz", "un_roll_calls": "unvotes/un_roll_calls.csv"}, []string{
		"votes: 870109 rows, 6203 entities, 869886 statements, 0 joined, ambiguous-name 223",
	}},
	"icews-events": {map[string]string{"quads": "icews18/quads.tsv.gz", "entity_types": "icews18/entity_types.csv", "relations": "icews18/relations.tsv"}, []string{
		"actors: 23033 rows, 22819 entities, 14864 statements, 0 joined, where 214, unknown-entity 23",
		"events: 468558 rows, 0 entities, 468558 statements, 0 joined",
	}},
}

// TestPresets_OfRealTables reads the real tables where they are beside the project: every row of them becomes a claim, or is left out for a
// reason that is counted. docs/presets.md has the same numbers.
func TestPresets_OfRealTables(t *testing.T) {
	if _, err := os.Stat(data); err != nil {
		t.Skip("the real tables are not beside the project: ", err)
	}
	for name, want := range real {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && (name == "un-votes" || name == "icews-events") {
				t.Skip("half a million rows and more")
			}
			p := find(t, name)
			outside := map[string]string{}
			for table, file := range want.tables {
				outside[table] = filepath.Join(data, file)
			}
			f := read(t, p, folder(t, p), outside)
			assert.Zero(t, f.Problems.Errors, firstOf(f.Problems.String()))
			var got []string
			for _, r := range f.Tables {
				got = append(got, outcome(r))
			}
			assert.Equal(t, want.outcomes, got)
		})
	}
}

func firstOf(text string) string { return text[:min(len(text), 2000)] }

// drawn are small tables of the shape of the real ones, for every preset.
var drawn = map[string]struct {
	tables  map[string]string
	outcome []string
}{
	"cow-igo": {map[string]string{"igo_membership_spells.csv": "igo,igo_name,ccode,stateabb,state,membership,from_year,to_year,censored\n" +
		"np,Northern Pact,20,CAN,Canada,full,1960,2014,right\nnp,Northern Pact,372,GRG,Georgia,observer,1995,2000,\nnp,Northern Pact,345,SER,Serbia,full,1900,1910,\n"},
		[]string{"memberships: 3 rows, 1 entities, 3 statements, 0 joined"}},
	"atop": {map[string]string{"atop_dyad_spells.csv": "ccode1,ccode2,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul,from_year,to_year\n" +
		"2,20,1,0,0,1,1,1949,2018\n2,20,0,0,0,0,0,1930,1931\n"}, []string{"spells: 2 rows, 0 entities, 3 statements, 0 joined, empty-cell 1"}},
	"ucdp-conflicts": {map[string]string{"ucdp-prio-acd-201.csv": "conflict_id,location,side_a,side_b,side_b_id,territory_name,year,intensity_level,gwno_a,gwno_a_2nd,gwno_b,side_a_2nd\n" +
		"392,Georgia,Government of Georgia,Republic of Abkhazia,518,Abkhazia,1992,2,372,,,\n1,Georgia,Government of Georgia,\"A, B\",\"1, 2\",,1993,1,372,365,,Government of Russia\n"},
		[]string{"conflicts: 2 rows, 5 entities, 6 statements, 0 joined"}},
	"ucdp-ged": {map[string]string{"ged.csv": "id,dyad_name,side_a,side_a_new_id,side_b,side_b_new_id,date_start,date_end,latitude,longitude,country_id,type_of_violence,deaths_a,deaths_b,deaths_civilians,best,high,low\n" +
		"7,Government of Georgia - Republic of Abkhazia,Government of Georgia,40,Republic of Abkhazia,518,1992-08-14,1992-08-15,43.0,41.0,372,1,3,5,0,8,10,7\n"},
		[]string{"events: 1 rows, 3 entities, 4 statements, 0 joined"}},
	"un-votes": {map[string]string{
		"un_votes.csv":      "rcid,country,country_code,vote\n3,Namibia,NA,yes\n3,Zanzibar,,no\n3,Canada,CA,abstain\n",
		"un_roll_calls.csv": "rcid,session,importantvote,date,unres,amend,para,short,descr\n3,46,0,1991-10-01,R/46/1,0,0,X,\"A vote\b\"\n"}, []string{"votes: 3 rows, 1 entities, 3 statements, 0 joined"}},
	"icews-events": {map[string]string{
		"quads.tsv":        "subject_id\trelation_id\tobject_id\tdate\tsplit\n1\t0\t2\t2018-01-01\ttrain\n1\t1\t2\t2018-01-01\ttrain\n3\t0\t1\t2018-01-02\ttrain\n",
		"entity_types.csv": "entity_id,name,kind,iso3,role\n1,Citizen (Georgia),actor_in_country,GEO,Citizen\n2,The Northern Gazette,named_actor,,\n3,Kosovo,country,XKX,\n",
		"relations.tsv":    "0\tMake statement\n1\tDecline comment\n"},
		[]string{"actors: 3 rows, 2 entities, 1 statements, 0 joined, where 1", "events: 3 rows, 0 entities, 3 statements, 0 joined"}},
	"polecat": {map[string]string{"polecat.tsv": "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n" +
		"e1\t2023-01-02\tRETREAT\twithdraw\t-0.5\tA\tGEO;ARM\tB\tAZE\ne2\t2023-01-02\tAID\t\t\tA\t\tB\tAZE\n"}, []string{"events: 2 rows, 0 entities, 2 statements, 0 joined, where 1"}},
	"treaty-parties": {map[string]string{"parties_GGO.csv": "stateID,treatyID,Title,StateSignature,StateRatification,StateForce,StateEnd\n" +
		"GEO,T_1A,Treaty of the Straits,1994-05,,1995-01-01?,9999-12-31\nALG,T_1A,Treaty of the Straits,,,,\nGEO,T_1A,Treaty of the Straits,1994-05,,1995-01-01?,\n"},
		[]string{"parties: 3 rows, 1 entities, 1 statements, 1 joined, unknown-entity 1"}},
	"dcad": {map[string]string{"dcad.csv": "ccode1,ccode2,year,dcaAnyV1\n2,372,2002,1\n372,2,2002,1\n2,20,2002,0\n"}, []string{"agreements: 3 rows, 0 entities, 1 statements, 1 joined, where 1"}},
	"gsdb": {map[string]string{"gsdb.csv": "case_id,sanctioned_state,sanctioning_state,begin,end,trade,arms,military,financial,travel,other,objective\n" +
		"1,Russia,\"Canada, Japan\",2014,2023,1,0,0,1,1,0,territorial_conflict\n"}, []string{"sanctions: 1 rows, 0 entities, 2 statements, 0 joined"}},
	"wikidata": {map[string]string{"query.csv": "item,org,orgLabel,start,end\nhttp://www.wikidata.org/entity/Q230,http://www.wikidata.org/entity/Q999999,Northern Pact,1999-04-27T00:00:00Z,\n"},
		[]string{"memberships: 1 rows, 1 entities, 1 statements, 0 joined"}},
	"ftm": {map[string]string{"entities.jsonl": `{"id":"NK-1","schema":"Person","caption":"Ada Lund","properties":{"alias":["A. Lund","Ada L."],"country":["ge","am"]}}` + "\n" +
		`{"id":"NK-2","schema":"Vessel","caption":"Straits","properties":{}}` + "\n"}, []string{"entities: 2 rows, 1 entities, 2 statements, 0 joined, where 1"}},
	"state-year": {map[string]string{"panel.csv": "ccode,year,member\n372,1999,1\n372,1998,0\n"}, []string{"panel: 2 rows, 1 entities, 1 statements, 0 joined"}},
	"dyad-year":  {map[string]string{"panel.csv": "ccode1,ccode2,year,alliance,conflict\n2,20,1999,1,0\n"}, []string{"panel: 1 rows, 0 entities, 1 statements, 0 joined"}},
}

// TestPresets_OfDrawnTables loads a small table of the right shape by each preset.
func TestPresets_OfDrawnTables(t *testing.T) {
	all, err := preset.All()
	require.NoError(t, err)
	for _, p := range all {
		t.Run(p.Name, func(t *testing.T) {
			want, there := drawn[p.Name]
			require.True(t, there, "every preset has a drawn table")
			files := folder(t, p)
			for name, text := range want.tables {
				files["tables/"+name] = &fstest.MapFile{Data: []byte(text)}
			}
			f := read(t, p, files, nil)
			assert.Zero(t, f.Problems.Errors, firstOf(f.Problems.String()))
			var got []string
			for _, r := range f.Tables {
				got = append(got, outcome(r))
			}
			assert.Equal(t, want.outcome, got)
		})
	}
}

// TestPresets_MappingsAreShort holds the mappings to what a person reads at a glance.
func TestPresets_MappingsAreShort(t *testing.T) {
	all, err := preset.All()
	require.NoError(t, err)
	for _, p := range all {
		for name, file := range folder(t, p) {
			if strings.HasPrefix(name, "mappings/") {
				assert.LessOrEqual(t, len(regexp.MustCompile(`(?m)^\s*[^#\s]`).FindAllString(string(file.Data), -1)), 20, p.Name+"/"+name)
			}
		}
	}
}

var update = flag.Bool("update", false, "write docs/presets.md anew")

// TestDocs_HaveEveryPage holds docs/presets.md against the presets: it is made of their pages, and of what becomes of the real tables.
func TestDocs_HaveEveryPage(t *testing.T) {
	all, err := preset.All()
	require.NoError(t, err)
	var b strings.Builder
	b.WriteString(`# Mappings of tables of the field

` + "`entente presets` lists them, `entente new --preset PRESET NAME` makes a dataset's folder of one, to which you bring the tables ([tables.md](tables.md)).\n" +
		"None of these comes with the program. A table that must not be copied stays where it is: `--table NAME=PATH`.\n" + `
## What becomes of six tables

The tests read these tables where they are at hand, and hold the numbers. Every row is a claim, further evidence of one, or left out for a reason
that is counted.

| preset | mapping: what became of its rows |
|---|---|
`)
	for _, p := range all {
		for _, line := range real[p.Name].outcomes {
			fmt.Fprintf(&b, "| %s | %s |\n", p.Name, line)
		}
	}
	for _, p := range all {
		text, err := fs.ReadFile(p.FS, "README.md")
		require.NoError(t, err)
		for _, what := range []string{"**Files:**", "**Published:**", "**Licence:**", "**To be cited:**", "**Not carried over:**"} {
			assert.Contains(t, string(text), what, p.Name)
		}
		body := strings.SplitN(string(text), "\n", 2)[1]
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s", p.Name, p.Title, strings.TrimLeft(body, "\n"))
	}
	const page = "../../../docs/presets.md"
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(b.String()), 0o644))
	}
	got, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(got), "go test ./internal/mapping/preset -run Docs -update writes it")
}
