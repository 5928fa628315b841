package explore

import (
	"context"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// TimelineKind says what an entry of a timeline is about.
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

// TimelineKinds returns all kinds, in the order of the schema.
func TimelineKinds() []TimelineKind { return []TimelineKind{Began, Ended, Happened} }

// TimelineEntry is one dated statement or event about the entities of a timeline.
type TimelineEntry struct {
	Date      edtf.Date
	Kind      TimelineKind
	Statement *knowledge.Statement
	Event     *knowledge.Entity
	// Summary is a sentence that says when, how (denied, promised, by whom), what, and in which source.
	Summary string
}

const timelineRemedy = "ask for fewer entities"

// Timeline pages over what is dated about each set of entities: the statements in scope that have one of them at an end, by their
// known begins and ends, and the events among them or that they are held to have a relation to. Each item comes once, at its
// earliest possible day; of two on the same day the less precise comes first. What has no date is left out. During restricts the
// timeline to what possibly lies within it. A set has up to MaxTimelineEntities.
//
// It makes one call to the store for the statements that are not loaded yet, one for the dates of the events, and four for the
// names on the page.
func (x *Explorer) Timeline(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange, page store.Page) ([]store.List[*TimelineEntry], error) {
	lines, scope, err := x.timelines(ctx, scope, of, during)
	if err != nil {
		return nil, err
	}
	pages := make([]store.List[timelineItem], len(lines))
	for i, l := range lines {
		pages[i] = l.page(page)
		if err := l.looked.Flush(); err != nil {
			return nil, err
		}
	}
	return x.writeEntries(ctx, scope, pages)
}

// CountTimeline counts what Timeline pages over, for each set.
func (x *Explorer) CountTimeline(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange) ([]int, error) {
	lines, _, err := x.timelines(ctx, scope, of, during)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(lines))
	for i, l := range lines {
		counts[i] = l.count()
		if err := l.looked.Flush(); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// timelines returns the timeline of each set, and the scope with its revision set.
func (x *Explorer) timelines(ctx context.Context, scope *knowledge.Scope, of [][]knowledge.ID, during *knowledge.DateRange) ([]timeline, *knowledge.Scope, error) {
	if err := during.Check(); err != nil {
		return nil, nil, err
	}
	for _, set := range of {
		if err := checkLength("of", set, 1, MaxTimelineEntities); err != nil {
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
	if _, err := v.loadIDs(ctx, all, timelineRemedy); err != nil {
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
	admitter := scope.Admitter()
	looked := meter.NewTally(ctx, meter.Ends)
	keeps := func(m timelineItem) bool {
		_ = looked.Add(2) // whoever looks at them flushes it
		return m.span.Overlaps(days) && (m.st == nil || admitter.Admits(m.st))
	}
	lines := make([]timeline, len(of))
	for i, set := range of {
		lines[i] = newTimeline(unique(set), events[i], keeps)
		lines[i].looked = &looked
		for _, n := range v.nodeNumbers(unique(set)) {
			items, err := v.items(ctx, n)
			if err != nil {
				return nil, nil, err
			}
			lines[i].lists = append(lines[i].lists, items)
		}
	}
	return lines, scope, nil
}

// items returns the items of the statements of a loaded node, in order.
func (v *view) items(ctx context.Context, n int32) ([]timelineItem, error) {
	p, made := v.nodes[n], false
	p.itemsOnce.Do(func() {
		for _, e := range p.halfEdges {
			for _, st := range v.edges[e.edge].statements {
				p.items = append(p.items, itemsOf(st)...)
			}
		}
		slices.SortFunc(p.items, compareItems)
		made = true
	})
	if !made {
		return p.items, nil
	}
	bytes := cap(p.items) * itemBytes
	v.adjacency.mu.Lock()
	v.adjacency.bytes += bytes
	v.adjacency.mu.Unlock()
	return p.items, v.grown(ctx, v.adjacency, bytes)
}

// events returns the dated events of each set, in order: those in it, and those that it is held to have a relation to. One call to
// the store reads all of their dates.
func (x *Explorer) events(ctx context.Context, v *view, scope *knowledge.Scope, of [][]knowledge.ID) ([][]timelineItem, error) {
	sets := make([][]knowledge.ID, len(of))
	var all []knowledge.ID
	for i, set := range of {
		for _, n := range v.nodeNumbers(set) {
			if err := v.ends.Add(len(v.nodes[n].halfEdges)); err != nil {
				return nil, err
			}
			sets[i] = append(sets[i], v.eventsAt(scope, n)...)
		}
		sets[i] = unique(sets[i])
		all = append(all, sets[i]...)
	}
	out := make([][]timelineItem, len(of))
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
				out[i] = append(out[i], timelineItem{date.Span(), date, Happened, nil, id})
			}
		}
		spans = spans[len(set):]
		slices.SortFunc(out[i], compareItems)
	}
	return out, nil
}

// eventsAt returns the node itself if it is an event, and the events that it is held to have a relation to.
func (v *view) eventsAt(scope *knowledge.Scope, n int32) []knowledge.ID {
	var ids []knowledge.ID
	if v.nodes[n].kind == knowledge.KindEvent {
		ids = append(ids, v.nodes[n].id)
	}
	admitter := scope.Admitter()
	held := func(st *knowledge.Statement) bool { return st.Affirms() && admitter.Admits(st) }
	for _, e := range v.nodes[n].halfEdges {
		if v.nodes[e.other].kind == knowledge.KindEvent && slices.ContainsFunc(v.edges[e.edge].statements, held) {
			ids = append(ids, v.nodes[e.other].id)
		}
	}
	return ids
}
