// Package boltstore is the embedded store with a data directory: all revisions are in one bbolt file, and the resulting graph is in memory,
// as in memstore.
//
// Opening reads the file and builds the graph. A change is checked and applied in memory, then written with its revision in one synced
// transaction, and only then visible: whenever the process ends, the file holds the revisions before the change, or those and the new one,
// and nothing between.
//
// One process writes, and holds a lock file that names it (holder.go); any number read beside it. The data file itself is open and locked
// only while it is read or written.
//
// The file is not trusted. All its pages are checked before bbolt maps it into memory (see checkPages); each value has a checksum; and the
// graph must have the hash of the newest revision. A file that fails a check is not modified.
//
// Start at Open; then journal.go for what is written, and wire.go for how rows are encoded. docs/data-directory.md describes the format and
// its guarantees.
package boltstore
