package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNew_MakesADatasetThatCheckFindsValid(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "my-treaties-2")
	made := entente(t, "new", dir)
	require.Equal(t, exitOK, made.status, made.errs)
	assert.Contains(t, made.out, "entente check "+dir)
	assert.Equal(t, result{exitOK, dir + ": valid: 2 entities, 2 statements, 1 document\n", ""}, entente(t, "check", dir))
}

func TestNew_EveryYAMLFileNamesASchemaThatIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "treaties")
	require.Equal(t, exitOK, entente(t, "new", dir).status)
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	require.NoError(t, err)
	require.Len(t, files, 4)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		m := regexp.MustCompile(`^# yaml-language-server: \$schema=(\S+)\n`).FindStringSubmatch(string(text))
		require.NotNil(t, m, file)
		assert.Equal(t, ".schemas/"+strings.TrimSuffix(filepath.Base(file), ".yaml")+".schema.json", m[1])
		assert.FileExists(t, filepath.Join(dir, m[1]))
	}
}

// TestNew_WhatIsCommentedIsValidToo takes the comments away from the examples of what may be there.
func TestNew_WhatIsCommentedIsValidToo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "treaties")
	require.Equal(t, exitOK, entente(t, "new", dir).status)
	commented := regexp.MustCompile(`(?m)^( *)# (( *- )?(name|source|notes|coverage|identifiers|url|author|generator|label|symmetric|category|subjectKinds|objectKinds|description|\{scheme).*|  (label|symmetric|category|subjectKinds|objectKinds|description|Only|- \{).*)$`)
	for _, name := range []string{"dataset.yaml", "entities.yaml", "relations.yaml", "documents/treaties-example.md"} {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		bare := commented.ReplaceAllString(string(text), "$1$2")
		require.NotEqual(t, string(text), bare, name)
		require.NoError(t, os.WriteFile(path, []byte(bare), 0o600))
	}
	got := entente(t, "check", dir)
	assert.Equal(t, dir+": valid: 1 relation, 2 entities, 2 statements, 1 document\n", got.out)
}

func TestNew_RefusesToOverwrite(t *testing.T) {
	parent := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(parent, "file"), []byte("mine"), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(parent, "empty"), 0o755))
	for name, says := range map[string]string{
		"file": "is there already; nothing was written", "empty": "is there already; nothing was written",
		"My Data": `"My Data" is no name for a dataset: it has letters a-z, digits and -`, "vocabulary": "dataset:vocabulary comes with the program",
		"a/b": "no such file or directory",
	} {
		got := entente(t, "new", filepath.Join(parent, name))
		assert.Equal(t, exitFailed, got.status, name)
		assert.Contains(t, got.errs, says)
	}
	text, err := os.ReadFile(filepath.Join(parent, "file"))
	require.NoError(t, err)
	assert.Equal(t, "mine", string(text))
	entries, err := os.ReadDir(parent)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "nothing was made")
}

func TestSchemas_AreBroughtUpToDate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "here", ".schemas")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	old := filepath.Join(dir, "entities.schema.json")
	require.NoError(t, os.WriteFile(old, []byte("{}"), 0o600))
	require.Equal(t, exitOK, entente(t, "schemas", dir).status)
	text, err := os.ReadFile(old)
	require.NoError(t, err)
	assert.Contains(t, string(text), "additionalProperties")
	assert.Equal(t, exitFailed, entente(t, "schemas", filepath.Join(old, "x")).status, "a file is no folder")
}
