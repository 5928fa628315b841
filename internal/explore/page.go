package explore

import (
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// sortedLists are one list of rows in the order of their keys, given as several that are each in that order. keeps reports which rows of a
// list are part of it.
type sortedLists[T any] struct {
	lists [][]T
	key   func(T) knowledge.SortKey
	keeps func(list int, row T) bool
}

// page returns a page. It looks at the rows around the page, and at others only to find whether there is one more.
func (l sortedLists[T]) page(page store.Page) store.List[T] {
	ranges := l.ranges(page)
	var found store.List[T]
	for len(found.Rows) < page.Limit {
		i := l.next(ranges, page.Backward)
		if i < 0 {
			break
		}
		if row := ranges[i].take(page.Backward); l.keeps(i, row) {
			found.Rows = append(found.Rows, row)
		}
	}
	if page.Backward {
		slices.Reverse(found.Rows)
	}
	for i, r := range ranges {
		keeps := func(row T) bool { return l.keeps(i, row) }
		before, after := r.rows[:r.begin], r.rows[r.from:]
		if page.Backward {
			before, after = r.rows[:r.to], r.rows[r.end:]
		}
		found.HasPrevious = found.HasPrevious || slices.ContainsFunc(before, keeps)
		found.HasNext = found.HasNext || slices.ContainsFunc(after, keeps)
	}
	rows := found.Rows
	found.Key = func(i int) knowledge.SortKey { return l.key(rows[i]) }
	return found
}

// pageRange is the part of a list that a page may show: begin and end are its bounds, from and to those of what is not taken yet.
type pageRange[T any] struct {
	rows       []T
	begin, end int
	from, to   int
}

// ranges returns the part of each list between the cursors of a page.
func (l sortedLists[T]) ranges(page store.Page) []pageRange[T] {
	ranges := make([]pageRange[T], len(l.lists))
	for i, rows := range l.lists {
		r := pageRange[T]{rows: rows, end: len(rows)}
		if page.After != "" {
			at, found := l.search(rows, page.After)
			if r.begin = at; found {
				r.begin++
			}
		}
		if page.Before != "" {
			at, _ := l.search(rows, page.Before)
			r.end = max(r.begin, at)
		}
		r.from, r.to = r.begin, r.end
		ranges[i] = r
	}
	return ranges
}

func (l sortedLists[T]) search(rows []T, key knowledge.SortKey) (at int, found bool) {
	return slices.BinarySearchFunc(rows, key, func(row T, k knowledge.SortKey) int { return strings.Compare(string(l.key(row)), string(k)) })
}

// next returns the list whose first row comes first, or whose last row comes last if backward; -1 if all are empty.
func (l sortedLists[T]) next(ranges []pageRange[T], backward bool) int {
	next := -1
	var nextKey knowledge.SortKey
	for i, r := range ranges {
		if r.from == r.to {
			continue
		}
		at := r.from
		if backward {
			at = r.to - 1
		}
		if key := l.key(r.rows[at]); next < 0 || backward && key > nextKey || !backward && key < nextKey {
			next, nextKey = i, key
		}
	}
	return next
}

// take removes the first row, or the last if backward.
func (r *pageRange[T]) take(backward bool) T {
	if backward {
		r.to--
		return r.rows[r.to]
	}
	r.from++
	return r.rows[r.from-1]
}
