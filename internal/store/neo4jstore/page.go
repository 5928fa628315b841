package neo4jstore

import (
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// pageRequest is one page of each of several lists.
type pageRequest struct {
	direction knowledge.SortDirection
	page      store.Page
	// Of the ranges other than Rows it is only asked whether they have a row.
	store.PageRanges
}

// newPageRequest returns the request for a page of lists in a direction.
func newPageRequest(direction knowledge.SortDirection, page store.Page) pageRequest {
	page.Limit = max(page.Limit, 0)
	return pageRequest{direction, page, page.Ranges(direction)}
}

// withoutUnknown is for lists in which every row has a value in the order: it drops the ranges of rows without one.
func (a pageRequest) withoutUnknown() pageRequest {
	for _, ranges := range []*[]store.KeyRange{&a.Rows, &a.Preceding, &a.Following} {
		*ranges = slices.DeleteFunc(slices.Clone(*ranges), store.KeyRange.IsUnknown)
	}
	return a
}

// descending reports the direction in which an index is walked for the page.
func (a pageRequest) descending() bool {
	return (a.direction == knowledge.Descending) != a.page.Backward
}

// limit is how many rows are read of each segment: one more than the page holds, to see whether it was cut.
func (a pageRequest) limit() int { return a.page.Limit + 1 }

// The ranges that a record may come from.
const (
	inPage = iota
	preceding
	following
)

// rowCollector collects the rows of one list's page, in any order.
type rowCollector[T any] struct {
	rows              []keyed[T]
	precedes, follows bool
}

type keyed[T any] struct {
	key knowledge.SortKey
	row T
}

// noteRecord notes the range that a record came from, its second column. It reports whether the record holds a row of the page; otherwise
// it only says that there is a row in the range.
func (g *rowCollector[T]) noteRecord(r *neo4j.Record) bool { return g.noteRange(r.Values[1].(int64)) }

func (g *rowCollector[T]) noteRange(from int64) bool {
	g.precedes = g.precedes || from == preceding
	g.follows = g.follows || from == following
	return from == inPage
}

// collectRecord adds a record with the results of several lists: for each its slot, the range that it came from and the rows, which are
// empty values where the range is not of the page itself. They share one record, as driver and server spend far more on a record than on a row.
func collectRecord[T any](into []rowCollector[T], r *neo4j.Record, decode func(row any) (knowledge.SortKey, T, error)) error {
	for _, found := range r.Values[0].([]any) {
		list := found.([]any)
		g, rows := &into[list[0].(int64)], list[2].([]any)
		if len(rows) == 0 || !g.noteRange(list[1].(int64)) {
			continue
		}
		for _, content := range rows {
			key, row, err := decode(content)
			if err != nil {
				return err
			}
			g.add(key, row)
		}
	}
	return nil
}

// add adds a row.
func (g *rowCollector[T]) add(key knowledge.SortKey, row T) {
	g.rows = append(g.rows, keyed[T]{key, row})
}

// slotOf is the slot of a record, its first column.
func slotOf(r *neo4j.Record) int { return int(r.Values[0].(int64)) }

// pages are the key ranges of several lists that one query reads.
type pages struct {
	pageRequest
	// usesHeads: the query walks an index of key heads, and needs the heads of the bounds.
	usesHeads bool
	all       []map[string]any
}

// add adds the ranges of one list. bound makes bounds of an index from those of the list; nil where they are the same. more holds further
// parameters of the list.
func (p *pages) add(slot int, bound func(knowledge.SortKey) string, more map[string]any) {
	if bound == nil {
		bound = func(k knowledge.SortKey) string { return string(k) }
	}
	for from, part := range [][]store.KeyRange{p.Rows, p.Preceding, p.Following} {
		for _, r := range part {
			lo, hi := bound(r.Lo), bound(r.Hi)
			page := map[string]any{"slot": slot, "range": from, "lo": lo, "hi": hi, "most": p.limit()}
			if from != inPage {
				page["most"] = 1
			}
			if p.usesHeads {
				page["loHead"], page["hiHead"] = keyHead(lo), keyHead(hi)
			}
			maps.Copy(page, more)
			p.all = append(p.all, page)
		}
	}
}

// setParams adds the ranges to the parameters of a query.
func (p *pages) setParams(params map[string]any) { params["pages"], params["limit"] = p.all, p.limit() }

// list cuts the collected rows to the page.
func (g *rowCollector[T]) list(a pageRequest) store.List[T] {
	slices.SortFunc(g.rows, func(x, y keyed[T]) int { return knowledge.CompareKeys(x.key, y.key, a.direction) })
	// A row may be found in several indexes. Each gave as many rows as a page needs, so the page is complete without duplicates.
	g.rows = slices.CompactFunc(g.rows, func(x, y keyed[T]) bool { return x.key == y.key })
	list := store.List[T]{HasPrevious: g.precedes, HasNext: g.follows}
	if len(g.rows) > a.page.Limit {
		if a.page.Backward {
			g.rows, list.HasPrevious = g.rows[len(g.rows)-a.page.Limit:], true
		} else {
			g.rows, list.HasNext = g.rows[:a.page.Limit], true
		}
	}
	rows := g.rows
	for _, k := range rows {
		list.Rows = append(list.Rows, k.row)
	}
	list.Key = func(i int) knowledge.SortKey { return rows[i].key }
	return list
}
