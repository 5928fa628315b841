package explore

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

const (
	// rowsPerCall is how many rows of one anchor are read at once; most anchors have fewer.
	rowsPerCall = 10_000
	// anchorsPerCall is how many anchors are read at once, so that one answer stays within some tens of megabytes.
	anchorsPerCall = 500
)

// statementReader reads all statements of some anchors.
type statementReader struct {
	reader store.Reader
	scope  *knowledge.Scope
	query  store.StatementQuery
	// limit is how many rows may be read in all; remedy says what to ask for instead of more.
	limit  int
	remedy string
}

// readAll returns all statements of each anchor, in the store's order. It makes one call for anchorsPerCall anchors, and one more
// for each further page of an anchor.
func (r *statementReader) readAll(ctx context.Context, of []knowledge.ID) ([][]*knowledge.Statement, error) {
	out := make([][]*knowledge.Statement, 0, len(of))
	read := 0
	for len(of) > 0 {
		batch := of[:min(len(of), anchorsPerCall)]
		of = of[len(batch):]
		lists, err := r.reader.ListStatements(ctx, r.scope, batch, r.query, store.Page{Limit: rowsPerCall})
		if err != nil {
			return nil, err
		}
		for i, list := range lists {
			rows := list.Rows
			for read += len(rows); list.HasNext; read += len(list.Rows) {
				if read > r.limit {
					break
				}
				if list, err = r.nextPage(ctx, batch[i], list); err != nil {
					return nil, err
				}
				rows = append(rows, list.Rows...)
			}
			if read > r.limit {
				return nil, limitError(r.limit, "statements", r.remedy)
			}
			out = append(out, rows)
		}
	}
	return out, nil
}

// nextPage returns the page after a page.
func (r *statementReader) nextPage(ctx context.Context, anchor knowledge.ID, list store.List[*knowledge.Statement]) (store.List[*knowledge.Statement], error) {
	page := store.Page{Limit: rowsPerCall, After: list.LastKey()}
	lists, err := r.reader.ListStatements(ctx, r.scope, []knowledge.ID{anchor}, r.query, page)
	if err != nil {
		return store.List[*knowledge.Statement]{}, err
	}
	return lists[0], nil
}

// sortBy sorts rows by their keys, and computes each key once.
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
