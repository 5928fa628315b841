package graph

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"entente/internal/admission"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/question"
	"github.com/99designs/gqlgen/graphql"
)

// request is what the fields of one request share.
type request struct {
	*question.Request
	mu sync.Mutex
	// suggestions are for references that mean nothing, and searches that find nothing.
	suggestions []suggestion
}

// suggestion is the candidates for a reference that means nothing, or for a search that finds nothing.
type suggestion struct {
	Ref        string           `json:"ref"`
	Candidates []map[string]any `json:"candidates"`
}

type requestKey struct{}

// suggestFor adds suggestions for a reference, if its error is that it means nothing and has any.
func (q *request) suggestFor(ref knowledge.Ref, err error) {
	var known *knowledge.Error
	if !errors.As(err, &known) || known.Code != knowledge.NotFound {
		return
	}
	candidates, _ := known.Details["candidates"].([]map[string]any)
	q.suggest(ref.String(), candidates)
}

// suggest adds suggestions for a text that means nothing, if there are any.
func (q *request) suggest(text string, candidates []map[string]any) {
	if len(candidates) == 0 {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.suggestions = append(q.suggestions, suggestion{Ref: text, Candidates: candidates})
}

// finish gives the slot of a request back once there is an answer, however long that takes to be sent, and adds the suggestions to its
// extensions.
func (r *Resolver) finish(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	ticket := admission.From(ctx)
	defer ticket.Free()
	response := next(ctx)
	if r.observe != nil {
		r.observe(meter.From(ctx))
	}
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
