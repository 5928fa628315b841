package memstore

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
	"golang.org/x/sync/errgroup"
)

// setRevision sets the revision that the draft makes.
func (d *draft) setRevision(change store.ChangeSet) error {
	at := change.At
	if at.IsZero() {
		at = time.Now()
	}
	r := &knowledge.Revision{
		Number: d.base.revision.Number + 1, Content: d.base.revision.Content,
		CreatedAt: at.UTC().Round(0), Description: change.Description, UndoesNumber: change.Undoes,
	}
	r.Added, r.Removed = countOf(d.changes)
	sum, err := hashOf(d.watch.ctx, d.changes)
	r.Content = r.Content.Add(sum)
	d.revision = r
	return err
}

// countOf counts the rows that changes add and remove; a changed row is both.
func countOf(changes []store.RowChange) (added, removed int) {
	for _, c := range changes {
		if c.Before != nil {
			removed++
		}
		if c.After != nil {
			added++
		}
	}
	return added, removed
}

// hashOf returns what changes add to the hash of the content. Hashing is a fifth of the work of a large load and needs only the rows, so it
// is distributed over the processors; the sum is independent of the order.
func hashOf(ctx context.Context, changes []store.RowChange) (knowledge.ContentHash, error) {
	share := max(checkEvery, (len(changes)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var (
		mu    sync.Mutex
		sum   knowledge.ContentHash
		group errgroup.Group
	)
	for part := range slices.Chunk(changes, share) {
		group.Go(func() error {
			h, err := hashOfPart(ctx, part)
			mu.Lock()
			defer mu.Unlock()
			sum = sum.Add(h)
			return err
		})
	}
	err := group.Wait()
	return sum, err
}

// hashOfPart is hashOf for a part of the changes, on one goroutine.
func hashOfPart(ctx context.Context, changes []store.RowChange) (sum knowledge.ContentHash, err error) {
	w := watch{ctx: ctx}
	for _, c := range changes {
		if err := w.err(); err != nil {
			return sum, err
		}
		if c.Before != nil {
			sum = sum.Sub(knowledge.Hash(c.Before))
		}
		if c.After != nil {
			sum = sum.Add(knowledge.Hash(c.After))
		}
	}
	return sum, nil
}
