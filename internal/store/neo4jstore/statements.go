package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Statements gives the statement of each id.
func (s *Store) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return byID(ctx, s, c, ids, "statements_by_id", s.statement)
}

// group is the anchors of a call that one query answers.
type group struct {
	variant queryVariant
	slots   []int
	// sources are where the statements of each slot are looked up.
	sources []*source
	// qualifier is the one that the lists are ordered by; empty for another order.
	qualifier string
}

// grouped groups the anchors of a call by the variant of the query that answers them. Nearly always there is one group.
func (q *selection) grouped(of []knowledge.ID, variantOf func(*source) queryVariant) []*group {
	var groups []*group
	at := map[queryVariant]*group{}
	for slot, anchor := range of {
		src := q.source(anchor)
		if src == nil {
			continue
		}
		f := variantOf(src)
		g := at[f]
		if g == nil {
			g = &group{variant: f}
			at[f] = g
			groups = append(groups, g)
		}
		g.slots, g.sources = append(g.slots, slot), append(g.sources, src)
	}
	return groups
}

// ListStatements pages over the statements of each anchor.
func (s *Store) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	if err := query.Order.Check(q.catalog.Relations); err != nil {
		return nil, err
	}
	lists := make([]store.List[*knowledge.Statement], len(of))
	a := newPageRequest(query.Order.Direction, page)
	for _, g := range q.grouped(of, func(src *source) queryVariant { return q.listVariant(src, query.Order.By, a.descending()) }) {
		g.qualifier = query.Order.Qualifier
		if err := s.listGroup(ctx, q, g, a, lists); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// listVariant returns the variant of the query that lists a source's statements in an order.
func (q *selection) listVariant(src *source, by knowledge.StatementOrderField, descending bool) queryVariant {
	f := queryVariant{file: "statements", of: src.branches(), key: "begin", descending: descending}
	switch {
	case by == knowledge.OrderValidTo:
		f.key = "end"
	case by == knowledge.OrderRelation:
		f.key = "relation"
	case by == knowledge.OrderQualifier:
		f.key = "qualifier"
	case src.document != "" && (by == "" || by == knowledge.OrderPlaceInDocument):
		f.key = "documentPlace"
		if src.of[0] == "document" {
			f.key = "place"
		}
	case by == knowledge.OrderPlaceInDocument:
		f.key = "documentPlace"
	}
	return q.withConditions(f, src)
}

// order is the order of the contract that a variant lists in.
func (f queryVariant) order() knowledge.StatementOrderField {
	switch f.key {
	case "end":
		return knowledge.OrderValidTo
	case "relation":
		return knowledge.OrderRelation
	case "qualifier":
		return knowledge.OrderQualifier
	case "place", "documentPlace":
		return knowledge.OrderPlaceInDocument
	}
	return knowledge.OrderValidFrom
}

// allKnown reports whether every statement has a value in the order of a variant.
func (q *selection) allKnown(f queryVariant) bool {
	switch f.order() {
	case knowledge.OrderValidFrom:
		return q.catalog.counts.UnknownBegins == 0
	case knowledge.OrderValidTo:
		return q.catalog.counts.UnknownEnds == 0
	case knowledge.OrderQualifier:
		return false
	}
	return true
}

// listGroup reads the lists of a group.
func (s *Store) listGroup(ctx context.Context, q *selection, g *group, a pageRequest, lists []store.List[*knowledge.Statement]) error {
	if q.allKnown(g.variant) {
		a = a.withoutUnknown()
	}
	p := pages{pageRequest: a, usesHeads: g.variant.key == "place"}
	for i, src := range g.sources {
		var bound func(knowledge.SortKey) string
		if p.usesHeads {
			bound = positionIn(src.document)
		}
		for _, id := range src.ids {
			p.add(g.slots[i], bound, src.params(id))
		}
	}
	params := q.parameters()
	p.setParams(params)
	order := knowledge.StatementOrder{By: g.variant.order(), Qualifier: g.qualifier}
	params["qualifier"] = g.qualifier
	var collectors []rowCollector[*knowledge.Statement]
	err := s.read(ctx, s.queries.text(g.variant), params, func() { collectors = make([]rowCollector[*knowledge.Statement], len(lists)) }, func(r *neo4j.Record) error {
		return collectRecord(collectors, r, func(row any) (knowledge.SortKey, *knowledge.Statement, error) {
			st, err := s.statement(row.([]byte))
			if err != nil {
				return "", nil, err
			}
			return order.Key(st), st, nil
		})
	})
	if err != nil {
		return err
	}
	for _, slot := range g.slots {
		lists[slot] = collectors[slot].list(a)
	}
	return nil
}

// CountStatements counts what ListStatements pages over. If all statements are counted, the catalog has the numbers for the graph, a
// dataset or a relation. Those of an entity are counted once a revision, as a hub has thousands.
func (s *Store) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	q, err := s.selection(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	load := func(ctx context.Context, of []knowledge.ID) ([]int, error) { return s.countStatements(ctx, q, of) }
	if q.all {
		return s.caches.counts.all(ctx, q.catalog.Revision.Number, of, load)
	}
	return load(ctx, of)
}

// countStatements counts the statements of each anchor with the counts of the catalog or by a query.
func (s *Store) countStatements(ctx context.Context, q *selection, of []knowledge.ID) ([]int, error) {
	counts := make([]int, len(of))
	for _, g := range q.grouped(of, func(src *source) queryVariant {
		return q.withConditions(queryVariant{file: "statements_count", of: src.branches()}, src)
	}) {
		if q.countFromCatalog(g, counts) {
			continue
		}
		var p []map[string]any
		for i, src := range g.sources {
			page := src.params("")
			page["slot"], page["ids"] = g.slots[i], src.ids
			p = append(p, page)
		}
		params := q.parameters()
		params["pages"] = p
		if err := s.count(ctx, g.variant, params, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// countFromCatalog sets the counts of a group from the catalog, and reports whether the catalog has them.
func (q *selection) countFromCatalog(g *group, counts []int) bool {
	if !q.all {
		return false
	}
	c := &q.catalog.counts
	for i, src := range g.sources {
		switch src.of[0] {
		case "all":
			counts[g.slots[i]] = c.Statements
		case "dataset":
			counts[g.slots[i]] = c.Datasets[src.ids[0]].Statements
		case "relation":
			counts[g.slots[i]] = c.Relations[src.ids[0]]
		default:
			return false
		}
	}
	return true
}

// parameters are those of every query that selects statements.
func (q *selection) parameters() map[string]any {
	return map[string]any{"revision": q.catalog.Revision.Number, "q": q.params}
}
