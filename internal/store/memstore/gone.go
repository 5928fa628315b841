package memstore

import (
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// gone are rows that a change takes away, and that something of what stays may still need.
type gone struct {
	datasets  []*datasetRow
	relations []*relationRow
	documents map[knowledge.ID]*documentRow
	entities  []*entityRow
}

// checkGone names what is still needed of that which was taken away.
func (d *draft) checkGone() error {
	for _, set := range d.gone.datasets {
		d.needed(set.ID, d.inList(set.statements)("", keyBehindAll, false))
		for _, r := range d.relationParts {
			if r.Dataset == set.ID {
				d.Add("%s is still needed by its %s", set.ID, r.ID())
			}
		}
		for doc := range d.documentsOf(set) {
			d.Add("%s is still needed by its %s", set.ID, doc.ID)
			break
		}
		for part := range d.partsOf(set) {
			d.Add("%s is still needed by its part of %s", set.ID, part.ID)
			break
		}
	}
	for _, r := range d.gone.relations {
		d.needed(r.ID(), d.inList(r.statements)("", keyBehindAll, false))
	}
	for _, id := range slices.Sorted(maps.Keys(d.gone.documents)) {
		d.needed(id, d.inList(d.gone.documents[id].statements)("", keyBehindAll, false))
	}
	for _, e := range d.gone.entities {
		for _, l := range []list{e.ends, e.about, e.voiced} {
			d.needed(e.ID, d.inList(l)("", keyBehindAll, false))
		}
	}
	return nil
}

// needed names the first of the statements that need a row.
func (d *draft) needed(id knowledge.ID, by iter.Seq[*knowledge.Statement]) {
	if d.Full() {
		return
	}
	for st := range by {
		d.Add("%s is still needed by %s", id, integrity.Describe(st))
		return
	}
}
