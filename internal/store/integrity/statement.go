package integrity

import "entente/internal/knowledge"

// Ground is what a statement rests on. What is not there is nil, or false.
type Ground struct {
	Dataset  *knowledge.Dataset
	Document *knowledge.Document
	Relation *knowledge.Relation
	// Text gives the document's text, ready to be cut; called only where the statement quotes it.
	Text func() *Text
	// HasSubject, HasObject and HasVoice say whether there are the entities at its ends, and the one that it is attributed to.
	HasSubject, HasObject, HasVoice bool
	// LacksAbout are the entities that it is about and that are not there.
	LacksAbout []knowledge.ID
}

// CheckStatement says whether a statement fits on its ground, and notes what does not.
func CheckStatement(p *Problems, st *knowledge.Statement, g *Ground) bool {
	before := p.Len()
	require := func(what, id string, there bool) {
		if !there {
			p.Add("%s: there is no %s %s", Describe(st), what, id)
		}
	}
	require("dataset", st.Dataset, g.Dataset != nil)
	require("document", st.Document, g.Document != nil)
	require("relation", st.Relation, g.Relation != nil)
	require("subject", st.Subject, g.HasSubject)
	require("object", st.Object, g.HasObject)
	for _, id := range g.LacksAbout {
		require("entity that it is about,", id, false)
	}
	require("entity that it is attributed to,", st.AttributedTo, st.AttributedTo == "" || g.HasVoice)
	if g.Relation != nil {
		checkRelation(p, st, g.Relation)
	}
	if g.Dataset != nil && g.Document != nil {
		checkDates(p, st, g.Dataset, g.Document)
	}
	if g.Document != nil {
		checkQuotes(p, st, g)
	}
	return p.Len() == before
}

// Describe names a statement so that a person knows it.
func Describe(st *knowledge.Statement) string {
	return st.ID + " (" + st.Subject + " " + st.Relation + " " + st.Object + ")"
}

// checkRelation holds a statement against its relation: the kinds that it joins, and what follows from it.
func checkRelation(p *Problems, st *knowledge.Statement, relation *knowledge.Relation) {
	subject, _ := knowledge.KindOf(st.Subject)
	object, _ := knowledge.KindOf(st.Object)
	if err := relation.Joins(subject, object); err != nil {
		p.Add("%s: %v", Describe(st), err)
	}
	want := *st
	want.Evidence = nil
	want.Complete(relation.Symmetric)
	switch {
	case st.Symmetric != want.Symmetric:
		p.Add("%s: it says that %s is symmetric: %t; the relation says %t", Describe(st), st.Relation, st.Symmetric, want.Symmetric)
	case st.Link != want.Link:
		p.Add("%s: its link is %s, not %s", Describe(st), want.Link, knowledge.Quote(st.Link))
	case st.ID != want.ID:
		p.Add("%s: its id is %s by what it says", Describe(st), want.ID)
	}
}

// checkDates holds a statement against what its document and dataset say of time and trust.
func checkDates(p *Problems, st *knowledge.Statement, set *knowledge.Dataset, doc *knowledge.Document) {
	if st.Published != doc.Day() || st.Reliability != doc.Reliability {
		p.Add("%s: it says that %s is of %s and reliability %s; that is of %s and %s",
			Describe(st), doc.ID, st.Published, knowledge.Quote(string(st.Reliability)), doc.Day(), doc.Reliability)
		return
	}
	want, err := knowledge.ResolveValidity(st.Validity.Interval, doc.Day(), set.CoverageTo)
	switch {
	case err != nil:
		p.Add("%s: %v", Describe(st), err)
	case st.Validity != want:
		p.Add("%s: the bounds of %s are not those that follow from its document's date and its dataset's coverage", Describe(st), want.EDTF())
	}
}

// checkQuotes holds quotes against their document's text.
func checkQuotes(p *Problems, st *knowledge.Statement, g *Ground) {
	for _, e := range st.Evidence {
		if e.Place == nil {
			continue
		}
		text, ok := g.Text().Slice(e.Place.Start, e.Place.End)
		switch {
		case !ok:
			p.Add("%s: %s has no characters %d to %d", Describe(st), st.Document, e.Place.Start, e.Place.End)
		case text != string(e.Quote):
			p.Add("%s: its quote is not in %s from %d to %d: %s there, %s here", Describe(st), st.Document,
				e.Place.Start, e.Place.End, knowledge.Quote(text), knowledge.Quote(string(e.Quote)))
		}
	}
}
