package memstore

import (
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// removedRows are removed rows that remaining rows may still need.
type removedRows struct {
	datasets  []*datasetRow
	relations []*relationRow
	documents map[knowledge.ID]*documentRow
	entities  []*entityRow
}

// checkRemoved reports removed rows that are still needed.
func (d *draft) checkRemoved() error {
	for _, set := range d.removed.datasets {
		d.reportNeeded(set.ID, d.inList(set.statements)("", keyAfterAll, false))
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
	for _, r := range d.removed.relations {
		d.reportNeeded(r.ID(), d.inList(r.statements)("", keyAfterAll, false))
	}
	for _, id := range slices.Sorted(maps.Keys(d.removed.documents)) {
		d.reportNeeded(id, d.inList(d.removed.documents[id].statements)("", keyAfterAll, false))
	}
	for _, e := range d.removed.entities {
		for _, l := range []list{e.ends, e.about, e.attributed} {
			d.reportNeeded(e.ID, d.inList(l)("", keyAfterAll, false))
		}
	}
	return nil
}

// reportNeeded reports the first of the statements that need a row.
func (d *draft) reportNeeded(id knowledge.ID, by iter.Seq[*knowledge.Statement]) {
	if d.Full() {
		return
	}
	for st := range by {
		d.Add("%s is still needed by %s", id, integrity.Describe(st))
		return
	}
}
