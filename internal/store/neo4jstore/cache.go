package neo4jstore

import (
	"context"

	"github.com/hashicorp/golang-lru/v2"

	"entente/internal/knowledge"
)

// maxCached is how many values a cache holds; entities, of one or two kilobytes each, are the largest. Highly connected entities are read
// again and again.
const maxCached = 10_000

// cacheKey names a value in a revision, in which it never changes.
type cacheKey struct {
	revision int
	name     string
}

// lookupCache holds the most recently used values of a kind.
type lookupCache[T any] struct {
	cache *lru.Cache[cacheKey, T]
	// cacheable reports whether a value is worth keeping: unknown names, which have no limit, are not.
	cacheable func(T) bool
}

func newLookupCache[T any](found func(T) bool) (lookupCache[T], error) {
	cache, err := lru.New[cacheKey, T](maxCached)
	return lookupCache[T]{cache, found}, err
}

// all returns the value of each name, and calls load for those that are not cached.
func (k lookupCache[T]) all(ctx context.Context, revision int, names []string, load func(context.Context, []string) ([]T, error)) ([]T, error) {
	all := make([]T, len(names))
	var missing []string
	var slots []int
	for slot, name := range names {
		if one, ok := k.cache.Get(cacheKey{revision, name}); ok {
			all[slot] = one
		} else {
			missing, slots = append(missing, name), append(slots, slot)
		}
	}
	if missing == nil {
		return all, nil
	}
	found, err := load(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, one := range found {
		if all[slots[i]] = one; k.cacheable(one) {
			k.cache.Add(cacheKey{revision, missing[i]}, one)
		}
	}
	return all, nil
}

// caches are what a store keeps apart from catalogs: what nearly every request begins with, which would otherwise cost a round trip each.
// Answers are not cached.
type caches struct {
	entities lookupCache[*knowledge.Entity]
	// found are the entities found under a lookup key.
	found lookupCache[[]*knowledge.Entity]
	// counts are the numbers of all statements at an anchor.
	counts lookupCache[int]
}

func newCaches() (caches, error) {
	entities, err := newLookupCache(func(e *knowledge.Entity) bool { return e != nil })
	if err != nil {
		return caches{}, err
	}
	found, err := newLookupCache(func(all []*knowledge.Entity) bool { return len(all) > 0 })
	if err != nil {
		return caches{}, err
	}
	counts, err := newLookupCache(func(n int) bool { return n > 0 })
	return caches{entities, found, counts}, err
}
