package memstore

import (
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// keyed is a row with its key.
type keyed[T any] struct {
	key knowledge.SortKey
	row T
}

// picker finds one page of unordered rows, holding at most about twice the page at once.
type picker[T any] struct {
	sorting[T]
	page store.Page
	best []keyed[T]
	// precede and follow say that there are rows before and after the bounds of the page, cut that rows between them were dropped.
	precede, follow, cut bool
}

// pick returns a page of unordered, distinct rows. It costs a key for each row, and n log(page) comparisons.
func pick[T any](w *watch, rows iter.Seq[T], order sorting[T], page store.Page) (store.List[T], error) {
	page.Limit = max(page.Limit, 0)
	p := picker[T]{sorting: order, page: page}
	for row := range rows {
		k := keyed[T]{order.key(row), row}
		if err := w.sorted(len(k.key)); err != nil {
			return store.List[T]{}, err
		}
		p.add(k)
	}
	return p.list(), w.failed
}

// add adds a row, if it is within the bounds of the page.
func (p *picker[T]) add(k keyed[T]) {
	switch {
	case p.page.After != "" && p.compare(k.key, p.page.After) <= 0:
		p.precede = true
	case p.page.Before != "" && p.compare(k.key, p.page.Before) >= 0:
		p.follow = true
	default:
		p.best = append(p.best, k)
		if len(p.best)/2-32 > p.page.Limit {
			p.trim()
		}
	}
}

// trim keeps as many rows as the page holds, those nearest to the side it starts from.
func (p *picker[T]) trim() {
	slices.SortFunc(p.best, func(a, b keyed[T]) int {
		if p.page.Backward {
			a, b = b, a
		}
		return p.compare(a.key, b.key)
	})
	if len(p.best) > p.page.Limit {
		p.best, p.cut = p.best[:p.page.Limit], true
	}
}

// list returns the page of the rows added.
func (p *picker[T]) list() store.List[T] {
	p.trim()
	if p.page.Backward {
		slices.Reverse(p.best)
	}
	list := store.List[T]{
		HasPrevious: p.precede || p.cut && p.page.Backward,
		HasNext:     p.follow || p.cut && !p.page.Backward,
	}
	best := p.best
	list.Rows = make([]T, len(best))
	for i, k := range best {
		list.Rows[i] = k.row
	}
	list.Key = func(i int) knowledge.SortKey { return best[i].key }
	return list
}

// filtered returns the rows for which keep is true, up to where the watch fails.
func filtered[T any](w *watch, rows iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for row := range rows {
			if w.err() != nil || keep(row) && !yield(row) {
				return
			}
		}
	}
}
