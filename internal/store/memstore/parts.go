package memstore

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// changeParts applies the steps of entity parts and notes which entities to merge.
func (d *draft) changeParts() error {
	steps := d.of(knowledge.TableEntity)
	for i := range steps {
		if err := d.watch.err(); err != nil {
			return err
		}
		s := &steps[i]
		old, found := d.parts.Get(&knowledge.EntityPart{Entity: knowledge.Entity{ID: s.key.ID}, Dataset: s.key.Dataset})
		var before knowledge.Row
		if found {
			before = old
		}
		if !d.applyStep(s, before) {
			continue
		}
		d.merge[s.key.ID] = true
		if put, ok := s.put.(*knowledge.EntityPart); ok {
			d.putPart(s.key, put, found)
			continue
		}
		d.parts.Delete(old)
		set := d.base.dataset(old.Dataset)
		d.members.Delete(member{set.entities, old.ID})
		d.grow(set.entities, -1)
	}
	return nil
}

func (d *draft) putPart(key knowledge.RowKey, put *knowledge.EntityPart, replaces bool) {
	set := d.dataset(put.Dataset)
	if set == nil {
		d.Add("%s: there is no dataset %s", key, put.Dataset)
		return
	}
	d.parts.Set(put)
	if !replaces {
		d.members.Set(member{set.entities, put.ID})
		d.grow(set.entities, 1)
	}
}

// mergeEntities merges the entities again of which a part changed.
func (d *draft) mergeEntities() error {
	rank := map[knowledge.ID]int{}
	for i, set := range d.datasets {
		rank[set.ID] = i
	}
	// In the order of ids, accesses are local.
	for _, id := range slices.Sorted(maps.Keys(d.merge)) {
		if err := d.watch.err(); err != nil {
			return err
		}
		parts := slices.Collect(between(d.parts, partOf(id, ""), partOf(id, "\xff"), false))
		slices.SortFunc(parts, func(a, b *knowledge.EntityPart) int {
			return cmp.Or(cmp.Compare(rank[a.Dataset], rank[b.Dataset]), strings.Compare(a.Dataset, b.Dataset))
		})
		d.replaceEntity(d.entity(id), knowledge.MergeEntity(parts))
	}
	return nil
}

func partOf(id, dataset knowledge.ID) *knowledge.EntityPart {
	return &knowledge.EntityPart{Entity: knowledge.Entity{ID: id}, Dataset: dataset}
}

// replaceEntity replaces an entity by another; either may be nil.
func (d *draft) replaceEntity(old *entityRow, e *knowledge.Entity) {
	row := &entityRow{Entity: e}
	if old != nil {
		d.unindexEntity(old)
		row.ends, row.about, row.attributed, row.links, row.marks = old.ends, old.about, old.attributed, old.links, old.marks
	}
	switch {
	case e == nil && old != nil:
		d.removed.entities = append(d.removed.entities, old)
		return
	case e == nil:
		return
	case old == nil:
		row.ends, row.about, row.attributed, row.links, row.marks = d.newList(), d.newList(), d.newList(), d.newList(), d.newList()
	}
	row.name = knowledge.EntityKey(knowledge.OrderName, e)
	d.entities.set(row)
	d.entitiesByID.Set(row)
	d.entitiesByName.Set(row)
	for _, key := range knowledge.LookupKeys(e) {
		d.lookups.Set(lookup{key, e.ID})
	}
}

func (d *draft) unindexEntity(row *entityRow) {
	d.entities.delete(row)
	d.entitiesByID.Delete(row)
	d.entitiesByName.Delete(row)
	for _, key := range knowledge.LookupKeys(row.Entity) {
		d.lookups.Delete(lookup{key, row.ID})
	}
}
