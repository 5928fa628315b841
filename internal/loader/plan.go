package loader

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Content is the desired content of a dataset: all of its rows in the order of their tables, the same in each iteration. A *dataset.Folder
// is one.
type Content interface {
	Rows() iter.Seq[knowledge.Row]
}

// Count is how many rows of a table a plan adds, changes, removes and leaves.
type Count struct{ Added, Changed, Removed, Same int }

// Plan is a change of the graph that can be shown before it is applied: a load, the undoing of a revision, the removal of a dataset.
type Plan struct {
	// Base is the revision that it was planned against.
	Base int
	// Datasets are the ids of the datasets that it loads or drops, in order.
	Datasets []knowledge.ID
	Counts   map[knowledge.Table]Count
	// Description becomes the revision's.
	Description string
	// Undoes is the number of the revision that it undoes; 0 for none.
	Undoes int
	// Progress, which may be nil, is called while the plan is applied.
	Progress store.Progress
	// parts have the rows to put, puts is how many these are.
	parts []part
	puts  int
	// removals are kept apart: statements are removed before the rows that they depend on.
	removals []knowledge.RowKey
}

// part is a content with the decision for each of its rows, in their order. There may be very many rows, so none is held.
type part struct {
	content  Content
	verdicts []verdict
}

// verdict is what a plan does with a row.
type verdict uint8

const (
	leave verdict = iota
	// addRow puts a row where the graph has none of its key, replaceRow in place of that.
	addRow
	replaceRow
)

// change is a row to put. isNew: the graph has no row of its key.
type change struct {
	row   knowledge.Row
	isNew bool
}

// changes gives the rows to put in the order of tables, decoded again if the content does so.
func (p *Plan) changes(yield func(change) bool) {
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		for _, part := range p.parts {
			if !part.each(table, yield) {
				return
			}
		}
	}
}

// each gives a table's rows to put; it returns false if yield does.
func (p *part) each(table knowledge.Table, yield func(change) bool) bool {
	i := -1
	for row := range p.content.Rows() {
		at := row.Key().Table
		if i++; at > table {
			break
		}
		if v := p.verdicts[i]; at == table && v != leave && !yield(change{row, v == addRow}) {
			return false
		}
	}
	return true
}

func newPlan(ctx context.Context, reader store.Reader) (*Plan, error) {
	newest, err := reader.Revision(ctx, 0)
	if err != nil {
		return nil, err
	}
	return &Plan{Base: newest.Number, Counts: map[knowledge.Table]Count{}}, nil
}

// NewPlan compares datasets with the newest revision of a store. It holds the hashes of the datasets' current rows in memory, and the
// contents, which it iterates again when the plan is shown and applied.
func NewPlan(ctx context.Context, reader store.Reader, contents ...Content) (*Plan, error) {
	p, err := newPlan(ctx, reader)
	if err != nil {
		return nil, err
	}
	for _, content := range contents {
		if err := p.add(ctx, reader, content); err != nil {
			return nil, err
		}
	}
	p.Description = "load " + strings.Join(p.Datasets, ", ")
	p.sort()
	return p, nil
}

// sort brings the removals into the order opposite to that of rows. A plan that is shown twice should read the same.
func (p *Plan) sort() {
	slices.SortFunc(p.removals, func(a, b knowledge.RowKey) int {
		return cmp.Or(cmp.Compare(b.Table, a.Table), strings.Compare(a.ID, b.ID), strings.Compare(a.Dataset, b.Dataset))
	})
}

// add plans one dataset.
func (p *Plan) add(ctx context.Context, reader store.Reader, content Content) error {
	var present map[knowledge.RowKey]knowledge.ContentHash
	var verdicts []verdict
	for row := range content.Rows() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if d, ok := row.(*knowledge.Dataset); ok {
			p.Datasets = append(p.Datasets, d.ID)
			var err error
			if present, err = presentRows(ctx, reader, p.Base, d); err != nil {
				return err
			}
		}
		verdicts = append(verdicts, p.put(row, present))
	}
	p.parts = append(p.parts, part{content, verdicts})
	for key := range present {
		p.remove(key)
	}
	return nil
}

// put plans a row, and removes it from present.
func (p *Plan) put(row knowledge.Row, present map[knowledge.RowKey]knowledge.ContentHash) verdict {
	key := row.Key()
	hash, known := present[key]
	delete(present, key)
	if known && hash == knowledge.Hash(row) {
		p.count(key.Table, func(c *Count) { c.Same++ })
		return leave
	}
	p.puts++
	if known {
		p.count(key.Table, func(c *Count) { c.Changed++ })
		return replaceRow
	}
	p.count(key.Table, func(c *Count) { c.Added++ })
	return addRow
}

func (p *Plan) remove(key knowledge.RowKey) {
	p.count(key.Table, func(c *Count) { c.Removed++ })
	p.removals = append(p.removals, key)
}

func (p *Plan) count(table knowledge.Table, change func(*Count)) {
	c := p.Counts[table]
	change(&c)
	p.Counts[table] = c
}

// presentRows returns the hashes of a dataset's rows. A dataset keeps its position in load order when it is loaded again.
func presentRows(ctx context.Context, reader store.Reader, revision int, d *knowledge.Dataset) (map[knowledge.RowKey]knowledge.ContentHash, error) {
	present := map[knowledge.RowKey]knowledge.ContentHash{}
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		for row, err := range reader.Scan(ctx, revision, table, d.ID) {
			if err != nil {
				return nil, err
			}
			if old, ok := row.(*knowledge.Dataset); ok {
				d.Order = old.Order
			}
			present[row.Key()] = knowledge.Hash(row)
		}
	}
	return present, nil
}

// IsEmpty says whether nothing would change.
func (p *Plan) IsEmpty() bool { return p.Len() == 0 }

// Len is the number of rows that would be added, changed or removed.
func (p *Plan) Len() int { return p.puts + len(p.removals) }

// Apply makes the plan a revision. It lets go of the contents, so that a plan is applied once. The error has the code knowledge.Conflict where
// the graph has changed since.
func (p *Plan) Apply(ctx context.Context, writer store.Writer, at time.Time) (*knowledge.Revision, error) {
	return writer.Apply(ctx, store.ChangeSet{
		Base: p.Base, At: at, Description: p.Description, Undoes: p.Undoes, Changes: p.all(ctx), Progress: p.Progress,
		Read: func() { p.parts = nil },
	})
}

// all gives the changes in the order of writing, until the context ends, so a store need not check it for every row.
func (p *Plan) all(ctx context.Context) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		for c := range p.each {
			if err := ctx.Err(); err != nil {
				yield(store.Change{}, err)
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (p *Plan) each(yield func(store.Change) bool) {
	for c := range p.changes {
		if !yield(store.Change{Put: c.row}) {
			return
		}
	}
	for _, key := range p.removals {
		if !yield(store.Change{Remove: key}) {
			return
		}
	}
}

// String says in a line what would change: `add 73 statements, change 1 entity`.
func (p *Plan) String() string {
	var parts []string
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		c := p.Counts[table]
		for _, n := range []struct {
			verb  string
			count int
		}{{"add", c.Added}, {"change", c.Changed}, {"remove", c.Removed}} {
			if n.count > 0 {
				parts = append(parts, fmt.Sprintf("%s %d %s", n.verb, n.count, table.Noun(n.count)))
			}
		}
	}
	if parts == nil {
		return "nothing to change"
	}
	return strings.Join(parts, ", ")
}
