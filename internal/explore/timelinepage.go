package explore

import (
	"entente/internal/knowledge"
	"entente/internal/meter"
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
	// looked counts the items that inScope was asked of.
	looked *meter.Tally
}

// newTimeline returns a timeline of the events of a set, which holds each entity once. The lists of the entities follow, in their order.
func newTimeline(set []knowledge.ID, events []timelineItem, inScope func(timelineItem) bool) timeline {
	of := make(map[knowledge.ID]int, len(set))
	for i, id := range set {
		of[id] = i
	}
	return timeline{lists: [][]timelineItem{events}, of: of, inScope: inScope}
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

// page returns a page.
func (l *timeline) page(page store.Page) store.List[timelineItem] {
	key := func(m timelineItem) knowledge.SortKey { return m.sortKey() }
	return sortedLists[timelineItem]{l.lists, key, l.keeps}.page(page)
}
