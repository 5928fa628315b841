package memstore

import "entente/internal/knowledge"

// checkStatement says whether a statement fits on its ground, and notes what does not.
func (d *draft) checkStatement(st *knowledge.Statement, g *ground) bool {
	before := len(d.found)
	d.require(st, "dataset", st.Dataset, g.set != nil)
	d.require(st, "document", st.Document, g.doc != nil)
	d.require(st, "relation", st.Relation, g.relation != nil)
	d.require(st, "subject", st.Subject, g.subject != nil)
	d.require(st, "object", st.Object, g.object != nil)
	for i, e := range g.about {
		d.require(st, "entity that it is about,", st.About[i], e != nil)
	}
	d.require(st, "entity that it is attributed to,", st.AttributedTo, st.AttributedTo == "" || g.voice != nil)
	if g.relation != nil {
		d.checkRelation(st, g.relation)
	}
	if g.set != nil && g.doc != nil {
		d.checkDates(st, g.set, g.doc)
	}
	if g.doc != nil {
		d.checkQuotes(st, g.doc)
	}
	return len(d.found) == before
}

func (d *draft) require(st *knowledge.Statement, what, id string, there bool) {
	if !there {
		d.add("%s: there is no %s %s", describe(st), what, id)
	}
}

// checkRelation holds a statement against its relation: the kinds that it joins, and what follows from it.
func (d *draft) checkRelation(st *knowledge.Statement, relation *relationRow) {
	subject, _ := knowledge.KindOf(st.Subject)
	object, _ := knowledge.KindOf(st.Object)
	if err := relation.Joins(subject, object); err != nil {
		d.add("%s: %v", describe(st), err)
	}
	want := *st
	want.Evidence = nil
	want.Complete(relation.Symmetric)
	switch {
	case st.Symmetric != want.Symmetric:
		d.add("%s: it says that %s is symmetric: %t; the relation says %t", describe(st), st.Relation, st.Symmetric, want.Symmetric)
	case st.Link != want.Link:
		d.add("%s: its link is %s, not %s", describe(st), want.Link, knowledge.Quote(st.Link))
	case st.ID != want.ID:
		d.add("%s: its id is %s by what it says", describe(st), want.ID)
	}
}

// checkDates holds a statement against what its document and dataset say of time and trust.
func (d *draft) checkDates(st *knowledge.Statement, set *datasetRow, doc *documentRow) {
	if st.Published != doc.Day() || st.Reliability != doc.Reliability {
		d.add("%s: it says that %s is of %s and reliability %s; that is of %s and %s",
			describe(st), doc.ID, st.Published, knowledge.Quote(string(st.Reliability)), doc.Day(), doc.Reliability)
		return
	}
	want, err := knowledge.ResolveValidity(st.Validity.Interval, doc.Day(), set.CoverageTo)
	switch {
	case err != nil:
		d.add("%s: %v", describe(st), err)
	case st.Validity != want:
		d.add("%s: the bounds of %s are not those that follow from its document's date and its dataset's coverage", describe(st), want.EDTF())
	}
}

// checkQuotes holds quotes against their document's text.
func (d *draft) checkQuotes(st *knowledge.Statement, doc *documentRow) {
	for _, e := range st.Evidence {
		if e.Place == nil {
			continue
		}
		text, ok := d.textOf(doc).slice(e.Place.Start, e.Place.End)
		switch {
		case !ok:
			d.add("%s: %s has no characters %d to %d", describe(st), doc.ID, e.Place.Start, e.Place.End)
		case text != string(e.Quote):
			d.add("%s: its quote is not in %s from %d to %d: %s there, %s here", describe(st), doc.ID,
				e.Place.Start, e.Place.End, knowledge.Quote(text), knowledge.Quote(string(e.Quote)))
		}
	}
}
