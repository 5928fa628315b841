package store

import (
	"context"
	"slices"
	"sync"
)

// maxRevisions is how many revisions a PerRevision keeps values of: the newest, and a few that are compared with it.
const maxRevisions = 4

// PerRevision builds a value of a revision, such as an index, on first use, and keeps the values of the last few revisions used: a revision
// never changes. It is safe for concurrent use.
type PerRevision[T any] struct {
	build   func(ctx context.Context, revision int) (T, error)
	mu      sync.Mutex
	entries []*revisionEntry[T]
}

// revisionEntry is the value of a revision, or one being built.
type revisionEntry[T any] struct {
	revision int
	ready    chan struct{}
	value    T
	err      error
}

// NewPerRevision returns a PerRevision that uses build. A failed build is tried again on the next use.
func NewPerRevision[T any](build func(ctx context.Context, revision int) (T, error)) *PerRevision[T] {
	return &PerRevision[T]{build: build}
}

// At returns the value of a revision, which must not be 0. Concurrent callers wait for the same build, or for the end of their own context.
func (p *PerRevision[T]) At(ctx context.Context, revision int) (T, error) {
	m, isNew := p.entry(revision)
	if isNew {
		go func() {
			// Other callers may wait for it, so the build continues after the first caller is cancelled.
			m.value, m.err = p.build(context.WithoutCancel(ctx), revision)
			if m.err != nil {
				p.forget(m)
			}
			close(m.ready)
		}()
	}
	select {
	case <-m.ready:
		return m.value, m.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// Nearest returns the value of the nearest revision that has one, and false if none has.
func (p *PerRevision[T]) Nearest(revision int) (value T, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	least := 0
	for _, m := range p.entries {
		if far := max(m.revision-revision, revision-m.revision); m.done() && (!ok || far < least) {
			value, least, ok = m.value, far, true
		}
	}
	return value, ok
}

// Has reports whether At would return the value of a revision without waiting.
func (p *PerRevision[T]) Has(revision int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.entries, func(m *revisionEntry[T]) bool { return m.revision == revision && m.done() })
}

func (m *revisionEntry[T]) done() bool {
	select {
	case <-m.ready:
		return m.err == nil
	default:
		return false
	}
}

// entry returns the entry of a revision; isNew says that the caller must build its value.
func (p *PerRevision[T]) entry(revision int) (m *revisionEntry[T], isNew bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, m := range p.entries {
		if m.revision == revision {
			p.entries = append(slices.Delete(p.entries, i, i+1), m)
			return m, false
		}
	}
	m = &revisionEntry[T]{revision: revision, ready: make(chan struct{})}
	p.entries = append(p.entries, m)
	if len(p.entries) > maxRevisions {
		p.entries = slices.Delete(p.entries, 0, 1)
	}
	return m, true
}

func (p *PerRevision[T]) forget(m *revisionEntry[T]) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.entries = slices.DeleteFunc(p.entries, func(o *revisionEntry[T]) bool { return o == m })
}
