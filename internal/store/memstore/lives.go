package memstore

import (
	"maps"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// noteBounds notes which statements the redefinition of a relation affects: those that date or require the life of their ends, and those
// that may be ended by others.
func (d *draft) noteBounds(old, r *relationRow) {
	if changeset.ChangesLives(old.Relation, r.Relation) {
		d.marked = append(d.marked, old)
	}
	for _, name := range changeset.ChangesHorizons(old.Relation, r.Relation) {
		if of := d.base.relations[name]; of != nil {
			d.bounded = append(d.bounded, of.statements)
		}
	}
}

// moveMarks adds the statements of redefined relations to the lists of statements that date the life of their ends, and removes them from
// those in which they no longer belong.
func (d *draft) moveMarks() {
	for _, old := range d.marked {
		now := d.relations[old.Name]
		// The list must not change while it is iterated.
		for _, st := range slices.Collect(d.inList(old.statements)("", knowledge.AfterAll, false)) {
			g := d.dependenciesOf(st)
			for _, e := range g.dated(old.Relation, st) {
				if _, there := d.postings.Delete(posting{e.marks, beginOf(st), st}); there {
					d.grow(e.marks, -1)
				}
				d.dated[e.ID] = true
			}
			for _, e := range g.dated(now.Relation, st) {
				if _, there := d.postings.Set(posting{e.marks, beginOf(st), st}); !there {
					d.grow(e.marks, 1)
				}
				d.dated[e.ID] = true
			}
		}
	}
}

// findLives computes the lives that the change may alter. It returns the entities of the base whose life changed.
func (d *draft) findLives() (changed []knowledge.ID) {
	for _, id := range slices.Sorted(maps.Keys(d.dated)) {
		row, old := d.entity(id), d.base.entity(id)
		if old != nil && old.Life != nil {
			d.livesKnown--
		}
		if row == nil {
			continue
		}
		var marks []*knowledge.Statement
		if d.length(row.marks) > 0 {
			marks = slices.Collect(d.inList(row.marks)("", knowledge.AfterAll, false))
		}
		life := knowledge.Life(row.Entity, marks, d.After.Relation)
		if life != nil {
			d.livesKnown++
		}
		if !knowledge.SameLife(life, row.Life) {
			d.setLife(row, life)
		}
		if old != nil && !knowledge.SameLife(life, old.Life) {
			changed = append(changed, id)
		}
	}
	return changed
}

// noteDated notes entities whose life the change may alter.
func (d *draft) noteDated(ids []knowledge.ID) {
	for _, id := range ids {
		d.dated[id] = true
	}
}

// setLife replaces an entity by one with another life.
func (d *draft) setLife(row *entityRow, life []edtf.Span) {
	renewed, entity := *row, *row.Entity
	entity.Life = life
	renewed.Entity = &entity
	d.entities.set(&renewed)
	d.entitiesByID.Set(&renewed)
	d.entitiesByName.Set(&renewed)
}
