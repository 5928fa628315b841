package store

import (
	"context"
	"sync"

	"entente/internal/cache"
	"entente/internal/meter"
)

// maxOlder is how many revisions a PerRevision keeps values of besides the newest: a few that are compared with it.
const maxOlder = 2

// PerRevision builds a value of a revision, such as an index, on first use, and keeps that of the newest revision used and those of the last few
// others: a revision never changes. It is safe for concurrent use.
//
// The value of the newest is built for all, and so for nobody's budget, and the build goes on when nobody waits for it. Those of others are built for
// who asks: they are part of the work of the request, one is built at a time, and a build ends when nobody waits for it any more.
type PerRevision[T any] struct {
	build func(ctx context.Context, revision int) (T, error)
	mu    sync.Mutex
	// newest is the greatest revision that was asked for.
	newest        int
	latest, older *cache.Cache[int, T]
	// building holds a token while no value of an older revision is built.
	building chan struct{}
}

// NewPerRevision returns a PerRevision that uses build. A build that failed is begun anew on the next use.
func NewPerRevision[T any](build func(ctx context.Context, revision int) (T, error)) *PerRevision[T] {
	p := &PerRevision[T]{build: build, latest: cache.New[int, T](1), older: cache.NewAbandoning[int, T](maxOlder), building: make(chan struct{}, 1)}
	p.building <- struct{}{}
	return p
}

// At returns the value of a revision, which must not be 0. Concurrent callers wait for the same build, each to the end of its own context.
func (p *PerRevision[T]) At(ctx context.Context, revision int) (T, error) {
	if p.isNewest(revision) {
		return p.latest.Get(ctx, revision, func(ctx context.Context) (T, error) { return p.build(meter.Without(ctx), revision) })
	}
	return p.older.Get(ctx, revision, func(ctx context.Context) (T, error) {
		select {
		case <-p.building:
			defer func() { p.building <- struct{}{} }()
			return p.build(ctx, revision)
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		}
	})
}

// isNewest reports whether no greater revision was asked for. The value of the one that was the newest before becomes one of the older.
func (p *PerRevision[T]) isNewest(revision int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if revision > p.newest {
		for before, value := range p.latest.Ready() {
			p.older.Put(before, value)
		}
		p.newest = revision
	}
	return revision == p.newest
}

// Nearest returns the value of the nearest revision that has one, and false if none has.
func (p *PerRevision[T]) Nearest(revision int) (value T, ok bool) {
	least := 0
	for _, c := range []*cache.Cache[int, T]{p.latest, p.older} {
		for of, v := range c.Ready() {
			if far := max(of-revision, revision-of); !ok || far < least {
				value, least, ok = v, far, true
			}
		}
	}
	return value, ok
}

// Has reports whether At would return the value of a revision without waiting.
func (p *PerRevision[T]) Has(revision int) bool {
	return p.latest.Has(revision) || p.older.Has(revision)
}
