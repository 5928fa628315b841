package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
)

// The sizes of pages: of a root field's list, of a list below another, and at most.
const (
	rootPageSize  = 50
	childPageSize = 20
	maxPageSize   = 500
)

// pageArgs are the four arguments of every list.
type pageArgs struct {
	first  *int32
	after  *string
	last   *int32
	before *string
}

// pageRequest is the page that a field asks for, and what its cursors are bound to.
type pageRequest struct {
	page  store.Page
	query *model.ListQuery
}

// list reads the arguments of a list. with is all else that its cursors are bound to: its filter and order.
func (s *scope) list(ctx context.Context, args pageArgs, count model.Counter, with ...any) (pageRequest, error) {
	field := graphql.GetFieldContext(ctx)
	l := pageRequest{query: &model.ListQuery{Field: field.Object + "." + field.Field.Name, Scope: s.key, With: with, Count: count}}
	size := childPageSize
	if field.Object == "Query" {
		size = rootPageSize
	} else if isEntityType(field.Object) {
		// A field of all entities is one list, for all kinds.
		l.query.Field = "Entity." + field.Field.Name
	}
	return l, l.read(args, size)
}

// listing is a list that the store or explore can page over and count for many anchors at once.
type listing[R any] struct {
	page  func(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[R], error)
	count model.Counter
	// with is what cursors are bound to besides the scope: filter and order.
	with []any
}

// pages returns the page of each anchor's list.
func pages[R any](ctx context.Context, s *scope, of []knowledge.ID, args pageArgs, l listing[R]) ([]*model.Connection[R], error) {
	lists, query, err := l.fetch(ctx, s, of, args)
	if err != nil {
		return nil, err
	}
	return model.NewConnections(lists, of, query), nil
}

// fetch reads the page of each anchor's list.
func (l listing[R]) fetch(ctx context.Context, s *scope, of []knowledge.ID, args pageArgs) ([]store.List[R], *model.ListQuery, error) {
	list, err := s.list(ctx, args, l.count, l.with...)
	if err != nil {
		return nil, nil, err
	}
	lists, err := l.page(ctx, of, list.page)
	return lists, list.query, err
}

// read reads the four arguments of a list.
func (l *pageRequest) read(args pageArgs, size int) (err error) {
	l.page.Limit = size
	switch {
	case args.first != nil && args.last != nil:
		return knowledge.Errorf(knowledge.BadInput, "first and last cannot be asked together: a page is from the front or from the back")
	case args.first != nil:
		l.page.Limit, err = pageSize("first", *args.first)
	case args.last != nil:
		l.page.Backward = true
		l.page.Limit, err = pageSize("last", *args.last)
	}
	if err != nil {
		return err
	}
	if l.page.After, err = l.cursor(args.after); err != nil {
		return err
	}
	l.page.Before, err = l.cursor(args.before)
	return err
}

func pageSize(name string, n int32) (int, error) {
	switch {
	case n < 0:
		return 0, knowledge.Errorf(knowledge.BadInput, "%s is %d; a page has from 0 to %d rows", name, n, maxPageSize)
	case n > maxPageSize:
		return 0, knowledge.Errorf(knowledge.LimitExceeded, "%s is %d; a page has at most %d rows", name, n, maxPageSize)
	}
	return int(n), nil
}

func (l *pageRequest) cursor(text *string) (knowledge.SortKey, error) {
	if text == nil {
		return "", nil
	}
	return l.query.Key(*text)
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
