package question

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
)

// MaxSuggestions is the maximum number of suggestions for a reference.
const MaxSuggestions = 5

// suggestions returns the entities that a term which means nothing may have meant. They are optional, so there are none if the search fails.
func (q *Request) suggestions(ctx context.Context, t *term) []*knowledge.Entity {
	ids := q.likely(ctx, t)
	if ids == nil {
		return nil
	}
	found, err := t.scope.Reader().Entities(ctx, t.scope.Revision, ids)
	if err != nil {
		return nil
	}
	return found
}

// Search returns a page of what a free text finds in a scope: entities of kinds, and where that is nil all entities and documents.
func (q *Request) Search(ctx context.Context, s *Scope, text string, kinds []knowledge.EntityKind, page store.Page) (*search.Result, error) {
	index, err := q.index.At(ctx, s.Revision)
	if err != nil {
		return nil, err
	}
	return index.Search(ctx, search.Query{Text: text, Kinds: kinds, Scope: &s.Scope}, page)
}

// Nearest returns the entities of kinds, of all where nil, whose names or codes look most like a text that no search of a revision finds, the
// nearest first; at most MaxSuggestions.
func (q *Request) Nearest(ctx context.Context, revision int, text string, kinds []knowledge.EntityKind) ([]*knowledge.Entity, error) {
	index, err := q.index.At(ctx, revision)
	if err != nil {
		return nil, err
	}
	ids := index.Nearest(text, kinds, MaxSuggestions)
	if len(ids) == 0 {
		return nil, nil
	}
	return q.store.Entities(ctx, revision, ids)
}

// likely returns the ids of suggestions: of the term's kinds, unless the term is exactly the name of an entity of another kind. What no
// search finds has the nearest names or codes.
func (q *Request) likely(ctx context.Context, t *term) []knowledge.ID {
	index, err := q.index.At(ctx, t.scope.Revision)
	if err != nil {
		return nil
	}
	text := t.ref.String()
	page := store.Page{Limit: MaxSuggestions}
	all, err := index.Search(ctx, search.Query{Text: text, Kinds: knowledge.EntityKinds()}, page)
	if err != nil || len(all.Rows) == 0 {
		return index.Nearest(text, t.kinds, MaxSuggestions)
	}
	hits := all.Rows
	if t.kinds != nil && !hits[0].IsWhole() {
		if of, err := index.Search(ctx, search.Query{Text: text, Kinds: t.kinds}, page); err == nil && len(of.Rows) > 0 {
			hits = of.Rows
		}
	}
	ids := make([]knowledge.ID, len(hits))
	for i, h := range hits {
		ids[i] = h.Entity
	}
	return ids
}
