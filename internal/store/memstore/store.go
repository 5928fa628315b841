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
	// writer holds a token while nobody writes: a channel and not a mutex, so that a cancelled writer stops waiting.
	writer chan struct{}
	// journal keeps what is applied; nil where nothing does.
	journal Journal
	// keeping is held while a revision is kept and published, and to close.
	keeping sync.Mutex
}

var _ store.Store = (*Store)(nil)

// New gives an empty store.
func New() *Store {
	s := &Store{writer: make(chan struct{}, 1)}
	s.history.Store(&[]*snapshot{newSnapshot()})
	s.writer <- struct{}{}
	return s
}

// Close lets go of all content; calls that already have their snapshot end as if nothing had happened. It waits for a revision
// that is being kept, so that none is kept of which its caller hears that there is no store any more.
func (s *Store) Close() error {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	if s.history.Swap(nil) == nil {
		return store.ErrClosed
	}
	return nil
}

// at gives the snapshot of a revision, 0 being the newest, or why there is none to read.
func (s *Store) at(ctx context.Context, revision int) (*snapshot, error) {
	history := s.history.Load()
	if history == nil {
		return nil, store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	newest := len(*history) - 1
	switch {
	case revision == 0:
		return (*history)[newest], nil
	case revision < 0 || revision > newest:
		return nil, knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d; the newest is %d", revision, newest)
	}
	return (*history)[revision], nil
}

// checkEvery is how many rows a loop passes between two looks at its context: some tens of microseconds.
const checkEvery = 2048

// watch looks at a context once every checkEvery rows.
type watch struct {
	ctx  context.Context
	rows int
}

// err counts a row; it gives the context's error when the time to look has come.
func (w *watch) err() error {
	if w.rows++; w.rows%checkEvery != 0 {
		return nil
	}
	return w.ctx.Err()
}

// each makes one answer for each anchor, looking at the context in between.
func each[A, T any](ctx context.Context, anchors []A, answer func(A) (T, error)) ([]T, error) {
	answers := make([]T, len(anchors))
	w := watch{ctx: ctx}
	for i, a := range anchors {
		if err := w.err(); err != nil {
			return nil, err
		}
		var err error
		if answers[i], err = answer(a); err != nil {
			return nil, err
		}
	}
	return answers, nil
}
