package memstore

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// Restore returns a store with the revisions of a journal, given in their order from 1, that appends to it. The rows were checked when they
// were applied; Restore checks that each revision adds and removes as many rows as it says, and that the hash of the newest one matches the
// content. It costs about half of applying the revisions, and ends with the first error of the records.
func Restore(ctx context.Context, journal Journal, records iter.Seq2[Record, error]) (*Store, error) {
	s := New()
	s.journal = journal
	for r, err := range records {
		if err == nil {
			err = s.restore(ctx, r)
		}
		if err != nil {
			return nil, err
		}
	}
	return s, s.checkContent(ctx)
}

// restore applies a record of the journal without checking its rows again.
func (s *Store) restore(ctx context.Context, r Record) error {
	newest, err := s.at(ctx, 0)
	if err != nil {
		return err
	}
	set := store.ChangeSet{Base: newest.revision.Number, Changes: func(yield func(store.Change, error) bool) {
		for _, c := range r.Changes {
			if !yield(c, nil) {
				return
			}
		}
	}}
	d, err := makeDraft(ctx, newest, set, changeset.Options{Trusted: true})
	if err != nil {
		return fmt.Errorf("revision %d: %w", r.Revision.Number, err)
	}
	d.revision = r.Revision
	if err := d.checkRecord(r); err != nil {
		return err
	}
	return s.publish(ctx, d.snapshot, nil)
}

// checkRecord compares the applied changes of a record with the counts in it.
func (d *draft) checkRecord(r Record) error {
	added, removed := d.Counts()
	base := d.base.revision
	switch {
	case r.Revision.Number != base.Number+1:
		return fmt.Errorf("revision %d stands behind revision %d", r.Revision.Number, base.Number)
	case r.Revision.Added != added || r.Revision.Removed != removed:
		return fmt.Errorf("revision %d says that it added %d rows and removed %d; it is %d and %d", r.Revision.Number, r.Revision.Added, r.Revision.Removed, added, removed)
	}
	return nil
}

// checkContent compares the newest revision's hash with all rows.
func (s *Store) checkContent(ctx context.Context) error {
	newest, err := s.at(ctx, 0)
	if err != nil {
		return err
	}
	var content knowledge.ContentHash
	for t := knowledge.TableDataset; t <= knowledge.TableStatement; t++ {
		sum, err := hashOf(ctx, slices.Collect(newest.table(t, "")))
		if err != nil {
			return err
		}
		content = content.Add(sum)
	}
	if r := newest.revision; r.Content != content {
		return fmt.Errorf("revision %d says that the hash of its content is %s; it is %s", r.Number, r.Content, content)
	}
	return nil
}
