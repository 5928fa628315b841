package neo4jstore

import (
	"context"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// Entities gives the entity of each id.
func (s *Store) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return s.caches.entities.all(ctx, c.Revision.Number, ids, func(ctx context.Context, missing []knowledge.ID) ([]*knowledge.Entity, error) {
		return byID(ctx, s, c, missing, "entities_by_id", s.codec.DecodeEntity)
	})
}

// Lookup returns the entities found under each key.
func (s *Store) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	short := make([]string, len(keys))
	for i, key := range keys {
		short[i] = indexedLookupKey(key)
	}
	return s.caches.found.all(ctx, c.Revision.Number, short, func(ctx context.Context, missing []string) ([][]*knowledge.Entity, error) {
		return s.lookUp(ctx, c, missing)
	})
}

// lookUp reads the entities found under each key.
func (s *Store) lookUp(ctx context.Context, c *catalog, short []string) ([][]*knowledge.Entity, error) {
	var found [][]*knowledge.Entity
	params := map[string]any{"keys": short, "revision": c.Revision.Number}
	begin := func() { found = make([][]*knowledge.Entity, len(short)) }
	err := s.read(ctx, s.queries.text(queryVariant{file: "lookup"}), params, begin, func(r *neo4j.Record) error {
		return eachSlot(r, func(slot int, content []byte) error {
			e, err := s.codec.DecodeEntity(content)
			found[slot] = append(found[slot], e)
			return err
		})
	})
	for _, entities := range found {
		slices.SortFunc(entities, func(a, b *knowledge.Entity) int { return strings.Compare(a.ID, b.ID) })
	}
	return found, err
}

// entityQuery selects entities of a revision.
type entityQuery struct {
	catalog *catalog
	scope   *knowledge.Scope
	filter  knowledge.EntityFilter
	// only are the ids that the filter's RelatedTo and Identifier leave; nil if it has neither.
	only []knowledge.ID
	// idsFrom and idsTo are the range of ids that the filter's kinds span.
	idsFrom, idsTo string
}

// entityQuery prepares a query: it checks the filter and resolves RelatedTo and Identifier.
func (s *Store) entityQuery(ctx context.Context, scope *knowledge.Scope, filter knowledge.EntityFilter) (*entityQuery, error) {
	c, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	if err := filter.During.Check(); err != nil {
		return nil, err
	}
	q := &entityQuery{catalog: c, scope: scope, filter: filter, idsTo: string(knowledge.AfterAll)}
	if len(filter.Kinds) > 0 {
		prefixes := make([]string, len(filter.Kinds))
		for i, k := range filter.Kinds {
			prefixes[i] = k.Prefix()
		}
		// The ids of a kind sort between its prefix with a colon and its prefix with the character after the colon.
		q.idsFrom, q.idsTo = slices.Min(prefixes)+":", slices.Max(prefixes)+";"
	}
	if filter.RelatedTo != nil {
		if err := knowledge.CheckRelations(filter.RelatedTo.Relations, c.Relations); err != nil {
			return nil, err
		}
		if q.only, err = s.heldWith(ctx, q); err != nil {
			return nil, err
		}
	}
	return q, s.restrictToCode(ctx, q)
}

// heldWith returns the ids of the entities that satisfy the filter's RelatedTo. It is never nil.
func (s *Store) heldWith(ctx context.Context, q *entityQuery) ([]knowledge.ID, error) {
	ids := []knowledge.ID{}
	params := map[string]any{"revision": q.catalog.Revision.Number, "q": scopeParams(q.scope), "id": q.filter.RelatedTo.Entity}
	if relations := q.filter.RelatedTo.Relations; relations != nil {
		params["relations"] = relations
	}
	f := queryVariant{file: "held_with"}.conditionedBy(q.scope, params)
	err := s.read(ctx, s.queries.text(f), params, func() { ids = ids[:0] }, func(r *neo4j.Record) error {
		ids = append(ids, r.Values[0].(string))
		return nil
	})
	return ids, err
}

// restrictToCode restricts the query to the entities that have the code of the filter. They are few, and found by the lookup key of the
// code.
func (s *Store) restrictToCode(ctx context.Context, q *entityQuery) error {
	code := q.filter.Identifier
	if code == nil {
		return nil
	}
	keys := knowledge.LookupKeys(&knowledge.Entity{Identifiers: []knowledge.Identifier{{Scheme: code.Scheme, Value: code.Value}}})
	found, err := s.Lookup(ctx, q.catalog.Revision.Number, keys)
	if err != nil {
		return err
	}
	match := knowledge.EntityFilter{Identifier: code}
	have := []knowledge.ID{}
	for _, e := range slices.Concat(found...) {
		if match.Match(e, q.scope.AsOf) && (q.only == nil || slices.Contains(q.only, e.ID)) && !slices.Contains(have, e.ID) {
			have = append(have, e.ID)
		}
	}
	q.only = have
	return nil
}

// conditions are the parameters of the filter, as the template "entities" reads them. Unset conditions have no parameters.
func (q *entityQuery) conditions() map[string]any {
	e := map[string]any{"idsFrom": q.idsFrom, "idsTo": q.idsTo}
	if q.filter.Kinds != nil {
		e["kinds"] = texts(q.filter.Kinds)
	}
	if q.filter.Regions != nil {
		e["regions"] = q.filter.Regions
	}
	if q.filter.Except != nil {
		e["except"] = q.filter.Except
	}
	if q.filter.NameContains != "" {
		e["contains"] = knowledge.Fold(q.filter.NameContains)
	}
	if q.filter.During != nil {
		span := q.filter.During.Span()
		e["first"], e["last"] = int64(span.First), int64(span.Last)
	}
	if !q.filter.Existed.IsZero() {
		span := q.filter.Existed.Span()
		e["existedFirst"], e["existedLast"] = int64(span.First), int64(span.Last)
	}
	return e
}

// parameters are those of every query for entities.
func (q *entityQuery) parameters() map[string]any {
	params := map[string]any{"revision": q.catalog.Revision.Number, "q": scopeParams(q.scope), "e": q.conditions(), "dateLength": knowledge.DateLength}
	if q.only != nil {
		params["only"] = q.only
	}
	return params
}

// from is where the entities of an anchor are looked up: those of a restricted query by id.
func (q *entityQuery) from(from string) string {
	if from == "all" && q.only != nil {
		return "only"
	}
	return from
}

// ListEntities pages over the entities of each anchor.
func (s *Store) ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.EntityQuery, page store.Page) ([]store.List[*knowledge.Entity], error) {
	q, err := s.entityQuery(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	a := newPageRequest(query.Order.Direction, page)
	f, bound := queryVariant{file: "entities", key: "id", descending: a.descending()}, q.idBound
	switch query.Order.By {
	case knowledge.OrderName:
		f.key, bound = "name", nil
	case knowledge.OrderDate:
		f.key, bound = "date", nil
	}
	if f.key != "date" {
		a = a.withoutUnknown()
	}
	lists := make([]store.List[*knowledge.Entity], len(of))
	for from, slots := range slotsFrom(of) {
		f.from = q.from(from)
		p := pages{pageRequest: a, usesHeads: f.key == "name"}
		for _, slot := range slots {
			p.add(slot, bound, map[string]any{"id": of[slot]})
		}
		params := q.parameters()
		p.setParams(params)
		collectors, err := s.collectEntities(ctx, f.conditionedBy(q.scope, params), params, len(of))
		if err != nil {
			return nil, err
		}
		for _, slot := range slots {
			lists[slot] = collectors[slot].list(a)
		}
	}
	return lists, nil
}

// idBound bounds an id by the range of the kinds of the filter.
func (q *entityQuery) idBound(k knowledge.SortKey) string {
	return min(max(string(k), q.idsFrom), q.idsTo)
}

// collectEntities runs a query for lists of entities and collects their rows.
func (s *Store) collectEntities(ctx context.Context, f queryVariant, params map[string]any, slots int) ([]rowCollector[*knowledge.Entity], error) {
	var collectors []rowCollector[*knowledge.Entity]
	begin := func() { collectors = make([]rowCollector[*knowledge.Entity], slots) }
	err := s.read(ctx, s.queries.text(f), params, begin, func(r *neo4j.Record) error {
		return collectRecord(collectors, r, func(row any) (knowledge.SortKey, *knowledge.Entity, error) {
			entity, key := row.([]any)[0], row.([]any)[1]
			e, err := s.codec.DecodeEntity(entity.([]byte))
			if err != nil {
				return "", nil, err
			}
			return knowledge.SortKey(key.(string)), e, nil
		})
	})
	return collectors, err
}

// CountEntities counts what ListEntities pages over. Totals of the graph and of a dataset come from the catalog.
func (s *Store) CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error) {
	q, err := s.entityQuery(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	for from, slots := range slotsFrom(of) {
		var p []map[string]any
		for _, slot := range slots {
			switch {
			case filter.IsAll() && from == "all":
				counts[slot] = q.catalog.counts.Entities
			case filter.IsAll() && from == "dataset":
				counts[slot] = q.catalog.counts.Datasets[of[slot]].Entities
			default:
				p = append(p, map[string]any{"slot": slot, "id": of[slot]})
			}
		}
		if p == nil {
			continue
		}
		params := q.parameters()
		params["pages"] = p
		if err := s.count(ctx, queryVariant{file: "entities_count", from: q.from(from)}.conditionedBy(q.scope, params), params, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// EventSpans gives for each entity when what is held of it in scope says that it took place.
func (s *Store) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	c, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	var spans []store.EventSpan
	params := map[string]any{"ids": ids, "revision": c.Revision.Number, "q": scopeParams(scope)}
	err = s.read(ctx, s.queries.text(queryVariant{file: "spans"}.conditionedBy(scope, params)), params, func() { spans = make([]store.EventSpan, len(ids)) }, func(r *neo4j.Record) error {
		from, err := dateOf(r.Values[1])
		if err != nil {
			return err
		}
		to, err := dateOf(r.Values[2])
		spans[slotOf(r)].Add(from, to)
		return err
	})
	return spans, err
}

func dateOf(text any) (edtf.Date, error) {
	if text == nil {
		return edtf.Date{}, nil
	}
	return edtf.ParseDate(text.(string))
}
