package store

import (
	"slices"

	"entente/internal/knowledge"
)

// Cut returns a page of a list that is in memory as a whole, ascending by the keys of its rows.
func Cut[T any](rows []T, key func(T) knowledge.SortKey, page Page) List[T] {
	from, to := 0, len(rows)
	search := func(k knowledge.SortKey, after bool) int {
		i, found := slices.BinarySearchFunc(rows, k, func(row T, k knowledge.SortKey) int {
			return knowledge.CompareKeys(key(row), k, knowledge.Ascending)
		})
		if found && after {
			i++
		}
		return i
	}
	if page.After != "" {
		from = search(page.After, true)
	}
	if page.Before != "" {
		to = max(from, search(page.Before, false))
	}
	if to-from > page.Limit {
		if page.Backward {
			from = to - page.Limit
		} else {
			to = from + page.Limit
		}
	}
	cut := rows[from:to]
	return List[T]{
		Rows: cut, Key: func(i int) knowledge.SortKey { return key(cut[i]) },
		HasNext: to < len(rows), HasPrevious: from > 0,
	}
}
