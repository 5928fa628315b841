package memstore

import (
	"context"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// keyed is a row with its place.
type keyed[T any] struct {
	key knowledge.SortKey
	row T
}

// picker finds one page of rows that come in no order, holding no more than twice the page at once.
type picker[T any] struct {
	sorting[T]
	page store.Page
	best []keyed[T]
	// precede and follow say that rows were seen before and behind the page's bounds, cut that some between them had to go.
	precede, follow, cut bool
}

// pick gives a page of rows that come in no order, each once. It costs a key for each row, and n log(page) comparisons.
func pick[T any](ctx context.Context, rows iter.Seq[T], order sorting[T], page store.Page) (store.List[T], error) {
	page.Limit = max(page.Limit, 0)
	p := picker[T]{sorting: order, page: page}
	w := watch{ctx: ctx}
	for row := range rows {
		if err := w.err(); err != nil {
			return store.List[T]{}, err
		}
		p.add(keyed[T]{order.key(row), row})
	}
	return p.list(), nil
}

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

// trim keeps as many as the page holds, those nearest to the side it is asked from.
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

// filtered gives the rows that keep keeps.
func filtered[T any](rows iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for row := range rows {
			if keep(row) && !yield(row) {
				return
			}
		}
	}
}
