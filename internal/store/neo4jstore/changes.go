package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// changeDatasets applies the steps of datasets and sorts them into load order.
func (d *draft) changeDatasets(ctx context.Context) error {
	steps := d.of(knowledge.TableDataset)
	live, err := d.liveRows(ctx, knowledge.TableDataset, keysOf(steps))
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		old := d.base.dataset(s.key.ID)
		if !d.applyStep(s, rowOrNil(old), live[s.key].addedIn) {
			continue
		}
		d.datasets = slices.DeleteFunc(d.datasets, func(r *knowledge.Dataset) bool { return r == old })
		put, _ := s.put.(*knowledge.Dataset)
		switch {
		case put == nil:
			d.removedIDs.datasets = append(d.removedIDs.datasets, old.ID)
			continue
		case old != nil && old.CoverageTo != put.CoverageTo:
			d.recheck = append(d.recheck, dependents{"dataset", old.ID})
		}
		d.datasets = append(d.datasets, put)
	}
	slices.SortFunc(d.datasets, func(a, b *knowledge.Dataset) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	return nil
}

// rowOrNil converts a nil pointer to a nil interface.
func rowOrNil[T any, R interface {
	*T
	knowledge.Row
}](r R) knowledge.Row {
	if r == nil {
		return nil
	}
	return r
}

func (d *draft) dataset(id knowledge.ID) *knowledge.Dataset {
	for _, set := range d.datasets {
		if set.ID == id {
			return set
		}
	}
	return nil
}

// changeRelations applies the steps of relations and determines the definition of each again.
func (d *draft) changeRelations(ctx context.Context) error {
	steps := d.of(knowledge.TableRelation)
	live, err := d.liveRows(ctx, knowledge.TableRelation, keysOf(steps))
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		at, found := slices.BinarySearchFunc(d.parts, s.key, func(r *knowledge.Relation, k knowledge.RowKey) int { return compareKeys(r.Key(), k) })
		var before knowledge.Row
		if found {
			before = d.parts[at]
		}
		if !d.applyStep(s, before, live[s.key].addedIn) {
			continue
		}
		put, _ := s.put.(*knowledge.Relation)
		switch {
		case put == nil:
			d.parts = slices.Delete(d.parts, at, at+1)
		case found:
			d.parts[at] = put
		default:
			d.parts = slices.Insert(d.parts, at, put)
		}
		if put != nil && d.dataset(put.Dataset) == nil {
			d.Add("%s: there is no dataset %s", s.key, put.Dataset)
		}
	}
	d.joinRelations()
	return nil
}

// joinRelations determines the definition of each relation: that of the first dataset in load order. All definitions must be the same.
func (d *draft) joinRelations() {
	d.relations = map[string]*knowledge.Relation{}
	for _, set := range d.datasets {
		for _, r := range d.parts {
			if r.Dataset != set.ID {
				continue
			}
			first := d.relations[r.Name]
			if first == nil {
				d.relations[r.Name] = r
			} else if err := first.SameDefinition(r); err != nil {
				d.Add("%s: %v", r.Key(), err)
			}
		}
	}
	for _, old := range d.base.relations {
		now := d.relations[old.Name]
		switch {
		case now == nil:
			d.removedIDs.relations = append(d.removedIDs.relations, old.ID())
		case now != old && now.SameDefinition(old) != nil:
			d.recheck = append(d.recheck, dependents{"relation", old.Name})
		}
	}
}

// changeDocuments applies the steps of documents.
func (d *draft) changeDocuments(ctx context.Context) error {
	steps := d.of(knowledge.TableDocument)
	live, err := d.liveDocuments(ctx, keysOf(steps))
	if err != nil {
		return err
	}
	// Removals are processed first, as a document may move from one dataset to another.
	removed := map[knowledge.ID]bool{}
	for i := range steps {
		s := &steps[i]
		if s.put != nil {
			continue
		}
		old := live[s.key.ID]
		if old.row == nil || old.row.Key() != s.key {
			d.applyStep(s, nil, 0)
			continue
		}
		d.applyStep(s, old.row, old.addedIn)
		removed[s.key.ID], d.documents[s.key.ID] = true, nil
		d.countDocument(s.key.Dataset, -1)
	}
	for i := range steps {
		if put, ok := steps[i].put.(*knowledge.Document); ok {
			d.putDocument(&steps[i], put, live[put.ID], removed)
		}
	}
	for id := range removed {
		d.removedIDs.documents = append(d.removedIDs.documents, id)
	}
	slices.Sort(d.removedIDs.documents)
	return nil
}

func (d *draft) countDocument(dataset knowledge.ID, by int) {
	c := d.counts.Datasets[dataset]
	c.Documents += by
	d.counts.Datasets[dataset] = c
	d.counts.Documents += by
}

// putDocument puts a document; old is the row of its id before the change, even if this change removes it.
func (d *draft) putDocument(s *step, put *knowledge.Document, old liveRow, removed map[knowledge.ID]bool) {
	before, _ := old.row.(*knowledge.Document)
	switch {
	case d.dataset(put.Dataset) == nil:
		d.Add("%s: there is no dataset %s", s.key, put.Dataset)
		return
	case before != nil && !removed[put.ID] && before.Dataset != put.Dataset:
		d.Add("%s: it is already a document of %s", s.key, before.Dataset)
		return
	case removed[put.ID]:
		d.applyStep(s, nil, 0)
		d.countDocument(put.Dataset, 1)
	case before == nil:
		d.applyStep(s, nil, 0)
		d.countDocument(put.Dataset, 1)
	default:
		d.applyStep(s, old.row, old.addedIn)
	}
	delete(removed, put.ID)
	d.documents[put.ID] = put
	if before != nil && affectsStatements(before, put) {
		d.recheck = append(d.recheck, dependents{"document", put.ID})
	}
}

// affectsStatements reports whether a change of a document may invalidate its statements.
func affectsStatements(before, after *knowledge.Document) bool {
	return before.Day() != after.Day() || before.Reliability != after.Reliability || before.Text != after.Text
}

// countStatement adds a statement to the counts, or removes it if by is -1.
func (d *draft) countStatement(st *knowledge.Statement, by int) {
	c := d.counts.Datasets[st.Dataset]
	c.Statements += by
	d.counts.Datasets[st.Dataset] = c
	d.counts.Relations[st.Relation] += by
	d.counts.Statements += by
	if st.Validity.Begin != knowledge.BoundKnown {
		d.counts.UnknownBegins += by
	}
	if st.Validity.End != knowledge.BoundKnown {
		d.counts.UnknownEnds += by
	}
}

// checkStatement records what is wrong between a statement and its dependencies.
func (d *draft) checkStatement(st *knowledge.Statement) {
	g := integrity.Dependencies{
		Dataset: d.dataset(st.Dataset), Document: d.documents[st.Document], Relation: d.relations[st.Relation],
		HasSubject: d.entities[st.Subject], HasObject: d.entities[st.Object], HasAttribution: d.entities[st.AttributedTo],
		Text: func() *integrity.Text { return d.textOf(st.Document) },
	}
	for _, id := range st.About {
		if !d.entities[id] {
			g.LacksAbout = append(g.LacksAbout, id)
		}
	}
	integrity.CheckStatement(&d.Problems, st, &g)
}

// textOf returns a document's text, prepared for checking quotes.
func (d *draft) textOf(document knowledge.ID) *integrity.Text {
	t := d.texts[document]
	if t == nil {
		t = integrity.NewText(string(d.documents[document].Text))
		d.texts[document] = t
	}
	return t
}

// recheckStatements checks again the unchanged statements that depend on changed rows.
func (d *draft) recheckStatements(ctx context.Context) error {
	changed := map[knowledge.ID]bool{}
	if d.recheck != nil {
		for _, c := range d.statementChanges {
			changed[c.key.ID] = true
		}
	}
	for _, r := range d.recheck {
		if err := d.recheckDependents(ctx, r, changed); err != nil || d.Full() {
			return err
		}
	}
	return nil
}
