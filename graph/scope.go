package graph

import (
	"context"
	"sync"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
)

// scope is a scope with its revision named, and what it was asked with.
type scope struct {
	knowledge.Scope
	// asked is equal for scopes that were asked alike; it names the revision only where the request does, so that a cursor
	// survives other rows' changes.
	asked string
}

// request holds what one request has settled: one request reads one revision, whatever is applied meanwhile.
type request struct {
	mu     sync.Mutex
	newest int
	scopes map[*knowledge.Scope]*scope
}

type requestKey struct{}

// withRequest begins a request.
func withRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{scopes: map[*knowledge.Scope]*scope{}})
}

// scopeArgument is the argument of root fields that holds for all below them.
const scopeArgument = "scope"

// scopeOf gives the scope of the root field that the context's field hangs under.
func (r *Resolver) scopeOf(ctx context.Context) (*scope, error) {
	var asked *knowledge.Scope
	for field := graphql.GetFieldContext(ctx); field != nil; field = field.Parent {
		// Only root fields have the argument; on the way to them are elements of lists, which have none at all.
		if s, ok := field.Args[scopeArgument].(*knowledge.Scope); ok {
			asked = s
		}
	}
	return r.scope(ctx, asked)
}

// scope settles a scope as it was asked: its revision is named and there is one, and so are its datasets.
func (r *Resolver) scope(ctx context.Context, asked *knowledge.Scope) (*scope, error) {
	q, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		q = &request{scopes: map[*knowledge.Scope]*scope{}}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if s := q.scopes[asked]; s != nil {
		return s, nil
	}
	s := &scope{}
	if asked != nil {
		s.Scope = *asked
	}
	s.asked = s.Key()
	if s.Revision != 0 {
		s.asked += knowledge.RevisionID(s.Revision)
	}
	if err := r.settle(ctx, q, s); err != nil {
		return nil, err
	}
	q.scopes[asked] = s
	return s, nil
}

func (r *Resolver) settle(ctx context.Context, q *request, s *scope) error {
	if s.Revision < 0 {
		return knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d: revisions are counted from 1", s.Revision)
	}
	if s.Revision == 0 && q.newest != 0 {
		s.Revision = q.newest
	} else {
		revision, err := r.store.Revision(ctx, s.Revision)
		if err != nil {
			return err
		}
		if s.Revision == 0 {
			q.newest = revision.Number
		}
		s.Revision = revision.Number
	}
	if s.Datasets == nil {
		return nil
	}
	return store.CheckDatasets(ctx, r.store, s.Revision, s.Datasets)
}
