// Package dataset reads a dataset folder into knowledge rows, and reports all its problems at once: each with its file, line and column,
// the reason, and the likely word meant.
//
// Start at Open, which opens a folder without following links out of it, and Read, which returns a Folder: its rows and its Problems.
// ReadAll reads several folders that refer to each other. Known holds what a folder may refer to outside itself. Folder.Judge adds the
// findings of domain rules (package rules), except those that the folder waives. Schemas returns the JSON Schemas of the files, for
// editors. docs/datasets.md describes the format for authors.
//
// A folder is read in two passes, each file once and in order: first what can be referred to (dataset.yaml, relations.yaml, entities.yaml,
// documents/), then what refers to it (statements.yaml). Lists are read entry by entry, so that a broken entry hides no other and a large
// file needs little memory. Each quote is looked up in its document and replaced by the characters of the document (see passages); the
// sentences of the text give a quote its context and its footnote.
package dataset
