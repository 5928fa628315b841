package neo4jstore

import (
	"context"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Apply makes one new revision of a change. It goes through the change up to four times, and holds the keys of statements and
// pointers to all other rows until it has written all: about 100 bytes a statement.
//
// What is given is checked as a whole before anything is written. Then the rows are written in batches, stamped with the number
// of the next revision, which no reader looks at; what they put out of date is stamped as removed in it. Only then the newest
// revision is moved on, in one small transaction.
func (s *Store) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	newest, err := s.askNewest(ctx)
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
	if err := s.ready(ctx); err != nil {
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
	l, held, err := s.take(ctx)
	if err != nil {
		return nil, err
	}
	defer l.leave(ctx)
	if l.newest != d.base.revision.Number {
		s.saw(l.newest)
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
	if err := l.write(held, s.queries.text(form{file: "pending_set"}), map[string]any{"pending": d.number}, nil); err != nil {
		return nil, err
	}
	revision, err := l.make(held, d, change)
	if err != nil {
		// What was written belongs to no revision. Whoever writes next clears it away where this does not come to it.
		l.clear(context.WithoutCancel(ctx), d.number)
		return nil, err
	}
	// The revision is made. Where showing it to people is cut short, the next writer goes on with it.
	d.progress.begin(store.Linking)
	_ = l.project(held, revision.Number, &d.progress)
	return revision, nil
}

// make writes the draft and makes it the newest revision.
func (l *lease) make(ctx context.Context, d *draft, change store.ChangeSet) (*knowledge.Revision, error) {
	if err := d.write(ctx, l); err != nil {
		return nil, err
	}
	if err := d.checkGone(ctx); err != nil {
		return nil, err
	}
	if err := d.bound(ctx, l); err != nil {
		return nil, err
	}
	r := d.seal(change)
	next := &catalog{revision: r, datasets: d.datasets, parts: d.parts, counts: d.counts}
	next.sort()
	properties, err := revisionProperties(r, d.counts)
	if err != nil {
		return nil, err
	}
	s := l.store
	err = l.together(ctx, []query{
		{s.queries.text(form{file: "put_revision"}), map[string]any{"revision": properties}, nil},
		{s.queries.text(form{file: "flip"}), map[string]any{"newest": r.Number}, nil},
	})
	if err != nil {
		return nil, err
	}
	s.remember(next)
	s.saw(r.Number)
	return r, nil
}

// seal gives the draft its revision.
func (d *draft) seal(change store.ChangeSet) *knowledge.Revision {
	at := change.At
	if at.IsZero() {
		at = time.Now()
	}
	return &knowledge.Revision{
		Number: d.number, Content: d.content, CreatedAt: at.UTC().Round(0), Description: change.Description,
		Added: d.added, Removed: d.removed, UndoesNumber: change.Undoes,
	}
}
