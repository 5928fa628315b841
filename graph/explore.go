package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// Subgraph is the neighbourhood of some entities.
func (r query) Subgraph(ctx context.Context, around []string, hops *int32, where *question.StatementFilter, limit *int32, requested *question.ScopeInput) (*explore.Subgraph, error) {
	s, filter, err := r.scopeAndFilter(ctx, requested, where)
	if err != nil {
		return nil, err
	}
	if err := r.request(ctx).EntitiesAsked(ctx, s, &around); err != nil {
		return nil, err
	}
	return s.Explorer().Subgraph(ctx, &s.Scope, explore.SubgraphQuery{Around: around, Hops: valueOr(hops, 1), Filter: filter, Limit: valueOr(limit, 500)})
}

// Paths are the shortest paths between two entities.
func (r query) Paths(ctx context.Context, from, to string, maxHops *int32, where *question.StatementFilter, avoid []string, first *int32, requested *question.ScopeInput) ([]*explore.Path, error) {
	s, filter, err := r.scopeAndFilter(ctx, requested, where)
	if err != nil {
		return nil, err
	}
	ends := []knowledge.ID{from, to}
	if err := r.request(ctx).EntitiesAsked(ctx, s, &ends, &avoid); err != nil {
		return nil, err
	}
	return s.Explorer().Paths(ctx, &s.Scope, explore.PathQuery{
		From: ends[0], To: ends[1], MaxHops: valueOr(maxHops, 4), Filter: filter, Avoid: avoid, First: valueOr(first, 5),
	})
}

// Compare compares entities.
func (r query) Compare(ctx context.Context, entities []string, where *question.StatementFilter, requested *question.ScopeInput) (*explore.Comparison, error) {
	s, filter, err := r.scopeAndFilter(ctx, requested, where)
	if err != nil {
		return nil, err
	}
	if err := r.request(ctx).EntitiesAsked(ctx, s, &entities); err != nil {
		return nil, err
	}
	return s.Explorer().Compare(ctx, &s.Scope, entities, filter)
}

// Diff is what differs between two scopes.
func (r query) Diff(ctx context.Context, from, to question.ScopeInput, of []string, where *question.StatementFilter) (*explore.Diff, error) {
	a, filter, err := r.scopeAndFilter(ctx, &from, where)
	if err != nil {
		return nil, err
	}
	b, err := r.request(ctx).Scope(ctx, &to)
	if err != nil {
		return nil, err
	}
	for _, s := range []*question.Scope{a, b} {
		if err := s.CheckApart("diff", "it compares the claims of two scopes, which may say differently what is the same"); err != nil {
			return nil, err
		}
	}
	if err := r.request(ctx).EntitiesAsked(ctx, b, &of); err != nil {
		return nil, err
	}
	return a.Explorer().Diff(ctx, explore.DiffQuery{From: &a.Scope, To: &b.Scope, Of: of, Filter: filter})
}

// Count counts statements by some property.
func (r query) Count(ctx context.Context, where *question.StatementFilter, by explore.CountBy, then *explore.CountBy, of *explore.Counted, measure *string, years *knowledge.DateRange, limit *int32, requested *question.ScopeInput) (*explore.Counts, error) {
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	filter, err := r.request(ctx).StatementFilter(ctx, s, where)
	if err != nil {
		return nil, err
	}
	q := explore.CountQuery{Filter: filter.StatementFilter, Levels: filter.Corroboration, By: by, Measure: measure, Years: years, Limit: valueOr(limit, 500)}
	if then != nil {
		q.Then = *then
	}
	if of != nil {
		q.Of = *of
	}
	return s.Explorer().Count(ctx, &s.Scope, q)
}

// Timeline is everything dated about some entities.
func (r query) Timeline(ctx context.Context, of []string, during *knowledge.DateRange, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.TimelineConnection, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.request(ctx).EntitiesAsked(ctx, s, &of); err != nil {
		return nil, err
	}
	pages, err := r.timelines(ctx, []knowledge.ID{root}, [][]knowledge.ID{of}, during, pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// scopeAndFilter resolves the scope and the filter of a question of explore.
func (r *Resolver) scopeAndFilter(ctx context.Context, requested *question.ScopeInput, where *question.StatementFilter) (*question.Scope, knowledge.StatementFilter, error) {
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, knowledge.StatementFilter{}, err
	}
	filter, err := r.request(ctx).LinkFilter(ctx, s, where)
	return s, filter, err
}

// timelines returns a page of the timeline of each set of entities. The anchors identify the sets when they are counted. The set
// of the root is part of what cursors are bound to; that of an entity field is not.
func (r *Resolver) timelines(ctx context.Context, anchors []knowledge.ID, of [][]knowledge.ID, during *knowledge.DateRange, args question.Page) ([]*model.TimelineConnection, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	sets := map[knowledge.ID][]knowledge.ID{}
	for i, anchor := range anchors {
		sets[anchor] = of[i]
	}
	return pages(ctx, s, anchors, args, listing[*explore.TimelineEntry]{
		page: func(ctx context.Context, _ []knowledge.ID, page store.Page) ([]store.List[*explore.TimelineEntry], error) {
			return s.Explorer().Timeline(ctx, &s.Scope, of, during, page)
		},
		count: func(ctx context.Context, anchors []knowledge.ID) ([]int, error) {
			return s.Explorer().CountTimeline(ctx, &s.Scope, each(anchors, func(a knowledge.ID) []knowledge.ID { return sets[a] }), during)
		},
		with: []any{during, sets[root]},
	})
}

// Timeline is everything dated about it.
func (r entity[T]) Timeline(ctx context.Context, objs []T, during *knowledge.DateRange, first *int32, after *string, last *int32, before *string) ([]*model.TimelineConnection, error) {
	ids := idsOf(objs)
	sets := each(ids, func(id knowledge.ID) []knowledge.ID { return []knowledge.ID{id} })
	return r.timelines(ctx, ids, sets, during, pageArgs(first, after, last, before))
}

type subgraph struct{}

// Nodes are the entities of the subgraph.
func (subgraph) Nodes(_ context.Context, objs []*explore.Subgraph) ([][]model.Entity, error) {
	return each(objs, func(g *explore.Subgraph) []model.Entity { return model.WrapAll(g.Nodes) }), nil
}

type path struct{}

// Nodes are the entities on the path.
func (path) Nodes(_ context.Context, objs []*explore.Path) ([][]model.Entity, error) {
	return each(objs, func(p *explore.Path) []model.Entity { return model.WrapAll(p.Nodes) }), nil
}

type pathStep struct{}

// From is the end nearer to the path's begin.
func (pathStep) From(_ context.Context, objs []*explore.PathStep) ([]model.Entity, error) {
	return each(objs, func(s *explore.PathStep) model.Entity { return model.Wrap(s.From) }), nil
}

// To is the end nearer to the path's end.
func (pathStep) To(_ context.Context, objs []*explore.PathStep) ([]model.Entity, error) {
	return each(objs, func(s *explore.PathStep) model.Entity { return model.Wrap(s.To) }), nil
}

type timelineEntry struct{}

// Event is the event that took place.
func (timelineEntry) Event(_ context.Context, objs []*explore.TimelineEntry) ([]*model.Event, error) {
	return each(objs, func(e *explore.TimelineEntry) *model.Event { return model.As[*model.Event](e.Event) }), nil
}

type comparison struct{ *Resolver }

// Entities are those compared.
func (comparison) Entities(_ context.Context, objs []*explore.Comparison) ([][]model.Entity, error) {
	return each(objs, func(c *explore.Comparison) []model.Entity { return model.WrapAll(c.Entities) }), nil
}

// Rows are the other entities, relations and directions of the comparison.
func (r comparison) Rows(ctx context.Context, objs []*explore.Comparison, first *int32, after *string, last *int32, before *string) ([]*model.ComparisonRowConnection, error) {
	return pagesOfResult(ctx, r.Resolver, objs, pageArgs(first, after, last, before), (*explore.Comparison).Rows, (*explore.Comparison).Count)
}

type comparisonRow struct{ *Resolver }

// Other is the other entity.
func (r comparisonRow) Other(ctx context.Context, objs []*explore.ComparisonRow) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(row *explore.ComparisonRow) knowledge.ID { return row.Other }))
}

// Relation is the relation of the compared entities to it.
func (r comparisonRow) Relation(ctx context.Context, objs []*explore.ComparisonRow) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(row *explore.ComparisonRow) string { return row.Relation }))
}

type comparisonCell struct{}

// Entity is the compared entity of the cell.
func (comparisonCell) Entity(_ context.Context, objs []*explore.ComparisonCell) ([]model.Entity, error) {
	return each(objs, func(c *explore.ComparisonCell) model.Entity { return model.Wrap(c.Entity) }), nil
}

type diff struct{ *Resolver }

// Changes are the differences of some kinds.
func (r diff) Changes(ctx context.Context, objs []*explore.Diff, kinds []explore.ChangeKind, first *int32, after *string, last *int32, before *string) ([]*model.ChangeConnection, error) {
	return pagesOfResult(ctx, r.Resolver, objs, pageArgs(first, after, last, before),
		func(d *explore.Diff, page store.Page) store.List[*explore.Change] { return d.Changes(kinds, page) },
		func(d *explore.Diff) int { return d.Count(kinds) }, kinds)
}

type corroboration struct{ *Resolver }

// Supporting are the claims that support it.
func (r corroboration) Supporting(ctx context.Context, objs []*explore.Corroboration, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	return pagesOfResult(ctx, r.Resolver, objs, pageArgs(first, after, last, before), (*explore.Corroboration).Supporting,
		func(c *explore.Corroboration) int { n, _ := c.Counts(); return n })
}

// Contradicting are the claims that contradict it.
func (r corroboration) Contradicting(ctx context.Context, objs []*explore.Corroboration, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	return pagesOfResult(ctx, r.Resolver, objs, pageArgs(first, after, last, before), (*explore.Corroboration).Contradicting,
		func(c *explore.Corroboration) int { _, n := c.Counts(); return n })
}

// pagesOfResult returns a page of a list that each parent has in memory, with its length.
func pagesOfResult[P, R any](ctx context.Context, r *Resolver, objs []P, args question.Page, page func(P, store.Page) store.List[R], count func(P) int, with ...any) ([]*model.Connection[R], error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	l, err := listPage(ctx, s, args, nil, with...)
	if err != nil {
		return nil, err
	}
	return each(objs, func(p P) *model.Connection[R] {
		c := model.NewConnection(page(p, l.page), root, l.query)
		c.SetTotal(count(p))
		return c
	}), nil
}

// Corroboration is how each claim stands against others.
func (r statement) Corroboration(ctx context.Context, objs []*knowledge.Statement) ([]*explore.Corroboration, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Explorer().Corroborate(ctx, &s.Scope, objs)
}

// Corroboration is the level of a link's statements in scope, taken together.
func (r link) Corroboration(ctx context.Context, objs []*knowledge.Link) ([]explore.CorroborationLevel, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Explorer().LinkLevels(ctx, &s.Scope, idsOf(objs))
}

// Corroboration counts a document's statements in scope by level.
func (r document) Corroboration(ctx context.Context, objs []*knowledge.Document) ([]*explore.CorroborationSummary, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Explorer().Summaries(ctx, &s.Scope, idsOf(objs))
}

// OnlySourceOf are the links that would not exist without the document.
func (r document) OnlySourceOf(ctx context.Context, objs []*knowledge.Document, first *int32, after *string, last *int32, before *string) ([]*model.LinkConnection, error) {
	return r.onlySourceOf(ctx, idsOf(objs), pageArgs(first, after, last, before))
}

// OnlySourceOf are the links that would not exist without the dataset.
func (r dataset) OnlySourceOf(ctx context.Context, objs []*knowledge.Dataset, first *int32, after *string, last *int32, before *string) ([]*model.LinkConnection, error) {
	return r.onlySourceOf(ctx, idsOf(objs), pageArgs(first, after, last, before))
}

// onlySourceOf returns a page of the links that would not exist without each source.
func (r *Resolver) onlySourceOf(ctx context.Context, of []knowledge.ID, args question.Page) ([]*model.LinkConnection, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return pages(ctx, s, of, args, listing[*knowledge.Link]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Link], error) {
			return s.Explorer().OnlySourceOf(ctx, &s.Scope, of, page)
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return s.Explorer().CountOnlySourceOf(ctx, &s.Scope, of)
		},
	})
}
