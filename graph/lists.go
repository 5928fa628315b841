package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/graph/model"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/mention"
	"entente/internal/question"
	"entente/internal/store"
)

// entityPages returns a page of the entities of each anchor.
func entityPages[N model.Entity](ctx context.Context, r *Resolver, of []knowledge.ID, where question.EntityFilter, orderBy *knowledge.EntityOrder, args question.Page) ([]*model.Connection[N], error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	query := store.EntityQuery{}
	if query.Filter, err = r.request(ctx).EntityFilter(ctx, scope, where); err != nil {
		return nil, err
	}
	if orderBy != nil {
		query.Order = *orderBy
	}
	return pages(ctx, scope, of, args, listing[N]{
		page: func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[N], error) {
			lists, err := scope.Reader().ListEntities(ctx, &scope.Scope, of, query, page)
			return each(lists, func(l store.List[*knowledge.Entity]) store.List[N] { return store.Map(l, model.As[N]) }), err
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return scope.Reader().CountEntities(ctx, &scope.Scope, of, query.Filter)
		},
		with: []any{query},
	})
}

// statementPages returns a page of the statements of each anchor.
func (r *Resolver) statementPages(ctx context.Context, of []knowledge.ID, where *question.StatementFilter, orderBy *knowledge.StatementOrder, args question.Page) ([]*model.StatementConnection, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	filter, err := r.request(ctx).StatementFilter(ctx, scope, where)
	if err != nil {
		return nil, err
	}
	query := explore.LevelQuery{Levels: filter.Corroboration}
	query.Filter = filter.StatementFilter
	if orderBy != nil {
		query.Order = *orderBy
	}
	return pages(ctx, scope, of, args, r.statementListing(scope, query))
}

// statementListing lists statements with the store, or with explore if the query filters by level.
func (r *Resolver) statementListing(s *question.Scope, query explore.LevelQuery) listing[*knowledge.Statement] {
	l := listing[*knowledge.Statement]{with: []any{query}}
	if query.Levels != nil {
		l.page = func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
			return s.Explorer().StatementsAt(ctx, &s.Scope, of, query, page)
		}
		l.count = func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return s.Explorer().CountStatementsAt(ctx, &s.Scope, of, query)
		}
		return l
	}
	l.page = func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
		return s.Reader().ListStatements(ctx, &s.Scope, of, query.StatementQuery, page)
	}
	l.count = func(ctx context.Context, of []knowledge.ID) ([]int, error) {
		return s.Reader().CountStatements(ctx, &s.Scope, of, query.Filter)
	}
	return l
}

// statementCounts counts the statements in scope of each anchor.
func (r *Resolver) statementCounts(ctx context.Context, of []knowledge.ID) ([]int32, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := scope.Reader().CountStatements(ctx, &scope.Scope, of, knowledge.StatementFilter{})
	return int32s(counts), err
}

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
			return scope.Reader().ListDocuments(ctx, &scope.Scope, of, query, page)
		},
		count: func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return scope.Reader().CountDocuments(ctx, &scope.Scope, of, query.Filter)
		},
		with: []any{query},
	})
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
		return ofEntity(index, s, id)
	})
	known, err := r.knownDocuments(ctx, s, out)
	if err != nil || known == nil {
		return out, err
	}
	return each(out, func(list []*knowledge.Mention) []*knowledge.Mention {
		return slices.DeleteFunc(slices.Clone(list), func(m *knowledge.Mention) bool { return !known[m.Document] })
	}), nil
}

// ofEntity returns the mentions of an entity, and of those that are merged into it.
func ofEntity(index *mention.Index, s *question.Scope, id knowledge.ID) []*knowledge.Mention {
	members := s.Members(id)
	if len(members) == 1 {
		return index.OfEntity(id)
	}
	var all []*knowledge.Mention
	for _, member := range members {
		all = append(all, index.OfEntity(member)...)
	}
	slices.SortFunc(all, func(a, b *knowledge.Mention) int {
		return cmp.Compare(knowledge.MentionKey(a), knowledge.MentionKey(b))
	})
	return all
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
