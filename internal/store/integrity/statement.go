package integrity

import "entente/internal/knowledge"

// Dependencies are the rows that a statement refers to. A missing one is nil, or false.
type Dependencies struct {
	Dataset  *knowledge.Dataset
	Document *knowledge.Document
	Relation *knowledge.Relation
	// Text returns the document's text, prepared for checking quotes; it is called only if the statement has a quote.
	Text func() *Text
	// HasSubject, HasObject and HasAttribution report whether its ends and the entity that it is attributed to exist.
	HasSubject, HasObject, HasAttribution bool
	// LacksAbout are the missing entities among its third parties.
	LacksAbout []knowledge.ID
}

// CheckStatement reports whether a statement is consistent with its dependencies, and records the problems.
func CheckStatement(p *Problems, st *knowledge.Statement, deps *Dependencies) bool {
	before := p.Len()
	require := func(what, id string, there bool) {
		if !there {
			p.Add("%s: there is no %s %s", Describe(st), what, id)
		}
	}
	require("dataset", st.Dataset, deps.Dataset != nil)
	require("document", st.Document, deps.Document != nil)
	require("relation", st.Relation, deps.Relation != nil)
	require("subject", st.Subject, deps.HasSubject)
	require("object", st.Object, deps.HasObject)
	for _, id := range deps.LacksAbout {
		require("entity that it is about, or qualified by,", id, false)
	}
	require("entity that it is attributed to,", st.AttributedTo, st.AttributedTo == "" || deps.HasAttribution)
	if deps.Relation != nil {
		checkRelation(p, st, deps.Relation)
	}
	if deps.Dataset != nil && deps.Document != nil {
		checkDates(p, st, deps.Dataset, deps.Document)
	}
	if deps.Document != nil {
		checkQuotes(p, st, deps)
	}
	return p.Len() == before
}

// Describe names a statement for a message.
func Describe(st *knowledge.Statement) string {
	return st.ID + " (" + st.Subject + " " + st.Relation + " " + st.Object + ")"
}

// checkRelation checks a statement against its relation: the kinds that it joins, its qualifiers, and the derived fields.
func checkRelation(p *Problems, st *knowledge.Statement, relation *knowledge.Relation) {
	subject, _ := knowledge.KindOf(st.Subject)
	object, _ := knowledge.KindOf(st.Object)
	if err := relation.Joins(subject, object); err != nil {
		p.Add("%s: %v", Describe(st), err)
	}
	if err := relation.CheckQualifiers(st); err != nil {
		p.Add("%s: %v", Describe(st), err)
		return
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

// checkDates checks a statement against the dates and the reliability of its document and dataset.
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

// checkQuotes checks quotes against their document's text.
func checkQuotes(p *Problems, st *knowledge.Statement, deps *Dependencies) {
	for _, e := range st.Evidence {
		if e.Place == nil {
			continue
		}
		text, ok := deps.Text().Slice(e.Place.Start, e.Place.End)
		switch {
		case !ok:
			p.Add("%s: %s has no characters %d to %d", Describe(st), st.Document, e.Place.Start, e.Place.End)
		case text != string(e.Quote):
			p.Add("%s: its quote is not in %s from %d to %d: %s there, %s here", Describe(st), st.Document,
				e.Place.Start, e.Place.End, knowledge.Quote(text), knowledge.Quote(string(e.Quote)))
		}
	}
}
