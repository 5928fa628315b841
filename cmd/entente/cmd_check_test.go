package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/dataset"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheck_AValidFolder_SaysWhatItHolds(t *testing.T) {
	dir := write(t, "treaties", treaties())
	got := entente(t, "check", dir)
	assert.Equal(t, result{exitOK, dir + ": valid: 2 entities, 1 statement, 1 document\n", ""}, got)
}

func TestCheck_AnInvalidFolder_ShowsErrorsThenWarningsWithPaths(t *testing.T) {
	files := with(treaties(), "statements.yaml", treaties()["statements.yaml"]+"- subject: Norlandd\n  relation: MEMBR_OF\n  object: NP\n  quote: nothing\n")
	files["documents/unused.md"] = files["documents/pact.md"]
	files["statements.yaml"] = strings.ReplaceAll(files["statements.yaml"], "  object: NP\n", "  object: NP\n  document: pact\n")
	dir := write(t, "treaties", files)
	got := entente(t, "check", dir)
	assert.Equal(t, exitFailed, got.status)
	assert.Empty(t, got.errs)
	at := func(file string) string { return filepath.Join(dir, file) }
	assert.Equal(t, []string{
		at("statements.yaml") + `:7:12: error: no entity is called "Norlandd"; did you mean Norland? [unknown-entity]`,
		at("statements.yaml") + `:8:13: error: there is no relation "MEMBR_OF"; did you mean MEMBER_OF? [unknown-relation]`,
		at("statements.yaml") + `:11:10: error: "nothing" is not in the text of document:pact; no passage of it has these words [quote-not-found]`,
		"",
		at("documents/unused.md") + ":1:1: warning: no statement cites this document [unused-document]",
		"",
		dir + ": invalid: 3 errors, 1 warning",
		"",
	}, strings.Split(got.out, "\n"))
}

func TestCheck_WarningsAlone_AreValid(t *testing.T) {
	dir := write(t, "treaties", with(treaties(), "notes.xlsx", "x"))
	got := entente(t, "check", dir)
	assert.Equal(t, exitOK, got.status)
	assert.True(t, strings.HasSuffix(got.out, dir+": valid: 2 entities, 1 statement, 1 document; 1 warning\n"), got.out)
}

func TestCheck_FoldersReferToEachOtherAndToTheBuiltInData(t *testing.T) {
	one := write(t, "treaties", with(treaties(), "statements.yaml", treaties()["statements.yaml"]+"- {subject: Georgia, relation: MEMBER_OF, object: NP, modality: promised, quote: Georgia will become a member}\n- {subject: Norland, relation: BORDERS, object: Esteria, quote: Norland borders Esteria}\n"))
	other := write(t, "esteria", map[string]string{
		"dataset.yaml":  "id: dataset:esteria\ntitle: Esteria\nlicense: CC0-1.0\nversion: \"1\"\n",
		"entities.yaml": "- id: country:esteria\n  name: Esteria\n",
	})
	for _, order := range [][]string{{one, other}, {other, one}} {
		got := entente(t, append([]string{"check"}, order...)...)
		assert.Equal(t, exitOK, got.status, got.out)
	}
	assert.Equal(t, exitFailed, entente(t, "check", one).status, "Esteria is unknown")
}

// Names that mean two entities in the world are told; internal/dataset lists them.
func TestCheck_TheBuiltInData_IsValid(t *testing.T) {
	got := entente(t, "check", "../../seed/vocabulary", "../../seed/reference", "../../seed/south-caucasus")
	assert.Equal(t, exitOK, got.status, got.out)
	for line := range strings.Lines(got.out) {
		if strings.Contains(line, ": warning: ") {
			assert.Regexp(t, `\[(?:duplicate-name|duplicate-code|similar-name)\]$`, strings.TrimSpace(line))
		}
	}
}

func TestCheck_WhatCannotBeRead_IsToldFromWhatIsInvalid(t *testing.T) {
	valid := write(t, "treaties", treaties())
	invalid := write(t, "treaties", with(treaties(), "dataset.yaml", "id: dataset:treaties\n"))
	file := filepath.Join(valid, "dataset.yaml")
	outside := write(t, "treaties", with(treaties(), "entities.yaml", ""))
	require.NoError(t, os.Symlink(filepath.Join(valid, "entities.yaml"), filepath.Join(outside, "entities.yaml")))
	for name, c := range map[string]struct {
		dirs   []string
		status int
		says   string
	}{
		"folder that is not there":  {[]string{filepath.Join(valid, "nowhere")}, exitUnreadable, "nowhere: unreadable: the dataset folder"},
		"folder that is a file":     {[]string{file}, exitUnreadable, "is a file; a dataset is a folder with a dataset.yaml"},
		"link that leaves":          {[]string{outside}, exitUnreadable, "the file cannot be read: path escapes from parent [unreadable]"},
		"invalid and unreadable":    {[]string{invalid, file}, exitUnreadable, "invalid: 3 errors, 0 warnings\n"},
		"valid and invalid":         {[]string{valid, write(t, "other", map[string]string{"dataset.yaml": "id: dataset:other\n"})}, exitFailed, ": valid:"},
		"one folder under its name": {[]string{valid, valid}, exitFailed, "two of the folders are called \"treaties\" [duplicate-id]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := entente(t, append([]string{"check"}, c.dirs...)...)
			assert.Equal(t, c.status, got.status, got.out)
			assert.Contains(t, got.out, c.says)
		})
	}
}

func TestCheck_ManyErrors_SaysHowManyAreNotShown(t *testing.T) {
	dir := write(t, "treaties", with(treaties(), "relations.yaml", strings.Repeat("- x\n", 5000)))
	got := entente(t, "check", dir)
	assert.Contains(t, got.out, "\n"+dir+": and 4,000 errors more\n")
	assert.Contains(t, got.out, dir+": invalid: 5,000 errors, 0 warnings\n")
}

func TestCheck_JSON_IsOneDocumentedObject(t *testing.T) {
	valid := write(t, "treaties", with(treaties(), "notes.xlsx", "x"))
	invalid := write(t, "broken", map[string]string{"dataset.yaml": "id: dataset:broken\ntitle: <T>\nlicense: MIT\n"})
	got := entente(t, "check", "--json", valid, invalid, "nowhere")
	assert.Equal(t, exitUnreadable, got.status)
	var r report
	d := json.NewDecoder(strings.NewReader(got.out))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&r))
	assert.False(t, d.More(), "one object")
	assert.Equal(t, report{Errors: 1, Warnings: 1, Datasets: []folderReport{
		{Folder: valid, Valid: true, Dataset: "dataset:treaties", Documents: 1, Entities: 2, Statements: 1, Warnings: 1, Problems: []dataset.Problem{{
			File: "notes.xlsx", Line: 1, Column: 1, Severity: dataset.Warning, Code: dataset.UnknownFile,
			Message: `"notes.xlsx" is no file of a dataset and is not read`, Hint: r.Datasets[0].Problems[0].Hint,
		}}},
		{Folder: invalid, Dataset: "dataset:broken", Errors: 1, Problems: []dataset.Problem{{
			File: "dataset.yaml", Line: 1, Column: 1, Severity: dataset.Error, Code: dataset.MissingKey, Message: "a dataset has no version, which it must have",
		}}},
		{Folder: "nowhere", Unreadable: "the dataset folder nowhere cannot be opened: no such file or directory", Problems: []dataset.Problem{}},
	}}, r)
}

func TestDocs_NameWhatJSONGives(t *testing.T) {
	page, err := os.ReadFile("../../docs/datasets.md")
	require.NoError(t, err)
	text, err := json.Marshal(newReport([]*folder{{content: &dataset.Folder{Dataset: &knowledge.Dataset{}, Problems: dataset.Problems{List: []dataset.Problem{{Hint: "x"}}}}}, {err: os.ErrNotExist}}))
	require.NoError(t, err)
	var keys func(any)
	keys = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, inner := range v {
				assert.Contains(t, string(page), "`"+key+"`")
				keys(inner)
			}
		case []any:
			for _, inner := range v {
				keys(inner)
			}
		}
	}
	var value any
	require.NoError(t, json.Unmarshal(text, &value))
	keys(value)
}
