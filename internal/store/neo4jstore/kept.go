package neo4jstore

import (
	"context"

	"github.com/hashicorp/golang-lru/v2"

	"entente/internal/knowledge"
)

// maxKept is how many things of a kind are kept; entities, of one or two kilobytes each, are the largest. Those that everything is
// joined to come again and again.
const maxKept = 10_000

// nameAt names something as it is in a revision, in which it never changes.
type nameAt struct {
	revision int
	name     string
}

// kept are the things of a kind that were asked for last.
type kept[T any] struct {
	cache *lru.Cache[nameAt, T]
	// there says of an answer whether there is something to be kept: names that mean nothing are without end.
	there func(T) bool
}

func keeping[T any](there func(T) bool) (kept[T], error) {
	cache, err := lru.New[nameAt, T](maxKept)
	return kept[T]{cache, there}, err
}

// all gives what each name stands for, by way of ask that which is not kept.
func (k kept[T]) all(ctx context.Context, revision int, names []string, ask func(context.Context, []string) ([]T, error)) ([]T, error) {
	all := make([]T, len(names))
	var missing []string
	var slots []int
	for slot, name := range names {
		if one, ok := k.cache.Get(nameAt{revision, name}); ok {
			all[slot] = one
		} else {
			missing, slots = append(missing, name), append(slots, slot)
		}
	}
	if missing == nil {
		return all, nil
	}
	found, err := ask(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, one := range found {
		if all[slots[i]] = one; k.there(one) {
			k.cache.Add(nameAt{revision, missing[i]}, one)
		}
	}
	return all, nil
}

// memory is what a store keeps beside the catalogs of revisions: what nearly every question begins with, each a trip to the
// database otherwise. Answers are not kept.
type memory struct {
	entities kept[*knowledge.Entity]
	// found are the entities found under a key.
	found kept[[]*knowledge.Entity]
	// counts are the numbers of statements at an anchor, all that there are.
	counts kept[int]
}

func newMemory() (memory, error) {
	entities, err := keeping(func(e *knowledge.Entity) bool { return e != nil })
	if err != nil {
		return memory{}, err
	}
	found, err := keeping(func(all []*knowledge.Entity) bool { return len(all) > 0 })
	if err != nil {
		return memory{}, err
	}
	counts, err := keeping(func(n int) bool { return n > 0 })
	return memory{entities, found, counts}, err
}
