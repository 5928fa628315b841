package explore

import (
	"context"
	"slices"

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
	reader store.Reader
	// resident: the reader keeps statements in memory, and adjacencies share them.
	resident bool
	// most is how many bytes the adjacency of the newest revision may hold, and mostOlder that of another.
	most, mostOlder int
	adjacencies     *store.PerRevision[*adjacency]
	// counts are by scope and query. A revision never changes, so they never go stale.
	counts *cache.Cache[string, *fullCount]
}

// New returns an explorer of a store.
func New(reader store.Reader) *Explorer {
	x := &Explorer{
		reader: reader, resident: store.IsResident(reader), most: maxAdjacencyBytes(), mostOlder: maxOlderBytes,
		counts: cache.NewAbandoning[string, *fullCount](maxCounts),
	}
	x.counts.Within(cache.NewBudget(maxCountBytes), (*fullCount).bytes)
	x.adjacencies = store.NewPerRevision(func(_ context.Context, revision int) (*adjacency, error) { return x.newAdjacency(revision), nil }, (*adjacency).size)
	return x
}

// KeepWithin has the adjacencies of older revisions share a budget with others. It is called before the first question.
func (x *Explorer) KeepWithin(older *cache.Budget) { x.adjacencies.Within(older) }

// Bytes returns how many bytes the adjacencies hold, about: that of the newest revision, and those of others.
func (x *Explorer) Bytes() (newest, older int) { return x.adjacencies.Bytes() }

// maxCounts is how many counts are cached, the most recently used, and maxCountBytes how many bytes they may take.
const (
	maxCounts     = 256
	maxCountBytes = 8 << 20
)

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
		reader: x.reader, adjacency: x.adjacency(ctx, revision), grown: x.grown,
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

// adjacency returns the cached adjacency of a revision, an empty one if it is full or there is none.
func (x *Explorer) adjacency(ctx context.Context, revision int) *adjacency {
	if revision == 0 {
		// An empty store is not cached: revision 0 will mean another once something is loaded.
		return x.newAdjacency(0)
	}
	found, err := x.adjacencies.At(ctx, revision)
	if err != nil {
		return x.newAdjacency(revision) // the question has ended
	}
	if found.full() {
		// Questions that use the old one may go on with it.
		found = x.newAdjacency(revision)
		x.adjacencies.Put(revision, found)
	}
	return found
}

// grown counts anew what an adjacency of an older revision holds, and has the question which loaded more into it pay for that. What is held of the
// newest is for all.
func (x *Explorer) grown(ctx context.Context, a *adjacency, bytes int) error {
	if x.adjacencies.IsNewest(a.revision) {
		return nil
	}
	x.adjacencies.Resize(a.revision)
	return meter.From(ctx).Hold(bytes)
}

// newAdjacency returns an empty adjacency of a revision.
func (x *Explorer) newAdjacency(revision int) *adjacency {
	a := &adjacency{
		revision: revision, nodeByID: map[knowledge.ID]int32{}, edgeByLink: map[knowledge.ID]int32{}, resident: x.resident, most: x.mostOlder,
	}
	if x.adjacencies.IsNewest(revision) {
		a.most = x.most
	}
	return a
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
