package memstore

import (
	"context"
	"iter"
	"maps"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Documents gives the document of each id.
func (s *Store) Documents(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return each(newWatch(ctx), ids, func(id knowledge.ID) (*knowledge.Document, error) {
		if d := snap.document(id); d != nil {
			return d.Document, nil
		}
		return nil, nil
	})
}

// ListDocuments pages over the documents of each anchor.
func (s *Store) ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.DocumentQuery, page store.Page) ([]store.List[*knowledge.Document], error) {
	q, err := s.documentQuery(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (store.List[*knowledge.Document], error) {
		rows, err := q.list(anchor, query.Order, page)
		return store.Map(rows, func(row *documentRow) *knowledge.Document { return row.Document }), err
	})
}

// CountDocuments counts what ListDocuments pages over. It reads no document to count all of the graph or of a dataset.
func (s *Store) CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error) {
	q, err := s.documentQuery(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (int, error) {
		if filter.IsAll() && scope.IsAll() {
			if anchor == "" {
				return q.snap.documents.tree.Len(), nil
			}
			if d := q.snap.dataset(anchor); d != nil {
				return q.snap.length(d.documents), nil
			}
		}
		candidates, err := q.candidates(anchor)
		if err != nil {
			return 0, err
		}
		return count(q.watch, candidates, q.keeps)
	})
}

// documentQuery selects documents of a snapshot.
type documentQuery struct {
	*watch
	snap   *snapshot
	scope  *knowledge.Scope
	filter knowledge.DocumentFilter
}

func (s *Store) documentQuery(ctx context.Context, scope *knowledge.Scope, filter knowledge.DocumentFilter) (documentQuery, error) {
	snap, err := s.at(ctx, scope.Revision)
	if err != nil {
		return documentQuery{}, err
	}
	return documentQuery{newWatch(ctx), snap, scope, filter}, filter.PublishedOn.Check()
}

func (q documentQuery) keeps(d *documentRow) bool {
	return q.scope.AdmitsDocument(d.Document) && q.filter.Match(d.Document)
}

// list returns a page of the documents of an anchor, by an index if one has the order.
func (q documentQuery) list(anchor knowledge.ID, order knowledge.DocumentOrder, page store.Page) (store.List[*documentRow], error) {
	by := sorting[*documentRow]{direction: order.Direction, key: func(d *documentRow) knowledge.SortKey { return d.published }}
	if order.By == knowledge.OrderTitle {
		by.key = func(d *documentRow) knowledge.SortKey { return knowledge.DocumentKey(order.By, d.Document) }
	} else if anchor == "" {
		return indexed[*documentRow]{by, q.byDay, q.snap.documents.tree.Len()}.page(q.watch, page, q.keeps)
	}
	candidates, err := q.candidates(anchor)
	if err != nil {
		return store.List[*documentRow]{}, err
	}
	return pick(q.watch, filtered(q.watch, candidates, q.keeps), by, page)
}

// byDay walks over all documents by publication.
func (q documentQuery) byDay(lo, hi knowledge.SortKey, descending bool) iter.Seq[*documentRow] {
	return between(q.snap.documentsByDay, &documentRow{published: lo}, &documentRow{published: hi}, descending)
}

// candidates returns the documents of an anchor, in no order.
func (q documentQuery) candidates(anchor knowledge.ID) (iter.Seq[*documentRow], error) {
	if anchor == "" {
		return q.byDay("", knowledge.AfterAll, false), nil
	}
	if prefix, _, _ := strings.Cut(anchor, ":"); prefix == knowledge.DatasetPrefix {
		return q.snap.documentsOf(q.snap.dataset(anchor)), nil
	}
	ids, err := q.citing(anchor)
	return values(maps.Keys(ids), q.snap.document), err
}

// documentsOf returns the documents of a dataset, by id; none for nil.
func (s *snapshot) documentsOf(d *datasetRow) iter.Seq[*documentRow] {
	if d == nil {
		return func(func(*documentRow) bool) {}
	}
	found := between(s.members, member{list: d.documents}, member{list: d.documents + 1}, false)
	return values(found, func(m member) *documentRow { return s.document(m.id) })
}

// citing gives the ids of the documents with a statement in scope that has the entity at an end.
func (q documentQuery) citing(id knowledge.ID) (map[knowledge.ID]bool, error) {
	ids := map[knowledge.ID]bool{}
	e := q.snap.entity(id)
	if e == nil {
		return ids, nil
	}
	admitter := q.scope.Admitter()
	for st := range q.snap.inList(e.ends)("", knowledge.AfterAll, false) {
		if err := q.err(); err != nil {
			return nil, err
		}
		if admitter.Admits(st) {
			ids[st.Document] = true
		}
	}
	return ids, nil
}
