package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func pagingTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"EverySizeGivesOneSequence":    testPageSizes,
		"BothBounds":                   testBothBounds,
		"BoundsThatAreNoRowsKeys":      testForeignKeys,
		"OtherRowsChangesMoveNoCursor": testStableCursor,
		"NothingAskedFor":              testLimitZero,
	}
}

// pager reads pages of one list, whatever the type of its rows.
type pager struct {
	name      string
	direction knowledge.SortDirection
	page      func(store.Page) (keys []knowledge.SortKey, hasNext, hasPrevious bool, err error)
}

func pagerOf[T any](name string, direction knowledge.SortDirection, list func(store.Page) ([]store.List[T], error)) pager {
	return pager{name, direction, func(p store.Page) ([]knowledge.SortKey, bool, bool, error) {
		lists, err := list(p)
		if err != nil {
			return nil, false, false, err
		}
		return lists[0].Keys(), lists[0].HasNext, lists[0].HasPrevious, nil
	}}
}

// pagers are lists of every kind, in every order, with and without an index, a filter and a scope.
func pagers(s store.Store) []pager {
	all := []pager{pagerOf("revisions", knowledge.Descending, func(p store.Page) ([]store.List[*knowledge.Revision], error) {
		list, err := s.ListRevisions(ctx, p)
		return []store.List[*knowledge.Revision]{list}, err
	})}
	for _, direction := range []knowledge.SortDirection{"", knowledge.Descending} {
		all = append(all, statementPagers(s, direction)...)
		all = append(all, entityPagers(s, direction)...)
		for _, anchor := range []knowledge.ID{"", atlan, "dataset:chronicle"} {
			for _, by := range []knowledge.DocumentOrderField{"", knowledge.OrderTitle} {
				q := store.DocumentQuery{Order: knowledge.DocumentOrder{By: by, Direction: direction}}
				all = append(all, pagerOf(fmt.Sprint("documents ", anchor, by, direction), direction, func(p store.Page) ([]store.List[*knowledge.Document], error) {
					return s.ListDocuments(ctx, &knowledge.Scope{}, []knowledge.ID{anchor}, q, p)
				}))
			}
		}
	}
	for _, anchor := range []knowledge.ID{atlan, borea, "organization:crowd"} {
		all = append(all, pagerOf("links "+anchor, "", func(p store.Page) ([]store.List[*knowledge.Link], error) {
			return s.ListLinks(ctx, &knowledge.Scope{AsOf: mustDate("2008-08")}, []knowledge.ID{anchor}, store.LinkQuery{}, p)
		}))
	}
	return all
}

// statementPagers are pagers over statements of several anchors and orders.
func statementPagers(s store.Store, direction knowledge.SortDirection) (all []pager) {
	for _, c := range []struct {
		scope  knowledge.Scope
		filter knowledge.StatementFilter
	}{
		{},
		{scope: knowledge.Scope{AsOf: mustDate("1994")}},
		{filter: knowledge.StatementFilter{Polarity: knowledge.Affirmed, Ends: dates("2000", "")}},
		{filter: knowledge.StatementFilter{With: []knowledge.ID{atlan, borea}}},
	} {
		for _, by := range []knowledge.StatementOrderField{"", knowledge.OrderValidTo, knowledge.OrderRelation, knowledge.OrderPlaceInDocument} {
			for _, anchor := range []knowledge.ID{"", atlan, "document:crowd", "dataset:almanac"} {
				q := store.StatementQuery{Filter: c.filter, Order: knowledge.StatementOrder{By: by, Direction: direction}}
				all = append(all, pagerOf(fmt.Sprintf("statements %q %s %+v", anchor, direction, q), direction, func(p store.Page) ([]store.List[*knowledge.Statement], error) {
					return s.ListStatements(ctx, &c.scope, []knowledge.ID{anchor}, q, p)
				}))
			}
		}
	}
	return all
}

// entityPagers are pagers over entities of several anchors and orders.
func entityPagers(s store.Store, direction knowledge.SortDirection) (all []pager) {
	for _, filter := range []knowledge.EntityFilter{{}, {Kinds: []knowledge.EntityKind{knowledge.KindEvent, knowledge.KindCountry}}} {
		for _, by := range []knowledge.EntityOrderField{knowledge.OrderID, knowledge.OrderName, knowledge.OrderDate} {
			for _, anchor := range []knowledge.ID{"", pact, "dataset:crowd"} {
				q := store.EntityQuery{Filter: filter, Order: knowledge.EntityOrder{By: by, Direction: direction}}
				all = append(all, pagerOf(fmt.Sprintf("entities %q %s %+v", anchor, direction, q), direction, func(p store.Page) ([]store.List[*knowledge.Entity], error) {
					return s.ListEntities(ctx, &knowledge.Scope{}, []knowledge.ID{anchor}, q, p)
				}))
			}
		}
	}
	return all
}

// crowded returns a store with the world and so many further statements.
func crowded(t *testing.T, open Opener, n int) store.Store {
	s, _ := loaded(t, open)
	apply(t, s, Put(addCrowd(NewGraph(t), n).Rows()...))
	return s
}

func testPageSizes(t *testing.T, open Opener) {
	s := crowded(t, open, 54)
	for _, p := range pagers(s) {
		all, next, previous, err := p.page(everything)
		require.NoError(t, err, p.name)
		assert.False(t, next || previous, p.name)
		assert.True(t, slices.IsSortedFunc(all, func(a, b knowledge.SortKey) int { return knowledge.CompareKeys(a, b, p.direction) }), p.name)
		for _, size := range []int{1, 2, 5, 16, 53, 54, 100} {
			if size == 1 && len(all) > 60 {
				continue
			}
			require.Equal(t, all, forward(t, p, size), "%s by %d", p.name, size)
			require.Equal(t, all, backward(t, p, size), "%s by %d, backward", p.name, size)
		}
	}
}

// forward reads a list page by page from the front, and holds each page's flags against the others.
func forward(t *testing.T, p pager, size int) (all []knowledge.SortKey) {
	page := store.Page{Limit: size}
	for {
		keys, next, previous, err := p.page(page)
		require.NoError(t, err)
		require.LessOrEqual(t, len(keys), size)
		require.Equal(t, page.After != "", previous, "%s: rows precede every page but the first", p.name)
		all = append(all, keys...)
		if !next {
			return all
		}
		require.Len(t, keys, size, "%s: a page that others follow is full", p.name)
		page.After = keys[len(keys)-1]
	}
}

// backward reads a list page by page from the back.
func backward(t *testing.T, p pager, size int) (all []knowledge.SortKey) {
	page := store.Page{Limit: size, Backward: true}
	for {
		keys, next, previous, err := p.page(page)
		require.NoError(t, err)
		require.LessOrEqual(t, len(keys), size)
		require.Equal(t, page.Before != "", next, "%s: rows follow every page but the last", p.name)
		all = append(slices.Clone(keys), all...)
		if !previous {
			return all
		}
		require.Len(t, keys, size, "%s: a page that others precede is full", p.name)
		page.Before = keys[0]
	}
}

// assertPage asserts that a page equals the page of a plain slice of all the list's keys.
func assertPage(t *testing.T, p pager, all []knowledge.SortKey, at store.Page) {
	t.Helper()
	keys, next, previous, err := p.page(at)
	require.NoError(t, err)
	want := page(all, func(k knowledge.SortKey) knowledge.SortKey { return k }, p.direction, at)
	require.Equal(t, append([]knowledge.SortKey{}, want.Keys()...), append([]knowledge.SortKey{}, keys...), "%s %+v", p.name, at)
	require.Equal(t, []bool{want.HasNext, want.HasPrevious}, []bool{next, previous}, "%s %+v: %d rows", p.name, at, len(keys))
}

func testBothBounds(t *testing.T, open Opener) {
	s := crowded(t, open, 20)
	for _, p := range pagers(s) {
		all, _, _, err := p.page(everything)
		require.NoError(t, err)
		marks := []int{0, len(all) / 2, len(all)/2 + 1, len(all) - 1}
		for _, a := range marks {
			for _, b := range marks {
				if a < 0 || b < 0 || a >= len(all) || b >= len(all) {
					continue
				}
				for _, size := range []int{1, 100} {
					assertPage(t, p, all, store.Page{Limit: size, After: all[a], Before: all[b]})
					assertPage(t, p, all, store.Page{Limit: size, After: all[a], Before: all[b], Backward: true})
				}
			}
		}
	}
}

func testForeignKeys(t *testing.T, open Opener) {
	s := crowded(t, open, 20)
	for _, p := range pagers(s) {
		all, _, _, err := p.page(everything)
		require.NoError(t, err)
		foreign := []knowledge.SortKey{" ", "0", "0000", "8", "ffffffffffffffffffffffff", "zzz", knowledge.FirstUnknown, "~m", knowledge.AfterAll}
		for _, at := range []int{0, len(all) / 2, len(all) - 1} {
			if at < 0 || at >= len(all) {
				continue
			}
			k := all[at]
			// A key cut short, one made longer, and one with another end.
			foreign = append(foreign, k[:len(k)-1], k[:len(k)/2], k[:min(5, len(k))], k+" ", k+"x", k[:len(k)-1]+" ", k[:len(k)-1]+"~", k[:len(k)/2]+"~")
		}
		for _, k := range foreign {
			assertPage(t, p, all, store.Page{Limit: 2, After: k})
			assertPage(t, p, all, store.Page{Limit: 2, Before: k})
			assertPage(t, p, all, store.Page{Limit: 100, After: k, Backward: true})
			assertPage(t, p, all, store.Page{Limit: 2, Before: k, Backward: true})
		}
	}
}

func testStableCursor(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	list := func(p store.Page) store.List[*knowledge.Statement] {
		return one[store.List[*knowledge.Statement]](t)(s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{atlan}, store.StatementQuery{}, p))
	}
	first := list(store.Page{Limit: 3})
	apply(t, s, Remove(w.Statement("a1"), w.Statement("r1")))
	assert.Equal(t, []string{"l1", "a6"}, w.names(list(store.Page{Limit: 2, After: first.Key(2)}).Rows), "the row of the cursor is gone, its place is not")
	assert.Equal(t, []string{"g1"}, w.names(list(store.Page{Limit: 5, Before: first.Key(2), Backward: true}).Rows))
}

func testLimitZero(t *testing.T, open Opener) {
	s := crowded(t, open, 20)
	for _, p := range pagers(s) {
		all, _, _, err := p.page(everything)
		require.NoError(t, err)
		assertPage(t, p, all, store.Page{})
		assertPage(t, p, all, store.Page{Backward: true})
		if len(all) > 0 {
			assertPage(t, p, all, store.Page{After: all[0]})
			assertPage(t, p, all, store.Page{Before: all[0], Backward: true})
		}
	}
}
