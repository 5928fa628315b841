package memstore

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"entente/internal/knowledge"
	"golang.org/x/sync/errgroup"
)

// hashOf returns the sum of the hashes of rows. Hashing needs only the rows, so it is distributed over the processors; the sum is
// independent of the order.
func hashOf(ctx context.Context, rows []knowledge.Row) (knowledge.ContentHash, error) {
	share := max(checkEvery, (len(rows)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var (
		mu    sync.Mutex
		sum   knowledge.ContentHash
		group errgroup.Group
	)
	for part := range slices.Chunk(rows, share) {
		group.Go(func() error {
			var h knowledge.ContentHash
			w := watch{ctx: ctx}
			for _, row := range part {
				if err := w.err(); err != nil {
					return err
				}
				h = h.Add(knowledge.Hash(row))
			}
			mu.Lock()
			defer mu.Unlock()
			sum = sum.Add(h)
			return nil
		})
	}
	err := group.Wait()
	return sum, err
}
