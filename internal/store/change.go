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
	// Changes gives the changes, each row at most once. An error that it gives ends Apply with it. It may be iterated several times, so
	// that a store need not hold the changes, and gives the same changes in the same order each time.
	Changes iter.Seq2[Change, error]
	// Read, which may be nil, is called once Changes will not be iterated again, so that what they are made of need not be held any longer. A
	// store that iterates them to its end need not call it.
	Read func()
	// Progress, which may be nil, is called as Apply proceeds.
	Progress Progress
}

// Progress is called with the number of changes that have passed a stage of Apply. Calls do not overlap; done grows until the next stage
// begins.
type Progress func(stage Stage, done int)

// Stage is a stage of Apply. Not every store has all stages, or reports them.
type Stage string

// The stages, in their order.
const (
	// Checking compares the changes with the graph.
	Checking Stage = "checking"
	Writing  Stage = "writing"
	// Linking updates what the store shows to people who browse its database.
	Linking Stage = "linking"
)

// Change puts a row, new or replacing the one with its key, or removes the row of a key.
type Change struct {
	// Put is the new row; nil to remove.
	Put knowledge.Row
	// Remove is the key of the row to remove, if Put is nil. Removing a missing row is an error.
	Remove knowledge.RowKey
}

// Key is the key of the row that the change is about.
func (c Change) Key() knowledge.RowKey {
	if c.Put != nil {
		return c.Put.Key()
	}
	return c.Remove
}

// RowChange is a row before and after a revision; nil if it does not exist.
type RowChange struct {
	Before knowledge.Row
	After  knowledge.Row
}
