package knowledge

import (
	"slices"

	"entente/internal/edtf"
)

// Statement is one claim of one document: subject, relation, object, when it held, and its evidence.
type Statement struct {
	ID       ID
	Subject  ID
	Relation string
	Object   ID
	// Symmetric and Link follow from the relation and the ends; Complete sets them.
	Symmetric bool
	Link      ID
	// About are third parties that the claim turns on, in the source's order: opposes Georgia's accession *to NATO*.
	About []ID `json:",omitempty"`
	// Topics are subject matters, in the source's order.
	Topics   []string `json:",omitempty"`
	Polarity Polarity
	Modality Modality
	// AttributedTo is the entity that made the claim, if the document only reports it; else empty.
	AttributedTo ID
	Validity     Validity
	// Qualifiers are the values that it carries besides, sorted by name, each name once.
	Qualifiers []Qualifier `json:",omitempty"`
	Note       Text
	Document   ID
	Dataset    ID
	// Published and Reliability are those of the document, copied because every scope reads them.
	Published   edtf.Span
	Reliability Reliability
	// Evidence is never empty.
	Evidence []*Evidence
	// Horizon is what other rows say about the time in which the claim counts; it is not part of the content. Stores set it.
	Horizon *Horizon `json:"-"`
	// Original is the statement as its source has it, where this is the one that a merged view makes of it: with other entities for those that
	// are merged. Nil for every statement of a store.
	Original *Statement `json:"-"`
}

// AsClaimed is the statement as its source has it: Original, or the statement itself.
func (s *Statement) AsClaimed() *Statement {
	if s.Original != nil {
		return s.Original
	}
	return s
}

// Polarity is whether the document affirms or denies the relation.
type Polarity string

// The polarities. Absence of a statement is never denial.
const (
	Affirmed Polarity = "AFFIRMED"
	// Denied: the document says that it is not so.
	Denied Polarity = "DENIED"
)

// Polarities are both polarities.
func Polarities() []Polarity { return []Polarity{Affirmed, Denied} }

// Modality is the mood in which the document states the relation.
type Modality string

// The modalities.
const (
	Asserted Modality = "ASSERTED"
	// Reported: the document reports what others say, or says "reportedly".
	Reported Modality = "REPORTED"
	Promised Modality = "PROMISED"
	Planned  Modality = "PLANNED"
)

// Modalities are all modalities.
func Modalities() []Modality { return []Modality{Asserted, Reported, Promised, Planned} }

// Evidence is a passage, or a row, that a statement rests on: a quote with its range, or a locator.
type Evidence struct {
	Document ID
	// Quote is verbatim: the document's own characters from Place.Start to Place.End. Absent where the evidence is no text.
	Quote Text
	Place *Place
	// Context is the sentence around the quote, verbatim.
	Context Text
	// Footnote is the label of the document's own footnote on the sentence.
	Footnote Text
	// Locator is a row, a page or an article.
	Locator Text
}

// Place is a range of a document's text in code points, Start included, End not.
type Place struct{ Start, End int }

// Start is where the quote begins, or nil where the evidence is no text.
func (e *Evidence) Start() *int {
	if e.Place == nil {
		return nil
	}
	return &e.Place.Start
}

// End is where the quote ends, or nil where the evidence is no text.
func (e *Evidence) End() *int {
	if e.Place == nil {
		return nil
	}
	return &e.Place.End
}

// Complete sets the derived fields: link, the document of the evidence, and id. symmetric is that of the relation.
//
// The id is a hash of dataset, document, subject, relation, object, polarity, modality, attribution, validity as EDTF and qualifiers, with
// the ends sorted if the relation is symmetric, and without quotes and note: loading a dataset twice changes nothing, and a corrected quote does not
// make another claim.
func (s *Statement) Complete(symmetric bool) {
	s.Symmetric = symmetric
	s.Link = LinkID(s.Subject, s.Relation, s.Object, symmetric)
	for _, e := range s.Evidence {
		e.Document = s.Document
	}
	subject, object := Ends(s.Subject, s.Object, symmetric)
	parts := append(make([]string, 0, 16), s.Dataset, s.Document, subject, s.Relation, object,
		string(s.Polarity), string(s.Modality), s.AttributedTo, s.Validity.EDTF())
	for _, q := range s.Qualifiers {
		parts = append(parts, q.Name, q.Value)
	}
	s.ID = hashID(StatementPrefix, parts...)
}

// Affirms reports whether the statement affirms its link as a fact, asserted or reported, which makes the link held. Denials, promises and
// plans do not.
func (s *Statement) Affirms() bool { return s.Polarity == Affirmed && s.IsFactual() }

// IsFactual reports whether the statement says what is or is not so: whether it is asserted or reported. Promises and plans neither support
// nor contradict other statements, nor do others support or contradict them.
func (s *Statement) IsFactual() bool { return s.Modality == Asserted || s.Modality == Reported }

// Other returns the end that is not the given one; the object if both are, or neither is.
func (s *Statement) Other(end ID) ID {
	if s.Object == end {
		return s.Subject
	}
	return s.Object
}

// ValidFrom is when the claim begins, as the source gives it; the zero date where it does not say.
func (s *Statement) ValidFrom() edtf.Date { return s.Validity.Interval.Begin().Date }

// ValidTo is when the claim ends, as the source gives it; the zero date where it is open or not said.
func (s *Statement) ValidTo() edtf.Date { return s.Validity.Interval.End().Date }

// Link is all statements of one subject, relation and object together: one line on a map. It depends on a scope, and counts what that
// admits.
type Link struct {
	ID       ID
	Source   ID
	Relation string
	Target   ID
	// Held: some statement in scope affirms it as a fact.
	Held bool
	// Certainty is the best of the statements that make it held, else of all in scope; empty without asOf.
	Certainty Certainty
	// StatementCount is at least 1: there is no link without a statement in scope.
	StatementCount int
}

// MakeLink sums up the statements of one link that a scope admits. There must be at least one.
func MakeLink(scope *Scope, statements []*Statement) *Link {
	s := statements[0]
	l := &Link{ID: s.Link, Relation: s.Relation, StatementCount: len(statements)}
	l.Source, l.Target = Ends(s.Subject, s.Object, s.Symmetric)
	l.Held = slices.ContainsFunc(statements, (*Statement).Affirms)
	for _, s := range statements {
		if l.Held && !s.Affirms() {
			continue
		}
		if c := scope.CertaintyOf(s); c.rank() > l.Certainty.rank() {
			l.Certainty = c
		}
	}
	return l
}

// Other returns the end of the link that is not the given one; the target if both are, or neither is.
func (l *Link) Other(end ID) ID {
	if l.Target == end {
		return l.Source
	}
	return l.Target
}

// NodeID is the id.
func (s *Statement) NodeID() ID { return s.ID }

// NodeID is the id.
func (l *Link) NodeID() ID { return l.ID }
