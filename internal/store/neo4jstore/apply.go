package neo4jstore

import (
	"context"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Apply makes one new revision from a change. It iterates over the change up to four times, and holds the keys of statements and pointers
// to all other rows until everything is written: about 100 bytes a statement.
//
// The whole change is checked before anything is written. Then the rows are written in batches under the number of the next revision, which
// readers ignore; the rows that they replace are marked as removed in it. Finally the number of the newest revision is increased in one
// small transaction.
func (s *Store) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
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
	if err := checkBase(change, newest); err != nil {
		return nil, err
	}
	d := newDraft(s, base, change.Progress)
	if err := d.stage(ctx, change); err != nil {
		return nil, err
	}
	if err := s.checkOpen(ctx); err != nil {
		return nil, err
	}
	return s.applyDraft(ctx, d, change)
}

func checkBase(change store.ChangeSet, newest int) error {
	switch {
	case change.Base != newest:
		return knowledge.Errorf(knowledge.Conflict, "the change was planned against revision %d, but the newest is %d", change.Base, newest)
	case change.Undoes < 0 || change.Undoes > newest:
		return knowledge.Errorf(knowledge.Invalid, "there is no revision %d to undo; the newest is %d", change.Undoes, newest)
	}
	return nil
}

// applyDraft writes a draft under the lease.
func (s *Store) applyDraft(ctx context.Context, d *draft, change store.ChangeSet) (*knowledge.Revision, error) {
	l, held, err := s.acquireLease(ctx)
	if err != nil {
		return nil, err
	}
	defer l.release(ctx)
	if l.newest != d.base.revision.Number {
		s.noteNewest(l.newest)
		return nil, checkBase(change, l.newest)
	}
	if err := l.recover(held); err != nil {
		return nil, err
	}
	if err := d.check(held); err != nil {
		return nil, l.cause(held, err)
	}
	if d.isEmpty() {
		return d.base.revision, nil
	}
	if err := l.write(held, s.queries.text(queryVariant{file: "pending_set"}), map[string]any{"pending": d.number}, nil); err != nil {
		return nil, err
	}
	revision, err := l.writeRevision(held, d, change)
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
func (l *lease) writeRevision(ctx context.Context, d *draft, change store.ChangeSet) (*knowledge.Revision, error) {
	if err := d.write(ctx, l); err != nil {
		return nil, err
	}
	if err := d.checkRemoved(ctx); err != nil {
		return nil, err
	}
	if err := d.updateHorizons(ctx, l); err != nil {
		return nil, err
	}
	r := d.newRevision(change)
	next := &catalog{revision: r, datasets: d.datasets, parts: d.parts, counts: d.counts}
	next.sort()
	properties, err := revisionProperties(r, d.counts)
	if err != nil {
		return nil, err
	}
	s := l.store
	err = l.writeAll(ctx, []query{
		{s.queries.text(queryVariant{file: "put_revision"}), map[string]any{"revision": properties}, nil},
		{s.queries.text(queryVariant{file: "flip"}), map[string]any{"newest": r.Number}, nil},
	})
	if err != nil {
		return nil, err
	}
	s.cacheCatalog(next)
	s.noteNewest(r.Number)
	return r, nil
}

// newRevision returns the revision that the draft makes.
func (d *draft) newRevision(change store.ChangeSet) *knowledge.Revision {
	at := change.At
	if at.IsZero() {
		at = time.Now()
	}
	return &knowledge.Revision{
		Number: d.number, Content: d.content, CreatedAt: at.UTC().Round(0), Description: change.Description,
		Added: d.added, Removed: d.removed, UndoesNumber: change.Undoes,
	}
}
