package merge

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// MaxLinks is the maximum number of links that the members of all classes may have.
const MaxLinks = 200_000

// linkTable has the links of the store that have a member of a class at an end, whatever the scope.
type linkTable struct {
	// byPart has the link of the view that each of these is part of, and byID each link of the view that is made of some.
	byPart, byID map[knowledge.ID]*mergedLink
	// within are the links of the store between two different members of a class, by the canonical one.
	within map[knowledge.ID][]knowledge.ID
	// touched are the entities at whose links a class is an end: canonical ones, and others.
	touched map[knowledge.ID]bool
}

// mergedLink is a link of the view. parts are those of the store that it is made of.
type mergedLink struct {
	id, source, target knowledge.ID
	parts              []knowledge.ID
}

// find returns the link of the view with an id, or of which the store's link with this id is part; nil for anything else.
func (t *linkTable) find(id knowledge.ID) *mergedLink {
	if l := t.byID[id]; l != nil {
		return l
	}
	return t.byPart[id]
}

// parts returns the links of the store that a link is made of; the id alone of anything else.
func (t *linkTable) parts(id knowledge.ID) []knowledge.ID {
	if l := t.find(id); l != nil {
		return l.parts
	}
	return []knowledge.ID{id}
}

// readLinks reads the links of all members.
func readLinks(ctx context.Context, reader store.Reader, revision int, classes *Classes) (*linkTable, error) {
	relations, err := reader.Relations(ctx, revision)
	if err != nil {
		return nil, err
	}
	symmetric := map[string]bool{}
	for _, r := range relations {
		symmetric[r.Name] = r.Symmetric
	}
	t := &linkTable{
		byPart: map[knowledge.ID]*mergedLink{}, byID: map[knowledge.ID]*mergedLink{}, within: map[knowledge.ID][]knowledge.ID{},
		touched: map[knowledge.ID]bool{},
	}
	for some := range slices.Chunk(classes.all(), anchorsPerCall) {
		err := eachLink(ctx, reader, &knowledge.Scope{Revision: revision}, some, store.LinkQuery{}, func(_ int, l *knowledge.Link) error {
			return t.add(classes, l, symmetric[l.Relation])
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

// anchorsPerCall is how many entities are asked for their links at once.
const anchorsPerCall = 500

// add adds a link of a member. One between two members comes twice.
func (t *linkTable) add(classes *Classes, l *knowledge.Link, symmetric bool) error {
	if t.byPart[l.ID] != nil {
		return nil
	}
	if len(t.byPart) == MaxLinks {
		return knowledge.Errorf(knowledge.LimitExceeded, "the entities that are to be merged have more than %d links; narrow the scope with datasets, or leave sameAs out", MaxLinks)
	}
	source, target := knowledge.Ends(classes.Canonical(l.Source), classes.Canonical(l.Target), symmetric)
	id := knowledge.LinkID(source, l.Relation, target, symmetric)
	merged := t.byID[id]
	if merged == nil {
		merged = &mergedLink{id: id, source: source, target: target}
		t.byID[id] = merged
	}
	merged.parts = append(merged.parts, l.ID)
	t.byPart[l.ID] = merged
	t.touched[source], t.touched[target] = true, true
	if source == target && l.Source != l.Target {
		t.within[source] = append(t.within[source], l.ID)
	}
	return nil
}

// eachLink calls found for all links at each entity of the store, with the place of the entity: with one call for all, and one more for each further
// page.
func eachLink(ctx context.Context, reader store.Reader, scope *knowledge.Scope, at []knowledge.ID, query store.LinkQuery, found func(int, *knowledge.Link) error) error {
	lists, err := reader.ListLinks(ctx, scope, at, query, store.Page{Limit: rowsPerCall})
	if err != nil {
		return err
	}
	for i, list := range lists {
		for {
			for _, l := range list.Rows {
				if err := found(i, l); err != nil {
					return err
				}
			}
			if !list.HasNext {
				break
			}
			next, err := reader.ListLinks(ctx, scope, at[i:i+1], query, store.Page{Limit: rowsPerCall, After: list.LastKey()})
			if err != nil {
				return err
			}
			list = next[0]
		}
	}
	return nil
}

// Links gives the link of each id, made of those of the store that have the same canonical ends.
func (v *View) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	a := v.widenAnchors(ids)
	found, err := v.Reader.Links(ctx, scope, a.all)
	if err != nil {
		return nil, err
	}
	out := make([]*knowledge.Link, len(ids))
	for i, id := range ids {
		parts := part(a, found, i)
		if merged := v.links.find(id); merged != nil {
			out[i] = merged.link(parts)
		} else {
			out[i] = parts[0]
		}
	}
	return out, nil
}

// link makes the link of its parts in a scope, of which some may be nil; nil if all are.
func (m *mergedLink) link(parts []*knowledge.Link) *knowledge.Link {
	link := &knowledge.Link{ID: m.id, Source: m.source, Target: m.target}
	for _, l := range parts {
		if l != nil {
			link.Relation = l.Relation
			link.Held = link.Held || l.Held
			link.StatementCount += l.StatementCount
		}
	}
	if link.StatementCount == 0 {
		return nil
	}
	for _, l := range parts {
		// As of a link of the store: the statements that make it held decide, if there are any.
		if l != nil && l.Held == link.Held && (link.Certainty == "" || l.Certainty.AtLeast(link.Certainty)) {
			link.Certainty = l.Certainty
		}
	}
	return link
}

// ListLinks pages over the links at each entity. Those of an entity that a class touches are read as a whole.
func (v *View) ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery, page store.Page) ([]store.List[*knowledge.Link], error) {
	query.Filter = v.widenFilter(query.Filter)
	out := make([]store.List[*knowledge.Link], len(of))
	err := v.split(of, func(touched, others []int) error {
		if len(others) > 0 {
			lists, err := v.Reader.ListLinks(ctx, scope, pick(of, others), query, page)
			if err != nil {
				return err
			}
			for i, at := range others {
				out[at] = lists[i]
			}
		}
		found, err := v.linksAt(ctx, scope, pick(of, touched), query)
		if err != nil {
			return err
		}
		links, err := v.Links(ctx, scope, slices.Concat(found...))
		if err != nil {
			return err
		}
		for i, at := range touched {
			end, n := v.Canonical(of[at]), len(found[i])
			out[at] = cut(links[:n], func(l *knowledge.Link) knowledge.SortKey { return knowledge.LinkKey(l, end) }, knowledge.Ascending, page)
			links = links[n:]
		}
		return nil
	})
	return out, err
}

// CountLinks counts what ListLinks pages over.
func (v *View) CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery) ([]int, error) {
	query.Filter = v.widenFilter(query.Filter)
	out := make([]int, len(of))
	err := v.split(of, func(touched, others []int) error {
		if len(others) > 0 {
			counts, err := v.Reader.CountLinks(ctx, scope, pick(of, others), query)
			if err != nil {
				return err
			}
			for i, at := range others {
				out[at] = counts[i]
			}
		}
		found, err := v.linksAt(ctx, scope, pick(of, touched), query)
		for i, ids := range found {
			out[touched[i]] = len(ids)
		}
		return err
	})
	return out, err
}

// split calls answer with the places of the entities that a class touches, and of the others.
func (v *View) split(of []knowledge.ID, answer func(touched, others []int) error) error {
	var touched, others []int
	for i, id := range of {
		if v.links.touched[v.Canonical(id)] {
			touched = append(touched, i)
		} else {
			others = append(others, i)
		}
	}
	return answer(touched, others)
}

// pick returns the values at some places.
func pick[T any](all []T, places []int) []T {
	out := make([]T, len(places))
	for i, at := range places {
		out[i] = all[at]
	}
	return out
}

// linksAt returns for each entity the ids of the view's links at it that match a query, each once. The query's filter is widened.
func (v *View) linksAt(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery) ([][]knowledge.ID, error) {
	out := make([][]knowledge.ID, len(of))
	if len(of) == 0 {
		return out, nil
	}
	a := v.widenAnchors(of)
	var owner []int
	for i := range of {
		for range part(a, a.all, i) {
			owner = append(owner, i)
		}
	}
	type row struct {
		owner int
		id    knowledge.ID
	}
	seen := map[row]bool{}
	err := eachLink(ctx, v.Reader, scope, a.all, query, func(at int, l *knowledge.Link) error {
		id := l.ID
		if merged := v.links.find(id); merged != nil {
			id = merged.id
		}
		if r := (row{owner[at], id}); !seen[r] {
			seen[r] = true
			out[r.owner] = append(out[r.owner], id)
		}
		return nil
	})
	return out, err
}
