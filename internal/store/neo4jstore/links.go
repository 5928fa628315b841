package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Links gives the link of each id.
func (s *Store) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	q, err := s.selection(ctx, scope, knowledge.StatementFilter{})
	if err != nil {
		return nil, err
	}
	var links []*knowledge.Link
	params := q.parameters()
	params["ids"] = ids
	err = s.read(ctx, s.queries.text(q.withConditions(queryVariant{file: "links_by_id"}, nil)), params, func() { links = make([]*knowledge.Link, len(ids)) }, func(r *neo4j.Record) error {
		links[slotOf(r)] = q.link(r)
		return nil
	})
	return links, err
}

// link makes a link from a record of the template "sum", as knowledge.MakeLink does from statements.
func (q *selection) link(r *neo4j.Record) *knowledge.Link {
	number := func(at int) int { return int(r.Values[at].(int64)) }
	statements, level, affirming := number(6), number(7), number(8)
	l := &knowledge.Link{
		ID: r.Values[2].(string), Source: r.Values[3].(string), Relation: r.Values[4].(string), Target: r.Values[5].(string),
		Held: affirming > 0, StatementCount: statements,
	}
	if l.Held {
		level = number(9)
	}
	if !q.scope.AsOf.IsZero() {
		// The levels count from the least sure.
		all := knowledge.Certainties()
		l.Certainty = all[len(all)-level]
	}
	return l
}

// ListLinks pages over the links at each entity.
func (s *Store) ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery, page store.Page) ([]store.List[*knowledge.Link], error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil || q.none {
		return make([]store.List[*knowledge.Link], len(of)), err
	}
	a := newPageRequest(knowledge.Ascending, page)
	p := pages{pageRequest: a}
	for slot, end := range of {
		p.add(slot, nil, linksOf(slot, end))
	}
	params := q.linkParameters(query.Side)
	p.setParams(params)
	f := q.withConditions(queryVariant{file: "links", descending: a.descending()}, nil)
	var collectors []rowCollector[*knowledge.Link]
	err = s.read(ctx, s.queries.text(f), params, func() { collectors = make([]rowCollector[*knowledge.Link], len(of)) }, func(r *neo4j.Record) error {
		slot := slotOf(r)
		if into := &collectors[slot]; into.noteRecord(r) {
			l := q.link(r)
			into.add(knowledge.LinkKey(l, of[slot]), l)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	lists := make([]store.List[*knowledge.Link], len(of))
	for slot := range of {
		lists[slot] = collectors[slot].list(a)
	}
	return lists, nil
}

// linksOf are the parameters of a query for the links of an entity.
func linksOf(slot int, end knowledge.ID) map[string]any {
	return map[string]any{"slot": slot, "id": end, "anchor": end}
}

func (q *selection) linkParameters(side store.Side) map[string]any {
	params := q.parameters()
	params["side"] = int(side)
	return params
}

// CountLinks counts what ListLinks pages over.
func (s *Store) CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery) ([]int, error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	if q.none {
		return counts, nil
	}
	var p []map[string]any
	for slot, end := range of {
		p = append(p, linksOf(slot, end))
	}
	params := q.linkParameters(query.Side)
	params["pages"] = p
	return counts, s.count(ctx, q.withConditions(queryVariant{file: "links_count"}, nil), params, counts)
}
