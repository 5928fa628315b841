package neo4jstore

import (
	"context"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	// clearRows is how many rows are removed in one transaction.
	clearRows = 2000
	// clearTime is how long a failed writer takes at most to remove what it wrote.
	clearTime = 10 * time.Second
)

// recover removes what an interrupted writer left, and brings the (:Entity) nodes up to date.
func (l *lease) recover(ctx context.Context) error {
	if l.pending > l.newest {
		if err := l.clearAll(ctx, l.pending); err != nil {
			return err
		}
	}
	for l.projected < l.newest {
		if err := l.project(ctx, l.projected+1, &progress{}); err != nil {
			return err
		}
		l.projected++
	}
	return nil
}

// clear is clearAll with a time limit, as a caller waits for it.
func (l *lease) clear(ctx context.Context, revision int) {
	ctx, cancel := context.WithTimeout(ctx, clearTime)
	defer cancel()
	_ = l.clearAll(ctx, revision)
}

// clearAll removes the rows of a revision that was never made, and restores the rows that it marked as removed.
func (l *lease) clearAll(ctx context.Context, revision int) error {
	for _, label := range auxiliaryLabels() {
		if err := l.repeat(ctx, queryVariant{file: "clear_added", label: label}, revision); err != nil {
			return err
		}
	}
	for _, label := range stampedLabels() {
		for _, file := range []string{"clear_added", "clear_removed"} {
			if err := l.repeat(ctx, queryVariant{file: file, label: label}, revision); err != nil {
				return err
			}
		}
	}
	return l.write(ctx, l.store.queries.text(queryVariant{file: "pending_set"}), map[string]any{"pending": nil}, nil)
}

// repeat runs a query until it finds nothing more to do.
func (l *lease) repeat(ctx context.Context, f queryVariant, revision int) error {
	for {
		n := int64(0)
		params := map[string]any{"revision": revision, "limit": clearRows}
		err := l.write(ctx, l.store.queries.text(f), params, func(r *neo4j.Record) error {
			n = r.Values[0].(int64)
			return nil
		})
		if err != nil || n == 0 {
			return err
		}
	}
}
