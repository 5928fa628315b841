package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/store/boltstore"
)

// dataFile is the file of a data directory.
func dataFile(dir string) string { return filepath.Join(dir, boltstore.FileName) }

const countries = `{ countries(first: 3) { totalCount } }`

func TestData_IsKeptFromOneCommandToTheNext(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "graph"), write(t, "treaties", treaties())
	p := program{openStore: openStore}
	do(t, p, "load", "--data", data, "--apply", dir)
	assert.Equal(t, "Plan: load dataset:treaties: nothing to change.\n", do(t, p, "load", "--data", data, dir))
	assert.Contains(t, do(t, p, "query", "--data", data, file(t, `{ country(ref: "Norland") { id } }`)), "country:norland")
	assert.Contains(t, do(t, p, "find", "--data", data, "norlnad"), "country:norland")
	assert.Contains(t, do(t, p, "query", "--data", data, file(t, `{ count(by: RELATION) { statementCount values { value count } } }`)), `"statementCount": 1,`)
	do(t, p, "undo", "--data", data, "--apply", "1")
	do(t, p, "undo", "--data", data, "--apply", "2")
	do(t, p, "drop", "--data", data, "--apply", "treaties")
	assert.Len(t, strings.Split(strings.TrimSpace(do(t, p, "revisions", "--data", data)), "\n"), 1+4)
}

func TestData_IsNamedByTheEnvironment(t *testing.T) {
	data := t.TempDir()
	t.Setenv("ENTENTE_DATA", data)
	p := program{openStore: openStore}
	do(t, p, "load", "--apply", "--seed")
	assert.FileExists(t, dataFile(data))
	got := entente(t, "load", "--data", "", "--apply", "--seed")
	assert.Equal(t, "entente: "+errNotKept.Error()+"\n", got.errs, "a flag that names none goes first")
}

func TestData_ThatIsNotThere_IsMadeByWhatWritesAlone(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "graph"), write(t, "treaties", treaties())
	for _, args := range [][]string{{"revisions"}, {"undo", "1"}, {"undo", "1", "--apply"}, {"drop", "treaties"}, {"query", file(t, countries)}} {
		got := entente(t, append(args, "--data", data)...)
		assert.Equal(t, result{exitFailed, "", "entente: there is no graph in " + data + " yet; entente load --data " + data + " --apply makes one\n"}, got, args)
	}
	for _, args := range [][]string{{"check", dir}, {"load", dir}} {
		got := entente(t, append(args, "--data", data)...)
		assert.Equal(t, exitOK, got.status, got.errs)
		assert.Equal(t, "there is no graph in "+data+" yet: compared with an empty one\n", got.errs)
	}
	assert.NoDirExists(t, data)
}

func TestLoad_Seed_LoadsTheBuiltInDatasets(t *testing.T) {
	data := t.TempDir()
	p := program{openStore: openStore}
	assert.Contains(t, do(t, p, "load", "--data", data, "--seed"), "datasets: 6 added\n")
	do(t, p, "load", "--data", data, "--seed", "--apply")
	assert.Contains(t, do(t, p, "load", "--data", data, "--seed", "--apply"), "nothing to change")
	assert.Contains(t, do(t, p, "load", "--seed"), "nothing to change", "in memory they are there")
}

func TestLoad_Seed_WithAFolderThatRestsOnIt(t *testing.T) {
	data := t.TempDir()
	dir := write(t, "treaties", with(treaties(), "statements.yaml",
		"- {subject: country:georgia, relation: MEMBER_OF, object: NP, valid: 1990/.., quote: Norland has been a member of the Northern Pact since 1990}\n"))
	assert.Contains(t, entente(t, "load", "--data", data, dir).errs, "country:georgia")
	assert.Contains(t, do(t, program{openStore: openStore}, "load", "--data", data, "--seed", "--apply", dir), "datasets: 7 added\n")
}

func TestServe_OfANewDataDirectory_IsEmptyUntilSomethingIsLoaded(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph")
	s := start(t, "--data", data)
	assert.JSONEq(t, `{"data": {"countries": {"totalCount": 0}}}`, string(s.ask(t, countries)))
	status, out := s.stop()
	assert.Equal(t, exitOK, status)
	assert.True(t, strings.HasPrefix(out, "the graph is empty: stop, and start with --seed"), out)
	assert.FileExists(t, dataFile(data))
}

func TestServe_Seed_LoadsTheBuiltInDatasetsOnce(t *testing.T) {
	data := t.TempDir()
	for range 2 {
		s := start(t, "--data", data, "--seed")
		assert.NotContains(t, string(s.ask(t, countries)), `"totalCount":0`)
		status, out := s.stop()
		assert.Equal(t, exitOK, status, out)
	}
	assert.Len(t, strings.Split(strings.TrimSpace(do(t, program{openStore: openStore}, "revisions", "--data", data)), "\n"), 1+1)
}

func TestData_ThatIsDamaged_IsOneLine(t *testing.T) {
	data := t.TempDir()
	require.NoError(t, os.WriteFile(dataFile(data), []byte("hello"), 0o600))
	got := entente(t, "serve", "--data", data)
	assert.Equal(t, exitFailed, got.status)
	assert.Equal(t, "entente: "+dataFile(data)+" is no data file of Entente, or its beginning is damaged; it was left as it is; name another directory with --data, or one that is not there, to be made\n", got.errs)
}

func TestQuery_OfTwoGraphs_IsRefused(t *testing.T) {
	status, _, errs := asked(t, "--url", "http://127.0.0.1:1/graphql", "--data", t.TempDir(), "-")
	assert.Equal(t, exitUsage, status)
	assert.Contains(t, errs, "--url and --data name two graphs; leave one out")
}

func TestWatchOpening_OnATerminal_ShowsABarForALargeGraphAlone(t *testing.T) {
	var out strings.Builder
	progress, end := showOpeningBar(&out)
	progress(0, reportEvery)
	assert.Empty(t, out.String())
	progress(0, 2*reportEvery)
	assert.Contains(t, out.String(), "opening")
	end()
	assert.True(t, strings.HasSuffix(out.String(), "\r"), "it goes away: %q", out.String())
}
