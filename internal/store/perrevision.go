package store

import (
	"context"
	"slices"
	"sync"
)

// keptRevisions is how many revisions a PerRevision keeps what was made of: the newest, and a few that somebody compares it with.
const keptRevisions = 4

// PerRevision makes something of a revision, as an index, when it is first asked for, and keeps it for the last few revisions that
// were asked for: a revision never changes. It is safe for use by several goroutines.
type PerRevision[T any] struct {
	build  func(ctx context.Context, revision int) (T, error)
	mu     sync.Mutex
	recent []*made[T]
}

// made is what was made of a revision, or is on its way.
type made[T any] struct {
	revision int
	ready    chan struct{}
	value    T
	err      error
}

// NewPerRevision keeps what build makes. What it fails to make is tried again when it is asked for again.
func NewPerRevision[T any](build func(ctx context.Context, revision int) (T, error)) *PerRevision[T] {
	return &PerRevision[T]{build: build}
}

// At gives what is made of a revision, which must be named. Who asks for what is being made waits for it, or for their own context.
func (p *PerRevision[T]) At(ctx context.Context, revision int) (T, error) {
	m, mine := p.entry(revision)
	if mine {
		go func() {
			// Others may be waiting for it, so it is made to its end even when the first to ask goes away.
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

// Nearest gives what was made of the nearest revision, and false where nothing is there.
func (p *PerRevision[T]) Nearest(revision int) (value T, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	least := 0
	for _, m := range p.recent {
		if far := max(m.revision-revision, revision-m.revision); m.done() && (!ok || far < least) {
			value, least, ok = m.value, far, true
		}
	}
	return value, ok
}

// Has says whether what is made of a revision is there, so that it would be given without a wait.
func (p *PerRevision[T]) Has(revision int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.recent, func(m *made[T]) bool { return m.revision == revision && m.done() })
}

func (m *made[T]) done() bool {
	select {
	case <-m.ready:
		return m.err == nil
	default:
		return false
	}
}

func (p *PerRevision[T]) entry(revision int) (m *made[T], mine bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, m := range p.recent {
		if m.revision == revision {
			p.recent = append(slices.Delete(p.recent, i, i+1), m)
			return m, false
		}
	}
	m = &made[T]{revision: revision, ready: make(chan struct{})}
	p.recent = append(p.recent, m)
	if len(p.recent) > keptRevisions {
		p.recent = slices.Delete(p.recent, 0, 1)
	}
	return m, true
}

func (p *PerRevision[T]) forget(m *made[T]) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.recent = slices.DeleteFunc(p.recent, func(o *made[T]) bool { return o == m })
}
