package export_test

import (
	"bytes"
	"context"
	"encoding/json"
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
