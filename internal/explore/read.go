package explore

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

const (
	// rowsPerCall is how many rows of one anchor are asked for at once; most have fewer.
	rowsPerCall = 10_000
	// anchorsPerCall is how many anchors are asked for at once, so that what a call gives stays some tens of megabytes.
	anchorsPerCall = 500
)

// reading is a look at all statements of some anchors.
type reading struct {
	reader store.Reader
	scope  *knowledge.Scope
	query  store.StatementQuery
	// most is how many rows may be read in all; remedy says what to ask instead of more.
	most   int
	remedy string
}

// all gives all statements of each anchor, in the store's order: one call for some hundred anchors, and one more for each
// anchor's further pages.
func (r *reading) all(ctx context.Context, of []knowledge.ID) ([][]*knowledge.Statement, error) {
	out := make([][]*knowledge.Statement, 0, len(of))
	read := 0
	for len(of) > 0 {
		part := of[:min(len(of), anchorsPerCall)]
		of = of[len(part):]
		lists, err := r.reader.ListStatements(ctx, r.scope, part, r.query, store.Page{Limit: rowsPerCall})
		if err != nil {
			return nil, err
		}
		for i, list := range lists {
			rows := list.Rows
			for read += len(rows); list.HasNext; read += len(list.Rows) {
				if read > r.most {
					break
				}
				if list, err = r.following(ctx, part[i], list); err != nil {
					return nil, err
				}
				rows = append(rows, list.Rows...)
			}
			if read > r.most {
				return nil, exhausted(r.most, "statements", r.remedy)
			}
			out = append(out, rows)
		}
	}
	return out, nil
}

// following gives the page behind a page.
func (r *reading) following(ctx context.Context, anchor knowledge.ID, list store.List[*knowledge.Statement]) (store.List[*knowledge.Statement], error) {
	page := store.Page{Limit: rowsPerCall, After: list.LastKey()}
	lists, err := r.reader.ListStatements(ctx, r.scope, []knowledge.ID{anchor}, r.query, page)
	if err != nil {
		return store.List[*knowledge.Statement]{}, err
	}
	return lists[0], nil
}

// sortBy sorts rows by their keys, each of which it makes once.
func sortBy[T any](rows []T, key func(T) knowledge.SortKey) {
	type keyed struct {
		key knowledge.SortKey
		row T
	}
	sorted := make([]keyed, len(rows))
	for i, row := range rows {
		sorted[i] = keyed{key(row), row}
	}
	slices.SortFunc(sorted, func(a, b keyed) int { return strings.Compare(string(a.key), string(b.key)) })
	for i, k := range sorted {
		rows[i] = k.row
	}
}
