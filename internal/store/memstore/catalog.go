package memstore

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// orderAssigner assigns datasets their position in load order.
type orderAssigner struct {
	base *snapshot
	last int
}

func newOrderAssigner(base *snapshot) *orderAssigner {
	o := &orderAssigner{base: base}
	for _, d := range base.datasets {
		o.last = max(o.last, d.Order)
	}
	return o
}

// assign keeps the position of an existing dataset, and appends a new one. A position that the dataset has already is kept: undoing a
// removal restores it.
func (o *orderAssigner) assign(d *knowledge.Dataset) {
	if d.Order == 0 {
		if old := o.base.dataset(d.ID); old != nil {
			d.Order = old.Order
		} else {
			d.Order = o.last + 1
		}
	}
	o.last = max(o.last, d.Order)
}

// changeDatasets applies the steps of datasets and sorts them into load order.
func (d *draft) changeDatasets() error {
	steps := d.of(knowledge.TableDataset)
	if len(steps) == 0 {
		return nil
	}
	d.datasets = slices.Clone(d.datasets)
	for i := range steps {
		s := &steps[i]
		old := d.dataset(s.key.ID)
		var before knowledge.Row
		if old != nil {
			before = old.Dataset
		}
		if !d.applyStep(s, before) {
			continue
		}
		d.datasets = slices.DeleteFunc(d.datasets, func(r *datasetRow) bool { return r == old })
		put, _ := s.put.(*knowledge.Dataset)
		switch {
		case put == nil:
			d.removed.datasets = append(d.removed.datasets, old)
		case old == nil:
			d.datasets = append(d.datasets, &datasetRow{put, d.newList(), d.newList(), d.newList()})
		default:
			d.datasets = append(d.datasets, &datasetRow{put, old.statements, old.documents, old.entities})
			d.noteDataset(old, put)
		}
	}
	// Two may have the same position if one was restored to where another is now.
	slices.SortFunc(d.datasets, func(a, b *datasetRow) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	return nil
}

// noteDataset notes what depends on a changed dataset: validities on its coverage, entities on its position.
func (d *draft) noteDataset(old *datasetRow, put *knowledge.Dataset) {
	if old.CoverageTo != put.CoverageTo {
		d.recheck = append(d.recheck, old.statements)
	}
	if old.Order != put.Order {
		for part := range d.partsOf(old) {
			d.merge[part.ID] = true
		}
	}
}

// changeRelations applies the steps of relations and determines the definition of each again.
func (d *draft) changeRelations() error {
	steps := d.of(knowledge.TableRelation)
	if len(steps) > 0 {
		d.relationParts = slices.Clone(d.relationParts)
	}
	for i := range steps {
		s := &steps[i]
		at, found := slices.BinarySearchFunc(d.relationParts, s.key, func(r *knowledge.Relation, k knowledge.RowKey) int {
			return compareRowKeys(r.Key(), k)
		})
		var before knowledge.Row
		if found {
			before = d.relationParts[at]
		}
		if !d.applyStep(s, before) {
			continue
		}
		put, _ := s.put.(*knowledge.Relation)
		switch {
		case put == nil:
			d.relationParts = slices.Delete(d.relationParts, at, at+1)
		case found:
			d.relationParts[at] = put
		default:
			d.relationParts = slices.Insert(d.relationParts, at, put)
		}
		if put != nil && d.dataset(put.Dataset) == nil {
			d.Add("%s: there is no dataset %s", s.key, put.Dataset)
		}
	}
	if len(steps) > 0 || len(d.of(knowledge.TableDataset)) > 0 {
		d.joinRelations()
	}
	return nil
}

// joinRelations determines the definition of each relation: that of the first dataset in load order. All definitions must be the same.
func (d *draft) joinRelations() {
	old := d.relations
	d.relations, d.relationList = map[string]*relationRow{}, nil
	for _, set := range d.datasets {
		for _, r := range d.relationParts {
			if r.Dataset != set.ID {
				continue
			}
			if first := d.relations[r.Name]; first != nil {
				if err := first.SameDefinition(r); err != nil {
					d.Add("%s: %v", r.Key(), err)
				}
				continue
			}
			d.relations[r.Name] = d.relationRow(r, old[r.Name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.relations)) {
		d.relationList = append(d.relationList, d.relations[name].Relation)
	}
	d.findEnders()
	for name, row := range old {
		if d.relations[name] == nil {
			d.removed.relations = append(d.removed.relations, row)
		}
	}
}

// relationRow returns the row of a relation, and notes that its statements must be rechecked if its definition changed.
func (d *draft) relationRow(r *knowledge.Relation, old *relationRow) *relationRow {
	if old == nil {
		return &relationRow{Relation: r, statements: d.newList()}
	}
	row := &relationRow{Relation: r, statements: old.statements}
	if old.Relation != r && old.SameDefinition(r) != nil {
		d.recheck = append(d.recheck, old.statements)
		d.noteBounds(old, row)
	}
	return row
}

// changeDocuments applies the steps of documents.
func (d *draft) changeDocuments() error {
	steps := d.of(knowledge.TableDocument)
	// Removals are processed first, as a document may move from one dataset to another.
	for i := range steps {
		if s := &steps[i]; s.put == nil {
			row := d.document(s.key.ID)
			if row == nil || row.Dataset != s.key.Dataset {
				d.applyStep(s, nil)
				continue
			}
			d.applyStep(s, row.Document)
			d.unindexDocument(row)
			d.removed.documents[row.ID] = row
		}
	}
	for i := range steps {
		if err := d.watch.err(); err != nil {
			return err
		}
		if put, ok := steps[i].put.(*knowledge.Document); ok {
			d.putDocument(&steps[i], put)
		}
	}
	return nil
}

// putDocument adds or replaces a document, and notes that its statements must be rechecked.
func (d *draft) putDocument(s *step, put *knowledge.Document) {
	set, old := d.dataset(put.Dataset), d.document(put.ID)
	switch {
	case set == nil:
		d.Add("%s: there is no dataset %s", s.key, put.Dataset)
		return
	case old != nil && old.Dataset != put.Dataset:
		d.Add("%s: it is already a document of %s", s.key, old.Dataset)
		return
	}
	var before knowledge.Row
	if old != nil {
		before = old.Document
	}
	if !d.applyStep(s, before) {
		return
	}
	row := &documentRow{Document: put, published: knowledge.DocumentKey(knowledge.OrderPublishedOn, put)}
	if old != nil {
		d.unindexDocument(old)
	} else {
		old = d.removed.documents[put.ID]
	}
	if delete(d.removed.documents, put.ID); old != nil {
		row.statements = old.statements
		d.recheck = append(d.recheck, old.statements)
	} else {
		row.statements = d.newList()
	}
	d.documents.set(row)
	d.documentsByDay.Set(row)
	d.members.Set(member{set.documents, row.ID})
	d.grow(set.documents, 1)
}

// unindexDocument removes a document from the indexes. Its dataset may be removed already; the base still has its list.
func (d *draft) unindexDocument(row *documentRow) {
	set := d.base.dataset(row.Dataset)
	d.documents.delete(row)
	d.documentsByDay.Delete(row)
	d.members.Delete(member{set.documents, row.ID})
	d.grow(set.documents, -1)
}
