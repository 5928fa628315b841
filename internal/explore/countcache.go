package explore

import (
	"context"
	"sync"

	"github.com/hashicorp/golang-lru/v2"
)

// maxCounts is how many counts are cached: some kilobytes each, the most recently used.
const maxCounts = 256

// countCache caches counts. Revisions never change, so it never goes stale.
type countCache struct {
	once sync.Once
	lru  *lru.Cache[string, *countEntry]
}

// countEntry is a count that is ready or being computed; other callers wait for it.
type countEntry struct {
	ready chan struct{}
	value *fullCount
	err   error
}

// get returns the cached count, or computes it. Errors are not cached.
func (k *countCache) get(ctx context.Context, key string, compute func(context.Context) (*fullCount, error)) (*fullCount, error) {
	k.once.Do(func() { k.lru, _ = lru.New[string, *countEntry](maxCounts) }) // fails only for sizes below one
	own := &countEntry{ready: make(chan struct{})}
	existing, found, _ := k.lru.PeekOrAdd(key, own)
	if !found {
		defer close(own.ready)
		if own.value, own.err = compute(ctx); own.err != nil {
			k.lru.Remove(key)
		}
		return own.value, own.err
	}
	k.lru.Get(key) // marks it as recently used
	select {
	case <-existing.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if existing.value == nil {
		// The caller that computed it may have been cancelled, which does not concern this one.
		return compute(ctx)
	}
	return existing.value, nil
}
