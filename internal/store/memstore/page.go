package memstore

import (
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// walk gives rows with keys from lo on and before hi, ascending or descending.
type walk[T any] func(lo, hi knowledge.SortKey, descending bool) iter.Seq[T]

// sorting is an order of rows: ascending, or descending with the unknown still last (see knowledge.CompareKeys).
type sorting[T any] struct {
	direction knowledge.SortDirection
	key       func(T) knowledge.SortKey
}

func (o sorting[T]) compare(a, b knowledge.SortKey) int {
	return knowledge.CompareKeys(a, b, o.direction)
}

// indexed is an order of rows that an index provides.
type indexed[T any] struct {
	sorting[T]
	walk walk[T]
	// length is how many rows the index has; -1 if it is unknown.
	length int
}

// rows returns the rows of some ranges in the order of the list, or in reverse.
func (o indexed[T]) rows(ranges []store.KeyRange, backward bool) iter.Seq[T] {
	descending := (o.direction == knowledge.Descending) != backward
	return func(yield func(T) bool) {
		for i := range ranges {
			r := ranges[i]
			if backward {
				r = ranges[len(ranges)-1-i]
			}
			for row := range o.walk(r.Lo, r.Hi, descending) {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// page returns a page of the rows for which keep is true.
func (o indexed[T]) page(w *watch, page store.Page, keep func(T) bool) (store.List[T], error) {
	f := pageFiller[T]{watch: w, limit: page.Limit, keep: keep}
	if o.length > 0 && page.Limit > 0 {
		f.rows = make([]T, 0, min(o.length, page.Limit))
	}
	ranges := page.Ranges(o.direction)
	o.rows(ranges.Rows, page.Backward)(f.add)
	if f.failed != nil {
		return store.List[T]{}, f.failed
	}
	if page.Backward {
		slices.Reverse(f.rows)
	}
	rows, key := f.rows, o.key
	list := store.List[T]{Rows: rows, Key: func(i int) knowledge.SortKey { return key(rows[i]) }}
	var err error
	if list.HasPrevious, list.HasNext, err = o.around(w, ranges, keep); err != nil {
		return store.List[T]{}, err
	}
	list.HasPrevious = list.HasPrevious || f.more && page.Backward
	list.HasNext = list.HasNext || f.more && !page.Backward
	return list, nil
}

// pageFiller collects rows until the page is full.
type pageFiller[T any] struct {
	*watch
	limit int
	keep  func(T) bool
	rows  []T
	// more says that a row had no room.
	more bool
}

// add adds a row, and reports whether it wants another.
func (f *pageFiller[T]) add(row T) bool {
	if f.err() != nil {
		return false
	}
	if !f.keep(row) {
		return true
	}
	if f.more = len(f.rows) >= f.limit; f.more {
		return false
	}
	f.rows = append(f.rows, row)
	return true
}

// around reports whether rows precede and follow the bounds of a page.
func (o indexed[T]) around(w *watch, ranges store.PageRanges, keep func(T) bool) (previous, following bool, err error) {
	if previous, err = o.any(w, ranges.Preceding, true, keep); err != nil {
		return false, false, err
	}
	following, err = o.any(w, ranges.Following, false, keep)
	return previous, following, err
}

// any reports whether keep is true for a row of the ranges.
func (o indexed[T]) any(w *watch, ranges []store.KeyRange, backward bool, keep func(T) bool) (bool, error) {
	for row := range o.rows(ranges, backward) {
		if err := w.err(); err != nil {
			return false, err
		}
		if keep(row) {
			return true, nil
		}
	}
	return false, nil
}

// count counts the rows for which keep is true.
func count[T any](w *watch, rows iter.Seq[T], keep func(T) bool) (int, error) {
	n := 0
	for row := range rows {
		if err := w.err(); err != nil {
			return 0, err
		}
		if keep(row) {
			n++
		}
	}
	return n, nil
}
