package graph

import (
	"context"
	"sync"
	"sync/atomic"

	"entente/internal/execute"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// scope is a scope with its revision resolved.
type scope struct {
	knowledge.Scope
	// key is equal for equal scopes of requests; it has the revision only if the request names it, so that a cursor remains valid when
	// other rows change.
	key string
}

// request holds what one request has resolved: one request reads one revision, even if another is applied meanwhile.
type request struct {
	mu     sync.Mutex
	newest int
	scopes map[string]*scope
	// relations and datasets are those of the revisions that were read, which never change.
	relations map[int]map[string]*knowledge.Relation
	datasets  map[int]map[knowledge.ID]*knowledge.Dataset
	// extraRevisions are the revisions that a diff compares: what the request's own does not have is looked up there.
	extraRevisions []int
	// suggestions are for references that mean nothing.
	suggestions []suggestion
}

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

// requestOf returns the request of the context, or a new one if there is none.
func requestOf(ctx context.Context) *request {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q
	}
	return &request{}
}

// latestRevision caches a value of the newest revision that was read. A revision never changes, and nearly all requests read the
// newest.
type latestRevision[V any] struct {
	cached atomic.Pointer[atRevision[V]]
}

type atRevision[V any] struct {
	revision int
	value    V
}

// cachedByRevision returns a value of a revision from the cache of all requests, or of this one, or loads and caches it.
func cachedByRevision[V any](q *request, newest *latestRevision[V], ofRequest *map[int]V, revision int, load func() (V, error)) (V, error) {
	last := newest.cached.Load()
	if last != nil && last.revision == revision {
		return last.value, nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if v, ok := (*ofRequest)[revision]; ok {
		return v, nil
	}
	v, err := load()
	if err != nil {
		return v, err
	}
	if *ofRequest == nil {
		*ofRequest = map[int]V{}
	}
	(*ofRequest)[revision] = v
	if last == nil || last.revision < revision {
		newest.cached.CompareAndSwap(last, &atRevision[V]{revision, v})
	}
	return v, nil
}

type requestKey struct{}

// withRequest adds a new request to the context.
func withRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{})
}

// scopeArgument is the argument of root fields that holds for all fields below them.
const scopeArgument = "scope"

// scopeOf returns the scope of the root field that the context's field is below.
func (r *Resolver) scopeOf(ctx context.Context) (*scope, error) {
	value, _ := execute.Branch(ctx)
	requested, _ := value.(*knowledge.Scope)
	return r.scope(ctx, requested)
}

// scope resolves a scope of a request, and checks that its revision and datasets exist.
func (r *Resolver) scope(ctx context.Context, requested *knowledge.Scope) (*scope, error) {
	q := requestOf(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &scope{}
	if requested != nil {
		s.Scope = *requested
	}
	s.key = s.Key()
	if s.Revision != 0 {
		s.key += knowledge.RevisionID(s.Revision)
	}
	if cached := q.scopes[s.key]; cached != nil {
		return cached, nil
	}
	if err := r.resolveScope(ctx, q, s); err != nil {
		return nil, err
	}
	if q.scopes == nil {
		q.scopes = map[string]*scope{}
	}
	q.scopes[s.key] = s
	return s, nil
}

// resolveScope sets the revision of a scope, the newest if it names none, and checks its datasets.
func (r *Resolver) resolveScope(ctx context.Context, q *request, s *scope) error {
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
