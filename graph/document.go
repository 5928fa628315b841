package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
)

type document struct{ *Resolver }

// StatementCount is how many statements in scope it makes.
func (r document) StatementCount(ctx context.Context, objs []*knowledge.Document) ([]int32, error) {
	return r.statementCounts(ctx, idsOf(objs))
}

// Statements are the statements in scope that it makes, by position.
func (r document) Statements(ctx context.Context, objs []*knowledge.Document, where *question.StatementFilter, orderBy *knowledge.StatementOrder, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	if orderBy == nil {
		orderBy = &knowledge.StatementOrder{By: knowledge.OrderPlaceInDocument}
	}
	return r.statementPages(ctx, idsOf(objs), where, orderBy, pageArgs(first, after, last, before))
}

// Mentions are where it names entities.
func (r document) Mentions(ctx context.Context, objs []*knowledge.Document, first *int32, after *string, last *int32, before *string) ([]*model.MentionConnection, error) {
	return r.mentionPages(ctx, idsOf(objs), pageArgs(first, after, last, before))
}

// Dataset is the dataset that it came with.
func (r document) Dataset(ctx context.Context, objs []*knowledge.Document) ([]*knowledge.Dataset, error) {
	return r.datasets(ctx, each(objs, func(d *knowledge.Document) knowledge.ID { return d.Dataset }))
}

type mentionFields struct{ *Resolver }

// Document is the document that contains it.
func (r mentionFields) Document(ctx context.Context, objs []*knowledge.Mention) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(m *knowledge.Mention) knowledge.ID { return m.Document }))
}

// Entity is the entity that is mentioned.
func (r mentionFields) Entity(ctx context.Context, objs []*knowledge.Mention) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(m *knowledge.Mention) knowledge.ID { return m.Entity }))
}

type dataset struct{ *Resolver }

// EntityCount is how many entities it has a part of.
func (r dataset) EntityCount(ctx context.Context, objs []*knowledge.Dataset) ([]int32, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := scope.Reader().CountEntities(ctx, &scope.Scope, idsOf(objs), knowledge.EntityFilter{})
	return int32s(counts), err
}

// StatementCount is how many of its statements are in scope.
func (r dataset) StatementCount(ctx context.Context, objs []*knowledge.Dataset) ([]int32, error) {
	return r.statementCounts(ctx, idsOf(objs))
}

// DocumentCount is how many of its documents are in scope.
func (r dataset) DocumentCount(ctx context.Context, objs []*knowledge.Dataset) ([]int32, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := scope.Reader().CountDocuments(ctx, &scope.Scope, idsOf(objs), knowledge.DocumentFilter{})
	return int32s(counts), err
}

type revision struct{ *Resolver }

// Undoes is the revision that it undoes.
func (r revision) Undoes(ctx context.Context, objs []*knowledge.Revision) ([]*knowledge.Revision, error) {
	out := make([]*knowledge.Revision, len(objs))
	for i, o := range objs {
		if o.UndoesNumber == 0 {
			continue
		}
		undone, err := r.store.Revision(ctx, o.UndoesNumber)
		if err != nil {
			return nil, err
		}
		out[i] = undone
	}
	return out, nil
}
