package neo4jstore

import (
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// region is the part of a list after one key and before another, "" for no bound. withAfter and withBefore include the rows of these keys.
type region struct {
	after, before         knowledge.SortKey
	withAfter, withBefore bool
}

// segment is a range of keys, hi excluded. A descending list is its known segment and then its unknown one, each reversed; an ascending one
// is a single segment.
type segment struct{ lo, hi knowledge.SortKey }

func next(k knowledge.SortKey) knowledge.SortKey { return k + "\x00" }

// segments returns the key ranges of a region, in the order of the list.
func segments(direction knowledge.SortDirection, r region) []segment {
	if direction != knowledge.Descending {
		return slices.DeleteFunc([]segment{clip(segment{"", keyAfterAll}, r)}, segment.isEmpty)
	}
	parts := []segment{{"", knowledge.FirstUnknown}, {knowledge.FirstUnknown, keyAfterAll}}
	for i, s := range parts {
		parts[i] = clipDescending(s, i == 1, r)
	}
	return slices.DeleteFunc(parts, segment.isEmpty)
}

func (s segment) isEmpty() bool { return s.lo >= s.hi }

// clipDescending clips a segment to a region of a descending list. A bound in the other segment does not clip this one, which is wholly
// before or wholly after it.
func clipDescending(s segment, unknown bool, r region) segment {
	switch {
	case r.after.IsUnknown() && !unknown, r.before != "" && !r.before.IsUnknown() && unknown:
		return segment{}
	case r.after.IsUnknown() != unknown:
		r.after = ""
	}
	if r.before.IsUnknown() != unknown {
		r.before = ""
	}
	return clip(s, region{after: r.before, before: r.after, withAfter: r.withBefore, withBefore: r.withAfter})
}

// clip clips a segment to a region of an ascending list.
func clip(s segment, r region) segment {
	if r.after != "" && !r.withAfter {
		r.after = next(r.after)
	}
	if r.before != "" && r.withBefore {
		r.before = next(r.before)
	}
	s.lo = max(s.lo, r.after)
	if r.before != "" {
		s.hi = min(s.hi, r.before)
	}
	return s
}

// pageRequest is one page of each of several lists: the key ranges that hold the rows of the page, and those that are only probed for rows.
type pageRequest struct {
	direction knowledge.SortDirection
	page      store.Page
	rows      []segment
	// precede and follow are empty if rows can precede or follow only because the page is cut at its limit.
	precede, follow []segment
}

// newPageRequest returns the request for a page of lists in a direction.
func newPageRequest(direction knowledge.SortDirection, page store.Page) pageRequest {
	page.Limit = max(page.Limit, 0)
	a := pageRequest{direction: direction, page: page, rows: segments(direction, region{after: page.After, before: page.Before})}
	if page.After != "" {
		a.precede = segments(direction, region{before: page.After, withBefore: true})
	}
	if page.Before != "" {
		behind := region{after: page.Before, withAfter: true}
		if page.After != "" && knowledge.CompareKeys(page.After, page.Before, direction) >= 0 {
			// The range is empty; the page stands right after After.
			behind = region{after: page.After}
		}
		a.follow = segments(direction, behind)
	}
	return a
}

// withoutUnknown is for lists in which every row has a value in the order: it drops the ranges of rows without one.
func (a pageRequest) withoutUnknown() pageRequest {
	withoutUnknown := func(all []segment) []segment {
		return slices.DeleteFunc(slices.Clone(all), func(s segment) bool { return s.lo.IsUnknown() })
	}
	a.rows, a.precede, a.follow = withoutUnknown(a.rows), withoutUnknown(a.precede), withoutUnknown(a.follow)
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

// collectRecord adds a record with the results of several lists: for each its slot, the range that it came from and, for the page itself,
// the rows. They share one record, as driver and server spend far more on a record than on a row.
func collectRecord[T any](into []rowCollector[T], r *neo4j.Record, decode func(row any) (knowledge.SortKey, T, error)) error {
	for _, found := range r.Values[0].([]any) {
		list := found.([]any)
		g := &into[list[0].(int64)]
		if !g.noteRange(list[1].(int64)) {
			continue
		}
		for _, content := range list[2].([]any) {
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
	usesHeads    bool
	rows, probes []map[string]any
}

// add adds the ranges of one list. bound converts keys to key texts; more holds further parameters of the list.
func (p *pages) add(slot int, bound func(knowledge.SortKey) string, more map[string]any) {
	for from, part := range [][]segment{p.pageRequest.rows, p.precede, p.follow} {
		for _, s := range part {
			page := map[string]any{"slot": slot, "range": from, "lo": bound(s.lo), "hi": bound(s.hi)}
			if p.usesHeads {
				page["loHead"], page["hiHead"] = keyHead(page["lo"].(string)), keyHead(page["hi"].(string))
			}
			maps.Copy(page, more)
			if from == inPage {
				p.rows = append(p.rows, page)
			} else {
				p.probes = append(p.probes, page)
			}
		}
	}
}

// setParams adds the ranges to the parameters of a query, and returns the variant that reads them.
func (p *pages) setParams(params map[string]any, f queryVariant) queryVariant {
	params["pages"], params["probes"], params["limit"] = p.rows, p.probes, p.limit()
	f.probes = p.probes != nil
	return f
}

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
