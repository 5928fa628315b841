package memstore

import (
	"context"
	"iter"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Statements gives the statement of each id.
func (s *Store) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return each(newWatch(ctx), ids, func(id knowledge.ID) (*knowledge.Statement, error) {
		st, _ := snap.statements.get(id)
		return st, nil
	})
}

// ListStatements pages over the statements of each anchor.
func (s *Store) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	if err := query.Order.Check(q.snap.relationList); err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (store.List[*knowledge.Statement], error) {
		return q.list(q.base(anchor), query.Order, page)
	})
}

// CountStatements counts what ListStatements pages over.
func (s *Store) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	q, err := s.selection(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (int, error) { return q.count(q.base(anchor)) })
}

// Sweep gives the statements in scope that the filter matches, in no order.
func (s *Store) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return func(yield func(*knowledge.Statement, error) bool) {
		q, err := s.selection(ctx, scope, filter)
		if err != nil {
			yield(nil, err)
			return
		}
		b := q.base("")
		rows := b.rows()
		if narrow, ok := q.narrowest(b); ok {
			rows = q.rows(narrow)
		}
		for st := range rows {
			if err := q.err(); err != nil {
				yield(nil, err)
				return
			}
			if q.keeps(st, b.from) && !yield(st, nil) {
				return
			}
		}
		if err := q.flush(); err != nil {
			yield(nil, err)
		}
	}
}

// list returns a page of the selected statements of a base.
func (q *selection) list(b base, order knowledge.StatementOrder, page store.Page) (store.List[*knowledge.Statement], error) {
	if order.By == "" {
		order.By = knowledge.OrderValidFrom
		if b.document != nil {
			order.By = knowledge.OrderPlaceInDocument
		}
	}
	by := sorting[*knowledge.Statement]{
		direction: order.Direction,
		key:       order.Key,
	}
	narrow, ok := q.narrowest(b)
	native := q.native(b, order.By)
	if ok && (native == nil || narrow.beats(b, page.Limit)) {
		return pick(q.watch, filtered(q.watch, q.rows(narrow), func(st *knowledge.Statement) bool { return b.has(st) && q.keeps(st, b.from) }), by, page)
	}
	if native == nil {
		return pick(q.watch, filtered(q.watch, b.rows(), func(st *knowledge.Statement) bool { return q.keeps(st, b.from) }), by, page)
	}
	return indexed[*knowledge.Statement]{by, native, b.length}.page(q.watch, page, func(st *knowledge.Statement) bool { return q.keeps(st, b.from) })
}

// native returns the index that has a base's statements in an order, or nil.
func (q *selection) native(b base, by knowledge.StatementOrderField) walk[*knowledge.Statement] {
	switch {
	case by == knowledge.OrderValidFrom:
		return b.walk
	case by == knowledge.OrderPlaceInDocument && b.document != nil:
		return q.snap.inDocument(b.document)
	}
	return nil
}

// count counts the selected statements of a base. It reads none of them if all are selected.
func (q *selection) count(b base) (int, error) {
	if q.all && b.length >= 0 {
		return b.length, nil
	}
	if narrow, ok := q.narrowest(b); ok {
		return count(q.watch, q.rows(narrow), func(st *knowledge.Statement) bool { return b.has(st) && q.keeps(st, b.from) })
	}
	return count(q.watch, b.rows(), func(st *knowledge.Statement) bool { return q.keeps(st, b.from) })
}

// rows returns the statements of some lists, each once, in no order.
func (q *selection) rows(u union) iter.Seq[*knowledge.Statement] {
	return func(yield func(*knowledge.Statement) bool) {
		seen := map[*knowledge.Statement]bool{}
		for _, l := range u.lists {
			for st := range q.snap.inList(l)("", knowledge.AfterAll, false) {
				if u.overlap {
					if seen[st] {
						continue
					}
					seen[st] = true
				}
				if !yield(st) {
					return
				}
			}
		}
	}
}
