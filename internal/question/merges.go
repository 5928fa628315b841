package question

import (
	"context"

	"entente/internal/cache"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/merge"
	"entente/internal/store"
)

// merges keeps what scopes merge: the classes of the scopes that were asked last, and the views of these classes, of which many scopes share one.
type merges struct {
	store   store.Reader
	classes *cache.Cache[string, *merge.Classes]
	merged  *cache.Cache[string, *merged]
}

// merged is a view of a revision, and the explorer of this view.
type merged struct {
	view     *merge.View
	explorer *explore.Explorer
}

// How many are kept. Classes are small; a view holds the links of what it merges, and its explorer what questions have read.
const (
	maxClasses = 128
	maxMerged  = 4
)

func newMerges(reader store.Reader) *merges {
	return &merges{
		store: reader, classes: cache.NewAbandoning[string, *merge.Classes](maxClasses), merged: cache.NewAbandoning[string, *merged](maxMerged),
	}
}

// of returns what a scope merges, whose revision is set; nil if that is nothing.
func (m *merges) of(ctx context.Context, scope *knowledge.Scope) (*merged, error) {
	revision := knowledge.RevisionID(scope.Revision)
	classes, err := m.classes.Get(ctx, revision+"|"+scope.Key(), func(ctx context.Context) (*merge.Classes, error) {
		return merge.Find(ctx, m.store, scope)
	})
	if err != nil || classes.IsEmpty() {
		return nil, err
	}
	return m.merged.Get(ctx, revision+"|"+classes.Key(), func(ctx context.Context) (*merged, error) {
		view, err := merge.New(ctx, m.store, scope.Revision, classes)
		if err != nil {
			return nil, err
		}
		return &merged{view, explore.New(view)}, nil
	})
}

// Reader returns the graph that the scope's answers come from: the store, or a view of it in which entities that are the same are one.
func (s *Scope) Reader() store.Reader {
	if s.merged == nil {
		return s.interpreter.store
	}
	return s.merged.view
}

// Explorer returns the explorer of Reader.
func (s *Scope) Explorer() *explore.Explorer {
	if s.merged == nil {
		return s.interpreter.explorer
	}
	return s.merged.explorer
}

// Canonical returns the entity that an entity is merged into; itself if nothing is.
func (s *Scope) Canonical(id knowledge.ID) knowledge.ID {
	if s.merged == nil {
		return id
	}
	return s.merged.view.Canonical(id)
}

// Members returns the entities that are merged into an entity's, that one first; the entity alone if none are.
func (s *Scope) Members(id knowledge.ID) []knowledge.ID {
	if s.merged == nil {
		return []knowledge.ID{id}
	}
	return s.merged.view.Members(id)
}

// CheckApart returns an error if a scope asks for entities to be merged, for a question that cannot do so. what is the question, and why says why.
func (s *Scope) CheckApart(what, why string) error {
	if s.SameAs != knowledge.Merge {
		return nil
	}
	return knowledge.Errorf(knowledge.BadInput, "%s takes no scope with sameAs: MERGE: %s; leave sameAs out", what, why)
}
