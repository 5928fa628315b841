package neo4jstore

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// How many rows a scan reads at once: a page of a few megabytes. Documents carry their texts.
const (
	scanRows      = 4000
	scanDocuments = 50
)

// Scan gives the rows of a table, some thousands at a time.
func (s *Store) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	return func(yield func(knowledge.Row, error) bool) {
		c, err := s.at(ctx, revision)
		if err != nil {
			yield(nil, err)
			return
		}
		switch table {
		case knowledge.TableDataset:
			own := slices.SortedFunc(slices.Values(c.Datasets), func(a, b *knowledge.Dataset) int { return strings.Compare(a.ID, b.ID) })
			yieldRows(ctx, own, dataset, yield)
		case knowledge.TableRelation:
			yieldRows(ctx, c.Definitions, dataset, yield)
		case knowledge.TableDocument, knowledge.TableEntity, knowledge.TableStatement:
			p := c.scan(table, dataset)
			for row, err := range s.paged(ctx, p) {
				if !yield(row, err) {
					return
				}
			}
		}
	}
}

// yieldRows gives the rows of one dataset, or of all.
func yieldRows[T knowledge.Row](ctx context.Context, rows []T, dataset knowledge.ID, yield func(knowledge.Row, error) bool) {
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return
		}
		if (dataset == "" || row.Key().Dataset == dataset) && !yield(row, nil) {
			return
		}
	}
}

// paging is a query that reads rows by id and dataset, page by page.
type paging struct {
	table   knowledge.Table
	variant queryVariant
	params  map[string]any
	limit   int
}

// scan returns the paging of a table. The statements of one dataset are sorted for each page, unless they are a large share of all: then
// all are read, in the order of the index.
func (c *catalog) scan(table knowledge.Table, dataset knowledge.ID) paging {
	p := paging{table: table, limit: scanRows, params: map[string]any{"revision": c.Revision.Number, "dataset": nil}}
	if dataset != "" {
		p.params["dataset"] = dataset
	}
	switch {
	case table == knowledge.TableDocument:
		p.variant.file, p.limit = "scan_documents", scanDocuments
	case table == knowledge.TableEntity && dataset != "":
		p.variant.file = "scan_parts_of"
	case table == knowledge.TableEntity:
		p.variant.file = "scan_parts"
	case dataset == "" || c.counts.Datasets[dataset].Statements > c.counts.Statements/16:
		p.variant.file = "scan_statements"
	default:
		p.variant.file = "scan_statements_of"
	}
	return p
}

// paged gives all rows of a paging.
func (s *Store) paged(ctx context.Context, p paging) iter.Seq2[knowledge.Row, error] {
	return func(yield func(knowledge.Row, error) bool) {
		after := knowledge.RowKey{}
		for {
			rows, err := s.page(ctx, p, after)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range rows {
				if err := s.checkOpen(ctx); err != nil {
					yield(nil, err)
					return
				}
				if !yield(row, nil) {
					return
				}
			}
			if len(rows) < p.limit {
				return
			}
			after = rows[len(rows)-1].Key()
		}
	}
}

// page gives the next rows of a paging.
func (s *Store) page(ctx context.Context, p paging, after knowledge.RowKey) ([]knowledge.Row, error) {
	rows := make([]knowledge.Row, 0, p.limit)
	params := map[string]any{"after": after.ID, "afterDataset": after.Dataset, "limit": p.limit}
	for name, value := range p.params {
		params[name] = value
	}
	err := s.read(ctx, s.queries.text(p.variant), params, func() { rows = rows[:0] }, func(r *neo4j.Record) error {
		for _, content := range r.Values[0].([]any) {
			row, err := s.codec.Decode(p.table, content.([]byte))
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

// Changes gives what a revision changed.
func (s *Store) Changes(ctx context.Context, revision int) iter.Seq2[store.RowChange, error] {
	return func(yield func(store.RowChange, error) bool) {
		c, err := s.at(ctx, revision)
		if err != nil {
			yield(store.RowChange{}, err)
			return
		}
		for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
			for change, err := range s.changesOf(ctx, c.Revision.Number, table) {
				if !yield(change, err) || err != nil {
					return
				}
			}
		}
	}
}

// changesOf merges the rows of a table that a revision removed with those that it added.
func (s *Store) changesOf(ctx context.Context, revision int, table knowledge.Table) iter.Seq2[store.RowChange, error] {
	return func(yield func(store.RowChange, error) bool) {
		before, stopBefore := iter.Pull2(s.stampedRows(ctx, revision, table, "removedIn"))
		defer stopBefore()
		after, stopAfter := iter.Pull2(s.stampedRows(ctx, revision, table, "addedIn"))
		defer stopAfter()
		old, err, _ := before()
		if err != nil {
			yield(store.RowChange{}, err)
			return
		}
		row, err, _ := after()
		for err == nil && (old != nil || row != nil) {
			var change store.RowChange
			if c := compareRows(old, row); c <= 0 {
				change.Before = old
				old, err, _ = before()
				if c == 0 {
					change.After = row
				}
			} else {
				change.After = row
			}
			if err == nil && change.After != nil {
				row, err, _ = after()
			}
			if change.Before != nil && change.After != nil && knowledge.Hash(change.Before) == knowledge.Hash(change.After) {
				// Only derived properties changed, not the row.
				continue
			}
			if !yield(change, nil) {
				return
			}
		}
		if err != nil {
			yield(store.RowChange{}, err)
		}
	}
}

// compareRows compares two rows by their keys; nil sorts last.
func compareRows(a, b knowledge.Row) int {
	switch {
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return compareKeys(a.Key(), b.Key())
}

func compareKeys(a, b knowledge.RowKey) int {
	return cmp.Or(cmp.Compare(a.Table, b.Table), strings.Compare(a.ID, b.ID), strings.Compare(a.Dataset, b.Dataset))
}

// stampedRows gives the rows of a table that a revision added or removed.
func (s *Store) stampedRows(ctx context.Context, revision int, table knowledge.Table, stamp string) iter.Seq2[knowledge.Row, error] {
	limit := scanRows
	if table == knowledge.TableDocument {
		limit = scanDocuments
	}
	return s.paged(ctx, paging{
		table: table, variant: queryVariant{file: "changes", label: labels()[table], from: stamp}, limit: limit, params: map[string]any{"revision": revision},
	})
}

// Sweep gives the statements in scope that the filter matches, in the order of their list.
func (s *Store) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return store.Pages(ctx, s, scope, filter)
}
