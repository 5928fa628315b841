package store

import (
	"context"
	"sync"

	"entente/internal/cache"
	"entente/internal/meter"
)

// maxOlder is how many revisions a PerRevision keeps values of besides the newest, a few that are compared with it, and maxOlderBytes how many bytes
// they may take.
const (
	maxOlder      = 2
	maxOlderBytes = 32 << 20
)

// NewOlderBudget returns the budget of what is kept of older revisions, for all PerRevisions of a server.
func NewOlderBudget() *cache.Budget { return cache.NewBudget(maxOlderBytes) }

// PerRevision builds a value of a revision, such as an index, on first use, and keeps that of the newest revision used and those of the last few
// others: a revision never changes. It is safe for concurrent use.
//
// The value of the newest is built for all, and so for nobody's budget, and the build goes on when nobody waits for it. Those of others are built for
// who asks: they are part of the work of the request, one is built at a time, and a build ends when nobody waits for it any more.
type PerRevision[T any] struct {
	build func(ctx context.Context, revision int) (T, error)
	size  func(T) int
	mu    sync.Mutex
	// newest is the greatest revision that was asked for.
	newest        int
	latest, older *cache.Cache[int, T]
	// building holds a token while no value of an older revision is built.
	building chan struct{}
}

// NewPerRevision returns a PerRevision that uses build. A build that failed is begun anew on the next use. size tells how many bytes a value holds,
// about; those of older revisions are kept as long as they fit a budget, one of its own before Within is called.
func NewPerRevision[T any](build func(ctx context.Context, revision int) (T, error), size func(T) int) *PerRevision[T] {
	p := &PerRevision[T]{
		build: build, size: size, latest: cache.New[int, T](1), older: cache.NewAbandoning[int, T](maxOlder), building: make(chan struct{}, 1),
	}
	p.building <- struct{}{}
	p.Within(NewOlderBudget())
	return p
}

// Within has the values of older revisions share a budget with others. It is called before the first use.
func (p *PerRevision[T]) Within(older *cache.Budget) { p.older.Within(older, p.size) }

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

// Put keeps a value in place of that of a revision which was asked for before.
func (p *PerRevision[T]) Put(revision int, value T) {
	if p.isNewest(revision) {
		p.latest.Put(revision, value)
	} else {
		p.older.Put(revision, value)
	}
}

// Resize counts the bytes of a revision's value anew: it has grown.
func (p *PerRevision[T]) Resize(revision int) { p.older.Resize(revision) }

// Bytes returns how many bytes the values hold, about: that of the newest revision used, and those of others.
func (p *PerRevision[T]) Bytes() (newest, older int) {
	for _, value := range p.latest.Ready() {
		newest += p.size(value)
	}
	for _, value := range p.older.Ready() {
		older += p.size(value)
	}
	return newest, older
}

// IsNewest reports whether a revision is the newest of which a value was asked for: its value is built for all.
func (p *PerRevision[T]) IsNewest(revision int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return revision == p.newest
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
