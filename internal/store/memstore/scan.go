package memstore

import (
	"context"
	"iter"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// Scan gives the rows of a table.
func (s *Store) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	return func(yield func(knowledge.Row, error) bool) {
		snap, err := s.at(ctx, revision)
		if err != nil {
			yield(nil, err)
			return
		}
		w := newWatch(ctx)
		for row := range snap.table(table, dataset) {
			if err := w.err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// table returns the rows of a table, by id and dataset, and only one dataset's if that is not empty.
func (s *snapshot) table(t knowledge.Table, dataset knowledge.ID) iter.Seq[knowledge.Row] {
	switch t {
	case knowledge.TableDataset:
		return asRows(slices.Values(s.datasetsByID()), dataset)
	case knowledge.TableRelation:
		return asRows(slices.Values(s.relationParts), dataset)
	case knowledge.TableDocument:
		return asRows(values(s.documents.rows, func(d *documentRow) *knowledge.Document { return d.Document }), dataset)
	case knowledge.TableEntity:
		if dataset != "" {
			return asRows(s.partsOf(s.dataset(dataset)), dataset)
		}
		return asRows(s.parts.Scan, "")
	case knowledge.TableStatement:
		return asRows(s.statementsOf(s.dataset(dataset), dataset), dataset)
	}
	return func(func(knowledge.Row) bool) {}
}

// asRows returns the rows of one dataset, or of all.
func asRows[T knowledge.Row](rows iter.Seq[T], dataset knowledge.ID) iter.Seq[knowledge.Row] {
	return func(yield func(knowledge.Row) bool) {
		for row := range rows {
			if (dataset == "" || row.Key().Dataset == dataset) && !yield(row) {
				return
			}
		}
	}
}

func (s *snapshot) datasetsByID() []*knowledge.Dataset {
	datasets := make([]*knowledge.Dataset, len(s.datasets))
	for i, d := range s.datasets {
		datasets[i] = d.Dataset
	}
	slices.SortFunc(datasets, func(a, b *knowledge.Dataset) int { return strings.Compare(a.ID, b.ID) })
	return datasets
}

// statementsOf returns statements by id: all, or at least those of the dataset. Those of a small dataset are sorted, which needs a pointer
// for each; if the dataset is a large share of the graph, all are returned.
func (s *snapshot) statementsOf(d *datasetRow, id knowledge.ID) iter.Seq[*knowledge.Statement] {
	switch {
	case id == "":
		return s.statements.rows
	case d == nil:
		return func(func(*knowledge.Statement) bool) {}
	case s.length(d.statements) > s.statements.tree.Len()/16:
		return s.statements.rows
	}
	own := slices.Collect(s.inList(d.statements)("", knowledge.AfterAll, false))
	slices.SortFunc(own, func(a, b *knowledge.Statement) int { return strings.Compare(a.ID, b.ID) })
	return slices.Values(own)
}
