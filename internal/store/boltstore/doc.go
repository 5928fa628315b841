// Package boltstore is the embedded store kept in a data directory: all revisions stand in one file of bbolt, and the graph
// that they make lives in memory, as in memstore.
//
// Opening reads the file and makes the graph anew. A change is checked and made in memory, then written with its revision in
// one transaction and synced, and only then seen by anybody: whenever the process ends, the file holds the revisions before
// the change or those and the new one, and nothing between.
//
// The file is trusted in nothing. Before bbolt maps it into memory, all its pages are looked at (see checkPages); each value has
// a checksum; and what comes of it must have the hash of the newest revision. A file that does not pass is left as it is.
//
// Start at Open; then journal.go for what is written, and wire.go for how rows look in it. docs/data-directory.md describes the
// format and what it promises.
package boltstore
