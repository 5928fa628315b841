package graph

import (
	"context"
	"maps"
	"slices"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// ends describes a field that follows an entity's links to their other ends.
type ends struct {
	side       store.Side
	categories []knowledge.RelationCategory
	relations  []string
	// notEnding leaves out the relations that end this one: who suspends taking part does not take part. Empty for none.
	notEnding string
	kinds     []knowledge.EntityKind
	// all: also what is not held.
	all bool
}

// The fields that follow links. What they show is held, unless their filter names a polarity or a modality.
var (
	affiliations = ends{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryAffiliation}}
	affiliates   = ends{side: store.AsObject, categories: []knowledge.RelationCategory{knowledge.CategoryAffiliation}}
	participants = ends{
		side:       store.AsObject,
		categories: []knowledge.RelationCategory{knowledge.CategoryParticipation, knowledge.CategoryAffiliation},
		notEnding:  knowledge.RelationParticipatesIn,
	}
	leaders       = ends{side: store.AsObject, categories: []knowledge.RelationCategory{knowledge.CategoryLeadership}}
	offices       = ends{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryLeadership}}
	locations     = ends{side: store.AsSubject, relations: []string{knowledge.RelationLocatedIn, knowledge.RelationPartOf}}
	contents      = ends{side: store.AsObject, relations: []string{knowledge.RelationLocatedIn, knowledge.RelationPartOf}}
	capitalOf     = ends{side: store.AsSubject, relations: []string{knowledge.RelationCapitalOf}}
	capitals      = ends{side: store.AsObject, relations: []string{knowledge.RelationCapitalOf}}
	borders       = ends{relations: []string{knowledge.RelationBorders}, kinds: []knowledge.EntityKind{knowledge.KindCountry, knowledge.KindTerritory}}
	runners       = ends{side: store.AsObject, relations: []string{knowledge.RelationRuns}}
	statePrograms = ends{side: store.AsSubject, categories: []knowledge.RelationCategory{knowledge.CategoryParticipation}, kinds: []knowledge.EntityKind{knowledge.KindProgram}}
	ownPrograms   = ends{
		side:       store.AsSubject,
		categories: []knowledge.RelationCategory{knowledge.CategoryParticipation, knowledge.CategoryLeadership},
		kinds:      []knowledge.EntityKind{knowledge.KindProgram},
	}
)

// query narrows a filter to the links that the field follows, with the relations of a revision.
func (e ends) query(where knowledge.StatementFilter, relations []*knowledge.Relation) store.LinkQuery {
	q := store.LinkQuery{Side: e.side, Filter: where}
	if !e.all {
		q.Filter = q.Filter.HeldUnlessNamed()
	}
	q.Filter.Relations = both(q.Filter.Relations, e.relations)
	q.Filter.Categories = both(q.Filter.Categories, e.categories)
	q.Filter.OtherKinds = both(q.Filter.OtherKinds, e.kinds)
	if e.notEnding != "" {
		q.Filter.Relations = both(q.Filter.Relations, namesNotEnding(e.notEnding, relations))
	}
	return q
}

// namesNotEnding are the names of the relations that do not end this one, in order: they are part of what a cursor is for.
func namesNotEnding(ended string, relations []*knowledge.Relation) []string {
	names := []string{}
	for _, r := range relations {
		if !slices.Contains(r.Ends, ended) {
			names = append(names, r.Name)
		}
	}
	slices.Sort(names)
	return names
}

// both is what two lists of wishes have in common, where nil wishes for nothing.
func both[T comparable](a, b []T) []T {
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

// linkEnds gives the page of other ends for each entity.
func linkEnds[N any](ctx context.Context, r *Resolver, of []knowledge.ID, e ends, where *model.StatementFilter, args pageArgs) ([]*model.LinkEnds[N], error) {
	lists, asked, err := r.links(ctx, of, e, where, args)
	if err != nil {
		return nil, err
	}
	return model.NewLinkEnds[N](lists, of, asked), nil
}

// links gives the page of the links that a field follows for each entity.
func (r *Resolver) links(ctx context.Context, of []knowledge.ID, e ends, where *model.StatementFilter, args pageArgs) ([]store.List[*knowledge.Link], *model.Asked, error) {
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
	return l.ask(ctx, scope, of, args)
}

// linkQuery asks for the links that a field follows.
func (r *Resolver) linkQuery(ctx context.Context, e ends, where knowledge.StatementFilter) (store.LinkQuery, error) {
	if e.notEnding == "" {
		return e.query(where, nil), nil
	}
	byName, err := r.relationsByName(ctx)
	return e.query(where, slices.Collect(maps.Values(byName))), err
}

// allEnds gives for each entity the other ends of all links that a field follows, up to the size of a page.
func (r *Resolver) allEnds(ctx context.Context, of []knowledge.ID, e ends) ([][]knowledge.ID, error) {
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

// firstEnds gives for each entity the other end of the first link that a field follows.
func (r *Resolver) firstEnds(ctx context.Context, of []knowledge.ID, e ends) ([]model.Entity, error) {
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

// linkEnd resolves the parts of an edge to a link's other end.
type linkEnd[N any] struct {
	*Resolver
	as func(model.Entity) N
}

// Node is the other end.
func (r linkEnd[N]) Node(ctx context.Context, objs []*model.LinkEnd[N]) ([]N, error) {
	found, err := r.entities(ctx, each(objs, func(e *model.LinkEnd[N]) knowledge.ID { return e.Other }))
	return each(found, r.as), err
}

// Relation is how the two are joined.
func (r linkEnd[N]) Relation(ctx context.Context, objs []*model.LinkEnd[N]) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(e *model.LinkEnd[N]) string { return e.Link.Relation }))
}

// linkEndPage resolves the parts of a page of links.
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
