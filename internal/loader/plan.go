package loader

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Content is a dataset as it should be: all of its rows in the order of their tables. A *dataset.Folder is one.
type Content interface {
	Rows() iter.Seq[knowledge.Row]
}

// Count says how many rows of a table a plan adds, changes, removes and leaves.
type Count struct{ Added, Changed, Removed, Same int }

// Plan is what a load would change.
type Plan struct {
	// Base is the revision that it was planned against.
	Base int
	// Datasets are the ids of the datasets that it loads, in order.
	Datasets []knowledge.ID
	Counts   map[knowledge.Table]Count
	changes  []store.Change
	// removals are kept apart: statements go before what they rest on.
	removals []store.Change
}

// NewPlan compares datasets with the newest revision of a store. It holds the hashes of the datasets' present rows, and the
// rows that change, in memory.
func NewPlan(ctx context.Context, reader store.Reader, contents ...Content) (*Plan, error) {
	newest, err := reader.Revision(ctx, 0)
	if err != nil {
		return nil, err
	}
	p := &Plan{Base: newest.Number, Counts: map[knowledge.Table]Count{}}
	for _, content := range contents {
		if err := p.add(ctx, reader, content); err != nil {
			return nil, err
		}
	}
	byTable := func(a, b store.Change) int { return int(a.Key().Table) - int(b.Key().Table) }
	slices.SortStableFunc(p.changes, byTable)
	slices.SortStableFunc(p.removals, func(a, b store.Change) int { return byTable(b, a) })
	return p, nil
}

// add plans one dataset.
func (p *Plan) add(ctx context.Context, reader store.Reader, content Content) error {
	var present map[knowledge.RowKey]knowledge.ContentHash
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
		p.put(row, present)
	}
	for key := range present {
		p.count(key.Table, func(c *Count) { c.Removed++ })
		p.removals = append(p.removals, store.Change{Remove: key})
	}
	// A map has no order, and a plan that is shown twice should read the same.
	slices.SortFunc(p.removals, func(a, b store.Change) int { return strings.Compare(a.Remove.String(), b.Remove.String()) })
	return nil
}

// put plans a row, and strikes it from those present.
func (p *Plan) put(row knowledge.Row, present map[knowledge.RowKey]knowledge.ContentHash) {
	key := row.Key()
	hash, known := present[key]
	delete(present, key)
	switch {
	case !known:
		p.count(key.Table, func(c *Count) { c.Added++ })
	case hash == knowledge.Hash(row):
		p.count(key.Table, func(c *Count) { c.Same++ })
		return
	default:
		p.count(key.Table, func(c *Count) { c.Changed++ })
	}
	p.changes = append(p.changes, store.Change{Put: row})
}

func (p *Plan) count(table knowledge.Table, change func(*Count)) {
	c := p.Counts[table]
	change(&c)
	p.Counts[table] = c
}

// presentRows gives the hashes of a dataset's rows. A dataset keeps its place in load order when it is loaded again.
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
func (p *Plan) IsEmpty() bool { return len(p.changes) == 0 && len(p.removals) == 0 }

// Apply makes the plan a revision. The error has the code knowledge.Conflict where the graph has changed since.
func (p *Plan) Apply(ctx context.Context, writer store.Writer, at time.Time) (*knowledge.Revision, error) {
	return writer.Apply(ctx, store.ChangeSet{
		Base:        p.Base,
		At:          at,
		Description: "load " + strings.Join(p.Datasets, ", "),
		Changes: func(yield func(store.Change, error) bool) {
			for _, c := range slices.Concat(p.changes, p.removals) {
				if !yield(c, nil) {
					return
				}
			}
		},
	})
}

// String says in a line what would change: `added 73 statements, changed 1 entity`.
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
