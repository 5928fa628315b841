package mention

import (
	"context"

	"entente/internal/store"
)

// Cache keeps the mentions of the revisions that were used last.
type Cache struct{ *store.PerRevision[*Index] }

// NewCache returns a cache over a store.
func NewCache(reader store.Reader) *Cache {
	return &Cache{store.NewPerRevision(func(ctx context.Context, revision int) (*Index, error) { return Build(ctx, reader, revision) })}
}
