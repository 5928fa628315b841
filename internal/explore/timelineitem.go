package explore

import (
	"cmp"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// timelineItem is an entry without its sentence. event is set if there is no statement.
type timelineItem struct {
	span  edtf.Span
	date  edtf.Date
	kind  TimelineKind
	st    *knowledge.Statement
	event knowledge.ID
}

// id identifies an item among those of its kind.
func (m *timelineItem) id() knowledge.ID {
	if m.st == nil {
		return m.event
	}
	return m.st.ID
}

// sortKey orders items by the rule for dates, then by id and kind.
func (m *timelineItem) sortKey() knowledge.SortKey {
	return knowledge.DateKey(m.span, m.id()+"#"+string(m.kind))
}

// compareItems orders items as their sort keys do.
func compareItems(a, b timelineItem) int {
	if c := cmp.Or(cmp.Compare(a.span.First, b.span.First), cmp.Compare(b.span.Last, a.span.Last)); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.id(), b.id()), strings.Compare(string(a.kind), string(b.kind)))
}

// itemsOf returns the items of a statement: Happened for a single date, else Began and Ended for the ends that are known.
func itemsOf(st *knowledge.Statement) []timelineItem {
	if i := st.Validity.Interval; i.IsSingle() {
		return []timelineItem{{i.Begin().Date.Span(), i.Begin().Date, Happened, st, ""}}
	}
	var items []timelineItem
	if d := st.ValidFrom(); !d.IsZero() {
		items = append(items, timelineItem{d.Span(), d, Began, st, ""})
	}
	if d := st.ValidTo(); !d.IsZero() {
		items = append(items, timelineItem{d.Span(), d, Ended, st, ""})
	}
	return items
}
