package main

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/client"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asked runs `entente query` with arguments and gives what it prints.
func asked(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = tested().run(t.Context(), append([]string{"query"}, args...), &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// file writes a query to a file of its own.
func file(t *testing.T, query string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "q.graphql")
	require.NoError(t, os.WriteFile(name, []byte(query), 0o600))
	return name
}

func TestQuery_OfTheBuiltInGraph_PrintsJSON(t *testing.T) {
	status, out, errs := asked(t, file(t, `{ country(ref: "GE") { id capital } }`))
	assert.Equal(t, exitOK, status, errs)
	assert.JSONEq(t, `{"data": {"country": {"id": "country:georgia", "capital": "Tbilisi"}}}`, out)
}

func TestQuery_WithVariables(t *testing.T) {
	status, out, _ := asked(t, "--variables", `{"ref": "AM"}`, file(t, `query($ref: String!) { country(ref: $ref) { name } }`))
	assert.Equal(t, exitOK, status)
	assert.Contains(t, out, "Armenia")
}

func TestQuery_AsATable_HasARowForEachAndAColumnForEachValue(t *testing.T) {
	status, out, errs := asked(t, "--table", file(t, `{ country(ref: "GE") { neighbors { edges { node { id capital identifiers { scheme } } } } } }`))
	assert.Equal(t, exitOK, status, errs)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 5)
	assert.Empty(t, errs, "all is shown")
	assert.Regexp(t, `^id +capital +identifiers\.scheme$`, lines[0])
	assert.Regexp(t, `^country:armenia +Yerevan +iso2, iso3`, lines[1])
}

func TestQuery_AsATable_WithoutAList_SaysSo(t *testing.T) {
	status, _, errs := asked(t, "--table", file(t, `{ revision { number } }`))
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, errs, "--table")
}

func TestQuery_WithErrors_PrintsThemAndFails(t *testing.T) {
	status, out, errs := asked(t, file(t, `{ countrys { id } }`))
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, out, "Did you mean")
	assert.Contains(t, errs, "the answer has 1 error\n")
}

func TestQuery_OfAServer(t *testing.T) {
	s := asking(t)
	status, out, errs := asked(t, "--url", s.url, file(t, `{ country(ref: "AZ") { id } }`))
	assert.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, "country:azerbaijan")
}

func TestQuery_OfWhatIsNoGraphQLServer_SaysWhatItAnswered(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	status, _, errs := asked(t, "--url", other.URL, file(t, `{ a }`))
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, errs, "404 Not Found, and no answer of GraphQL")
	other.Close()
	status, _, _ = asked(t, "--url", other.URL, file(t, `{ a }`))
	assert.Equal(t, exitFailed, status)
}

func TestQuery_WrongUse(t *testing.T) {
	status, _, errs := asked(t, "nowhere.graphql")
	assert.Equal(t, exitUnreadable, status)
	assert.Contains(t, errs, "nowhere.graphql")
	status, _, _ = asked(t)
	assert.Equal(t, exitUsage, status)
	for says, args := range map[string][]string{
		"the variables are no JSON object":        {"--variables", "{"},
		"two forms of one answer":                 {"--table", "--csv"},
		"say --table or --csv, too":               {"--all"},
		"declares no variable $reff; it has $ref": {"--var", "reff=GE"},
		"write NAME=VALUE":                        {"--var", "ref"},
		"needs $ref, which is String!":            nil,
	} {
		status, _, errs = asked(t, append(args, file(t, "query($ref: String!) { country(ref: $ref) { id } }"))...)
		assert.Equal(t, exitUsage, status, args)
		assert.Contains(t, errs, says)
	}
	status, _, errs = asked(t, file(t, strings.Repeat(" ", maxQueryFile+1)))
	assert.Equal(t, exitUnreadable, status)
	assert.Contains(t, errs, "larger than")
}

func TestTable_KeepsControlCharactersFromTheTerminal(t *testing.T) {
	var out bytes.Buffer
	w := &textWriter{out: &out, columns: []client.Column{{Name: "a"}, {Name: "b"}, {Name: "c"}}}
	require.NoError(t, w.writePage(&client.Page{Rows: [][][]string{{{"x\x1b[31m\ny"}, nil, {"1", "2"}}, {{"z"}, nil, nil}}}))
	require.NoError(t, w.writePage(&client.Page{Rows: [][][]string{{{"long enough to push"}, {"b"}, {"c"}}}}))
	assert.Equal(t, "a         b  c\nx [31m y     1, 2\nz\nlong enough to push  b  c\n", out.String())
}

func TestCSV_KeepsWhatACellHolds(t *testing.T) {
	var out bytes.Buffer
	w := &csvWriter{out: csv.NewWriter(&out), columns: []client.Column{{Name: "a"}, {Name: "b"}}}
	require.NoError(t, w.writePage(&client.Page{}))
	assert.Equal(t, "a,b\n", out.String(), "the columns are there also without a row")
	require.NoError(t, w.writePage(&client.Page{Rows: [][][]string{{{"x, \"y\"\nz"}, {"1", "2"}}}}))
	assert.Equal(t, "a,b\n\"x, \"\"y\"\"\nz\",1; 2\n", out.String())
}
