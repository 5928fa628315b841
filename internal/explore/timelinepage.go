package explore

import (
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// timeline is all that is dated about a set of entities: a sorted list of the events, then one of the statements of each entity. The
// lists are shared by all questions and never copied.
type timeline struct {
	lists [][]timelineItem
	// of has the index of each entity of the set.
	of map[knowledge.ID]int
	// inScope reports what is in scope and within the dates.
	inScope func(timelineItem) bool
}

// newTimeline returns a timeline of the events of a set, which holds each entity once. The lists of the entities follow, in their order.
func newTimeline(set []knowledge.ID, events []timelineItem, inScope func(timelineItem) bool) timeline {
	of := make(map[knowledge.ID]int, len(set))
	for i, id := range set {
		of[id] = i
	}
	return timeline{[][]timelineItem{events}, of, inScope}
}

// keeps reports whether an item of a list is part of the timeline. A statement between two entities of the set is in both lists, and part
// of the timeline in the first.
func (l *timeline) keeps(list int, m timelineItem) bool {
	if !l.inScope(m) {
		return false
	}
	if m.st == nil || len(l.lists) == 2 {
		return true
	}
	for _, end := range []knowledge.ID{m.st.Subject, m.st.Object} {
		if i, ok := l.of[end]; ok && i < list-1 {
			return false
		}
	}
	return true
}

// count returns the length of the timeline. It looks at each item once.
func (l *timeline) count() (n int) {
	for i, list := range l.lists {
		for _, m := range list {
			if l.keeps(i, m) {
				n++
			}
		}
	}
	return n
}

// page returns a page. It looks at the items around the page, and at others only to find whether there is one more.
func (l *timeline) page(page store.Page) store.List[timelineItem] {
	ranges := l.ranges(page)
	var found store.List[timelineItem]
	for len(found.Rows) < page.Limit {
		i := nextList(ranges, page.Backward)
		if i < 0 {
			break
		}
		if m := ranges[i].take(page.Backward); l.keeps(i, m) {
			found.Rows = append(found.Rows, m)
		}
	}
	if page.Backward {
		slices.Reverse(found.Rows)
	}
	for i, w := range ranges {
		keeps := func(m timelineItem) bool { return l.keeps(i, m) }
		before, after := w.items[:w.begin], w.items[w.from:]
		if page.Backward {
			before, after = w.items[:w.to], w.items[w.end:]
		}
		found.HasPrevious = found.HasPrevious || slices.ContainsFunc(before, keeps)
		found.HasNext = found.HasNext || slices.ContainsFunc(after, keeps)
	}
	rows := found.Rows
	found.Key = func(i int) knowledge.SortKey { return rows[i].sortKey() }
	return found
}

// pageRange is the part of a list that a page may show: begin and end are its bounds, from and to those of what is not taken yet.
type pageRange struct {
	items      []timelineItem
	begin, end int
	from, to   int
}

// ranges returns the part of each list between the cursors of a page.
func (l *timeline) ranges(page store.Page) []pageRange {
	ranges := make([]pageRange, len(l.lists))
	for i, items := range l.lists {
		w := pageRange{items: items, end: len(items)}
		if page.After != "" {
			at, found := searchItem(items, page.After)
			if w.begin = at; found {
				w.begin++
			}
		}
		if page.Before != "" {
			at, _ := searchItem(items, page.Before)
			w.end = max(w.begin, at)
		}
		w.from, w.to = w.begin, w.end
		ranges[i] = w
	}
	return ranges
}

func searchItem(items []timelineItem, key knowledge.SortKey) (at int, found bool) {
	return slices.BinarySearchFunc(items, key, func(m timelineItem, k knowledge.SortKey) int {
		return strings.Compare(string(m.sortKey()), string(k))
	})
}

// nextList returns the list whose first item comes first, or whose last item comes last if backward; -1 if all are empty.
func nextList(ranges []pageRange, backward bool) int {
	next := -1
	for i, w := range ranges {
		if w.from == w.to {
			continue
		}
		if next < 0 {
			next = i
			continue
		}
		of := ranges[next]
		if backward && compareItems(w.items[w.to-1], of.items[of.to-1]) > 0 || !backward && compareItems(w.items[w.from], of.items[of.from]) < 0 {
			next = i
		}
	}
	return next
}

// take removes the first item, or the last if backward.
func (w *pageRange) take(backward bool) timelineItem {
	if backward {
		w.to--
		return w.items[w.to]
	}
	w.from++
	return w.items[w.from-1]
}
