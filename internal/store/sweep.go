package store

import (
	"context"
	"iter"

	"entente/internal/knowledge"
)

// sweepPage is the length of the pages that Pages reads.
const sweepPage = 10_000

// Pages gives what Sweep does by reading the list of all statements, page by page.
func Pages(ctx context.Context, from Reader, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return func(yield func(*knowledge.Statement, error) bool) {
		resolved := *scope
		if resolved.Revision == 0 {
			newest, err := from.Revision(ctx, 0)
			if err != nil {
				yield(nil, err)
				return
			}
			// All pages are of one revision.
			resolved.Revision = newest.Number
		}
		page := Page{Limit: sweepPage}
		for {
			lists, err := from.ListStatements(ctx, &resolved, []knowledge.ID{""}, StatementQuery{Filter: filter}, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, st := range lists[0].Rows {
				if !yield(st, nil) {
					return
				}
			}
			if !lists[0].HasNext {
				return
			}
			page.After = lists[0].LastKey()
		}
	}
}
