package explore

import (
	"context"
	"slices"
	"sync"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Explorer answers questions over a store. All its methods may be called by many goroutines at once; they make few calls to
// the store, whatever the sizes: one for each level of a search, and one for each kind of thing that an answer names.
//
// A scope of revision 0 means the newest, found out once for each question.
type Explorer struct {
	reader store.Reader
	mu     sync.Mutex
	recent []*atlas
	counts keptCounts
}

// New makes an explorer of a store.
func New(reader store.Reader) *Explorer { return &Explorer{reader: reader} }

// kept is how many revisions' atlases are held: the newest, and one that it is compared with.
const kept = 2

// view opens the atlas of a scope's revision, and gives the scope with that revision named.
func (x *Explorer) view(ctx context.Context, scope *knowledge.Scope) (*view, *knowledge.Scope, error) {
	settled, err := x.settle(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	return &view{reader: x.reader, atlas: x.atlas(settled.Revision)}, settled, nil
}

// settle names the revision of a scope.
func (x *Explorer) settle(ctx context.Context, scope *knowledge.Scope) (*knowledge.Scope, error) {
	if scope.Revision != 0 {
		return scope, nil
	}
	newest, err := x.reader.Revision(ctx, 0)
	if err != nil {
		return nil, err
	}
	settled := *scope
	settled.Revision = newest.Number
	return &settled, nil
}

func (x *Explorer) atlas(revision int) *atlas {
	x.mu.Lock()
	defer x.mu.Unlock()
	if revision == 0 {
		// A store without content: its revision 0 is not what 0 will mean tomorrow.
		return newAtlas(0)
	}
	i := slices.IndexFunc(x.recent, func(a *atlas) bool { return a.revision == revision })
	var found *atlas
	switch {
	case i < 0:
		found = newAtlas(revision)
	case x.recent[i].full():
		// Who still reads the old one may go on with it.
		found = newAtlas(revision)
		x.recent = slices.Delete(x.recent, i, i+1)
	default:
		found = x.recent[i]
		x.recent = slices.Delete(x.recent, i, i+1)
	}
	x.recent = append(x.recent, found)
	if len(x.recent) > kept {
		x.recent = slices.Delete(x.recent, 0, 1)
	}
	return found
}

// entities gives the entities of ids, all of which must be there. The error, with the code NotFound, names one that is not
// and the argument that named it.
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

// unique gives each id once, in the order of their first places.
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
