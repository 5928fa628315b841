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

// maxSuggestions is how many entities are suggested for a reference that means none.
const maxSuggestions = 5

// suggestion is what may have been meant by a reference that means nothing.
type suggestion struct {
	Ref        string           `json:"ref"`
	Candidates []map[string]any `json:"candidates"`
}

// suggest looks for what a reference that means nothing may have meant: something of the kinds that were asked, unless it is the
// very name of something else. It is a courtesy beside the answer, which is null either way; so where it fails, as when the
// request is given up, there is none.
func (r *Resolver) suggest(ctx context.Context, s *sought, kinds []knowledge.EntityKind) {
	text, ok := s.likely()
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

// suggested gives the ids of what a reference that means nothing may have meant; none where it cannot be told.
func (r *Resolver) suggested(ctx context.Context, s *scope, text string) []knowledge.ID {
	ref, err := knowledge.ParseRef(text)
	if err != nil {
		return nil
	}
	likely, ok := (&sought{ref: ref, scope: s}).likely()
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

func (r *Resolver) suggestHits(ctx context.Context, s *sought, hits []*search.Hit) {
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

// likely is what to search for in place of a reference: the words of an id, or a name. A code of a scheme has no likeness.
func (s *sought) likely() (text string, ok bool) {
	if id, isID := s.ref.ID(); isID {
		_, slug, _ := knowledge.SplitID(id)
		return strings.ReplaceAll(slug, "-", " "), true
	}
	return s.ref.String(), len(s.ref.Keys()) == 1
}

// addSuggestions puts what may have been meant by references into the extensions of the answer.
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
	// Fields are resolved side by side, so they stand in no order.
	slices.SortFunc(q.suggestions, func(a, b suggestion) int { return strings.Compare(a.Ref, b.Ref) })
	response.Extensions["suggestions"] = q.suggestions
	return response
}
