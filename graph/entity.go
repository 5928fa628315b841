package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// entity resolves the fields that entities of every kind have. T is the Go type of the kind.
type entity[T model.Entity] struct{ *Resolver }

// StatementCount is how many statements in scope have it at an end.
func (r entity[T]) StatementCount(ctx context.Context, objs []T) ([]int32, error) {
	return r.statementCounts(ctx, idsOf(objs))
}

// Statements are the statements in scope that have it at an end.
func (r entity[T]) Statements(ctx context.Context, objs []T, where *question.StatementFilter, orderBy *knowledge.StatementOrder, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	return r.statementPages(ctx, idsOf(objs), where, orderBy, pageArgs(first, after, last, before))
}

// Links are the statements about it and another entity, grouped by relation.
func (r entity[T]) Links(ctx context.Context, objs []T, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.LinkConnection, error) {
	of := idsOf(objs)
	lists, query, err := r.links(ctx, of, question.AllLinks(), where, pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return model.NewConnections(lists, of, query), nil
}

// Mentions are its mentions in documents in scope.
func (r entity[T]) Mentions(ctx context.Context, objs []T, first *int32, after *string, last *int32, before *string) ([]*model.MentionConnection, error) {
	return r.mentionPages(ctx, idsOf(objs), pageArgs(first, after, last, before))
}

// Documents are those with a statement in scope that has it at an end.
func (r entity[T]) Documents(ctx context.Context, objs []T, first *int32, after *string, last *int32, before *string) ([]*model.DocumentConnection, error) {
	return r.documentPages(ctx, idsOf(objs), nil, nil, pageArgs(first, after, last, before))
}

// Exists says whether it existed on the scope's date, if that is known.
func (r entity[T]) Exists(ctx context.Context, objs []T) ([]*bool, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(e T) *bool {
		existed, known := e.Underlying().ExistedOn(scope.AsOf.Span())
		if !known || scope.AsOf.IsZero() {
			return nil
		}
		return &existed
	}), nil
}

// eventSpans returns when events took place, by the statements in scope.
func (r *Resolver) eventSpans(ctx context.Context, ids []knowledge.ID) ([]store.EventSpan, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return scope.Reader().EventSpans(ctx, &scope.Scope, ids)
}
