package mention

import (
	"context"

	"entente/internal/store"
)

// Cache keeps the mentions of the revisions that were used last.
type Cache struct{ *store.PerRevision[*Index] }

// NewCache returns a cache over a store.
func NewCache(reader store.Reader) *Cache {
	build := func(ctx context.Context, revision int) (*Index, error) { return Build(ctx, reader, revision) }
	return &Cache{store.NewPerRevision(build, (*Index).Bytes)}
}
