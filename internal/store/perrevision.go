package store

import (
	"context"

	"entente/internal/cache"
)

// maxRevisions is how many revisions a PerRevision keeps values of: the newest, and a few that are compared with it.
const maxRevisions = 4

// PerRevision builds a value of a revision, such as an index, on first use, and keeps the values of the last few revisions used: a revision
// never changes. It is safe for concurrent use.
type PerRevision[T any] struct {
	build func(ctx context.Context, revision int) (T, error)
	cache *cache.Cache[int, T]
}

// NewPerRevision returns a PerRevision that uses build. A build that failed is begun anew on the next use; one that nobody waits for goes on.
func NewPerRevision[T any](build func(ctx context.Context, revision int) (T, error)) *PerRevision[T] {
	return &PerRevision[T]{build, cache.New[int, T](maxRevisions)}
}

// At returns the value of a revision, which must not be 0. Concurrent callers wait for the same build, each to the end of its own context.
func (p *PerRevision[T]) At(ctx context.Context, revision int) (T, error) {
	return p.cache.Get(ctx, revision, func(ctx context.Context) (T, error) { return p.build(ctx, revision) })
}

// Nearest returns the value of the nearest revision that has one, and false if none has.
func (p *PerRevision[T]) Nearest(revision int) (value T, ok bool) {
	least := 0
	for of, v := range p.cache.Ready() {
		if far := max(of-revision, revision-of); !ok || far < least {
			value, least, ok = v, far, true
		}
	}
	return value, ok
}

// Has reports whether At would return the value of a revision without waiting.
func (p *PerRevision[T]) Has(revision int) bool { return p.cache.Has(revision) }
