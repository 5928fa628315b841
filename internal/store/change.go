package store

import (
	"iter"
	"time"

	"entente/internal/knowledge"
)

// ChangeSet is a change of the graph, as one revision.
type ChangeSet struct {
	// Base is the revision that the change was planned against.
	Base int
	// At is the time of the change, handed in so that tests can choose it; the zero time means now.
	At time.Time
	// Description says in a line what was loaded, dropped or undone.
	Description string
	// Undoes is the revision that this change undoes; 0 for none.
	Undoes int
	// Changes gives the changes, each row at most once. An error that it gives ends Apply with it. It may be gone through several
	// times, so that a store need not hold what it gives, and gives the same in the same order each time.
	Changes iter.Seq2[Change, error]
	// Progress, which may be nil, is told how far Apply is.
	Progress Progress
}

// Progress is told how many changes have gone through a stage of Apply. Calls come one after another; what is done grows until the
// next stage begins.
type Progress func(stage Stage, done int)

// Stage is what Apply does to changes. Not every store has all, or tells of them.
type Stage string

// The stages, in their order.
const (
	// Checking holds the changes against the graph.
	Checking Stage = "checking"
	Writing  Stage = "writing"
	// Linking brings what the store shows to people beside the graph into step with it.
	Linking Stage = "linking"
)

// Change puts a row, new or in place of the one with its key, or removes the row of a key.
type Change struct {
	// Put is the new row; nil to remove.
	Put knowledge.Row
	// Remove is the key of the row to remove, where Put is nil. Removing what is not there is an error.
	Remove knowledge.RowKey
}

// Key is the key of the row that the change is about.
func (c Change) Key() knowledge.RowKey {
	if c.Put != nil {
		return c.Put.Key()
	}
	return c.Remove
}

// RowChange is a row before and after a revision: nil where it was not, or is no more.
type RowChange struct {
	Before knowledge.Row
	After  knowledge.Row
}
