package neo4jstore

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Documents gives the document of each id.
func (s *Store) Documents(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return byID(ctx, s, c, ids, "documents_by_id", s.document)
}

// documentQuery selects documents of a revision.
type documentQuery struct {
	catalog *catalog
	scope   *knowledge.Scope
	filter  knowledge.DocumentFilter
}

func (s *Store) documentQuery(ctx context.Context, scope *knowledge.Scope, filter knowledge.DocumentFilter) (*documentQuery, error) {
	c, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	return &documentQuery{c, scope, filter}, filter.PublishedOn.Check()
}

// conditions are the parameters of the filter, as the template "documents" reads them. Unset conditions have no parameters.
func (q *documentQuery) conditions() map[string]any {
	d := map[string]any{}
	if q.filter.Dataset != "" {
		d["dataset"] = q.filter.Dataset
	}
	if q.filter.PublishedOn != nil {
		span := q.filter.PublishedOn.Span()
		d["first"], d["last"] = int64(span.First), int64(span.Last)
	}
	if q.filter.TitleContains != "" {
		d["contains"] = knowledge.Fold(q.filter.TitleContains)
	}
	return d
}

// parameters are those of every query for documents.
func (q *documentQuery) parameters() map[string]any {
	return map[string]any{"revision": q.catalog.Revision.Number, "q": scopeParams(q.scope), "d": q.conditions()}
}

// rowsFrom is where the documents or entities of an anchor are looked up.
func rowsFrom(anchor knowledge.ID) string {
	prefix, _, _ := strings.Cut(anchor, ":")
	switch {
	case anchor == "":
		return "all"
	case prefix == knowledge.DatasetPrefix:
		return "dataset"
	}
	return "entity"
}

// slotsFrom groups the slots of a call by where their anchors are looked up.
func slotsFrom(of []knowledge.ID) map[string][]int {
	slots := map[string][]int{}
	for slot, anchor := range of {
		from := rowsFrom(anchor)
		slots[from] = append(slots[from], slot)
	}
	return slots
}

// ListDocuments pages over the documents of each anchor.
func (s *Store) ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.DocumentQuery, page store.Page) ([]store.List[*knowledge.Document], error) {
	q, err := s.documentQuery(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	a := newPageRequest(query.Order.Direction, page)
	f := queryVariant{file: "documents", key: "published", descending: a.descending()}
	if query.Order.By == knowledge.OrderTitle {
		f.key, a = "title", a.withoutUnknown()
	}
	lists := make([]store.List[*knowledge.Document], len(of))
	for from, slots := range slotsFrom(of) {
		f.from = from
		p := pages{pageRequest: a}
		for _, slot := range slots {
			p.add(slot, nil, map[string]any{"id": of[slot]})
		}
		params := q.parameters()
		p.setParams(params)
		f := f.conditionedBy(q.scope, params)
		var collectors []rowCollector[*knowledge.Document]
		err := s.read(ctx, s.queries.text(f), params, func() { collectors = make([]rowCollector[*knowledge.Document], len(of)) }, func(r *neo4j.Record) error {
			return collectRecord(collectors, r, func(row any) (knowledge.SortKey, *knowledge.Document, error) {
				d, err := s.document(row.([]byte))
				if err != nil {
					return "", nil, err
				}
				return knowledge.DocumentKey(query.Order.By, d), d, nil
			})
		})
		if err != nil {
			return nil, err
		}
		for _, slot := range slots {
			lists[slot] = collectors[slot].list(a)
		}
	}
	return lists, nil
}

// CountDocuments counts what ListDocuments pages over. Totals of the graph and of a dataset come from the catalog.
func (s *Store) CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error) {
	q, err := s.documentQuery(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	for from, slots := range slotsFrom(of) {
		var p []map[string]any
		for _, slot := range slots {
			switch all := filter.IsAll() && scope.IsAll(); {
			case all && from == "all":
				counts[slot] = q.catalog.counts.Documents
			case all && from == "dataset":
				counts[slot] = q.catalog.counts.Datasets[of[slot]].Documents
			default:
				p = append(p, map[string]any{"slot": slot, "id": of[slot]})
			}
		}
		if p == nil {
			continue
		}
		params := q.parameters()
		params["pages"] = p
		if err := s.count(ctx, queryVariant{file: "documents_count", from: from}.conditionedBy(q.scope, params), params, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}
