package explore

import (
	"context"
	"slices"
	"sync"

	"entente/internal/cache"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// Explorer answers questions over a store. All its methods are safe for concurrent use. They make few calls to the store, whatever
// the sizes: one for each level of a search, and one for each kind of thing that an answer names.
//
// A scope of revision 0 means the newest, which is looked up once for each question.
type Explorer struct {
	reader      store.Reader
	mu          sync.Mutex
	adjacencies []*adjacency
	// counts are by scope and query. A revision never changes, so they never go stale.
	counts *cache.Cache[string, *fullCount]
}

// New returns an explorer of a store.
func New(reader store.Reader) *Explorer {
	return &Explorer{reader: reader, counts: cache.NewAbandoning[string, *fullCount](maxCounts)}
}

// maxCounts is how many counts are cached: some kilobytes each, the most recently used.
const maxCounts = 256

// maxAdjacencies is how many revisions are cached: the newest, and one that it is compared with.
const maxAdjacencies = 2

// view returns a view of the scope's revision, and the scope with that revision set.
func (x *Explorer) view(ctx context.Context, scope *knowledge.Scope) (*view, *knowledge.Scope, error) {
	resolved, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	return x.newView(ctx, resolved.Revision), resolved, nil
}

// newView returns a view of a revision for one question, whose work it spends for.
func (x *Explorer) newView(ctx context.Context, revision int) *view {
	return &view{
		reader: x.reader, adjacency: x.adjacency(revision),
		ends: meter.NewTally(ctx, meter.Ends), statements: meter.NewTally(ctx, meter.Statements),
	}
}

// resolveScope sets the revision of a scope that means the newest.
func (x *Explorer) resolveScope(ctx context.Context, scope *knowledge.Scope) (*knowledge.Scope, error) {
	if scope.Revision != 0 {
		return scope, nil
	}
	newest, err := x.reader.Revision(ctx, 0)
	if err != nil {
		return nil, err
	}
	resolved := *scope
	resolved.Revision = newest.Number
	return &resolved, nil
}

// adjacency returns the cached adjacency of a revision, or an empty one, and evicts the least recently used.
func (x *Explorer) adjacency(revision int) *adjacency {
	x.mu.Lock()
	defer x.mu.Unlock()
	if revision == 0 {
		// An empty store is not cached: revision 0 will mean another once something is loaded.
		return newAdjacency(0)
	}
	i := slices.IndexFunc(x.adjacencies, func(a *adjacency) bool { return a.revision == revision })
	var found *adjacency
	switch {
	case i < 0:
		found = newAdjacency(revision)
	case x.adjacencies[i].full():
		// Questions that use the old one may go on with it.
		found = newAdjacency(revision)
		x.adjacencies = slices.Delete(x.adjacencies, i, i+1)
	default:
		found = x.adjacencies[i]
		x.adjacencies = slices.Delete(x.adjacencies, i, i+1)
	}
	x.adjacencies = append(x.adjacencies, found)
	if len(x.adjacencies) > maxAdjacencies {
		x.adjacencies = slices.Delete(x.adjacencies, 0, 1)
	}
	return found
}

// entities returns the entities of ids, all of which must exist. The error for one that does not has the code NotFound and names
// the id and the argument.
func (x *Explorer) entities(ctx context.Context, revision int, argument string, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	for _, id := range ids {
		if err := knowledge.CheckEntityID(id); err != nil {
			return nil, err
		}
	}
	found, err := x.reader.Entities(ctx, revision, ids)
	if err != nil {
		return nil, err
	}
	if i := slices.Index(found, nil); i >= 0 {
		return nil, knowledge.Errorf(knowledge.NotFound, "%s names %s, but there is no such entity", argument, knowledge.Quote(ids[i]))
	}
	return found, nil
}

// unique returns each id once, in the order of first occurrence.
func unique(ids []knowledge.ID) []knowledge.ID {
	seen := make(map[knowledge.ID]bool, len(ids))
	var once []knowledge.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	return once
}
