package neo4jstore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

func (d *draft) changeDatasets(ctx context.Context) error {
	steps := d.of(knowledge.TableDataset)
	live, err := d.liveRows(ctx, knowledge.TableDataset, keysOf(steps))
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		old := d.base.dataset(s.key.ID)
		if !d.settle(s, rowOrNil(old), live[s.key].addedIn) {
			continue
		}
		d.datasets = slices.DeleteFunc(d.datasets, func(r *knowledge.Dataset) bool { return r == old })
		put, _ := s.put.(*knowledge.Dataset)
		switch {
		case put == nil:
			d.gone.datasets = append(d.gone.datasets, old.ID)
			continue
		case old != nil && old.CoverageTo != put.CoverageTo:
			d.recheck = append(d.recheck, resting{"dataset", old.ID})
		}
		d.datasets = append(d.datasets, put)
	}
	slices.SortFunc(d.datasets, func(a, b *knowledge.Dataset) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	return nil
}

// rowOrNil gives a row that is no row where there is none.
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
		if !d.settle(s, before, live[s.key].addedIn) {
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

// joinRelations finds what each relation is: as the first dataset in load order defines it. All must define it alike.
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
			d.gone.relations = append(d.gone.relations, old.ID())
		case now != old && now.SameDefinition(old) != nil:
			d.recheck = append(d.recheck, resting{"relation", old.Name})
		}
	}
}

func (d *draft) changeDocuments(ctx context.Context) error {
	steps := d.of(knowledge.TableDocument)
	live, err := d.liveDocuments(ctx, keysOf(steps))
	if err != nil {
		return err
	}
	// Removals go first: a document may go from one dataset to another.
	removed := map[knowledge.ID]bool{}
	for i := range steps {
		s := &steps[i]
		if s.put != nil {
			continue
		}
		old := live[s.key.ID]
		if old.row == nil || old.row.Key() != s.key {
			d.settle(s, nil, 0)
			continue
		}
		d.settle(s, old.row, old.addedIn)
		removed[s.key.ID], d.documents[s.key.ID] = true, nil
		d.countDocument(s.key.Dataset, -1)
	}
	for i := range steps {
		if put, ok := steps[i].put.(*knowledge.Document); ok {
			d.putDocument(&steps[i], put, live[put.ID], removed)
		}
	}
	for id := range removed {
		d.gone.documents = append(d.gone.documents, id)
	}
	slices.Sort(d.gone.documents)
	return nil
}

func (d *draft) countDocument(dataset knowledge.ID, by int) {
	c := d.counts.Datasets[dataset]
	c.Documents += by
	d.counts.Datasets[dataset] = c
	d.counts.Documents += by
}

// putDocument puts a document; old is the one of its id that was there before, be it removed by this change or not.
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
		d.settle(s, nil, 0)
		d.countDocument(put.Dataset, 1)
	case before == nil:
		d.settle(s, nil, 0)
		d.countDocument(put.Dataset, 1)
	default:
		d.settle(s, old.row, old.addedIn)
	}
	delete(removed, put.ID)
	d.documents[put.ID] = put
	if before != nil && restsOn(before, put) {
		d.recheck = append(d.recheck, resting{"document", put.ID})
	}
}

// restsOn says whether statements may no longer fit on a document that changed.
func restsOn(before, after *knowledge.Document) bool {
	return before.Day() != after.Day() || before.Reliability != after.Reliability || before.Text != after.Text
}

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

// checkStatement notes what of a statement does not fit on its ground.
func (d *draft) checkStatement(st *knowledge.Statement) {
	g := integrity.Ground{
		Dataset: d.dataset(st.Dataset), Document: d.documents[st.Document], Relation: d.relations[st.Relation],
		HasSubject: d.entities[st.Subject], HasObject: d.entities[st.Object], HasVoice: d.entities[st.AttributedTo],
		Text: func() *integrity.Text { return d.textOf(st.Document) },
	}
	for _, id := range st.About {
		if !d.entities[id] {
			g.LacksAbout = append(g.LacksAbout, id)
		}
	}
	integrity.CheckStatement(&d.Problems, st, &g)
}

// textOf gives a document's text, ready to be cut.
func (d *draft) textOf(document knowledge.ID) *integrity.Text {
	t := d.texts[document]
	if t == nil {
		t = integrity.NewText(string(d.documents[document].Text))
		d.texts[document] = t
	}
	return t
}

// recheckStatements looks again at the statements that rest on what was changed and are not changed themselves.
func (d *draft) recheckStatements(ctx context.Context) error {
	changed := map[knowledge.ID]bool{}
	if d.recheck != nil {
		for _, c := range d.claims {
			changed[c.key.ID] = true
		}
	}
	for _, r := range d.recheck {
		if err := d.recheckThose(ctx, r, changed); err != nil || d.Full() {
			return err
		}
	}
	return nil
}
