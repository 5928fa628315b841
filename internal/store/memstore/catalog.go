package memstore

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// orders gives datasets their place in load order.
type orders struct {
	base *snapshot
	last int
}

func newOrders(base *snapshot) *orders {
	o := &orders{base: base}
	for _, d := range base.datasets {
		o.last = max(o.last, d.Order)
	}
	return o
}

// give keeps the place of a dataset that is there, and puts a new one behind all others. A place that the dataset brings
// itself is kept: undoing a removal puts it back to where it was.
func (o *orders) give(d *knowledge.Dataset) {
	if d.Order == 0 {
		if old := o.base.dataset(d.ID); old != nil {
			d.Order = old.Order
		} else {
			d.Order = o.last + 1
		}
	}
	o.last = max(o.last, d.Order)
}

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
		if !d.settle(s, before) {
			continue
		}
		d.datasets = slices.DeleteFunc(d.datasets, func(r *datasetRow) bool { return r == old })
		put, _ := s.put.(*knowledge.Dataset)
		switch {
		case put == nil:
			d.gone.datasets = append(d.gone.datasets, old)
		case old == nil:
			d.datasets = append(d.datasets, &datasetRow{put, d.newList(), d.newList(), d.newList()})
		default:
			d.datasets = append(d.datasets, &datasetRow{put, old.statements, old.documents, old.entities})
			d.noteDataset(old, put)
		}
	}
	// Two may have one place, where one was put back to where another stands now.
	slices.SortFunc(d.datasets, func(a, b *datasetRow) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	return nil
}

// noteDataset notes what rests on that which is changed of a dataset: validities on its coverage, entities on its place.
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
		if !d.settle(s, before) {
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

// joinRelations finds what each relation is: as the first dataset in load order defines it. All must define it alike.
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
			d.gone.relations = append(d.gone.relations, row)
		}
	}
}

// relationRow gives a relation its list, and notes that its statements must be looked at where it may no longer fit them.
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

func (d *draft) changeDocuments() error {
	steps := d.of(knowledge.TableDocument)
	// Removals go first: a document may go from one dataset to another.
	for i := range steps {
		if s := &steps[i]; s.put == nil {
			row := d.document(s.key.ID)
			if row == nil || row.Dataset != s.key.Dataset {
				d.settle(s, nil)
				continue
			}
			d.settle(s, row.Document)
			d.unindexDocument(row)
			d.gone.documents[row.ID] = row
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
	if !d.settle(s, before) {
		return
	}
	row := &documentRow{Document: put, published: knowledge.DocumentKey(knowledge.OrderPublishedOn, put)}
	if old != nil {
		d.unindexDocument(old)
	} else {
		old = d.gone.documents[put.ID]
	}
	if delete(d.gone.documents, put.ID); old != nil {
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

// unindexDocument takes a document out. Its dataset may have gone before it; then its list is the old one.
func (d *draft) unindexDocument(row *documentRow) {
	set := d.base.dataset(row.Dataset)
	d.documents.delete(row)
	d.documentsByDay.Delete(row)
	d.members.Delete(member{set.documents, row.ID})
	d.grow(set.documents, -1)
}
