package neo4jstore

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// Apply makes one new revision from a change. It iterates over the change up to four times, and holds the keys of statements and copies of
// all other rows until everything is written: about 150 bytes a statement.
//
// The whole change is checked before anything is written. Then the rows are written in batches under the number of the next revision, which
// readers ignore; the rows that they replace are marked as removed in it. Finally the number of the newest revision is increased in one
// small transaction.
func (s *Store) Apply(ctx context.Context, set store.ChangeSet) (*knowledge.Revision, error) {
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	newest, err := s.queryNewest(ctx)
	if err != nil {
		return nil, err
	}
	base, err := s.at(ctx, newest)
	if err != nil {
		return nil, err
	}
	d, err := s.stage(ctx, base, set)
	if err != nil {
		return nil, err
	}
	if err := s.checkOpen(ctx); err != nil {
		return nil, err
	}
	return s.applyDraft(ctx, d, set)
}

// applyDraft writes a draft under the lease.
func (s *Store) applyDraft(ctx context.Context, d *draft, set store.ChangeSet) (*knowledge.Revision, error) {
	l, held, err := s.acquireLease(ctx)
	if err != nil {
		return nil, err
	}
	defer l.release(ctx)
	if l.newest != d.base.Revision.Number {
		s.noteNewest(l.newest)
		return nil, changeset.CheckBase(set, l.newest)
	}
	if err := l.recover(held); err != nil {
		return nil, err
	}
	if err := d.decide(held); err != nil {
		return nil, l.cause(held, err)
	}
	if d.IsEmpty() {
		return d.base.Revision, nil
	}
	if err := l.write(held, s.queries.text(queryVariant{file: "pending_set"}), map[string]any{"pending": d.number}, nil); err != nil {
		return nil, err
	}
	revision, err := l.writeRevision(held, d, set)
	if err != nil {
		// The written rows belong to no revision. If this fails, the next writer removes them.
		l.clear(context.WithoutCancel(ctx), d.number)
		return nil, err
	}
	// The revision is made. If its projection is interrupted, the next writer continues it.
	d.progress.begin(store.Linking)
	_ = l.project(held, revision.Number, &d.progress)
	return revision, nil
}

// writeRevision writes the draft and makes it the newest revision.
func (l *lease) writeRevision(ctx context.Context, d *draft, set store.ChangeSet) (*knowledge.Revision, error) {
	if err := d.write(ctx, l); err != nil {
		return nil, err
	}
	if err := d.CheckRemoved(ctx, d); err != nil {
		return nil, err
	}
	if err := d.updateHorizons(ctx, l); err != nil {
		return nil, err
	}
	r := d.Revision(set)
	next := &catalog{d.After, d.counts}
	next.Revision = r
	properties, err := revisionProperties(r, d.counts)
	if err != nil {
		return nil, err
	}
	s := l.store
	err = l.writeAll(ctx, []query{
		{s.queries.text(queryVariant{file: "put_revision"}), map[string]any{"revision": properties}, nil},
		{s.queries.text(queryVariant{file: "flip"}), map[string]any{"newest": r.Number, "format": graphFormat}, nil},
	})
	if err != nil {
		return nil, err
	}
	s.catalogs.Put(next.Revision.Number, next)
	s.noteNewest(r.Number)
	return r, nil
}
