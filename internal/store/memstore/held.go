package memstore

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// EventSpans gives for each entity when what is held of it in scope says that it took place.
func (s *Store) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	snap, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	return each(ctx, ids, func(id knowledge.ID) (store.EventSpan, error) {
		e := snap.entity(id)
		if e == nil {
			return store.EventSpan{}, nil
		}
		return snap.eventSpan(scope, e), ctx.Err()
	})
}

// held returns the statements in scope that affirm something of an entity as a fact.
func (s *snapshot) held(scope *knowledge.Scope, e *entityRow) iter.Seq[*knowledge.Statement] {
	admitter := scope.Admitter()
	return filtered(s.inList(e.ends)("", knowledge.AfterAll, false), func(st *knowledge.Statement) bool {
		return st.Affirms() && admitter.Admits(st)
	})
}

func (s *snapshot) eventSpan(scope *knowledge.Scope, e *entityRow) store.EventSpan {
	var span store.EventSpan
	for st := range s.held(scope, e) {
		span.Add(st.ValidFrom(), st.ValidTo())
	}
	return span
}

// heldWith gives the ids of the entities that an entity stands in a held relation to by a statement in scope, sorted; under
// any of the relations, or any at all where they are nil. It is never nil.
func (q *entityQuery) heldWith(ctx context.Context, id knowledge.ID, relations []string) ([]knowledge.ID, error) {
	e := q.snap.entity(id)
	if e == nil {
		return []knowledge.ID{}, nil
	}
	others := map[knowledge.ID]bool{}
	w := watch{ctx: ctx}
	for st := range q.snap.held(q.scope, e) {
		if err := w.err(); err != nil {
			return nil, err
		}
		if relations == nil || slices.Contains(relations, st.Relation) {
			others[st.Other(id)] = true
		}
	}
	ids := slices.AppendSeq(make([]knowledge.ID, 0, len(others)), maps.Keys(others))
	slices.Sort(ids)
	return ids, nil
}

// datedWithin reports whether some held statement in scope that has a date of its own possibly holds within the days.
func (q *entityQuery) datedWithin(e *entityRow, days edtf.Span) bool {
	for st := range q.snap.held(q.scope, e) {
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
	return knowledge.DateKey(q.snap.eventSpan(q.scope, e).Start.Span(), e.ID)
}
