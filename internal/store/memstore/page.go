package memstore

import (
	"context"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// keyAfterAll sorts after every key, whose first byte is 0 or 1.
const keyAfterAll knowledge.SortKey = "\x02"

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

// region is the part of a list after one key and before another, "" for no bound. withAfter and withBefore include the rows of these keys.
type region struct {
	after, before         knowledge.SortKey
	withAfter, withBefore bool
}

// segment is a range of an index. A list is its known segment and then its unknown one; a descending list reverses each of them, but not
// their order.
type segment struct {
	lo, hi  knowledge.SortKey
	unknown bool
}

// next is the first key after a key.
func next(k knowledge.SortKey) knowledge.SortKey { return k + "\x00" }

// clip clips a segment to a region.
func (o indexed[T]) clip(s segment, r region) segment {
	low, high := r.after, r.before
	withLow, withHigh := r.withAfter, r.withBefore
	if o.direction == knowledge.Descending {
		// A bound in the other segment does not clip this one, which is wholly before or wholly after it.
		switch {
		case r.after.IsUnknown() && !s.unknown, r.before != "" && !r.before.IsUnknown() && s.unknown:
			return segment{}
		case r.after.IsUnknown() != s.unknown:
			r.after = ""
		}
		if r.before.IsUnknown() != s.unknown {
			r.before = ""
		}
		low, high, withLow, withHigh = r.before, r.after, r.withBefore, r.withAfter
	}
	if low != "" && !withLow {
		low = next(low)
	}
	if high != "" && withHigh {
		high = next(high)
	}
	s.lo = max(s.lo, low)
	if high != "" {
		s.hi = min(s.hi, high)
	}
	return s
}

// rows returns the rows of a region in the order of the list, or in reverse.
func (o indexed[T]) rows(r region, backward bool) iter.Seq[T] {
	descending := (o.direction == knowledge.Descending) != backward
	return func(yield func(T) bool) {
		segments := [2]segment{
			{hi: knowledge.FirstUnknown},
			{lo: knowledge.FirstUnknown, hi: keyAfterAll, unknown: true},
		}
		if backward {
			segments[0], segments[1] = segments[1], segments[0]
		}
		for _, s := range segments {
			if s = o.clip(s, r); s.lo >= s.hi {
				continue
			}
			for row := range o.walk(s.lo, s.hi, descending) {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// page returns a page of the rows for which keep is true.
func (o indexed[T]) page(ctx context.Context, page store.Page, keep func(T) bool) (store.List[T], error) {
	f := pageFiller[T]{watch: watch{ctx: ctx}, limit: page.Limit, keep: keep}
	if o.length > 0 && page.Limit > 0 {
		f.rows = make([]T, 0, min(o.length, page.Limit))
	}
	o.rows(region{after: page.After, before: page.Before}, page.Backward)(f.add)
	if f.failed != nil {
		return store.List[T]{}, f.failed
	}
	if page.Backward {
		slices.Reverse(f.rows)
	}
	rows, key := f.rows, o.key
	list := store.List[T]{Rows: rows, Key: func(i int) knowledge.SortKey { return key(rows[i]) }}
	var err error
	if list.HasPrevious, list.HasNext, err = o.around(&f.watch, page, f.more, keep); err != nil {
		return store.List[T]{}, err
	}
	return list, nil
}

// pageFiller collects rows until the page is full.
type pageFiller[T any] struct {
	watch
	limit int
	keep  func(T) bool
	rows  []T
	// more says that a row had no room; failed is the error that stopped it.
	more   bool
	failed error
}

// add adds a row, and reports whether it wants another.
func (f *pageFiller[T]) add(row T) bool {
	if f.failed = f.err(); f.failed != nil {
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

// around reports whether rows precede and follow a page; more says whether it was cut at its limit.
func (o indexed[T]) around(w *watch, page store.Page, more bool, keep func(T) bool) (previous, following bool, err error) {
	behind := region{after: page.Before, withAfter: true}
	if page.After != "" && page.Before != "" && o.compare(page.After, page.Before) >= 0 {
		// The range is empty; the page stands right after After.
		behind = region{after: page.After}
	}
	if page.After != "" {
		if previous, err = o.any(w, region{before: page.After, withBefore: true}, true, keep); err != nil {
			return false, false, err
		}
	}
	if page.Before != "" {
		if following, err = o.any(w, behind, false, keep); err != nil {
			return false, false, err
		}
	}
	if page.Backward {
		return previous || more, following, nil
	}
	return previous, following || more, nil
}

// any reports whether keep is true for a row of the region.
func (o indexed[T]) any(w *watch, r region, backward bool, keep func(T) bool) (bool, error) {
	for row := range o.rows(r, backward) {
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
func count[T any](ctx context.Context, rows iter.Seq[T], keep func(T) bool) (int, error) {
	n := 0
	w := watch{ctx: ctx}
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
