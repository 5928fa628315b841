package graph

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
)

// maxSuggestions is the maximum number of suggestions for a reference.
const maxSuggestions = 5

// suggestion is the candidates for a reference that means nothing.
type suggestion struct {
	Ref        string           `json:"ref"`
	Candidates []map[string]any `json:"candidates"`
}

// suggest searches for entities that a reference may have meant: of the kinds of the request, unless it is exactly the name of an
// entity of another kind. Suggestions are optional, and the answer is null with or without them, so errors are ignored.
func (r *Resolver) suggest(ctx context.Context, s *pendingRef, kinds []knowledge.EntityKind) {
	text, ok := s.searchText()
	if !ok {
		return
	}
	index, err := r.index.At(ctx, s.scope.Revision)
	if err != nil {
		return
	}
	page := store.Page{Limit: maxSuggestions}
	all, err := index.Search(search.Query{Text: text, Kinds: knowledge.EntityKinds()}, page)
	if err != nil || len(all.Rows) == 0 {
		return
	}
	hits := all.Rows
	if kinds != nil && !all.Rows[0].IsWhole() {
		if of, err := index.Search(search.Query{Text: text, Kinds: kinds}, page); err == nil && len(of.Rows) > 0 {
			hits = of.Rows
		}
	}
	r.suggestHits(ctx, s, hits)
}

// candidates returns the ids of entities that a reference may have meant; none if the search fails.
func (r *Resolver) candidates(ctx context.Context, s *scope, text string) []knowledge.ID {
	ref, err := knowledge.ParseRef(text)
	if err != nil {
		return nil
	}
	likely, ok := (&pendingRef{ref: ref, scope: s}).searchText()
	index, err := r.index.At(ctx, s.Revision)
	if !ok || err != nil {
		return nil
	}
	found, err := index.Search(search.Query{Text: likely, Kinds: knowledge.EntityKinds()}, store.Page{Limit: maxSuggestions})
	if err != nil {
		return nil
	}
	return each(found.Rows, func(h *search.Hit) knowledge.ID { return h.Entity })
}

// suggestHits adds hits as suggestions to the request.
func (r *Resolver) suggestHits(ctx context.Context, s *pendingRef, hits []*search.Hit) {
	found, err := r.store.Entities(ctx, s.scope.Revision, each(hits, func(h *search.Hit) knowledge.ID { return h.Entity }))
	if err != nil {
		return
	}
	out := suggestion{Ref: s.ref.String()}
	for _, e := range found {
		out.Candidates = append(out.Candidates, map[string]any{"ref": e.ID, "name": e.Name, "kind": string(e.Kind)})
	}
	q := requestOf(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.suggestions = append(q.suggestions, out)
}

// searchText returns what to search for instead of a reference: the words of an id, or a name. ok is false for the code of a
// scheme, since similar codes mean nothing.
func (s *pendingRef) searchText() (text string, ok bool) {
	if id, isID := s.ref.ID(); isID {
		_, slug, _ := knowledge.SplitID(id)
		return strings.ReplaceAll(slug, "-", " "), true
	}
	return s.ref.String(), len(s.ref.Keys()) == 1
}

// addSuggestions adds the suggestions of the request to the extensions of the answer.
func addSuggestions(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	q := requestOf(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	if response == nil || q.suggestions == nil {
		return response
	}
	if response.Extensions == nil {
		response.Extensions = map[string]any{}
	}
	// Fields are resolved concurrently, so the suggestions are in no order.
	slices.SortFunc(q.suggestions, func(a, b suggestion) int { return strings.Compare(a.Ref, b.Ref) })
	response.Extensions["suggestions"] = q.suggestions
	return response
}
