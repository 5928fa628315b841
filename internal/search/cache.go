package search

import (
	"context"
	"fmt"
	"sync"

	"entente/internal/store"
)

// Cache keeps the indexes of the revisions that were used last. They share segments.
type Cache struct {
	*store.PerRevision[*Index]
	reader store.Reader
	tools  func() (*tools, error)
}

// NewCache returns a cache over a store. Building an index reads all entities and documents, which takes some 20 µs for each; if
// the index of a near revision is cached, only what changed between the two is read.
func NewCache(reader store.Reader) *Cache {
	c := &Cache{reader: reader, tools: sync.OnceValues(newTools)}
	c.PerRevision = store.NewPerRevision(c.build, (*Index).Bytes)
	return c
}

// build returns the index of a revision, derived from a cached one if possible.
func (c *Cache) build(ctx context.Context, revision int) (*Index, error) {
	t, err := c.tools()
	if err != nil {
		return nil, err
	}
	if near, ok := c.Nearest(revision); ok {
		derived, err := near.derive(ctx, c.reader, revision)
		if derived != nil || err != nil {
			return derived, err
		}
	}
	x, err := build(ctx, t, c.reader, revision)
	if err != nil {
		return nil, fmt.Errorf("search: index of revision %d: %w", revision, err)
	}
	return x, nil
}
