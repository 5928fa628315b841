package memstore

import (
	"context"
	"iter"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// EventSpans gives for each entity when what is held of it in scope says that it took place.
func (s *Store) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	snap, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	w := newWatch(ctx)
	return each(w, ids, func(id knowledge.ID) (store.EventSpan, error) {
		e := snap.entity(id)
		if e == nil {
			return store.EventSpan{}, nil
		}
		return snap.eventSpan(w, scope, e), ctx.Err()
	})
}

// held returns the statements in scope that affirm something of an entity as a fact.
func (s *snapshot) held(w *watch, scope *knowledge.Scope, e *entityRow) iter.Seq[*knowledge.Statement] {
	admitter := scope.Admitter()
	return filtered(w, s.inList(e.ends)("", knowledge.AfterAll, false), func(st *knowledge.Statement) bool {
		return st.Affirms() && admitter.Admits(st)
	})
}

func (s *snapshot) eventSpan(w *watch, scope *knowledge.Scope, e *entityRow) store.EventSpan {
	var span store.EventSpan
	for st := range s.held(w, scope, e) {
		span.Add(st.ValidFrom(), st.ValidTo())
	}
	return span
}
