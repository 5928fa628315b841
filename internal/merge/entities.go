package merge

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Entities gives the entity of each id: of a member, the one of its class.
func (v *View) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	var all []knowledge.ID
	for _, id := range ids {
		all = append(all, v.Members(id)...)
	}
	found, err := v.Reader.Entities(ctx, revision, all)
	if err != nil {
		return nil, err
	}
	out := make([]*knowledge.Entity, len(ids))
	for i, id := range ids {
		n := len(v.Members(id))
		out[i] = v.entity(found[:n])
		found = found[n:]
	}
	return out, nil
}

// entity makes one entity of those of a class, the canonical one first; itself of one.
func (v *View) entity(members []*knowledge.Entity) *knowledge.Entity {
	if len(members) == 1 {
		return members[0]
	}
	members = slices.DeleteFunc(slices.Clone(members), func(e *knowledge.Entity) bool { return e == nil })
	if len(members) == 0 {
		return nil // the classes are of another revision
	}
	e := knowledge.MergeSame(members)
	slices.SortFunc(e.Datasets, func(a, b knowledge.ID) int { return cmp.Compare(v.order[a], v.order[b]) })
	return e
}

// Lookup gives the entities found under each key, a class once.
func (v *View) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	found, err := v.Reader.Lookup(ctx, revision, keys)
	if err != nil {
		return nil, err
	}
	ids := make([][]knowledge.ID, len(found))
	for i, list := range found {
		for _, e := range list {
			ids[i] = append(ids[i], v.Canonical(e.ID))
		}
		slices.Sort(ids[i])
		ids[i] = slices.Compact(ids[i])
	}
	all, err := v.Entities(ctx, revision, slices.Concat(ids...))
	if err != nil {
		return nil, err
	}
	out := make([][]*knowledge.Entity, len(found))
	for i, list := range ids {
		n := len(list)
		if n > 0 {
			out[i] = all[:n:n]
		}
		all = all[n:]
	}
	return out, nil
}

// ListEntities pages over the entities of each anchor: those that are in no class as the store lists them, and the classes that match.
func (v *View) ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.EntityQuery, page store.Page) ([]store.List[*knowledge.Entity], error) {
	classes, err := v.readClasses(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]store.List[*knowledge.Entity], len(of))
	for i, anchor := range of {
		lists, err := v.unmerged(ctx, scope, anchor, query, page)
		if err != nil {
			return nil, err
		}
		matching, err := v.matching(ctx, scope, anchor, query.Filter, classes)
		if err != nil {
			return nil, err
		}
		key, err := v.keyOf(ctx, scope, query.Order.By, matching)
		if err != nil {
			return nil, err
		}
		out[i] = union(append(lists, cut(matching, key, query.Order.Direction, page)), query.Order.Direction, page)
	}
	return out, nil
}

// CountEntities counts what ListEntities pages over.
func (v *View) CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error) {
	classes, err := v.readClasses(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(of))
	for i, anchor := range of {
		matching, err := v.matching(ctx, scope, anchor, filter, classes)
		if err != nil {
			return nil, err
		}
		others, err := v.countUnmerged(ctx, scope, anchor, filter)
		if err != nil {
			return nil, err
		}
		out[i] = len(matching) + others
	}
	return out, nil
}

// variants returns the filters and anchors by which the store finds what a filter and an anchor of the view do: one of each for each member of the class
// that they name.
func (v *View) variants(anchor knowledge.ID, filter knowledge.EntityFilter) (filters []knowledge.EntityFilter, of []knowledge.ID) {
	filters = []knowledge.EntityFilter{filter}
	if filter.RelatedTo != nil {
		filters = nil
		for _, id := range v.Members(filter.RelatedTo.Entity) {
			f := filter
			f.RelatedTo = &knowledge.RelatedTo{Entity: id, Relations: filter.RelatedTo.Relations}
			filters = append(filters, f)
		}
	}
	return filters, v.Members(anchor)
}

// unmerged returns pages of the entities of an anchor that are in no class. An entity may be in several of them.
func (v *View) unmerged(ctx context.Context, scope *knowledge.Scope, anchor knowledge.ID, query store.EntityQuery, page store.Page) ([]store.List[*knowledge.Entity], error) {
	query.Filter.Except = v.classes.all()
	filters, of := v.variants(anchor, query.Filter)
	var all []store.List[*knowledge.Entity]
	for _, f := range filters {
		lists, err := v.Reader.ListEntities(ctx, scope, of, store.EntityQuery{Filter: f, Order: query.Order}, page)
		if err != nil {
			return nil, err
		}
		all = append(all, lists...)
	}
	return all, nil
}

// countUnmerged counts the entities of an anchor that are in no class. It reads them if one may be found in several ways.
func (v *View) countUnmerged(ctx context.Context, scope *knowledge.Scope, anchor knowledge.ID, filter knowledge.EntityFilter) (int, error) {
	filter.Except = v.classes.all()
	if filters, of := v.variants(anchor, filter); len(filters)*len(of) == 1 {
		counts, err := v.Reader.CountEntities(ctx, scope, of, filters[0])
		return sum(counts), err
	}
	ids, err := v.idsOf(ctx, scope, anchor, filter)
	return len(ids), err
}

// idsOf returns the ids of the store's entities that an anchor and a filter of the view find.
func (v *View) idsOf(ctx context.Context, scope *knowledge.Scope, anchor knowledge.ID, filter knowledge.EntityFilter) (map[knowledge.ID]bool, error) {
	ids := map[knowledge.ID]bool{}
	filters, of := v.variants(anchor, filter)
	for _, f := range filters {
		for _, at := range of {
			for page, more := (store.Page{Limit: rowsPerCall}), true; more; {
				lists, err := v.Reader.ListEntities(ctx, scope, []knowledge.ID{at}, store.EntityQuery{Filter: f}, page)
				if err != nil {
					return nil, err
				}
				for _, e := range lists[0].Rows {
					ids[e.ID] = true
				}
				page.After, more = lists[0].LastKey(), lists[0].HasNext
			}
		}
	}
	return ids, nil
}

// readClasses returns the entity of each class, by id.
func (v *View) readClasses(ctx context.Context) ([]*knowledge.Entity, error) {
	return v.Entities(ctx, v.revision, slices.SortedFunc(maps.Keys(v.classes.members), strings.Compare))
}

// matching returns the classes that an anchor and a filter find. What statements decide is asked of the store, and fits a class if it fits one of its
// members.
func (v *View) matching(ctx context.Context, scope *knowledge.Scope, anchor knowledge.ID, filter knowledge.EntityFilter, classes []*knowledge.Entity) ([]*knowledge.Entity, error) {
	matching := slices.DeleteFunc(slices.Clone(classes), func(e *knowledge.Entity) bool {
		return e == nil || !filter.Match(e, scope.AsOf)
	})
	if prefix, _, _ := knowledge.SplitID(anchor); prefix == knowledge.DatasetPrefix {
		matching = slices.DeleteFunc(matching, func(e *knowledge.Entity) bool { return !slices.Contains(e.Datasets, anchor) })
		anchor = ""
	}
	type condition struct {
		anchor knowledge.ID
		filter knowledge.EntityFilter
	}
	var conditions []condition
	if anchor != "" {
		conditions = append(conditions, condition{anchor: anchor})
	}
	if filter.RelatedTo != nil {
		conditions = append(conditions, condition{filter: knowledge.EntityFilter{RelatedTo: filter.RelatedTo}})
	}
	if filter.During != nil {
		conditions = append(conditions, condition{filter: knowledge.EntityFilter{During: filter.During}})
	}
	for _, c := range conditions {
		if len(matching) == 0 {
			break
		}
		c.filter.Kinds = kindsOf(matching)
		ids, err := v.idsOf(ctx, scope, c.anchor, c.filter)
		if err != nil {
			return nil, err
		}
		matching = slices.DeleteFunc(matching, func(e *knowledge.Entity) bool {
			return !slices.ContainsFunc(v.Members(e.ID), func(id knowledge.ID) bool { return ids[id] })
		})
	}
	return matching, nil
}

func kindsOf(entities []*knowledge.Entity) (kinds []knowledge.EntityKind) {
	for _, e := range entities {
		if !slices.Contains(kinds, e.Kind) {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// keyOf returns the sort key of classes in an order.
func (v *View) keyOf(ctx context.Context, scope *knowledge.Scope, by knowledge.EntityOrderField, classes []*knowledge.Entity) (func(*knowledge.Entity) knowledge.SortKey, error) {
	if by != knowledge.OrderDate {
		return func(e *knowledge.Entity) knowledge.SortKey { return knowledge.EntityKey(by, e) }, nil
	}
	ids := make([]knowledge.ID, len(classes))
	for i, e := range classes {
		ids[i] = e.ID
	}
	spans, err := v.EventSpans(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	keys := map[knowledge.ID]knowledge.SortKey{}
	for i, id := range ids {
		keys[id] = knowledge.DateKey(spans[i].Start.Span(), id)
	}
	return func(e *knowledge.Entity) knowledge.SortKey { return keys[e.ID] }, nil
}
