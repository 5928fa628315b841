// Package memstore is the embedded store: the whole graph in memory, as a chain of immutable snapshots.
//
// Every revision has its snapshot (see snapshot), which shares all unchanged data with the one before it: the indexes are copy-on-write
// B-trees. Readers take a snapshot by one atomic load and never wait; one writer at a time forks the newest, changes its fork and publishes
// it (see Store.Apply). If a change fails, its fork is discarded.
//
// Start at Store; then snapshot.go for the indexes, page.go for how lists are paged, and apply.go for how a change is made. No file calls one
// above it: postings.go and linkindex.go order the indexes of snapshot.go, lists.go walks them, selection.go and the lists read, draft.go and
// what changes it write.
package memstore
