package search

import (
	"context"
	"fmt"
	"sync"

	"entente/internal/store"
)

// Cache keeps the indexes of the last few revisions that were asked for. They share what is equal.
type Cache struct {
	*store.PerRevision[*Index]
	reader store.Reader
	tools  func() (*tools, error)
}

// NewCache makes a cache over a store. An index costs a walk over all entities and documents, some 20 µs for each; where that of a
// near revision is there, only over what changed between the two.
func NewCache(reader store.Reader) *Cache {
	c := &Cache{reader: reader, tools: sync.OnceValues(newTools)}
	c.PerRevision = store.NewPerRevision(c.build)
	return c
}

func (c *Cache) build(ctx context.Context, revision int) (*Index, error) {
	t, err := c.tools()
	if err != nil {
		return nil, err
	}
	if near, ok := c.Nearest(revision); ok {
		followed, err := near.follow(ctx, c.reader, revision)
		if followed != nil || err != nil {
			return followed, err
		}
	}
	x, err := build(ctx, t, c.reader, revision)
	if err != nil {
		return nil, fmt.Errorf("search: index of revision %d: %w", revision, err)
	}
	return x, nil
}
