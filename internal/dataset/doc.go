// Package dataset reads a dataset folder into knowledge rows, and reports all its problems at once: each with its file, line and column,
// the reason, and the likely word meant.
//
// Start at Open, which opens a folder without following links out of it, and Read, which returns a Folder: its rows and its Problems.
// ReadAll reads several folders that refer to each other. Known holds what a folder may refer to outside itself. Folder.Judge adds the
// findings of domain rules (package rules), except those that the folder waives. Schemas returns the JSON Schemas of the files, for
// editors. docs/datasets.md describes the format for authors.
//
// From the top down: read.go goes through the folders; a file for each kind of row (manifest.go, relations.go, entities.go, documents.go,
// statements.go, waivers.go) decodes records; resolve.go looks references up, evidence.go quotes; record.go and getters.go check keys and
// values; lines.go reads text. Package yamlfile gives the values that records are made of, in the plain form of package input, which a
// reader of anything else may give as well.
//
// A folder is read in two passes, each file once and in order: first what can be referred to (dataset.yaml, relations.yaml, entities.yaml,
// documents/), then what refers to it (statements.yaml). Lists are read entry by entry, so that a broken entry hides no other and a large
// file needs little memory. Each quote is looked up in its document and replaced by the characters of the document (package quote); the
// sentences of the text give a quote its context and its footnote.
package dataset
