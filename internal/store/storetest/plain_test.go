package storetest

import (
	"context"
	"sync"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// TestPlain runs the suite over a store of maps, which shows how little a store must do to write: what a change does is changeset's.
func TestPlain(t *testing.T) {
	Run(t, func(*testing.T) store.Store { return newPlain(false) })
}

// TestPlain_Streamed runs the tests of changes over a store that reads the statements of a change again when it writes them.
func TestPlain_Streamed(t *testing.T) {
	for _, tests := range []map[string]func(*testing.T, Opener){applyTests(), refusalTests(), revisionTests()} {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) { test(t, func(*testing.T) store.Store { return newPlain(true) }) })
		}
	}
}

// plain is a store that reads every row for every question, and copies all of them for every change.
type plain struct {
	stream bool
	// writer holds a token while there is no writer.
	writer chan struct{}
	mu     sync.Mutex
	// revisions are at their numbers, the empty one at 0; nil after Close.
	revisions []*plainRevision
}

var (
	_ store.Store      = (*plain)(nil)
	_ changeset.Base   = (*plainRevision)(nil)
	_ changeset.Result = (*plainRevision)(nil)
)

// plainRevision is one revision: its rows, and the reference over them, which answers questions.
type plainRevision struct {
	*reference
	revision *knowledge.Revision
	rows     map[knowledge.RowKey]knowledge.Row
	changes  []store.RowChange
}

func newPlain(stream bool) *plain {
	p := &plain{stream: stream, writer: make(chan struct{}, 1)}
	p.revisions = []*plainRevision{{reference: newReference(nil), revision: &knowledge.Revision{}}}
	p.writer <- struct{}{}
	return p
}

func (p *plain) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.revisions == nil {
		return store.ErrClosed
	}
	p.revisions = nil
	return nil
}

// at returns a revision, 0 for the newest.
func (p *plain) at(ctx context.Context, number int) (*plainRevision, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	newest := len(p.revisions) - 1
	switch {
	case newest < 0:
		return nil, store.ErrClosed
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case number == 0:
		number = newest
	}
	if err := store.CheckRevision(number, newest); err != nil {
		return nil, err
	}
	return p.revisions[number], nil
}
