package memstore

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// Apply makes one new revision from a change. It keeps copies of the rows.
func (s *Store) Apply(ctx context.Context, set store.ChangeSet) (*knowledge.Revision, error) {
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	newest, err := s.at(ctx, 0)
	if err != nil {
		return nil, err
	}
	options := changeset.Options{}
	if set.Progress != nil {
		options.Staged = func(done int) { set.Progress(store.Writing, done) }
	}
	d, err := makeDraft(ctx, newest, set, options)
	switch {
	case err != nil:
		return nil, err
	case d.IsEmpty():
		return newest.revision, nil
	}
	d.revision = d.Revision(set)
	if err := s.publish(ctx, d.snapshot, s.journal); err != nil {
		return nil, err
	}
	return d.revision, nil
}

// publish stores a snapshot's revision in the journal, if there is one, and makes the snapshot the newest.
func (s *Store) publish(ctx context.Context, snap *snapshot, journal Journal) error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	history := s.history.Load()
	if history == nil {
		return store.ErrClosed
	}
	if journal != nil {
		if err := journal.Append(ctx, snap.revision, snap.changes); err != nil {
			return err
		}
	}
	// Appending does not change what readers of the old slice see.
	longer := append(*history, snap)
	s.history.Store(&longer)
	return nil
}

// makeDraft decides a change of a snapshot, and makes the snapshot after it. Changed statements are removed from the indexes first and
// added last, so that other rows change while no index refers to a statement that changes.
func makeDraft(ctx context.Context, base *snapshot, set store.ChangeSet, options changeset.Options) (*draft, error) {
	decided, err := changeset.Stage(ctx, base, base.catalog(), set, options)
	if err != nil {
		return nil, err
	}
	if err := decided.Decide(ctx); err != nil {
		return nil, err
	}
	d := &draft{snapshot: base.fork(), Draft: decided, base: base, watch: watch{ctx: ctx}, dated: map[knowledge.ID]bool{}}
	d.changes = d.Changes()
	for _, phase := range []func() error{
		d.unindexStatements, d.changeCatalog, d.changeDocuments, d.changeParts, d.changeEntities, d.indexStatements,
		func() error { return d.CheckRemoved(ctx, d) }, d.findHorizons,
	} {
		if err := phase(); err != nil {
			return nil, err
		}
	}
	return d, nil
}
