package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/export"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/seedtest"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// written gives what an export of a selection writes.
func written(t *testing.T, from store.Reader, s export.Selection, format string) []byte {
	t.Helper()
	f, err := export.Named(format)
	require.NoError(t, err)
	var out bytes.Buffer
	summary, err := export.Write(t.Context(), from, s, f, &out)
	require.NoError(t, err)
	require.NotNil(t, summary.Revision)
	return out.Bytes()
}

// load loads rows that were exported into a new graph.
func load(t *testing.T, rows []byte) store.Store {
	t.Helper()
	contents, err := export.Read("graph.jsonl", bytes.NewReader(rows))
	require.NoError(t, err)
	s := memstore.New()
	var all []loader.Content
	for _, c := range contents {
		all = append(all, c)
	}
	plan, err := loader.NewPlan(t.Context(), s, all...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, time.Now())
	require.NoError(t, err)
	return s
}

func newest(t *testing.T, s store.Reader) *knowledge.Revision {
	t.Helper()
	r, err := s.Revision(context.Background(), 0)
	require.NoError(t, err)
	return r
}

func TestJSONL_LoadsBackIntoTheSameGraph(t *testing.T) {
	from := seedtest.Shared(t)
	again := load(t, written(t, from, export.Selection{}, "jsonl"))
	assert.Equal(t, newest(t, from).Content, newest(t, again).Content)
}

func TestJSONL_OfAPart_LoadsAsItIs(t *testing.T) {
	from := seedtest.Shared(t)
	s := export.Selection{Where: knowledge.StatementFilter{With: []knowledge.ID{"program:pfp"}}}
	part := load(t, written(t, from, s, "jsonl"))
	count := func(from store.Reader, filter knowledge.StatementFilter) int {
		n, err := from.CountStatements(t.Context(), &knowledge.Scope{}, []knowledge.ID{""}, filter)
		require.NoError(t, err)
		return n[0]
	}
	assert.Positive(t, count(from, s.Where))
	assert.Equal(t, count(from, s.Where), count(part, knowledge.StatementFilter{}))
	assert.Equal(t, written(t, from, s, "jsonl"), written(t, part, export.Selection{}, "jsonl"), "a part is whole by itself")
}

func TestWrite_IsTheSameEachTime(t *testing.T) {
	from := seedtest.Shared(t)
	s := export.Selection{Where: knowledge.StatementFilter{With: []knowledge.ID{"country:georgia"}}}
	for _, f := range export.Formats() {
		if f.Name == "xlsx" {
			continue // a workbook names the moment at which it was made
		}
		assert.True(t, bytes.Equal(written(t, from, s, f.Name), written(t, from, s, f.Name)), f.Name)
	}
}

func TestWrite_AsOfADay_HasWhatHeldThen(t *testing.T) {
	from := seedtest.Shared(t)
	day, err := edtf.ParseDate("2007")
	require.NoError(t, err)
	var graph struct {
		Elements struct {
			Nodes, Edges []struct{ Data map[string]any }
		}
	}
	s := export.Selection{Scope: knowledge.Scope{AsOf: day}, Where: knowledge.StatementFilter{Relations: []string{"MEMBER_OF"}, Object: []knowledge.ID{"alliance:nato"}}}
	require.NoError(t, json.Unmarshal(written(t, from, s, "cytoscape"), &graph))
	held := 0
	for _, e := range graph.Elements.Edges {
		if e.Data["held"] == true {
			held++
		}
	}
	assert.Equal(t, 26, held, "NATO's members in 2007")
}

func TestWrite_LeavesOutWhatMayNotBeRedistributed(t *testing.T) {
	rows := string(written(t, seedtest.Shared(t), export.Selection{}, "jsonl"))
	restricted := strings.Replace(rows, `"id":"dataset:memberships","license":"CC0-1.0"`, `"id":"dataset:memberships","license":"LicenseRef-own"`, 1)
	require.NotEqual(t, rows, restricted)
	s := load(t, []byte(restricted))
	f, err := export.Named("jsonl")
	require.NoError(t, err)
	var out bytes.Buffer
	summary, err := export.Write(t.Context(), s, export.Selection{}, f, &out)
	require.NoError(t, err)
	require.Len(t, summary.Omitted, 1)
	assert.Equal(t, "dataset:memberships", summary.Omitted[0].ID)
	for _, f := range export.Formats() {
		if !f.IsFolder() && f.Name != "xlsx" {
			text := string(written(t, s, export.Selection{}, f.Name))
			text = strings.ReplaceAll(text, "not known to permit redistribution: dataset:memberships", "")
			assert.NotContains(t, text, "dataset:memberships", f.Name)
		}
	}
	assert.Contains(t, string(written(t, s, export.Selection{Restricted: true}, "jsonl")), `"dataset":"dataset:memberships"`)
}

// TestWrite_SpellsAreTheDaysOnWhichTheStoreAnswers asks the store as of days, and holds the spells of a link against what is held then.
func TestWrite_SpellsAreTheDaysOnWhichTheStoreAnswers(t *testing.T) {
	from := seedtest.Shared(t)
	filter := knowledge.StatementFilter{Relations: []string{"MEMBER_OF", "PARTICIPATES_IN"}}
	var graph struct {
		Elements struct {
			Edges []struct{ Data map[string]any }
		}
	}
	require.NoError(t, json.Unmarshal(written(t, from, export.Selection{Where: filter}, "cytoscape"), &graph))
	require.NotEmpty(t, graph.Elements.Edges)
	for _, text := range []string{"1950-07-01", "1985-07-01", "1991-12-20", "1999-07-01", "2007-07-01", "2025-07-01"} {
		day, err := edtf.ParseDay(text)
		require.NoError(t, err)
		held := map[string]bool{}
		scope := &knowledge.Scope{AsOf: edtf.DateOf(day)}
		for st, err := range store.Pages(t.Context(), from, scope, filter) {
			require.NoError(t, err)
			held[st.Link] = held[st.Link] || st.Affirms()
		}
		for _, e := range graph.Elements.Edges {
			spells, _ := e.Data["spells"].(string)
			within := false
			for spell := range strings.SplitSeq(spells, "; ") {
				if spell != "" {
					i, err := edtf.ParseInterval(spell)
					require.NoError(t, err)
					within = within || i.Covers(day)
				}
			}
			assert.Equal(t, held[e.Data["id"].(string)], within, "%s on %s: %s", e.Data["id"], text, spells)
		}
	}
}

// qualified is a graph of one claim, that carries a value of each type.
const qualified = `{"table":"dataset","row":{"id":"dataset:a","title":"A","license":"CC0-1.0","version":"1","order":1}}
{"table":"relation","row":{"name":"VOTED_WITH","label":"voted with","inverseLabel":"voted with","category":"COOPERATION","symmetric":true,"exclusive":"NONE","subjectKinds":["COUNTRY"],"objectKinds":["COUNTRY"],"dataset":"dataset:a","qualifiers":[{"name":"about","type":"ENTITY"},{"name":"deaths","type":"INTEGER","unit":"persons"},{"name":"on","type":"DATE"},{"name":"share","type":"DECIMAL"},{"name":"vote","type":"CODE","codes":[{"code":"y","label":"for"}]},{"name":"words","type":"TEXT"}]}}
{"table":"document","row":{"id":"document:b","title":"B","publishedOn":"2001","reliability":"A","language":"en","text":"Both voted for it.","dataset":"dataset:a"}}
{"table":"entity","row":{"id":"country:one","name":"One","dataset":"dataset:a"}}
{"table":"entity","row":{"id":"country:two","name":"Two","dataset":"dataset:a"}}
{"table":"entity","row":{"id":"event:vote","name":"Vote","dataset":"dataset:a"}}
{"table":"statement","row":{"subject":"country:one","relation":"VOTED_WITH","object":"country:two","polarity":"AFFIRMED","modality":"ASSERTED","valid":"2000","document":"document:b","dataset":"dataset:a","qualifiers":[{"name":"about","type":"ENTITY","value":"event:vote"},{"name":"deaths","type":"INTEGER","value":"12"},{"name":"on","type":"DATE","value":"2000-05"},{"name":"share","type":"DECIMAL","value":"0.1"},{"name":"vote","type":"CODE","value":"y"},{"name":"words","type":"TEXT","value":"\"yes\""}],"evidence":[{"document":"document:b","quote":"Both voted for it.","place":{"start":0,"end":18},"context":"Both voted for it."}]}}
`

func TestWrite_Qualifiers(t *testing.T) {
	s := load(t, []byte(qualified))
	again := load(t, written(t, s, export.Selection{}, "jsonl"))
	assert.Equal(t, newest(t, s).Content, newest(t, again).Content)
	turtle := string(written(t, s, export.Selection{Where: knowledge.StatementFilter{Relations: []string{"VOTED_WITH"}}}, "turtle"))
	for _, want := range []string{
		`rdfs:label "about" ; rdf:value <urn:entente:event:vote>`, `rdf:value "12"^^xsd:integer`, `rdf:value "0.1"^^xsd:decimal`,
		`rdf:value "2000-05"^^<http://id.loc.gov/datatypes/edtf/EDTF>`, `rdf:value "y"`, `rdf:value "\"yes\""`, "<urn:entente:event:vote> a ent:Event",
	} {
		assert.Contains(t, turtle, want)
	}
	assert.Contains(t, string(written(t, s, export.Selection{}, "jsonld")), `{"label":"about","rdf:value":{"@id":"urn:entente:event:vote"}}`)
	dir := t.TempDir()
	f, err := export.Named("csv")
	require.NoError(t, err)
	_, err = export.WriteFolder(t.Context(), s, export.Selection{}, f, dir)
	require.NoError(t, err)
	file, err := os.ReadFile(filepath.Join(dir, "qualifiers.csv"))
	require.NoError(t, err)
	rows := strings.Split(strings.TrimSpace(string(file)), "\n")
	require.Len(t, rows, 7)
	for i, want := range []string{",about,ENTITY,event:vote,,,", ",deaths,INTEGER,12,12,persons,", ",on,DATE,2000-05,,,", ",share,DECIMAL,0.1,0.1,,", ",vote,CODE,y,,,for", `,words,TEXT,"""yes""",,,`} {
		assert.True(t, strings.HasSuffix(rows[i+1], want), rows[i+1])
	}
}

func TestRead_SaysWhatIsWrongAndWhere(t *testing.T) {
	_, err := export.Read("rows.jsonl", strings.NewReader(`{"table":"dataset","row":{"id":"dataset:a","title":"A"}}
{"table":"statment","row":{}}
{"table":"statement","row":{"subject":"country:a","document":"document:b","dataset":"dataset:a"}}

{"table":"entity","row":{"id":"country:a","colour":"red"}}
{
`))
	require.Error(t, err)
	assert.Equal(t, []string{
		`rows.jsonl:2: there is no table "statment"; did you mean statement?`,
		`rows.jsonl:3: no line before has its document "document:b"`,
		`rows.jsonl:5: json: unknown field "colour"`,
		"rows.jsonl:6: unexpected EOF",
	}, strings.Split(err.Error(), "\n"))
	_, err = export.Read("rows.jsonl", strings.NewReader("\n"))
	assert.EqualError(t, err, "rows.jsonl has no rows")
}

func TestNamed_SuggestsTheLikelyFormat(t *testing.T) {
	_, err := export.Named("grapml")
	assert.ErrorContains(t, err, `there is no format "grapml"; did you mean graphml?`)
}
