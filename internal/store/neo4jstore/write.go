package neo4jstore

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// How many rows go into one transaction: some megabytes. Documents bring their texts.
const (
	writeRows      = 2000
	writeDocuments = 20
)

// stampedLabels are the labels of all nodes that carry addedIn and removedIn.
func stampedLabels() []string {
	return []string{"Dataset", "Relation", "Document", "EntityPart", stateLabel, "Statement"}
}

// besideLabels are those of the nodes that stand beside others, for them to be found by: references of statements, keys of entities.
func besideLabels() []string { return []string{"Reference", "LookupKey"} }

// besides says whether a label is among them.
func besides(label string) bool { return slices.Contains(besideLabels(), label) }

// write writes what the draft changes under the number of its revision: first what it puts out of date, table by table, and then
// what it adds, so that what a row refers to stands before it.
func (d *draft) write(ctx context.Context, l *lease) error {
	d.progress.begin(store.Writing)
	for _, part := range d.writing(ctx) {
		if err := d.send(ctx, l, part); err != nil {
			return err
		}
	}
	return nil
}

// writing is rows that go into the database by one query.
type writing struct {
	form form
	// limit is how many go into one transaction.
	limit int
	rows  iter.Seq2[map[string]any, error]
	// counts: each of the rows is a change, whose progress is told.
	counts bool
}

func (d *draft) writing(ctx context.Context) []writing {
	var all []writing
	add := func(f form, limit int, rows iter.Seq2[map[string]any, error]) {
		all = append(all, writing{f, limit, rows, f.file == "put"})
	}
	for table := knowledge.TableDataset; table < knowledge.TableStatement; table++ {
		add(form{file: "retire", label: labels()[table]}, writeRows, d.retired(d.of(table)))
	}
	add(form{file: "retire", label: "Statement"}, writeRows, d.retiredClaims())
	add(form{file: "retire", label: stateLabel}, writeRows, d.retiredStates())
	for table := knowledge.TableDataset; table < knowledge.TableStatement; table++ {
		limit := writeRows
		if table == knowledge.TableDocument {
			limit = writeDocuments
		}
		add(form{file: "put", label: labels()[table]}, limit, d.newRows(d.of(table)))
	}
	add(form{file: "put_states", label: stateLabel}, writeRows, d.newStates())
	add(form{file: "put", label: "Statement"}, writeRows, d.newStatements(ctx))
	if d.refers {
		add(form{file: "put_references"}, writeRows, d.newReferences(ctx))
	}
	return all
}

// senders is how many batches are written at once: while the database commits one, it takes in another. A third would wait.
const senders = 2

// send writes rows in batches. The next batch is made ready while others are written.
func (d *draft) send(ctx context.Context, l *lease, w writing) error {
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []map[string]any, 1)
	group.Go(func() error {
		defer close(batches)
		return inBatches(ctx, w.limit, w.rows, batches)
	})
	text := d.store.queries.text(w.form)
	for range senders {
		group.Go(func() error {
			for batch := range batches {
				if err := l.write(ctx, text, map[string]any{"rows": batch, "revision": d.number}, nil); err != nil {
					return err
				}
				if w.counts {
					d.progress.add(len(batch))
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func inBatches(ctx context.Context, limit int, rows iter.Seq2[map[string]any, error], batches chan<- []map[string]any) error {
	var batch []map[string]any
	hand := func() error {
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
		if err := hand(); err != nil {
			return err
		}
	}
	if batch == nil {
		return nil
	}
	return hand()
}

// retired names the rows that steps put out of date.
func (d *draft) retired(steps []step) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range steps {
			s := &steps[i]
			if s.skip || s.before == nil {
				continue
			}
			if !yield(map[string]any{"id": s.key.ID, "dataset": s.key.Dataset, "addedIn": s.addedIn}, nil) {
				return
			}
		}
	}
}

// retiredStates names the states of entities that are out of date.
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
func (d *draft) newRows(steps []step) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range steps {
			s := &steps[i]
			if s.skip || s.put == nil {
				continue
			}
			row, err := d.store.rowProperties(s.put, d.number)
			if !yield(row, err) {
				return
			}
		}
	}
}

// revisionProperties are those of a revision's node.
func revisionProperties(r *knowledge.Revision, c counts) (map[string]any, error) {
	row, err := json.Marshal(keep(r, c))
	return map[string]any{
		"number": r.Number, "place": hexForm(knowledge.RevisionKey(r.Number)), "description": r.Description,
		"hash": r.Hash(), "createdAt": r.CreatedAt.Format(time.RFC3339Nano), "added": r.Added, "removed": r.Removed, "row": row,
	}, err
}
