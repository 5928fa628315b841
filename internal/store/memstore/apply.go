package memstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/integrity"
)

// Apply makes one new revision from a change. It keeps copies of the rows.
func (s *Store) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
	select {
	case <-s.writer:
		defer func() { s.writer <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	newest, err := s.at(ctx, 0)
	switch {
	case err != nil:
		return nil, err
	case change.Base != newest.revision.Number:
		return nil, knowledge.Errorf(knowledge.Conflict, "the change was planned against revision %d, but the newest is %d", change.Base, newest.revision.Number)
	case change.Undoes < 0 || change.Undoes > newest.revision.Number:
		return nil, knowledge.Errorf(knowledge.Invalid, "there is no revision %d to undo; the newest is %d", change.Undoes, newest.revision.Number)
	}
	d := newDraft(ctx, newest)
	if err := d.stage(change); err != nil {
		return nil, err
	}
	if err := d.make(); err != nil {
		return nil, err
	}
	if len(d.changes) == 0 {
		return newest.revision, nil
	}
	if err := d.setRevision(change); err != nil {
		return nil, err
	}
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

// draft is a snapshot before it is published.
type draft struct {
	*snapshot
	watch watch
	base  *snapshot
	steps []step
	// removed are the removed rows that statements may still need.
	removed removedRows
	// recheck are lists of statements that depend on changed rows.
	recheck []list
	// merge are the ids of entities of which a part was changed.
	merge map[knowledge.ID]bool
	// dated are the ids of entities whose life may change; marked are the old definitions of relations that change how they date the life
	// of their ends; bounded are lists of statements whose horizon a redefinition may change.
	dated   map[knowledge.ID]bool
	marked  []*relationRow
	bounded []list
	// fresh are the new statements, by link.
	fresh []linkPosting
	texts map[knowledge.ID]*integrity.Text
	// trusted: the change comes from a journal, so it is checked already.
	trusted bool
	integrity.Problems
}

// step is one change of a row: the new row, or nil, and the row before, or nil.
type step struct {
	key         knowledge.RowKey
	put, before knowledge.Row
	// skip: it changes nothing.
	skip bool
}

func newDraft(ctx context.Context, base *snapshot) *draft {
	return &draft{
		snapshot: base.fork(), base: base, watch: watch{ctx: ctx},
		merge: map[knowledge.ID]bool{}, dated: map[knowledge.ID]bool{}, texts: map[knowledge.ID]*integrity.Text{},
		removed: removedRows{documents: map[knowledge.ID]*documentRow{}},
	}
}

// stage reads the change and sorts it into the order of rows.
func (d *draft) stage(change store.ChangeSet) error {
	if change.Changes == nil {
		return nil
	}
	orders := newOrderAssigner(d.base)
	for c, err := range change.Changes {
		if err == nil {
			err = d.watch.err()
		}
		if err != nil {
			return err
		}
		s := step{key: c.Remove}
		if c.Put != nil {
			s.put = integrity.Copy(c.Put)
			if s.put == nil {
				d.Add("%T is no kind of row", c.Put)
				continue
			}
			if set, ok := s.put.(*knowledge.Dataset); ok {
				orders.assign(set)
			}
			s.key = s.put.Key()
			integrity.CheckRow(&d.Problems, s.put)
		} else if c.Remove.Table > knowledge.TableStatement {
			d.Add("there is no table %d to remove a row from", c.Remove.Table)
			continue
		}
		if d.Full() {
			break
		}
		if d.steps = append(d.steps, s); change.Progress != nil {
			change.Progress(store.Writing, len(d.steps))
		}
	}
	return d.sort()
}

// sort sorts the steps into the order of rows and reports rows that are changed twice.
func (d *draft) sort() error {
	slices.SortFunc(d.steps, func(a, b step) int { return compareRowKeys(a.key, b.key) })
	for i := 1; i < len(d.steps); i++ {
		if d.steps[i].key == d.steps[i-1].key {
			d.Add("%s is changed twice", integrity.NameOf(d.steps[i].key))
		}
	}
	return d.Err()
}

func compareRowKeys(a, b knowledge.RowKey) int {
	return cmp.Or(cmp.Compare(a.Table, b.Table), strings.Compare(a.ID, b.ID), strings.Compare(a.Dataset, b.Dataset))
}

// of returns the steps of a table.
func (d *draft) of(t knowledge.Table) []step {
	at := func(t knowledge.Table) int {
		i, _ := slices.BinarySearchFunc(d.steps, t, func(s step, t knowledge.Table) int { return cmp.Compare(s.key.Table, t) })
		return i
	}
	return d.steps[at(t):at(t+1)]
}

// make applies the steps. Changed statements are removed from the indexes first and added last, so that other rows change while no index
// refers to a statement that changes, and statements are checked against the graph after the change.
func (d *draft) make() error {
	phases := []func() error{
		d.unindexStatements, d.changeDatasets, d.changeRelations, d.changeDocuments, d.changeParts, d.mergeEntities,
		d.indexStatements, d.recheckStatements, d.checkRemoved, d.findHorizons,
	}
	for _, phase := range phases {
		if err := phase(); err != nil {
			return err
		}
		if err := d.Err(); err != nil {
			return err
		}
	}
	for _, s := range d.steps {
		if !s.skip {
			d.changes = append(d.changes, store.RowChange{Before: s.before, After: s.put})
		}
	}
	return nil
}

// applyStep records the row before a step, and reports whether the step changes anything.
func (d *draft) applyStep(s *step, before knowledge.Row) bool {
	s.before = before
	switch {
	case s.put == nil && before == nil:
		d.Add("%s cannot be removed: it is not there", integrity.NameOf(s.key))
		s.skip = true
	case s.put != nil && before != nil && !d.trusted:
		s.skip = knowledge.Hash(s.put) == knowledge.Hash(before)
	}
	return !s.skip
}
