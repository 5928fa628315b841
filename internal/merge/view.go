package merge

import (
	"context"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// View is a revision of a graph in which the entities of each class are one: the canonical one. Whatever an answer names has its id, and each
// member's id means it. It keeps the contract of store.Reader, for its own revision, as a store of the merged graph would; but Scan and Changes
// give the rows of the graph itself, which no view merges.
//
// Each call costs a few of the store: one, and for what touches a class one more for its links or members. It is safe for concurrent use.
type View struct {
	store.Reader
	revision int
	classes  *Classes
	links    *linkTable
	order    map[knowledge.ID]int
}

// New returns the view of a revision, which must not be 0. It reads the links of all members. The error has the code knowledge.LimitExceeded if
// these have more than MaxLinks.
func New(ctx context.Context, reader store.Reader, revision int, classes *Classes) (*View, error) {
	order, err := loadOrder(ctx, reader, revision)
	if err != nil {
		return nil, err
	}
	links, err := readLinks(ctx, reader, revision, classes)
	return &View{Reader: reader, revision: revision, classes: classes, links: links, order: order}, err
}

// Canonical returns the entity that stands for an entity; see Classes.Canonical.
func (v *View) Canonical(id knowledge.ID) knowledge.ID { return v.classes.Canonical(id) }

// Members returns the entities that an entity stands for; see Classes.Members.
func (v *View) Members(id knowledge.ID) []knowledge.ID { return v.classes.Members(id) }

// widen returns ids with all members of the class of each; nil for nil.
func (v *View) widen(ids []knowledge.ID) []knowledge.ID {
	if !slices.ContainsFunc(ids, v.isMember) {
		return ids
	}
	var all []knowledge.ID
	for _, id := range ids {
		all = append(all, v.Members(id)...)
	}
	return all
}

func (v *View) isMember(id knowledge.ID) bool {
	_, ok := v.classes.canonical[id]
	return ok
}

// widenFilter returns a filter with all members of the class of each entity that it names.
func (v *View) widenFilter(f knowledge.StatementFilter) knowledge.StatementFilter {
	f.Subject, f.Object, f.With, f.AttributedTo = v.widen(f.Subject), v.widen(f.Object), v.widen(f.With), v.widen(f.AttributedTo)
	between := f.Between
	if f.Between != nil {
		f.Between = make([][]knowledge.ID, len(between))
	}
	for i, ids := range between {
		f.Between[i] = v.widen(ids)
	}
	// A qualifier keeps the entity that its claim names.
	f.Qualifiers = slices.Clone(f.Qualifiers)
	for i, q := range f.Qualifiers {
		f.Qualifiers[i].In = v.widen(q.In)
	}
	return f
}

// anchors are the anchors of a store's call that stand for those of a view's.
type anchors struct {
	all []knowledge.ID
	// ends has, for each anchor of the view, the end of its part of all.
	ends []int
}

// widenAnchors returns for each anchor those of the store: an entity's members, and the links that one of the view is made of.
func (v *View) widenAnchors(of []knowledge.ID) anchors {
	a := anchors{ends: make([]int, len(of))}
	for i, id := range of {
		if v.isMember(id) {
			a.all = append(a.all, v.Members(id)...)
		} else {
			a.all = append(a.all, v.links.parts(id)...)
		}
		a.ends[i] = len(a.all)
	}
	return a
}

// part returns the values of the i-th anchor of the view, of values for all anchors of the store.
func part[T any](a anchors, values []T, i int) []T {
	from := 0
	if i > 0 {
		from = a.ends[i-1]
	}
	return values[from:a.ends[i]:a.ends[i]]
}

// Statements gives the statement of each id, with canonical entities.
func (v *View) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	found, err := v.Reader.Statements(ctx, revision, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*knowledge.Statement, len(found))
	for i, st := range found {
		out[i] = v.statement(st)
	}
	return out, nil
}

// statement returns a statement with canonical entities: itself if it names no other ones.
func (v *View) statement(st *knowledge.Statement) *knowledge.Statement {
	isOther := func(id knowledge.ID) bool { return v.Canonical(id) != id }
	if st == nil || !isOther(st.Subject) && !isOther(st.Object) && !isOther(st.AttributedTo) && !slices.ContainsFunc(st.About, isOther) {
		return st
	}
	merged := *st
	merged.Original = st
	merged.Subject, merged.Object, merged.AttributedTo = v.Canonical(st.Subject), v.Canonical(st.Object), v.Canonical(st.AttributedTo)
	merged.Link = knowledge.LinkID(merged.Subject, st.Relation, merged.Object, st.Symmetric)
	merged.About = nil
	for _, id := range st.About {
		if id = v.Canonical(id); !slices.Contains(merged.About, id) {
			merged.About = append(merged.About, id)
		}
	}
	return &merged
}

// ListStatements pages over the statements of each anchor; those of a class are those of all members, each once.
func (v *View) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	query.Filter = v.widenFilter(query.Filter)
	a := v.widenAnchors(of)
	lists, err := v.Reader.ListStatements(ctx, scope, a.all, query, page)
	if err != nil {
		return nil, err
	}
	out := make([]store.List[*knowledge.Statement], len(of))
	for i := range of {
		out[i] = store.Map(union(part(a, lists, i), query.Order.Direction, page), v.statement)
	}
	return out, nil
}

// CountStatements counts what ListStatements pages over. What joins two members of a class is a statement of both, and counted once.
func (v *View) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	filter = v.widenFilter(filter)
	a := v.widenAnchors(of)
	twice := anchors{ends: make([]int, len(of))}
	for i, id := range of {
		twice.all = append(twice.all, v.links.within[v.Canonical(id)]...)
		twice.ends[i] = len(twice.all)
	}
	counts, err := v.Reader.CountStatements(ctx, scope, slices.Concat(a.all, twice.all), filter)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(of))
	for i := range of {
		out[i] = sum(part(a, counts[:len(a.all)], i)) - sum(part(twice, counts[len(a.all):], i))
	}
	return out, nil
}

func sum(counts []int) (total int) {
	for _, n := range counts {
		total += n
	}
	return total
}

// Sweep gives the statements in scope that match the filter, with canonical entities.
func (v *View) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return func(yield func(*knowledge.Statement, error) bool) {
		for st, err := range v.Reader.Sweep(ctx, scope, v.widenFilter(filter)) {
			if !yield(v.statement(st), err) {
				return
			}
		}
	}
}

// ListDocuments pages over the documents of each anchor; those of a class are those of all members, each once.
func (v *View) ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.DocumentQuery, page store.Page) ([]store.List[*knowledge.Document], error) {
	a := v.widenAnchors(of)
	lists, err := v.Reader.ListDocuments(ctx, scope, a.all, query, page)
	if err != nil {
		return nil, err
	}
	out := make([]store.List[*knowledge.Document], len(of))
	for i := range of {
		out[i] = union(part(a, lists, i), query.Order.Direction, page)
	}
	return out, nil
}

// CountDocuments counts what ListDocuments pages over. The documents of a class are read, as one may be of several members.
func (v *View) CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error) {
	counts, err := v.Reader.CountDocuments(ctx, scope, of, filter)
	if err != nil {
		return nil, err
	}
	for i, id := range of {
		if !v.isMember(id) {
			continue
		}
		counts[i] = 0
		query := store.DocumentQuery{Filter: filter}
		for page, more := (store.Page{Limit: rowsPerCall}), true; more; {
			lists, err := v.ListDocuments(ctx, scope, []knowledge.ID{id}, query, page)
			if err != nil {
				return nil, err
			}
			counts[i] += len(lists[0].Rows)
			page.After, more = lists[0].LastKey(), lists[0].HasNext
		}
	}
	return counts, nil
}

// rowsPerCall is how many rows of a list are read at once.
const rowsPerCall = 10_000

// EventSpans gives for each entity when it took place; a class from the first begin of its members to the last end.
func (v *View) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	a := v.widenAnchors(ids)
	spans, err := v.Reader.EventSpans(ctx, scope, a.all)
	if err != nil {
		return nil, err
	}
	out := make([]store.EventSpan, len(ids))
	for i := range ids {
		for _, s := range part(a, spans, i) {
			out[i].Add(s.Start, s.End)
		}
	}
	return out, nil
}
