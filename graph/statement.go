package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// root is the anchor of a list of all there is.
const root = ""

// statementPages lists the statements of each anchor.
func (r *Resolver) statementPages(ctx context.Context, of []knowledge.ID, where *model.StatementFilter, orderBy *knowledge.StatementOrder, args pageArgs) ([]*model.StatementConnection, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.checkFilter(ctx, scope, where); err != nil {
		return nil, err
	}
	var query explore.LevelQuery
	if where != nil {
		query.Filter, query.Levels = where.StatementFilter, where.Corroboration
	}
	if orderBy != nil {
		query.Order = *orderBy
	}
	return pages(ctx, scope, of, args, r.statementListing(scope, query))
}

// statementListing asks the store, or explore where only that can tell which statements are meant.
func (r *Resolver) statementListing(s *scope, query explore.LevelQuery) listing[*knowledge.Statement] {
	l := listing[*knowledge.Statement]{with: []any{query}}
	if query.Levels != nil {
		l.page = func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
			return r.explorer.StatementsAt(ctx, &s.Scope, of, query, page)
		}
		l.count = func(ctx context.Context, of []knowledge.ID) ([]int, error) {
			return r.explorer.CountStatementsAt(ctx, &s.Scope, of, query)
		}
		return l
	}
	l.page = func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
		return r.store.ListStatements(ctx, &s.Scope, of, query.StatementQuery, page)
	}
	l.count = func(ctx context.Context, of []knowledge.ID) ([]int, error) {
		return r.store.CountStatements(ctx, &s.Scope, of, query.Filter)
	}
	return l
}

// statementCounts counts the statements in scope of each anchor.
func (r *Resolver) statementCounts(ctx context.Context, of []knowledge.ID) ([]int32, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := r.store.CountStatements(ctx, &scope.Scope, of, knowledge.StatementFilter{})
	return int32s(counts), err
}

func int32s(counts []int) []int32 { return each(counts, func(n int) int32 { return int32(n) }) }

type statement struct{ *Resolver }

// Subject is who or what the claim is about.
func (r statement) Subject(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Subject }))
}

// Object is to whom or what it stands in the relation.
func (r statement) Object(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Object }))
}

// AttributedTo is whose word it is.
func (r statement) AttributedTo(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.AttributedTo }))
}

// About are third parties.
func (r statement) About(ctx context.Context, objs []*knowledge.Statement) ([][]model.Entity, error) {
	return r.entityLists(ctx, each(objs, func(s *knowledge.Statement) []knowledge.ID { return s.About }))
}

// Relation is how the subject stands to the object.
func (r statement) Relation(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(s *knowledge.Statement) string { return s.Relation }))
}

// Document is the document that makes the claim.
func (r statement) Document(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Document }))
}

// Dataset is the dataset that it came with.
func (r statement) Dataset(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Dataset, error) {
	return r.datasets(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Dataset }))
}

// Certainty is how surely it held on the scope's date.
func (r statement) Certainty(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Certainty, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(s *knowledge.Statement) *knowledge.Certainty { return optional(scope.CertaintyOf(s)) }), nil
}

// Link is all that the scope has of the same two ends under the same relation.
func (r statement) Link(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Link, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.store.Links(ctx, &scope.Scope, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Link }))
}

// optional is nil for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

type evidence struct{ *Resolver }

// Document is the document that the evidence stands in.
func (r evidence) Document(ctx context.Context, objs []*knowledge.Evidence) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(e *knowledge.Evidence) knowledge.ID { return e.Document }))
}

type relation struct{ *Resolver }

// StatementCount is how many statements in scope it has.
func (r relation) StatementCount(ctx context.Context, objs []*knowledge.Relation) ([]int32, error) {
	return r.statementCounts(ctx, idsOf(objs))
}

type link struct{ *Resolver }

// Source is the subject.
func (r link) Source(ctx context.Context, objs []*knowledge.Link) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(l *knowledge.Link) knowledge.ID { return l.Source }))
}

// Target is the object.
func (r link) Target(ctx context.Context, objs []*knowledge.Link) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(l *knowledge.Link) knowledge.ID { return l.Target }))
}

// Relation is how the two are joined.
func (r link) Relation(ctx context.Context, objs []*knowledge.Link) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(l *knowledge.Link) string { return l.Relation }))
}

// Statements are those in scope that the link sums up.
func (r link) Statements(ctx context.Context, objs []*knowledge.Link, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	return r.statementPages(ctx, idsOf(objs), nil, nil, pageArgs{first, after, last, before})
}
