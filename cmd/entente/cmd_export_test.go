package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/export"
)

func TestExport_OfRows_LoadsBack(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "graph.jsonl")
	data := filepath.Join(dir, "graph")
	require.Equal(t, result{}, execute(t, "export", "--format", "jsonl", "-o", file))
	got := execute(t, "load", "--data", data, "--apply", file)
	require.Equal(t, exitOK, got.status, got.errs)
	again := execute(t, "export", "--data", data, "--format", "jsonl")
	require.Equal(t, exitOK, again.status, again.errs)
	rows, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, string(rows) == again.out, "the same rows")
	got = execute(t, "load", "--data", data, file)
	assert.Contains(t, got.out, "nothing to change")
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(rows), `"polarity":"AFFIRMED"`, `"polarity":"AFIRMED"`, 1)), 0o600))
	got = execute(t, "load", "--data", data, file)
	assert.Equal(t, exitUnreadable, got.status)
	assert.Contains(t, got.errs, file+":")
	got = execute(t, "load", filepath.Join(dir, "missing.jsonl"))
	assert.Equal(t, exitUnreadable, got.status)
}

func TestExport_IntoAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "claims")
	got := execute(t, "export", "--format", "csv", "--where", `{"with": ["PfP"]}`, "--as-of", "2007", "-o", dir+"/")
	require.Equal(t, exitOK, got.status, got.errs)
	for _, name := range []string{"datapackage.json", "nodes.csv", "edges.csv", "statements.csv", "evidence.csv", "qualifiers.csv", "documents.csv", "relations.csv", "datasets.csv"} {
		assert.FileExists(t, filepath.Join(dir, name))
	}
	assert.Equal(t, "not in it: "+namedFormat(t, "csv").Leaves+"\n", got.errs)
	got = execute(t, "export", "--format", "graphml", "-o", dir+"/")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.errs, "names a folder")
}

func TestExport_ThatFails_LeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "claims.zip")
	for _, c := range []struct {
		status int
		errs   string
		args   []string
	}{
		{exitUsage, `there is no format "cvs"`, []string{"--format", "cvs"}},
		{exitUsage, `there is no format ""`, nil},
		{exitFailed, `nothing is called "Gorgia"; did you mean country:georgia?`, []string{"--format", "csv", "--around", "Gorgia"}},
		{exitFailed, "where.relation: StatementFilter has no such field; did you mean relations?", []string{"--format", "csv", "--where", `{"relation": ["X"]}`}},
		{exitUsage, "--restricted is for a graph of your own", []string{"--format", "csv", "--url", "http://127.0.0.1:1", "--restricted"}},
		{exitFailed, "no server answers at", []string{"--format", "csv", "--url", "http://127.0.0.1:1"}},
	} {
		got := execute(t, append([]string{"export", "-o", file}, c.args...)...)
		assert.Equal(t, c.status, got.status, got.errs)
		assert.Contains(t, got.errs, c.errs)
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Empty(t, left)
	}
}

func TestExport_Help_NamesEachFormat(t *testing.T) {
	help := execute(t, "export", "--help").out
	docs, err := os.ReadFile("../../docs/export.md")
	require.NoError(t, err)
	for _, f := range export.Formats() {
		assert.Contains(t, help, "  "+f.Name)
		assert.Contains(t, string(docs), "| `"+f.Name+"` | ")
	}
}

func namedFormat(t *testing.T, name string) export.Format {
	t.Helper()
	f, err := export.Named(name)
	require.NoError(t, err)
	return f
}
