package memstore

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Links gives the link of each id.
func (s *Store) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	q, err := s.selection(ctx, scope, knowledge.StatementFilter{})
	if err != nil {
		return nil, err
	}
	return each(q.watch, ids, func(id knowledge.ID) (*knowledge.Link, error) { return q.link(id), nil })
}

// ListLinks pages over the links at each entity.
func (s *Store) ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery, page store.Page) ([]store.List[*knowledge.Link], error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(end knowledge.ID) (store.List[*knowledge.Link], error) {
		e := q.snap.entity(end)
		if e == nil {
			return store.List[*knowledge.Link]{}, nil
		}
		return q.links(e, query.Side, page)
	})
}

// links returns a page of the links at an entity. Whether a link is on the page depends on its statements; only the links of the page are
// summed up.
func (q *selection) links(e *entityRow, side store.Side, page store.Page) (store.List[*knowledge.Link], error) {
	order := indexed[linkEnd]{sorting[linkEnd]{key: func(end linkEnd) knowledge.SortKey { return end.key(e.ID) }}, q.snap.linksAt(e), q.snap.length(e.links)}
	ends, err := order.page(q.watch, page, func(end linkEnd) bool { return q.keepsLink(end, e.ID, side) })
	if err != nil {
		return store.List[*knowledge.Link]{}, err
	}
	return store.Map(ends, func(end linkEnd) *knowledge.Link { return q.link(end.st.Link) }), nil
}

// CountLinks counts what ListLinks pages over. It reads no link to count all.
func (s *Store) CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery) ([]int, error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(end knowledge.ID) (int, error) {
		e := q.snap.entity(end)
		switch {
		case e == nil:
			return 0, nil
		case q.all && query.Side == store.AnySide:
			return q.snap.length(e.links), nil
		}
		return count(q.watch, q.snap.linksAt(e)("", knowledge.AfterAll, false), func(l linkEnd) bool { return q.keepsLink(l, e.ID, query.Side) })
	})
}

// linkRows is how many rows could be looked at in the time in which the statements of a link are found.
const linkRows = 4

// keepsLink reports whether a selected statement makes the link, and whether the entity is on the requested side.
func (q *selection) keepsLink(end linkEnd, id knowledge.ID, side store.Side) bool {
	st := end.st
	switch {
	case side == store.AsSubject && !st.Symmetric && st.Subject != id,
		side == store.AsObject && !st.Symmetric && st.Object != id:
		return false
	case q.all:
		return true
	}
	if relations := q.matcher.Relations(); relations != nil && !relations[st.Relation] {
		return false
	}
	q.looked += linkRows
	for st := range q.snap.inLink(st.Link)("", knowledge.AfterAll, false) {
		if q.err() != nil || q.keeps(st, id) {
			return true // or a budget that is spent, which the page finds
		}
	}
	return false
}

// link sums up the statements of a link that the scope admits; nil for none.
func (q *selection) link(id knowledge.ID) *knowledge.Link {
	q.looked += linkRows
	var admitted []*knowledge.Statement
	for st := range q.snap.inLink(id)("", knowledge.AfterAll, false) {
		q.looked++
		if q.admitter.Admits(st) {
			admitted = append(admitted, st)
		}
	}
	if len(admitted) == 0 {
		return nil
	}
	return knowledge.MakeLink(q.scope, admitted)
}
