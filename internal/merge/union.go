package merge

import (
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// union returns one page of the rows of several lists, in one order: each list is the same page of its own rows. A row that is in several lists,
// which its key tells, comes once.
func union[T any](lists []store.List[T], direction knowledge.SortDirection, page store.Page) store.List[T] {
	if len(lists) == 1 {
		return lists[0]
	}
	type keyed struct {
		key knowledge.SortKey
		row T
	}
	var all []keyed
	var out store.List[T]
	for _, l := range lists {
		for i, row := range l.Rows {
			all = append(all, keyed{l.Key(i), row})
		}
		out.HasNext, out.HasPrevious = out.HasNext || l.HasNext, out.HasPrevious || l.HasPrevious
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return knowledge.CompareKeys(a.key, b.key, direction) })
	all = slices.CompactFunc(all, func(a, b keyed) bool { return a.key == b.key })
	if over := len(all) - page.Limit; over > 0 {
		if page.Backward {
			all, out.HasPrevious = all[over:], true
		} else {
			all, out.HasNext = all[:page.Limit], true
		}
	}
	keys := make([]knowledge.SortKey, len(all))
	for i, k := range all {
		keys[i] = k.key
		out.Rows = append(out.Rows, k.row)
	}
	out.Key = store.KeyAt(keys)
	return out
}

// cut returns a page of rows that are in memory as a whole, in no order.
func cut[T any](rows []T, key func(T) knowledge.SortKey, direction knowledge.SortDirection, page store.Page) store.List[T] {
	type keyed struct {
		key knowledge.SortKey
		row T
	}
	all := make([]keyed, len(rows))
	for i, row := range rows {
		all[i] = keyed{key(row), row}
	}
	slices.SortFunc(all, func(a, b keyed) int { return knowledge.CompareKeys(a.key, b.key, direction) })
	at := func(bound knowledge.SortKey, included bool) int {
		i, found := slices.BinarySearchFunc(all, bound, func(k keyed, bound knowledge.SortKey) int { return knowledge.CompareKeys(k.key, bound, direction) })
		if found && included {
			i++
		}
		return i
	}
	from, to := 0, len(all)
	if page.After != "" {
		from = at(page.After, true)
	}
	if page.Before != "" {
		to = max(from, at(page.Before, false))
	}
	if to-from > page.Limit {
		if page.Backward {
			from = to - page.Limit
		} else {
			to = from + page.Limit
		}
	}
	out := store.List[T]{HasPrevious: from > 0, HasNext: to < len(all)}
	keys := make([]knowledge.SortKey, to-from)
	for i, k := range all[from:to] {
		keys[i] = k.key
		out.Rows = append(out.Rows, k.row)
	}
	out.Key = store.KeyAt(keys)
	return out
}
