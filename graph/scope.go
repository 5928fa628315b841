package graph

import (
	"context"
	"sync"
	"sync/atomic"

	"entente/internal/execute"
	"entente/internal/knowledge"
	"entente/internal/store"
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
	scopes map[string]*scope
	// relations and datasets are those of the revisions that were asked, which never change.
	relations map[int]map[string]*knowledge.Relation
	datasets  map[int]map[knowledge.ID]*knowledge.Dataset
	// also are revisions that a difference is made of: what is not in the request's own is looked up there.
	also []int
	// suggestions are for references that mean nothing.
	suggestions []suggestion
}

// alsoRead names revisions to look into as well.
func (q *request) alsoRead(revisions ...int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.also = append(q.also, revisions...)
}

// others are the revisions to look into as well.
func (q *request) others() []int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.also
}

// requestOf gives the request of the context, or one of its own where nobody began one.
func requestOf(ctx context.Context) *request {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q
	}
	return &request{}
}

// latest keeps a value of the newest revision that was asked for it. A revision never changes, and nearly all requests ask the
// newest.
type latest[V any] struct {
	kept atomic.Pointer[ofRevision[V]]
}

type ofRevision[V any] struct {
	revision int
	value    V
}

// memo gives a value of a revision that this request or another has asked before, or asks and keeps it.
func memo[V any](q *request, newest *latest[V], kept *map[int]V, revision int, ask func() (V, error)) (V, error) {
	last := newest.kept.Load()
	if last != nil && last.revision == revision {
		return last.value, nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if v, ok := (*kept)[revision]; ok {
		return v, nil
	}
	v, err := ask()
	if err != nil {
		return v, err
	}
	if *kept == nil {
		*kept = map[int]V{}
	}
	(*kept)[revision] = v
	if last == nil || last.revision < revision {
		newest.kept.CompareAndSwap(last, &ofRevision[V]{revision, v})
	}
	return v, nil
}

type requestKey struct{}

// withRequest begins a request.
func withRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{})
}

// scopeArgument is the argument of root fields that holds for all below them.
const scopeArgument = "scope"

// scopeOf gives the scope of the root field that the context's field hangs under.
func (r *Resolver) scopeOf(ctx context.Context) (*scope, error) {
	value, _ := execute.Branch(ctx)
	asked, _ := value.(*knowledge.Scope)
	return r.scope(ctx, asked)
}

// scope settles a scope as it was asked: its revision is named and there is one, and so are its datasets.
func (r *Resolver) scope(ctx context.Context, asked *knowledge.Scope) (*scope, error) {
	q := requestOf(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &scope{}
	if asked != nil {
		s.Scope = *asked
	}
	s.asked = s.Key()
	if s.Revision != 0 {
		s.asked += knowledge.RevisionID(s.Revision)
	}
	if settled := q.scopes[s.asked]; settled != nil {
		return settled, nil
	}
	if err := r.settle(ctx, q, s); err != nil {
		return nil, err
	}
	if q.scopes == nil {
		q.scopes = map[string]*scope{}
	}
	q.scopes[s.asked] = s
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
