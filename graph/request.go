package graph

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"entente/internal/knowledge"
	"entente/internal/question"
	"github.com/99designs/gqlgen/graphql"
)

// request is what the fields of one request share.
type request struct {
	*question.Request
	mu sync.Mutex
	// extraRevisions are the revisions that a diff compares: what the request's own does not have is looked up there.
	extraRevisions []int
	// suggestions are for references that mean nothing.
	suggestions []suggestion
}

// suggestion is the candidates for a reference that means nothing.
type suggestion struct {
	Ref        string           `json:"ref"`
	Candidates []map[string]any `json:"candidates"`
}

type requestKey struct{}

// addRevisions adds extraRevisions.
func (q *request) addRevisions(revisions ...int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.extraRevisions = append(q.extraRevisions, revisions...)
}

// moreRevisions returns extraRevisions.
func (q *request) moreRevisions() []int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.extraRevisions
}

// suggest adds suggestions for a reference, if there are any.
func (q *request) suggest(ref knowledge.Ref, candidates []*knowledge.Entity) {
	if candidates == nil {
		return
	}
	s := suggestion{Ref: ref.String(), Candidates: each(candidates, func(e *knowledge.Entity) map[string]any {
		return map[string]any{"ref": e.ID, "name": e.Name, "kind": string(e.Kind)}
	})}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.suggestions = append(q.suggestions, s)
}

// addSuggestions adds the suggestions of the request to the extensions of the answer.
func addSuggestions(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	q, ok := ctx.Value(requestKey{}).(*request)
	if !ok || response == nil {
		return response
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.suggestions == nil {
		return response
	}
	if response.Extensions == nil {
		response.Extensions = map[string]any{}
	}
	// Fields are resolved concurrently, so the suggestions are in no order.
	slices.SortFunc(q.suggestions, func(a, b suggestion) int { return cmp.Compare(a.Ref, b.Ref) })
	response.Extensions["suggestions"] = q.suggestions
	return response
}
