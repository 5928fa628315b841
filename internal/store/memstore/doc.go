// Package memstore is the embedded store: the whole graph in memory, as a chain of immutable snapshots.
//
// Every revision has its snapshot (see snapshot), which shares all that did not change with the one before it: the
// indexes are copy-on-write B-trees. Readers take a snapshot by one atomic load and never wait; one writer at a time
// forks the newest, changes its fork and publishes it (see Store.Apply). A change that fails throws its fork away.
//
// Start at Store; then snapshot.go for what there is to look things up in, page.go for how lists are paged, and apply.go
// for how a change is made.
package memstore
