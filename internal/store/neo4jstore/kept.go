package neo4jstore

import (
	"context"

	"github.com/hashicorp/golang-lru/v2"

	"entente/internal/knowledge"
)

// maxKept is how many entities are kept, of one or two kilobytes each: those that everything is joined to come again and again.
const maxKept = 10_000

// entityAt names an entity as it is in a revision, in which it never changes.
type entityAt struct {
	revision int
	id       knowledge.ID
}

// keptEntities are the entities asked for last.
type keptEntities struct {
	cache *lru.Cache[entityAt, *knowledge.Entity]
}

func newKeptEntities() (keptEntities, error) {
	cache, err := lru.New[entityAt, *knowledge.Entity](maxKept)
	return keptEntities{cache}, err
}

// entities gives the entity of each id, by way of ask those that are not kept.
func (k keptEntities) entities(ctx context.Context, revision int, ids []knowledge.ID, ask func(context.Context, []knowledge.ID) ([]*knowledge.Entity, error)) ([]*knowledge.Entity, error) {
	entities := make([]*knowledge.Entity, len(ids))
	var missing []knowledge.ID
	var slots []int
	for slot, id := range ids {
		if e, ok := k.cache.Get(entityAt{revision, id}); ok {
			entities[slot] = e
		} else {
			missing, slots = append(missing, id), append(slots, slot)
		}
	}
	if missing == nil {
		return entities, nil
	}
	found, err := ask(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, e := range found {
		if entities[slots[i]] = e; e != nil {
			k.cache.Add(entityAt{revision, e.ID}, e)
		}
	}
	return entities, nil
}
