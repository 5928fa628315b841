package neo4jstore

import (
	"context"
	"encoding/hex"
	"fmt"
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
	return s.memory.entities.all(ctx, c.revision.Number, ids, func(ctx context.Context, missing []knowledge.ID) ([]*knowledge.Entity, error) {
		return byID(ctx, s, c, missing, "entities_by_id", s.codec.DecodeEntity)
	})
}

// Lookup gives the entities found under each key.
func (s *Store) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	short := make([]string, len(keys))
	for i, key := range keys {
		short[i] = lookupForm(key)
	}
	return s.memory.found.all(ctx, c.revision.Number, short, func(ctx context.Context, missing []string) ([][]*knowledge.Entity, error) {
		return s.lookUp(ctx, c, missing)
	})
}

// lookUp asks for the entities found under each form of a key.
func (s *Store) lookUp(ctx context.Context, c *catalog, short []string) ([][]*knowledge.Entity, error) {
	var found [][]*knowledge.Entity
	params := map[string]any{"keys": short, "revision": c.revision.Number}
	begin := func() { found = make([][]*knowledge.Entity, len(short)) }
	err := s.read(ctx, s.queries.text(form{file: "lookup"}), params, begin, func(r *neo4j.Record) error {
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

// entityQuery says which entities of a revision are asked for.
type entityQuery struct {
	catalog *catalog
	scope   *knowledge.Scope
	filter  knowledge.EntityFilter
	// only are the ids that the filter's RelatedTo and Identifier leave; nil where it asks for neither.
	only []knowledge.ID
	// idsFrom and idsTo are the range of ids that the filter's kinds span.
	idsFrom, idsTo string
}

func (s *Store) entityQuery(ctx context.Context, scope *knowledge.Scope, filter knowledge.EntityFilter) (*entityQuery, error) {
	c, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	if err := filter.During.Check(); err != nil {
		return nil, err
	}
	q := &entityQuery{catalog: c, scope: scope, filter: filter, idsTo: behindAll}
	if len(filter.Kinds) > 0 {
		prefixes := make([]string, len(filter.Kinds))
		for i, k := range filter.Kinds {
			prefixes[i] = k.Prefix()
		}
		// Every id of a kind stands between its prefix with a colon and that with the character behind the colon.
		q.idsFrom, q.idsTo = slices.Min(prefixes)+":", slices.Max(prefixes)+";"
	}
	if filter.RelatedTo != nil {
		if err := knowledge.CheckRelations(filter.RelatedTo.Relations, c.relations); err != nil {
			return nil, err
		}
		if q.only, err = s.heldWith(ctx, q); err != nil {
			return nil, err
		}
	}
	return q, s.restrictToCode(ctx, q)
}

// heldWith gives the ids of the entities that the filter's RelatedTo asks for. It is never nil.
func (s *Store) heldWith(ctx context.Context, q *entityQuery) ([]knowledge.ID, error) {
	ids := []knowledge.ID{}
	params := q.parameters()
	params["id"] = q.filter.RelatedTo.Entity
	f := form{file: "held_with", level: levelOf(q.scope), asks: asks("", scopeParams(q.scope))}
	if relations := q.filter.RelatedTo.Relations; relations != nil {
		params["relations"] = relations
		f.asks += " relations"
	}
	err := s.read(ctx, s.queries.text(f), params, func() { ids = ids[:0] }, func(r *neo4j.Record) error {
		ids = append(ids, r.Values[0].(string))
		return nil
	})
	return ids, err
}

// restrictToCode leaves the entities that have the code that the filter asks for. They are few, and found by the code's key.
func (s *Store) restrictToCode(ctx context.Context, q *entityQuery) error {
	code := q.filter.Identifier
	if code == nil {
		return nil
	}
	keys := knowledge.LookupKeys(&knowledge.Entity{Identifiers: []knowledge.Identifier{{Scheme: code.Scheme, Value: code.Value}}})
	found, err := s.Lookup(ctx, q.catalog.revision.Number, keys)
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

// asking gives the form with the conditions that are asked for.
func (q *entityQuery) asking(f form) form {
	f.level, f.asks = levelOf(q.scope), asks("", scopeParams(q.scope))+asks("e.", q.conditions())
	if q.only != nil {
		f.asks += " only"
	}
	return f
}

// conditions are the parameters of the filter, as the template "entities" reads them. What is not asked for is not there.
func (q *entityQuery) conditions() map[string]any {
	e := map[string]any{"idsFrom": q.idsFrom, "idsTo": q.idsTo}
	if q.filter.Kinds != nil {
		e["kinds"] = texts(q.filter.Kinds)
	}
	if q.filter.Regions != nil {
		e["regions"] = q.filter.Regions
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
	params := map[string]any{"revision": q.catalog.revision.Number, "q": scopeParams(q.scope), "e": q.conditions(), "dateLength": dateLength}
	if q.only != nil {
		params["only"] = q.only
	}
	return params
}

// from says where the entities of an anchor are looked for: those that only a few can be among are not looked for elsewhere.
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
	a := ask(query.Order.Direction, page)
	f, bound := q.asking(form{file: "entities", key: "id", descending: a.descending()}), q.idBound
	switch query.Order.By {
	case knowledge.OrderName:
		f.key, bound = "name", hexForm
	case knowledge.OrderDate:
		f.key, bound = "date", entityDateBound
	}
	if f.key != "date" {
		a = a.known()
	}
	lists := make([]store.List[*knowledge.Entity], len(of))
	for from, slots := range slotsFrom(of) {
		f.from = q.from(from)
		p := pages{asked: a, heads: f.key == "name"}
		for _, slot := range slots {
			p.add(slot, bound, map[string]any{"id": of[slot]})
		}
		params := q.parameters()
		gathered, err := s.gatherEntities(ctx, p.into(params, f), params, len(of))
		if err != nil {
			return nil, err
		}
		for _, slot := range slots {
			lists[slot] = gathered[slot].list(a)
		}
	}
	return lists, nil
}

// idBound takes keys to ids, within those of the kinds asked for.
func (q *entityQuery) idBound(k knowledge.SortKey) string {
	return min(max(idBound(k), q.idsFrom), q.idsTo)
}

func (s *Store) gatherEntities(ctx context.Context, f form, params map[string]any, slots int) ([]gathering[*knowledge.Entity], error) {
	var gathered []gathering[*knowledge.Entity]
	begin := func() { gathered = make([]gathering[*knowledge.Entity], slots) }
	err := s.read(ctx, s.queries.text(f), params, begin, func(r *neo4j.Record) error {
		return gather(gathered, r, func(row any) (knowledge.SortKey, *knowledge.Entity, error) {
			entity, place := row.([]any)[0], row.([]any)[1]
			e, err := s.codec.DecodeEntity(entity.([]byte))
			if err != nil {
				return "", nil, err
			}
			key, err := entityKey(f, e, place)
			return key, e, err
		})
	})
	return gathered, err
}

// entityKey is an entity's place in the order that was asked for. place is what the query says of it: the form of its key where
// that is by name, which would be dear to make anew; the date part of a dateForm, or nothing, where it is by date.
func entityKey(f form, e *knowledge.Entity, place any) (knowledge.SortKey, error) {
	switch {
	case f.key == "name":
		key, err := hex.DecodeString(place.(string))
		return knowledge.SortKey(key), err
	case f.key == "id":
		return knowledge.EntityKey(knowledge.OrderID, e), nil
	case place == nil:
		return knowledge.DateKey(edtf.Span{First: edtf.UnboundedPast}, e.ID), nil
	}
	span, err := spanOfForm(place.(string))
	return knowledge.DateKey(span, e.ID), err
}

// spanOfForm gives the days back that a dateForm was made of.
func spanOfForm(form string) (edtf.Span, error) {
	var first, narrow uint32
	if _, err := fmt.Sscanf(form, knownDate+"%08x%08x", &first, &narrow); err != nil {
		return edtf.Span{}, fmt.Errorf("a statement's begin is %q: %w", form, err)
	}
	day := edtf.Day(int64(first) + minDay)
	return edtf.Span{First: day, Last: day + edtf.Day(maxWidth-narrow)}, nil
}

// CountEntities counts what ListEntities pages over. Nothing is looked at where all of the graph or of a dataset are asked for.
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
		if err := s.count(ctx, q.asking(form{file: "entities_count", from: q.from(from)}), params, counts); err != nil {
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
	params := map[string]any{"ids": ids, "revision": c.revision.Number, "q": scopeParams(scope)}
	err = s.read(ctx, s.queries.text(form{file: "spans", level: levelOf(scope), asks: asks("", scopeParams(scope))}), params, func() { spans = make([]store.EventSpan, len(ids)) }, func(r *neo4j.Record) error {
		span := &spans[slotOf(r)]
		from, err := dateOf(r.Values[1])
		if err != nil {
			return err
		}
		to, err := dateOf(r.Values[2])
		if edtf.Compare(from, span.Start) < 0 {
			span.Start = from
		}
		if endsLater(to, span.End) {
			span.End = to
		}
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

// endsLater says whether a date's last day is behind the other's; among equals, whether it is by edtf.Compare.
func endsLater(a, b edtf.Date) bool {
	switch {
	case a.IsZero():
		return false
	case b.IsZero():
		return true
	}
	x, y := a.Span().Last, b.Span().Last
	return x > y || x == y && edtf.Compare(a, b) > 0
}
