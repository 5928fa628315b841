package graph

import (
	"context"
	"slices"
	"strings"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// documentPages returns a page of the documents of each anchor.
func (r *Resolver) documentPages(ctx context.Context, of []knowledge.ID, where *knowledge.DocumentFilter, orderBy *knowledge.DocumentOrder, args question.Page) ([]*model.DocumentConnection, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	var query store.DocumentQuery
	if where != nil {
		query.Filter = *where
	}
	if orderBy != nil {
		query.Order = *orderBy
	}
	if err := r.request(ctx).CheckDocumentFilter(ctx, scope, query.Filter); err != nil {
		return nil, err
	}
	return pages(ctx, scope, of, args, listing[*knowledge.Document]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Document], error) {
			return r.store.ListDocuments(ctx, &scope.Scope, of, query, page)
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return r.store.CountDocuments(ctx, &scope.Scope, of, query.Filter)
		},
		with: []any{query},
	})
}

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

// mentionPages returns a page of the mentions of each entity, or in each document.
func (r *Resolver) mentionPages(ctx context.Context, of []knowledge.ID, args question.Page) ([]*model.MentionConnection, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return pages(ctx, scope, of, args, listing[*knowledge.Mention]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Mention], error) {
			all, err := r.mentionsOf(ctx, scope, of)
			return each(all, func(list []*knowledge.Mention) store.List[*knowledge.Mention] {
				return store.Cut(list, knowledge.MentionKey, page)
			}), err
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			all, err := r.mentionsOf(ctx, scope, of)
			return each(all, func(list []*knowledge.Mention) int { return len(list) }), err
		},
	})
}

// mentionsOf returns the mentions of each anchor, in documents that are in scope.
func (r *Resolver) mentionsOf(ctx context.Context, s *question.Scope, of []knowledge.ID) ([][]*knowledge.Mention, error) {
	index, err := r.mentions.At(ctx, s.Revision)
	if err != nil {
		return nil, err
	}
	out := each(of, func(id knowledge.ID) []*knowledge.Mention {
		if strings.HasPrefix(id, knowledge.DocumentPrefix+":") {
			return index.OfDocument(id)
		}
		return index.OfEntity(id)
	})
	known, err := r.knownDocuments(ctx, s, out)
	if err != nil || known == nil {
		return out, err
	}
	return each(out, func(list []*knowledge.Mention) []*knowledge.Mention {
		return slices.DeleteFunc(slices.Clone(list), func(m *knowledge.Mention) bool { return !known[m.Document] })
	}), nil
}

// knownDocuments returns which documents of mentions are in scope; nil if all are.
func (r *Resolver) knownDocuments(ctx context.Context, s *question.Scope, lists [][]*knowledge.Mention) (map[knowledge.ID]bool, error) {
	if s.IsAll() {
		return nil, nil
	}
	var ids []knowledge.ID
	for _, list := range lists {
		for i, m := range list {
			if i == 0 || list[i-1].Document != m.Document {
				ids = append(ids, m.Document)
			}
		}
	}
	found, err := r.store.Documents(ctx, s.Revision, ids)
	known := make(map[knowledge.ID]bool, len(found))
	for _, d := range found {
		known[d.ID] = s.AdmitsDocument(d)
	}
	return known, err
}

type dataset struct{ *Resolver }

// EntityCount is how many entities it has a part of.
func (r dataset) EntityCount(ctx context.Context, objs []*knowledge.Dataset) ([]int32, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := r.store.CountEntities(ctx, &scope.Scope, idsOf(objs), knowledge.EntityFilter{})
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
	counts, err := r.store.CountDocuments(ctx, &scope.Scope, idsOf(objs), knowledge.DocumentFilter{})
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
