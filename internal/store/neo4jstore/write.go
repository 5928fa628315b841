package neo4jstore

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// How many rows go into one transaction: some megabytes. Documents carry their texts.
const (
	writeRows      = 2000
	writeDocuments = 20
)

// write writes the draft under the number of its revision: first the rows that it retires, table by table, then the rows that it adds, so
// that a row is written after the rows that it refers to.
func (d *draft) write(ctx context.Context, l *lease) error {
	d.progress.begin(store.Writing)
	for _, part := range d.writeJobs(ctx) {
		if err := d.send(ctx, l, part); err != nil {
			return err
		}
	}
	return nil
}

// writeJob is rows that one query writes.
type writeJob struct {
	variant queryVariant
	// limit is how many go into one transaction.
	limit int
	rows  iter.Seq2[map[string]any, error]
	// isChange: each of the rows is a change, and counts for progress.
	isChange bool
}

// writeJobs returns the queries that write the draft with their rows, in the order of writing.
func (d *draft) writeJobs(ctx context.Context) []writeJob {
	var all []writeJob
	add := func(f queryVariant, limit int, rows iter.Seq2[map[string]any, error]) {
		all = append(all, writeJob{f, limit, rows, f.file == "put"})
	}
	for table := knowledge.TableDataset; table < knowledge.TableStatement; table++ {
		add(queryVariant{file: "retire", label: labels()[table]}, writeRows, d.retired(d.Steps(table)))
	}
	add(queryVariant{file: "retire", label: "Statement"}, writeRows, d.retired(d.Steps(knowledge.TableStatement)))
	add(queryVariant{file: "retire", label: stateLabel}, writeRows, d.retiredStates())
	for table := knowledge.TableDataset; table < knowledge.TableStatement; table++ {
		limit := writeRows
		if table == knowledge.TableDocument {
			limit = writeDocuments
		}
		add(queryVariant{file: "put", label: labels()[table]}, limit, d.newRows(d.Steps(table)))
	}
	add(queryVariant{file: "put_states", label: stateLabel}, writeRows, d.newStates())
	add(queryVariant{file: "put", label: "Statement"}, writeRows, d.newStatements(ctx))
	if d.hasReferences {
		add(queryVariant{file: "put_references"}, writeRows, d.newReferences(ctx))
	}
	return all
}

// concurrentBatches is how many batches are written at once: while the database commits one, it receives another. A third would wait.
const concurrentBatches = 2

// send writes rows in batches. The next batch is prepared while others are written.
func (d *draft) send(ctx context.Context, l *lease, w writeJob) error {
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []map[string]any, 1)
	group.Go(func() error {
		defer close(batches)
		return inBatches(ctx, w.limit, w.rows, batches)
	})
	text := d.store.queries.text(w.variant)
	for range concurrentBatches {
		group.Go(func() error {
			for batch := range batches {
				if err := l.write(ctx, text, map[string]any{"rows": batch, "revision": d.number}, nil); err != nil {
					return err
				}
				if w.isChange {
					d.progress.add(len(batch))
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// inBatches sends rows in batches of at most limit.
func inBatches(ctx context.Context, limit int, rows iter.Seq2[map[string]any, error], batches chan<- []map[string]any) error {
	var batch []map[string]any
	send := func() error {
		select {
		case batches <- batch:
			batch = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) < limit {
			continue
		}
		if err := send(); err != nil {
			return err
		}
	}
	if batch == nil {
		return nil
	}
	return send()
}

// retired gives the rows that steps retire.
func (d *draft) retired(steps []changeset.Step) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range steps {
			s := &steps[i]
			if s.Skip || s.AddedIn == 0 {
				continue
			}
			if !yield(map[string]any{"id": s.Key.ID, "dataset": s.Key.Dataset, "addedIn": s.AddedIn}, nil) {
				return
			}
		}
	}
}

// retiredStates gives the entity states that are retired.
func (d *draft) retiredStates() iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for _, s := range d.states {
			same, err := d.sameEntity(s)
			if same || s.before == nil {
				continue
			}
			if !yield(map[string]any{"id": s.before.ID, "addedIn": s.addedIn}, err) {
				return
			}
		}
	}
}

// newStates gives the new states of entities.
func (d *draft) newStates() iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for _, s := range d.states {
			same, err := d.sameEntity(s)
			if same || s.after == nil {
				continue
			}
			var row map[string]any
			if err == nil {
				row, err = d.store.stateProperties(s.after, d.number)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// newRows gives the rows that steps put.
func (d *draft) newRows(steps []changeset.Step) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range steps {
			s := &steps[i]
			if s.Skip || s.Put == nil {
				continue
			}
			row, err := d.store.rowProperties(s.Put, d.number)
			if !yield(row, err) {
				return
			}
		}
	}
}

// newStatements gives the rows of new statements.
func (d *draft) newStatements(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return d.statementRow(d.withInitialHorizon(st)) })
}

// newReferences gives the references of new statements.
func (d *draft) newReferences(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return referencesOf(st), nil })
}

// each gives the row that of returns for each new statement; nil for none.
func (d *draft) each(ctx context.Context, of func(*knowledge.Statement) (map[string]any, error)) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for st, err := range d.Statements(ctx) {
			var row map[string]any
			if err == nil {
				row, err = of(st)
			}
			if err == nil && row == nil {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
