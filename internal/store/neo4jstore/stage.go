package neo4jstore

import (
	"context"
	"hash/maphash"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// stage reads a change of a revision.
func (s *Store) stage(ctx context.Context, base *catalog, set store.ChangeSet) (*draft, error) {
	d := &draft{
		store: s, base: base, number: base.Revision.Number + 1, counts: base.counts.clone(), lives: newLives(),
		removedTargets: newHorizonTargets(), linkSeed: maphash.MakeSeed(), progress: progress{tell: set.Progress},
	}
	var err error
	d.Draft, err = changeset.Stage(ctx, d, base.Catalog, set, changeset.Options{Stream: true, Checked: d.progress.add, Changed: d.noteStatement})
	return d, err
}

// decide finds out what the change does to rows, entities and their lives.
func (d *draft) decide(ctx context.Context) error {
	d.progress.begin(store.Checking)
	if err := d.Decide(ctx); err != nil {
		return err
	}
	d.countRows()
	if err := d.findJoined(ctx); err != nil {
		return err
	}
	return d.findLives(ctx)
}

// noteStatement notes what a change of a statement affects. Either may be nil.
func (d *draft) noteStatement(before, after *knowledge.Statement) {
	d.noteMarks(before, after)
	if before != nil {
		d.counts.addStatement(before, -1)
		d.noteRemoved(before)
	}
	if after != nil {
		d.counts.addStatement(after, 1)
		d.noteLink(after)
		d.hasReferences = d.hasReferences || referencesOf(after) != nil
	}
}

// countRows counts the documents and parts that change, and the entities.
func (d *draft) countRows() {
	for _, table := range []knowledge.Table{knowledge.TableDocument, knowledge.TableEntity} {
		for _, s := range d.Steps(table) {
			if s.Skip {
				continue
			}
			if s.Before != nil {
				d.counts.addRow(s.Key, -1)
			}
			if s.Put != nil {
				d.counts.addRow(s.Key, 1)
			}
		}
	}
	for _, e := range d.Entities {
		if e.Existed {
			d.counts.Entities--
		}
		if e.After != nil {
			d.counts.Entities++
		}
	}
}

// findJoined looks up the states of the entities that are joined again.
func (d *draft) findJoined(ctx context.Context) error {
	var existed []knowledge.ID
	for _, e := range d.Entities {
		if e.Existed {
			existed = append(existed, e.ID)
		}
	}
	before, err := d.liveStates(ctx, existed)
	for _, e := range d.Entities {
		d.states = append(d.states, state{before[e.ID].before, e.After, before[e.ID].addedIn})
	}
	return err
}

// sameEntity reports whether two states are equal, which they are exactly if their encodings are.
func (d *draft) sameEntity(s state) (bool, error) {
	if s.before == nil || s.after == nil {
		return false, nil
	}
	before, err := d.store.codec.EncodeEntity(s.before)
	if err != nil {
		return false, err
	}
	after, err := d.store.codec.EncodeEntity(s.after)
	return string(before) == string(after), err
}
