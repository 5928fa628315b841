package dataset_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset"

	"github.com/stretchr/testify/require"
)

// demo is a small folder without any problem; tests change what they are about.
func demo() map[string]string {
	return map[string]string{
		"dataset.yaml": "id: dataset:demo\ntitle: A demonstration\nlicense: CC0-1.0\nversion: \"1\"\n",
		"relations.yaml": `- name: MEMBER_OF
  label: is a member of
  inverseLabel: has as a member
  category: affiliation
  subjectKinds: [country]
  objectKinds: [alliance]
  description: Full membership.
- name: ALLIED_WITH
  label: is allied with
  category: affiliation
  symmetric: true
  subjectKinds: [country]
  objectKinds: [country]
  description: An alliance of two.
`,
		"entities.yaml": `- id: country:georgia
  name: Georgia
  names: [{text: Georgian, kind: demonym}, {text: Sakartvelo, kind: alias}]
- id: country:armenia
  name: Armenia
- id: alliance:nato
  name: North Atlantic Treaty Organization
  abbreviation: NATO
`,
		"documents/article.md": `---
title: An article
publishedOn: 2025-11-17
language: en
reliability: F
---
Georgia “will become” a member of NATO.[^1] Armenia is not a member of NATO.
Georgia and Armenia are allies.
`,
		"statements.yaml": `- subject: Georgia
  relation: MEMBER_OF
  object: NATO
  modality: promised
  quote: Georgia "will become" a member of NATO
`,
	}
}

// with gives the demo folder with other files; an empty text removes one.
func with(files map[string]string) fstest.MapFS {
	all := demo()
	for name, text := range files {
		all[name] = text
	}
	fsys := fstest.MapFS{}
	for name, text := range all {
		if text != "" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

func read(t *testing.T, files map[string]string) *dataset.Folder {
	t.Helper()
	f, err := dataset.Read(t.Context(), with(files), "demo", nil)
	require.NoError(t, err)
	return f
}

// problems gives the folder's problems, one a line.
func problems(f *dataset.Folder) []string {
	if s := f.Problems.String(); s != "" {
		return strings.Split(s, "\n")
	}
	return nil
}

// demoDocument is the demo's document with another body.
func demoDocument(body string) string {
	return "---\ntitle: An article\npublishedOn: 2025-11-17\nlanguage: en\nreliability: F\n---\n" + body
}

// statement is the demo's statement with other or more lines, each "key: value".
func statement(lines ...string) map[string]string {
	keys := []string{"subject", "relation", "object", "quote"}
	values := map[string]string{"subject": "Georgia", "relation": "MEMBER_OF", "object": "NATO", "quote": "will become"}
	var more []string
	for _, l := range lines {
		key, value, _ := strings.Cut(l, ": ")
		if _, ok := values[key]; ok {
			values[key] = value
		} else {
			more = append(more, l)
		}
	}
	var all []string
	for _, key := range keys {
		if values[key] != "" {
			all = append(all, key+": "+values[key])
		}
	}
	return map[string]string{"statements.yaml": "- " + strings.Join(append(all, more...), "\n  ") + "\n"}
}
