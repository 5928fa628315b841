package graph

import (
	"context"
	"maps"
	"slices"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// linkSelection describes the links that a field follows to their other ends.
type linkSelection struct {
	side       store.Side
	categories []knowledge.RelationCategory
	relations  []string
	// excludeEnding leaves out the relations that end this one: one who suspends participation is no participant. Empty for none.
	excludeEnding string
	kinds         []knowledge.EntityKind
	// all includes links that are not held.
	all bool
}

// The fields that follow links. They return what is held, unless their filter names a polarity or a modality.
var (
	affiliations = linkSelection{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryAffiliation}}
	affiliates   = linkSelection{side: store.AsObject, categories: []knowledge.RelationCategory{knowledge.CategoryAffiliation}}
	participants = linkSelection{
		side:          store.AsObject,
		categories:    []knowledge.RelationCategory{knowledge.CategoryParticipation, knowledge.CategoryAffiliation},
		excludeEnding: knowledge.RelationParticipatesIn,
	}
	leaders       = linkSelection{side: store.AsObject, categories: []knowledge.RelationCategory{knowledge.CategoryLeadership}}
	offices       = linkSelection{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryLeadership}}
	locations     = linkSelection{side: store.AsSubject, relations: []string{knowledge.RelationLocatedIn, knowledge.RelationPartOf}}
	contents      = linkSelection{side: store.AsObject, relations: []string{knowledge.RelationLocatedIn, knowledge.RelationPartOf}}
	capitalOf     = linkSelection{side: store.AsSubject, relations: []string{knowledge.RelationCapitalOf}}
	capitals      = linkSelection{side: store.AsObject, relations: []string{knowledge.RelationCapitalOf}}
	borders       = linkSelection{relations: []string{knowledge.RelationBorders}, kinds: []knowledge.EntityKind{knowledge.KindCountry, knowledge.KindTerritory}}
	runners       = linkSelection{side: store.AsObject, relations: []string{knowledge.RelationRuns}}
	statePrograms = linkSelection{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryParticipation}, kinds: []knowledge.EntityKind{knowledge.KindProgram}}
	ownPrograms   = linkSelection{
		side:       store.AsSubject,
		categories: []knowledge.RelationCategory{knowledge.CategoryParticipation, knowledge.CategoryLeadership},
		kinds:      []knowledge.EntityKind{knowledge.KindProgram},
	}
)

// query restricts a filter to the links that the field follows.
func (e linkSelection) query(where knowledge.StatementFilter, relations []*knowledge.Relation) store.LinkQuery {
	q := store.LinkQuery{Side: e.side, Filter: where}
	if !e.all {
		q.Filter = q.Filter.HeldUnlessNamed()
	}
	q.Filter.Relations = intersect(q.Filter.Relations, e.relations)
	q.Filter.Categories = intersect(q.Filter.Categories, e.categories)
	q.Filter.OtherKinds = intersect(q.Filter.OtherKinds, e.kinds)
	if e.excludeEnding != "" {
		q.Filter.Relations = intersect(q.Filter.Relations, relationsNotEnding(e.excludeEnding, relations))
	}
	return q
}

// relationsNotEnding returns the names of the relations that do not end this one. They are sorted, since cursors depend on them.
func relationsNotEnding(ended string, relations []*knowledge.Relation) []string {
	names := []string{}
	for _, r := range relations {
		if !slices.Contains(r.Ends, ended) {
			names = append(names, r.Name)
		}
	}
	slices.Sort(names)
	return names
}

// intersect returns the values in both lists, where nil means all values.
func intersect[T comparable](a, b []T) []T {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	common := []T{}
	for _, x := range a {
		for _, y := range b {
			if x == y {
				common = append(common, x)
			}
		}
	}
	return common
}

// linkEnds returns a page of other ends for each entity.
func linkEnds[N any](ctx context.Context, r *Resolver, of []knowledge.ID, e linkSelection, where *model.StatementFilter, args pageArgs) ([]*model.LinkEnds[N], error) {
	lists, listQuery, err := r.links(ctx, of, e, where, args)
	if err != nil {
		return nil, err
	}
	return model.NewLinkEnds[N](lists, of, listQuery), nil
}

// links returns a page of the links that a field follows for each entity.
func (r *Resolver) links(ctx context.Context, of []knowledge.ID, e linkSelection, where *model.StatementFilter, args pageArgs) ([]store.List[*knowledge.Link], *model.ListQuery, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	filter, err := r.filterOfLinks(ctx, scope, where)
	if err != nil {
		return nil, nil, err
	}
	query, err := r.linkQuery(ctx, e, filter)
	if err != nil {
		return nil, nil, err
	}
	l := listing[*knowledge.Link]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Link], error) {
			return r.store.ListLinks(ctx, &scope.Scope, of, query, page)
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return r.store.CountLinks(ctx, &scope.Scope, of, query)
		},
		with: []any{query},
	}
	return l.fetch(ctx, scope, of, args)
}

// linkQuery returns the query for the links that a field follows.
func (r *Resolver) linkQuery(ctx context.Context, e linkSelection, where knowledge.StatementFilter) (store.LinkQuery, error) {
	if e.excludeEnding == "" {
		return e.query(where, nil), nil
	}
	byName, err := r.relationsByName(ctx)
	return e.query(where, slices.Collect(maps.Values(byName))), err
}

// allEnds returns for each entity the other ends of all links that a field follows, up to the size of a page.
func (r *Resolver) allEnds(ctx context.Context, of []knowledge.ID, e linkSelection) ([][]knowledge.ID, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	query, err := r.linkQuery(ctx, e, knowledge.StatementFilter{})
	if err != nil {
		return nil, err
	}
	lists, err := r.store.ListLinks(ctx, &scope.Scope, of, query, store.Page{Limit: maxPageSize})
	if err != nil {
		return nil, err
	}
	out := make([][]knowledge.ID, len(of))
	for i, l := range lists {
		for _, link := range l.Rows {
			out[i] = append(out[i], link.Other(of[i]))
		}
	}
	return out, nil
}

// firstEnds returns for each entity the other end of the first link that a field follows.
func (r *Resolver) firstEnds(ctx context.Context, of []knowledge.ID, e linkSelection) ([]model.Entity, error) {
	all, err := r.allEnds(ctx, of, e)
	if err != nil {
		return nil, err
	}
	return r.entities(ctx, each(all, func(ids []knowledge.ID) knowledge.ID {
		if len(ids) == 0 {
			return ""
		}
		return ids[0]
	}))
}

// linkEnd resolves the fields of an edge to a link's other end.
type linkEnd[N any] struct {
	*Resolver
	as func(model.Entity) N
}

// Node is the other end.
func (r linkEnd[N]) Node(ctx context.Context, objs []*model.LinkEnd[N]) ([]N, error) {
	found, err := r.entities(ctx, each(objs, func(e *model.LinkEnd[N]) knowledge.ID { return e.Other }))
	return each(found, r.as), err
}

// Relation is the relation of the link.
func (r linkEnd[N]) Relation(ctx context.Context, objs []*model.LinkEnd[N]) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(e *model.LinkEnd[N]) string { return e.Link.Relation }))
}

// linkEndPage resolves the fields of a page of links.
type linkEndPage[N any] struct {
	*Resolver
	as func(model.Entity) N
}

// Nodes are the other ends of the page's links.
func (r linkEndPage[N]) Nodes(ctx context.Context, objs []*model.LinkEnds[N]) ([][]N, error) {
	found, err := r.entityLists(ctx, each(objs, (*model.LinkEnds[N]).Others))
	return each(found, func(list []model.Entity) []N { return each(list, r.as) }), err
}

// TotalCount is how many links the whole list has.
func (linkEndPage[N]) TotalCount(ctx context.Context, objs []*model.LinkEnds[N]) ([]int32, error) {
	return countLists(ctx, objs, (*model.LinkEnds[N]).Page)
}
