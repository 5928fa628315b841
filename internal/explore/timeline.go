package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// TimelineKind says what an entry of a timeline tells.
type TimelineKind string

// The kinds of entries.
const (
	// Began: what the statement claims began.
	Began TimelineKind = "BEGAN"
	// Ended: what the statement claims ended.
	Ended TimelineKind = "ENDED"
	// Happened: an event took place, or the statement claims something of a single date.
	Happened TimelineKind = "HAPPENED"
)

// TimelineKinds are all kinds, in the order of the contract.
func TimelineKinds() []TimelineKind { return []TimelineKind{Began, Ended, Happened} }

// TimelineEntry is one dated thing about the entities of a timeline. It has a statement or an event.
type TimelineEntry struct {
	Date      edtf.Date
	Kind      TimelineKind
	Statement *knowledge.Statement
	Event     *knowledge.Entity
	// Summary is a sentence that says when, how (denied, promised, by whom), what, and in which source.
	Summary string
}

// moment is an entry before it is written out. event is set where there is no statement.
type moment struct {
	span  edtf.Span
	date  edtf.Date
	kind  TimelineKind
	st    *knowledge.Statement
	event knowledge.ID
}

// id tells a moment from all others.
func (m *moment) id() knowledge.ID {
	if m.st == nil {
		return m.event
	}
	return m.st.ID
}

// key is the moment's place: by the rule for dates, then by id and kind.
func (m *moment) key() knowledge.SortKey {
	return knowledge.DateKey(m.span, m.id()+"#"+string(m.kind))
}

// compareMoments orders moments as their keys do.
func compareMoments(a, b moment) int {
	if c := cmp.Or(cmp.Compare(a.span.First, b.span.First), cmp.Compare(b.span.Last, a.span.Last)); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.id(), b.id()), strings.Compare(string(a.kind), string(b.kind)))
}

// momentsOf gives what a statement tells of time: a single date happened; else its ends that are known began and ended.
func momentsOf(st *knowledge.Statement) []moment {
	if i := st.Validity.Interval; i.IsSingle() {
		return []moment{{i.Begin().Date.Span(), i.Begin().Date, Happened, st, ""}}
	}
	var both []moment
	if d := st.ValidFrom(); !d.IsZero() {
		both = append(both, moment{d.Span(), d, Began, st, ""})
	}
	if d := st.ValidTo(); !d.IsZero() {
		both = append(both, moment{d.Span(), d, Ended, st, ""})
	}
	return both
}

const timelineRemedy = "ask for fewer entities"

// Timeline pages over what is dated about each set of entities: the statements in scope that they stand at an end of, by their
// known begins and ends, and the events that they are or are held to have to do with. Everything stands once, at its earliest
// possible day, the less precise date first where two have the same; what has no date is left out. During keeps what possibly
// lies within. A set has up to MaxTimelineEntities.
//
// It makes one call to the store for the statements of what is not known of the revision yet, one for the events' dates, and
// four for the names on the page.
func (x *Explorer) Timeline(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange, page store.Page) ([]store.List[*TimelineEntry], error) {
	lines, scope, err := x.timelines(ctx, scope, of, during)
	if err != nil {
		return nil, err
	}
	pages := make([]store.List[moment], len(lines))
	for i, l := range lines {
		pages[i] = cut(l.moments, func(m moment) knowledge.SortKey { return m.key() }, l.keeps, page)
	}
	return x.tell(ctx, scope, pages)
}

// CountTimeline counts what Timeline pages over, for each set.
func (x *Explorer) CountTimeline(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange) ([]int, error) {
	lines, _, err := x.timelines(ctx, scope, of, during)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(lines))
	for i, l := range lines {
		for _, m := range l.moments {
			if l.keeps(m) {
				counts[i]++
			}
		}
	}
	return counts, nil
}

// timeline is all that is dated about a set, in order, in scope or not.
type timeline struct {
	moments []moment
	keeps   func(moment) bool
}

// timelines finds what is dated about each set.
func (x *Explorer) timelines(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange) ([]timeline, *knowledge.Scope, error) {
	if err := during.Check(); err != nil {
		return nil, nil, err
	}
	for _, set := range of {
		if err := boundedList("of", set, 1, MaxTimelineEntities); err != nil {
			return nil, nil, err
		}
	}
	v, scope, err := x.view(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	all := unique(slices.Concat(of...))
	if _, err := x.entities(ctx, scope.Revision, "of", all); err != nil {
		return nil, nil, err
	}
	if _, err := v.openIDs(ctx, all, timelineRemedy); err != nil {
		return nil, nil, err
	}
	events, err := x.events(ctx, v, scope, of)
	if err != nil {
		return nil, nil, err
	}
	days := edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}
	if during != nil {
		days = during.Span()
	}
	keeps := func(m moment) bool {
		return m.span.Overlaps(days) && (m.st == nil || scope.Admits(m.st))
	}
	lines := make([]timeline, len(of))
	for i, set := range of {
		lines[i] = timeline{events[i], keeps}
		for _, n := range v.numbered(unique(set)) {
			lines[i].moments = merge(lines[i].moments, v.moments(n))
		}
	}
	return lines, scope, nil
}

// moments gives what the statements at a known place tell of time, in order.
func (v *view) moments(n int32) []moment {
	p := v.places[n]
	p.dated.Do(func() {
		for _, e := range p.ends {
			for _, st := range v.lines[e.line].statements {
				p.moments = append(p.moments, momentsOf(st)...)
			}
		}
		slices.SortFunc(p.moments, compareMoments)
	})
	return p.moments
}

// events gives the dated events of each set, in order: those in it, and those that it is held to have to do with. One call to
// the store dates them all.
func (x *Explorer) events(ctx context.Context, v *view, scope *knowledge.Scope, of [][]knowledge.ID) ([][]moment, error) {
	sets := make([][]knowledge.ID, len(of))
	var all []knowledge.ID
	for i, set := range of {
		for _, n := range v.numbered(set) {
			sets[i] = append(sets[i], v.eventsAt(scope, n)...)
		}
		sets[i] = unique(sets[i])
		all = append(all, sets[i]...)
	}
	out := make([][]moment, len(of))
	if all == nil {
		return out, nil
	}
	spans, err := x.reader.EventSpans(ctx, scope, all)
	if err != nil {
		return nil, err
	}
	for i, set := range sets {
		for j, id := range set {
			date := spans[j].Start
			if date.IsZero() {
				date = spans[j].End
			}
			if !date.IsZero() {
				out[i] = append(out[i], moment{date.Span(), date, Happened, nil, id})
			}
		}
		spans = spans[len(set):]
		slices.SortFunc(out[i], compareMoments)
	}
	return out, nil
}

// eventsAt gives the events that a place is, or is held to have to do with.
func (v *view) eventsAt(scope *knowledge.Scope, n int32) []knowledge.ID {
	var ids []knowledge.ID
	if v.places[n].kind == knowledge.KindEvent {
		ids = append(ids, v.places[n].id)
	}
	for _, e := range v.places[n].ends {
		held := func(st *knowledge.Statement) bool { return st.Affirms() && scope.Admits(st) }
		if v.places[e.other].kind == knowledge.KindEvent && slices.ContainsFunc(v.lines[e.line].statements, held) {
			ids = append(ids, v.places[e.other].id)
		}
	}
	return ids
}

// merge joins two lists that are in order; what stands in both stands once.
func merge(a, b []moment) []moment {
	if len(a) == 0 || len(b) == 0 {
		return slices.Concat(a, b)
	}
	both := make([]moment, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := compareMoments(a[0], b[0]); {
		case c < 0:
			both, a = append(both, a[0]), a[1:]
		case c > 0:
			both, b = append(both, b[0]), b[1:]
		default:
			a = a[1:]
		}
	}
	return append(append(both, a...), b...)
}

// cut gives the page of those rows of a list, in order, that keep keeps. It looks at the rows around the page only.
func cut[T any](rows []T, key func(T) knowledge.SortKey, keep func(T) bool, page store.Page) store.List[T] {
	search := func(k knowledge.SortKey) (int, bool) {
		return slices.BinarySearchFunc(rows, k, func(row T, k knowledge.SortKey) int { return strings.Compare(string(key(row)), string(k)) })
	}
	from, to := 0, len(rows)
	if page.After != "" {
		i, found := search(page.After)
		if from = i; found {
			from++
		}
	}
	if page.Before != "" {
		i, _ := search(page.Before)
		to = max(from, i)
	}
	var list store.List[T]
	if page.Backward {
		at := to
		for ; at > from && len(list.Rows) < page.Limit; at-- {
			if keep(rows[at-1]) {
				list.Rows = append(list.Rows, rows[at-1])
			}
		}
		slices.Reverse(list.Rows)
		from = at
	} else {
		at := from
		for ; at < to && len(list.Rows) < page.Limit; at++ {
			if keep(rows[at]) {
				list.Rows = append(list.Rows, rows[at])
			}
		}
		to = at
	}
	list.HasPrevious = slices.ContainsFunc(rows[:from], keep)
	list.HasNext = slices.ContainsFunc(rows[to:], keep)
	found := list.Rows
	list.Key = func(i int) knowledge.SortKey { return key(found[i]) }
	return list
}
