package memstore

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// Entities gives the entity of each id.
func (s *Store) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return each(newWatch(ctx), ids, func(id knowledge.ID) (*knowledge.Entity, error) {
		if e := snap.entity(id); e != nil {
			return e.Entity, nil
		}
		return nil, nil
	})
}

// Lookup gives the entities found under each key.
func (s *Store) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return each(newWatch(ctx), keys, func(key string) ([]*knowledge.Entity, error) {
		var found []*knowledge.Entity
		for l := range between(snap.lookups, lookup{key: key}, lookup{key: key + "\x00"}, false) {
			found = append(found, snap.entity(l.id).Entity)
		}
		return found, nil
	})
}

// ListEntities pages over the entities of each anchor.
func (s *Store) ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.EntityQuery, page store.Page) ([]store.List[*knowledge.Entity], error) {
	q, err := s.entityQuery(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (store.List[*knowledge.Entity], error) {
		rows, err := q.list(anchor, query.Order, page)
		return store.Map(rows, func(row *entityRow) *knowledge.Entity { return row.Entity }), err
	})
}

// CountEntities counts what ListEntities pages over. It reads no entity to count all of the graph or of a dataset.
func (s *Store) CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error) {
	q, err := s.entityQuery(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	return each(q.watch, of, func(anchor knowledge.ID) (int, error) {
		if filter.IsAll() {
			if anchor == "" {
				return q.snap.entitiesByID.Len(), nil
			}
			if d := q.snap.dataset(anchor); d != nil {
				return q.snap.length(d.entities), nil
			}
		}
		candidates, err := q.candidates(anchor)
		if err != nil {
			return 0, err
		}
		return count(q.watch, candidates, q.keeps)
	})
}

// entityQuery selects entities of a snapshot.
type entityQuery struct {
	*watch
	snap   *snapshot
	scope  *knowledge.Scope
	filter knowledge.EntityFilter
	// related are the entities that the filter's RelatedTo leaves, by id; nil where it asks for none.
	related []knowledge.ID
	// kinds is the range of keys by id that the filter's kinds span.
	kinds [2]knowledge.SortKey
}

// entityQuery prepares a query: it checks the filter and resolves RelatedTo.
func (s *Store) entityQuery(ctx context.Context, scope *knowledge.Scope, filter knowledge.EntityFilter) (*entityQuery, error) {
	snap, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	if err := filter.During.Check(); err != nil {
		return nil, err
	}
	q := &entityQuery{watch: newWatch(ctx), snap: snap, scope: scope, filter: filter, kinds: [2]knowledge.SortKey{"", knowledge.AfterAll}}
	if filter.RelatedTo != nil {
		if err := knowledge.CheckRelations(filter.RelatedTo.Relations, snap.relationList); err != nil {
			return nil, err
		}
		if q.related, err = q.heldWith(filter.RelatedTo.Entity, filter.RelatedTo.Relations); err != nil {
			return nil, err
		}
	}
	if len(filter.Kinds) > 0 {
		prefixes := make([]string, len(filter.Kinds))
		for i, k := range filter.Kinds {
			prefixes[i] = k.Prefix()
		}
		// Every id of a kind stands between its prefix with a colon and that with the character behind the colon.
		q.kinds = [2]knowledge.SortKey{knowledge.SortKey(slices.Min(prefixes)) + ":", knowledge.SortKey(slices.Max(prefixes)) + ";"}
	}
	return q, nil
}

// keeps reports whether the query selects an entity, apart from RelatedTo.
func (q *entityQuery) keeps(e *entityRow) bool {
	return q.filter.Match(e.Entity, q.scope.AsOf) && (q.filter.During == nil || q.datedWithin(e, q.filter.During.Span()))
}

// list returns a page of the entities of an anchor, by an index if one has the order.
func (q *entityQuery) list(anchor knowledge.ID, order knowledge.EntityOrder, page store.Page) (store.List[*entityRow], error) {
	by := sorting[*entityRow]{direction: order.Direction, key: func(e *entityRow) knowledge.SortKey {
		return knowledge.EntityKey(order.By, e.Entity)
	}}
	switch order.By {
	case knowledge.OrderName:
		by.key = func(e *entityRow) knowledge.SortKey { return e.name }
	case knowledge.OrderDate:
		by.key = q.dateKey
	}
	if native := q.native(anchor, order.By); native != nil {
		return indexed[*entityRow]{by, native, q.snap.entitiesByID.Len()}.page(q.watch, page, q.keeps)
	}
	candidates, err := q.candidates(anchor)
	if err != nil {
		return store.List[*entityRow]{}, err
	}
	return pick(q.watch, filtered(q.watch, candidates, q.keeps), by, page)
}

// native returns the index that has the entities of an anchor in an order, or nil.
func (q *entityQuery) native(anchor knowledge.ID, by knowledge.EntityOrderField) walk[*entityRow] {
	d := q.snap.dataset(anchor)
	switch {
	case q.related != nil || by == knowledge.OrderDate:
		return nil
	case anchor == "" && by == knowledge.OrderName:
		return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*entityRow] {
			return between(q.snap.entitiesByName, &entityRow{name: lo}, &entityRow{name: hi}, descending)
		}
	case by == knowledge.OrderName:
		return nil
	case anchor == "":
		return q.byID
	case d != nil:
		return q.ofDataset(d)
	}
	return nil
}

// byID walks over the entities by id, within the range of the kinds of the filter.
func (q *entityQuery) byID(lo, hi knowledge.SortKey, descending bool) iter.Seq[*entityRow] {
	at := func(key knowledge.SortKey) *entityRow { return &entityRow{Entity: &knowledge.Entity{ID: string(key)}} }
	lo, hi = max(lo, q.kinds[0]), min(hi, q.kinds[1])
	return between(q.snap.entitiesByID, at(lo), at(max(lo, hi)), descending)
}

func (q *entityQuery) ofDataset(d *datasetRow) walk[*entityRow] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*entityRow] {
		lo, hi = max(lo, q.kinds[0]), min(hi, q.kinds[1])
		found := between(q.snap.members, member{d.entities, string(lo)}, member{d.entities, string(max(lo, hi))}, descending)
		return values(found, func(m member) *entityRow { return q.snap.entity(m.id) })
	}
}

// candidates gives the entities of an anchor, and only the related ones where the filter asks for them, in no order.
func (q *entityQuery) candidates(anchor knowledge.ID) (iter.Seq[*entityRow], error) {
	prefix, _, _ := strings.Cut(anchor, ":")
	switch {
	case anchor == "" && q.related == nil:
		return q.byID("", knowledge.AfterAll, false), nil
	case anchor == "":
		return q.rows(q.related), nil
	case prefix == knowledge.DatasetPrefix:
		d := q.snap.dataset(anchor)
		if d == nil {
			return q.rows(nil), nil
		}
		return filtered(q.watch, q.ofDataset(d)("", knowledge.AfterAll, false), q.isRelated), nil
	}
	ids, err := q.heldWith(anchor, nil)
	return filtered(q.watch, q.rows(ids), q.isRelated), err
}

func (q *entityQuery) rows(ids []knowledge.ID) iter.Seq[*entityRow] {
	return values(slices.Values(ids), q.snap.entity)
}

func (q *entityQuery) isRelated(e *entityRow) bool {
	if q.related == nil {
		return true
	}
	_, found := slices.BinarySearch(q.related, e.ID)
	return found
}

// heldWith gives the ids of the entities that an entity stands in a held relation to by a statement in scope, sorted; under
// any of the relations, or any at all where they are nil. It is never nil.
func (q *entityQuery) heldWith(id knowledge.ID, relations []string) ([]knowledge.ID, error) {
	e := q.snap.entity(id)
	if e == nil {
		return []knowledge.ID{}, nil
	}
	others := map[knowledge.ID]bool{}
	for st := range q.snap.held(q.watch, q.scope, e) {
		if relations == nil || slices.Contains(relations, st.Relation) {
			others[st.Other(id)] = true
		}
	}
	if q.failed != nil {
		return nil, q.failed
	}
	ids := slices.AppendSeq(make([]knowledge.ID, 0, len(others)), maps.Keys(others))
	slices.Sort(ids)
	return ids, nil
}

// datedWithin reports whether some held statement in scope that has a date of its own possibly holds within the days.
func (q *entityQuery) datedWithin(e *entityRow, days edtf.Span) bool {
	for st := range q.snap.held(q.watch, q.scope, e) {
		v := &st.Validity
		dated := v.Begin == knowledge.BoundKnown || v.End == knowledge.BoundKnown
		if dated && v.EarliestBegin <= days.Last && v.LatestEnd >= days.First {
			return true
		}
	}
	return false
}

// dateKey is an entity's key in the order by its begin; entities without a date sort last.
func (q *entityQuery) dateKey(e *entityRow) knowledge.SortKey {
	return knowledge.DateKey(q.snap.eventSpan(q.watch, q.scope, e).Start.Span(), e.ID)
}
