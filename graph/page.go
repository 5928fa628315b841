package graph

import (
	"context"
	"strings"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
)

// pageRequest is the page that a field asks for, and what its cursors are bound to.
type pageRequest struct {
	page  store.Page
	query *model.ListQuery
}

// pageArgs are the four arguments of every list.
func pageArgs(first *int32, after *string, last *int32, before *string) question.Page {
	return question.Page{First: first, After: after, Last: last, Before: before}
}

// listPage reads the arguments of a list. with is all else that its cursors are bound to: its filter and order.
func listPage(ctx context.Context, s *question.Scope, args question.Page, count model.Counter, with ...any) (l pageRequest, err error) {
	field := graphql.GetFieldContext(ctx)
	l.query = &model.ListQuery{Field: field.Object + "." + field.Field.Name, Scope: s.CursorKey(), With: with, Count: count}
	size := question.ChildPageSize
	if field.Object == "Query" {
		size = question.PageSize
	} else if isEntityType(field.Object) {
		// A field of all entities is one list, for all kinds.
		l.query.Field = "Entity." + field.Field.Name
	}
	l.page, err = args.Read(size, l.query.Key)
	return l, err
}

// isEntityType reports whether a GraphQL type is a kind of entity.
func isEntityType(name string) bool {
	_, ok := knowledge.KindOf(strings.ToLower(name) + ":x")
	return ok
}

// listing is a list that the store or explore can page over and count for many anchors at once.
type listing[R any] struct {
	page  func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[R], error)
	count model.Counter
	// with is what cursors are bound to besides the scope: filter and order.
	with []any
}

// pages returns the page of each anchor's list.
func pages[R any](ctx context.Context, s *question.Scope, of []knowledge.ID, args question.Page, l listing[R]) ([]*model.Connection[R], error) {
	lists, query, err := l.fetch(ctx, s, of, args)
	if err != nil {
		return nil, err
	}
	return model.NewConnections(lists, of, query), nil
}

// fetch reads the page of each anchor's list.
func (l listing[R]) fetch(ctx context.Context, s *question.Scope, of []knowledge.ID, args question.Page) ([]store.List[R], *model.ListQuery, error) {
	list, err := listPage(ctx, s, args, l.count, l.with...)
	if err != nil {
		return nil, nil, err
	}
	lists, err := l.page(ctx, of, list.page)
	return lists, list.query, err
}

// countLists counts whole lists, with one call for all that share a query.
func countLists[T any](ctx context.Context, lists []T, page func(T) *model.List) ([]int32, error) {
	out := make([]int32, len(lists))
	for from := 0; from < len(lists); {
		if total, ok := page(lists[from]).Total(); ok {
			out[from] = int32(total)
			from++
			continue
		}
		query, to := page(lists[from]).Query(), from
		var of []knowledge.ID
		for ; to < len(lists) && page(lists[to]).Query() == query; to++ {
			of = append(of, page(lists[to]).Of)
		}
		counts, err := query.Count(ctx, of)
		if err != nil {
			return nil, err
		}
		for i, n := range counts {
			out[from+i] = int32(n)
		}
		from = to
	}
	return out, nil
}

// totalCounts resolves the total count of a connection.
type totalCounts[N any] struct{}

// TotalCount is the length of the whole list; it is counted on demand.
func (totalCounts[N]) TotalCount(ctx context.Context, objs []*model.Connection[N]) ([]int32, error) {
	return countLists(ctx, objs, (*model.Connection[N]).Page)
}
