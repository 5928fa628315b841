// Package dataset reads a dataset folder, what a researcher writes, into knowledge rows, and says all at once what is wrong
// with it: each problem with its file, line and column, the reason, and the likely word meant.
//
// Start at Open, which opens a folder so that no link leads out of it, and Read, which gives a Folder: its rows, and its
// Problems. ReadAll reads several folders that refer to each other. Known holds what a folder may refer to beyond itself.
// Folder.Judge takes in what rules of the domain (package rules) find fault with, but for what the folder's waivers let stand.
// Schemas gives the JSON Schemas of the files, for editors. docs/datasets.md describes the format for those who write it.
//
// A folder is read in two passes, each file once and in order: first what can be referred to (dataset.yaml, relations.yaml,
// entities.yaml, documents/), then what refers to it (statements.yaml). Lists are read entry by entry, so that a broken
// entry hides no other and a large file needs little memory. Each quote is found in its document and replaced by the
// document's own characters (see passages); the text's sentences give a quote its context and its footnote.
package dataset
