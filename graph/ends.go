package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// linkEnds returns a page of other ends for each entity.
func linkEnds[N any](ctx context.Context, r *Resolver, of []knowledge.ID, e question.Traversal, where *question.StatementFilter, args question.Page) ([]*model.LinkEnds[N], error) {
	lists, listQuery, err := r.links(ctx, of, e, where, args)
	if err != nil {
		return nil, err
	}
	return model.NewLinkEnds[N](lists, of, listQuery), nil
}

// links returns a page of the links that a field follows for each entity.
func (r *Resolver) links(ctx context.Context, of []knowledge.ID, e question.Traversal, where *question.StatementFilter, args question.Page) ([]store.List[*knowledge.Link], *model.ListQuery, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	filter, err := r.request(ctx).LinkFilter(ctx, scope, where)
	if err != nil {
		return nil, nil, err
	}
	query, err := r.request(ctx).LinkQuery(ctx, scope, e, filter)
	if err != nil {
		return nil, nil, err
	}
	l := listing[*knowledge.Link]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Link], error) {
			return scope.Reader().ListLinks(ctx, &scope.Scope, of, query, page)
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return scope.Reader().CountLinks(ctx, &scope.Scope, of, query)
		},
		with: []any{query},
	}
	return l.fetch(ctx, scope, of, args)
}

// allEnds returns for each entity the other ends of all links that a field follows, up to the size of a page.
func (r *Resolver) allEnds(ctx context.Context, of []knowledge.ID, e question.Traversal) ([][]knowledge.ID, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	query, err := r.request(ctx).LinkQuery(ctx, scope, e, knowledge.StatementFilter{})
	if err != nil {
		return nil, err
	}
	lists, err := scope.Reader().ListLinks(ctx, &scope.Scope, of, query, store.Page{Limit: question.MaxPageSize})
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
func (r *Resolver) firstEnds(ctx context.Context, of []knowledge.ID, e question.Traversal) ([]model.Entity, error) {
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
