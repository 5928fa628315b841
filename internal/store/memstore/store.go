package memstore

import (
	"context"
	"sync"
	"sync/atomic"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Store is the embedded store. It is made by New; all its methods may be called by many goroutines at once.
type Store struct {
	// history holds the snapshot of every revision at its number, that of the empty store at 0; nil after Close. Readers
	// load the pointer once and use what they got, so that one call reads one revision.
	history atomic.Pointer[[]*snapshot]
	// writer holds a token while there is no writer: a channel and not a mutex, so that a cancelled writer stops waiting.
	writer chan struct{}
	// journal stores what is applied; nil if nothing does.
	journal Journal
	// publishing is held while a revision is stored and published, and to close.
	publishing sync.Mutex
}

var _ store.Store = (*Store)(nil)

// New gives an empty store.
func New() *Store {
	s := &Store{writer: make(chan struct{}, 1)}
	s.history.Store(&[]*snapshot{newSnapshot()})
	s.writer <- struct{}{}
	return s
}

// IsResident is true: statements are kept in memory.
func (*Store) IsResident() bool { return true }

// Close releases all content; calls that already have their snapshot end normally. It waits for a revision that is being stored, so that
// none is stored whose caller is told that the store is closed.
func (s *Store) Close() error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if s.history.Swap(nil) == nil {
		return store.ErrClosed
	}
	return nil
}

// at returns the snapshot of a revision, 0 for the newest. The error says why it cannot be read.
func (s *Store) at(ctx context.Context, revision int) (*snapshot, error) {
	history := s.history.Load()
	if history == nil {
		return nil, store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	newest := len(*history) - 1
	if err := store.CheckRevision(revision, newest); err != nil {
		return nil, err
	}
	if revision == 0 {
		revision = newest
	}
	return (*history)[revision], nil
}

// Journal stores the revisions of a Store durably; Restore makes a Store from them.
type Journal interface {
	// Append stores a revision with its changes, wholly or not at all. The changes are in the order of rows. Apply calls it for one
	// revision at a time, after all checks and before the revision is visible; an error ends Apply without a revision. Append must not
	// change its arguments.
	Append(ctx context.Context, revision *knowledge.Revision, changes []store.RowChange) error
}

// Record is a revision that a Journal returns.
type Record struct {
	Revision *knowledge.Revision
	// Changes are those that Append was given: what was put, or the key of what was removed, in the same order. The rows must
	// be equal to those that were put. The store takes them over.
	Changes []store.Change
}
