package memstore

import (
	"runtime"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// unindexStatements removes the statements that change from all indexes.
func (d *draft) unindexStatements() error {
	out := newItems(0)
	for _, s := range d.Steps(knowledge.TableStatement) {
		if err := d.watch.err(); err != nil {
			return err
		}
		if old, ok := s.Before.(*knowledge.Statement); ok && !s.Skip {
			g := d.dependenciesOf(old)
			out.add(old, &g)
		}
	}
	d.noteDated(out.dated)
	return d.unindex(out)
}

// indexStatements indexes the new statements. While their entries are made the graph does not change, so the work is distributed over the
// processors.
func (d *draft) indexStatements() error {
	steps := d.Steps(knowledge.TableStatement)
	share := max(checkEvery, (len(steps)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	in := newItems(len(steps))
	items := []*items{in}
	var tasks []func(*watch) error
	for part := range slices.Chunk(steps, share) {
		if len(tasks) > 0 {
			items = append(items, newItems(len(part)))
		}
		out := items[len(items)-1]
		tasks = append(tasks, func(w *watch) error { return d.prepare(w, part, out) })
	}
	if err := d.parallel(len(steps), tasks...); err != nil {
		return err
	}
	for _, more := range items[1:] {
		in.join(more)
	}
	err := d.index(in)
	d.fresh = in.linkPostings
	d.noteDated(in.dated)
	return err
}

// prepare collects the index entries of new statements.
func (d *draft) prepare(w *watch, steps []changeset.Step, in *items) error {
	entity, share := d.cachedEntities(), newSharer()
	for i := range steps {
		if err := w.err(); err != nil {
			return err
		}
		if put, ok := steps[i].Put.(*knowledge.Statement); ok && !steps[i].Skip {
			g := d.dependenciesWith(put, entity)
			share.strings(put, &g)
			in.add(put, &g)
		}
	}
	return nil
}

// changeCatalog replaces datasets and relations.
func (d *draft) changeCatalog() error {
	sets, relations := d.Steps(knowledge.TableDataset), d.Steps(knowledge.TableRelation)
	if len(sets) == 0 && len(relations) == 0 {
		return nil
	}
	d.datasets = make([]*datasetRow, len(d.After.Datasets))
	for i, set := range d.After.Datasets {
		if old := d.base.dataset(set.ID); old != nil {
			d.datasets[i] = &datasetRow{set, old.statements, old.documents, old.entities}
		} else {
			d.datasets[i] = &datasetRow{set, d.newList(), d.newList(), d.newList()}
		}
	}
	d.relationParts, d.relationList = d.After.Definitions, d.After.Relations
	d.relations = make(map[string]*relationRow, len(d.relationList))
	for _, r := range d.relationList {
		d.relations[r.Name] = d.relationRow(r, d.base.relations[r.Name])
	}
	d.findEnders()
	return nil
}

// relationRow returns the row of a relation, and notes whose horizons change with its definition.
func (d *draft) relationRow(r *knowledge.Relation, old *relationRow) *relationRow {
	if old == nil {
		return &relationRow{Relation: r, statements: d.newList()}
	}
	row := &relationRow{Relation: r, statements: old.statements}
	if old.Relation != r && old.SameDefinition(r) != nil {
		d.noteBounds(old, row)
	}
	return row
}

// changeDocuments removes the documents that change and adds the new ones. One that moves to another dataset is both removed and new, and
// keeps its statements.
func (d *draft) changeDocuments() error {
	steps := d.Steps(knowledge.TableDocument)
	for _, s := range steps {
		if !s.Skip && s.Before != nil {
			row := d.base.document(s.Key.ID)
			d.documents.delete(row)
			d.documentsByDay.Delete(row)
			d.changeMember(d.base.dataset(row.Dataset).documents, row.ID, -1)
		}
	}
	for _, s := range steps {
		if err := d.watch.err(); err != nil {
			return err
		}
		put, ok := s.Put.(*knowledge.Document)
		if !ok || s.Skip {
			continue
		}
		row := &documentRow{Document: put, published: knowledge.DocumentKey(knowledge.OrderPublishedOn, put)}
		if old := d.base.document(put.ID); old != nil {
			row.statements = old.statements
		} else {
			row.statements = d.newList()
		}
		d.documents.set(row)
		d.documentsByDay.Set(row)
		d.changeMember(d.dataset(put.Dataset).documents, row.ID, 1)
	}
	return nil
}

// changeMember adds a row to the documents or entities of a dataset, or removes it if by is -1.
func (d *draft) changeMember(of list, id knowledge.ID, by int32) {
	if by > 0 {
		d.members.Set(member{of, id})
	} else {
		d.members.Delete(member{of, id})
	}
	d.grow(of, by)
}

// changeParts replaces the parts of entities.
func (d *draft) changeParts() error {
	for _, s := range d.Steps(knowledge.TableEntity) {
		if err := d.watch.err(); err != nil {
			return err
		}
		if s.Skip {
			continue
		}
		put, _ := s.Put.(*knowledge.EntityPart)
		switch {
		case put == nil:
			d.parts.Delete(partOf(s.Key.ID, s.Key.Dataset))
			d.changeMember(d.base.dataset(s.Key.Dataset).entities, s.Key.ID, -1)
			continue
		case s.Before == nil:
			d.changeMember(d.dataset(s.Key.Dataset).entities, s.Key.ID, 1)
		}
		d.parts.Set(put)
	}
	return nil
}

// changeEntities replaces the entities that are joined again.
func (d *draft) changeEntities() error {
	for _, e := range d.Entities {
		if err := d.watch.err(); err != nil {
			return err
		}
		// The codes that date an entity belong to its parts.
		d.dated[e.ID] = true
		d.replaceEntity(d.entity(e.ID), e.After)
	}
	return nil
}

// replaceEntity replaces an entity by another; either may be nil.
func (d *draft) replaceEntity(old *entityRow, e *knowledge.Entity) {
	row := &entityRow{Entity: e}
	if old != nil {
		d.unindexEntity(old)
		row.ends, row.about, row.attributed, row.links, row.marks = old.ends, old.about, old.attributed, old.links, old.marks
	} else {
		row.ends, row.about, row.attributed, row.links, row.marks = d.newList(), d.newList(), d.newList(), d.newList(), d.newList()
	}
	if e == nil {
		return
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
