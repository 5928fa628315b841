package neo4jstore

import (
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// region is the part of a list behind one key and before another, empty for no bound; with the row of the key itself where with
// says so.
type region struct {
	after, before         knowledge.SortKey
	withAfter, withBefore bool
}

// segment is a range of keys, hi not included. A descending list is its known segment and then its unknown one, each turned
// around; an ascending one is a single segment.
type segment struct{ lo, hi knowledge.SortKey }

func next(k knowledge.SortKey) knowledge.SortKey { return k + "\x00" }

// segments gives the ranges of keys that make up a region, in the order of the list.
func segments(direction knowledge.SortDirection, r region) []segment {
	if direction != knowledge.Descending {
		return slices.DeleteFunc([]segment{clip(segment{"", keyBehindAll}, r)}, segment.isEmpty)
	}
	parts := []segment{{"", knowledge.FirstUnknown}, {knowledge.FirstUnknown, keyBehindAll}}
	for i, s := range parts {
		parts[i] = clipDescending(s, i == 1, r)
	}
	return slices.DeleteFunc(parts, segment.isEmpty)
}

func (s segment) isEmpty() bool { return s.lo >= s.hi }

// clipDescending cuts a segment to a region of a descending list. The other segment's keys do not cut this one: they are wholly
// before it, or wholly behind.
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

// clip cuts a segment to a region of an ascending list.
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

// asked is one page of each of several lists, as queries are asked for it: the ranges that hold the page's rows, and those of
// which it must be known whether they hold any.
type asked struct {
	direction knowledge.SortDirection
	page      store.Page
	rows      []segment
	// precede and follow are empty where nothing can precede or follow but what the page is cut at.
	precede, follow []segment
}

func ask(direction knowledge.SortDirection, page store.Page) asked {
	page.Limit = max(page.Limit, 0)
	a := asked{direction: direction, page: page, rows: segments(direction, region{after: page.After, before: page.Before})}
	if page.After != "" {
		a.precede = segments(direction, region{before: page.After, withBefore: true})
	}
	if page.Before != "" {
		behind := region{after: page.Before, withAfter: true}
		if page.After != "" && knowledge.CompareKeys(page.After, page.Before, direction) >= 0 {
			// Nothing lies between the two; the page stands right behind After.
			behind = region{after: page.After}
		}
		a.follow = segments(direction, behind)
	}
	return a
}

// known is asked of lists in which each row has its value in the order: nothing stands among those without.
func (a asked) known() asked {
	known := func(all []segment) []segment {
		return slices.DeleteFunc(slices.Clone(all), func(s segment) bool { return s.lo.IsUnknown() })
	}
	a.rows, a.precede, a.follow = known(a.rows), known(a.precede), known(a.follow)
	return a
}

// descending says which way an index is walked for the page.
func (a asked) descending() bool { return (a.direction == knowledge.Descending) != a.page.Backward }

// limit is how many rows are read of each segment: one more than the page holds, to know whether it was cut.
func (a asked) limit() int { return a.page.Limit + 1 }

// The ranges that an answer came from.
const (
	inPage = iota
	preceding
	following
)

// gathering takes in the rows of one list's page, in any order.
type gathering[T any] struct {
	rows              []keyed[T]
	precedes, follows bool
}

type keyed[T any] struct {
	key knowledge.SortKey
	row T
}

// note looks at what a record came from, its second column; it gives false where the record only says that there is something.
func (g *gathering[T]) note(r *neo4j.Record) bool { return g.noteRange(r.Values[1].(int64)) }

func (g *gathering[T]) noteRange(from int64) bool {
	g.precedes = g.precedes || from == preceding
	g.follows = g.follows || from == following
	return from == inPage
}

// gather takes in a record of what was found for several lists: for each its slot, the range that it came from and, of the page
// itself, the rows. That is one record, as driver and server spend far more on a record than on a row.
func gather[T any](into []gathering[T], r *neo4j.Record, decode func(row any) (knowledge.SortKey, T, error)) error {
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
			g.take(key, row)
		}
	}
	return nil
}

// take takes in a row.
func (g *gathering[T]) take(key knowledge.SortKey, row T) {
	g.rows = append(g.rows, keyed[T]{key, row})
}

// slotOf is the slot that a record is for, its first column.
func slotOf(r *neo4j.Record) int { return int(r.Values[0].(int64)) }

// pages are the ranges of several lists that one query is asked for.
type pages struct {
	asked
	// heads: the query walks an index of heads of forms, and must know those of the bounds.
	heads        bool
	rows, probes []map[string]any
}

// add adds the ranges of one list. bound takes keys to forms; more is what else the query must know of the list.
func (p *pages) add(slot int, bound func(knowledge.SortKey) string, more map[string]any) {
	for from, part := range [][]segment{p.asked.rows, p.precede, p.follow} {
		for _, s := range part {
			page := map[string]any{"slot": slot, "range": from, "lo": bound(s.lo), "hi": bound(s.hi)}
			if p.heads {
				page["loHead"], page["hiHead"] = head(page["lo"].(string)), head(page["hi"].(string))
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

// into adds the ranges to the parameters of a query, and gives the form that reads them.
func (p *pages) into(params map[string]any, f form) form {
	params["pages"], params["probes"], params["limit"] = p.rows, p.probes, p.limit()
	f.probes = p.probes != nil
	return f
}

// list cuts what was gathered to the page.
func (g *gathering[T]) list(a asked) store.List[T] {
	slices.SortFunc(g.rows, func(x, y keyed[T]) int { return knowledge.CompareKeys(x.key, y.key, a.direction) })
	// A row may be found in several places. Each place gave as many as a page needs, so that the page is whole without its double.
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
