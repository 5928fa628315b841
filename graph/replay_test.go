package graph_test

import (
	"context"
	"hash/maphash"
	"sync"
	"sync/atomic"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// replayed is a store whose answers were given before: the first time it asks the store below, then it gives the same again
// without allocating, so that what is measured is all that lies above the store.
type replayed struct {
	store.Reader
	seed  maphash.Seed
	mu    sync.Mutex
	given map[uint64]any
	calls atomic.Int64
}

func replay(r store.Reader) *replayed {
	return &replayed{Reader: r, seed: maphash.MakeSeed(), given: map[uint64]any{}}
}

// again gives the answer to a call that is told apart by its method, its anchors and, where the benchmarks' questions differ
// in nothing else, the size of its page.
func again[T any](r *replayed, method string, anchors []string, n int, call func() (T, error)) (T, error) {
	r.calls.Add(1)
	var h maphash.Hash
	h.SetSeed(r.seed)
	_, _ = h.WriteString(method)
	for _, a := range anchors {
		_, _ = h.WriteString(a)
		_ = h.WriteByte(0)
	}
	_, _ = h.Write([]byte{byte(n), byte(n >> 8)})
	key := h.Sum64()
	r.mu.Lock()
	defer r.mu.Unlock()
	if answer, ok := r.given[key]; ok {
		return answer.(T), nil
	}
	answer, err := call()
	if err == nil {
		r.given[key] = answer
	}
	return answer, err
}

func (r *replayed) Revision(ctx context.Context, n int) (*knowledge.Revision, error) {
	return again(r, "Revision", nil, n, func() (*knowledge.Revision, error) { return r.Reader.Revision(ctx, n) })
}

func (r *replayed) Relations(ctx context.Context, n int) ([]*knowledge.Relation, error) {
	return again(r, "Relations", nil, n, func() ([]*knowledge.Relation, error) { return r.Reader.Relations(ctx, n) })
}

func (r *replayed) Entities(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	return again(r, "Entities", ids, n, func() ([]*knowledge.Entity, error) { return r.Reader.Entities(ctx, n, ids) })
}

func (r *replayed) Lookup(ctx context.Context, n int, keys []string) ([][]*knowledge.Entity, error) {
	return again(r, "Lookup", keys, n, func() ([][]*knowledge.Entity, error) { return r.Reader.Lookup(ctx, n, keys) })
}

func (r *replayed) ListEntities(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.EntityQuery, p store.Page) ([]store.List[*knowledge.Entity], error) {
	return again(r, "ListEntities", of, p.Limit, func() ([]store.List[*knowledge.Entity], error) {
		return r.Reader.ListEntities(ctx, s, of, q, p)
	})
}

func (r *replayed) ListStatements(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.StatementQuery, p store.Page) ([]store.List[*knowledge.Statement], error) {
	return again(r, "ListStatements", of, p.Limit, func() ([]store.List[*knowledge.Statement], error) {
		return r.Reader.ListStatements(ctx, s, of, q, p)
	})
}

func (r *replayed) CountStatements(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, f knowledge.StatementFilter) ([]int, error) {
	return again(r, "CountStatements", of, 0, func() ([]int, error) { return r.Reader.CountStatements(ctx, s, of, f) })
}
