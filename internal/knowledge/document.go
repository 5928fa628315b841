package knowledge

import "entente/internal/edtf"

// Document is a published text or table that statements rest on.
type Document struct {
	ID          ID
	Title       string
	URL         Text
	Publisher   Text
	Author      Text
	PublishedOn edtf.Date
	RetrievedOn edtf.Date
	// Generator is the software that wrote it, if any.
	Generator   Text
	Reliability Reliability
	// Language is a BCP 47 tag.
	Language string
	// Text is the text without footnote numbers, in normalization form C; "" for tables.
	Text      Text
	Footnotes []Footnote `json:",omitempty"`
	// BasedOn are the documents that this one is known to repeat or rest on: two such documents are not independent.
	BasedOn []ID `json:",omitempty"`
	Dataset ID
}

// Day is the span of days in which the document was published, or else retrieved: the meaning of "now" in it. A loaded document has one of
// the two dates.
func (d *Document) Day() edtf.Span {
	if !d.PublishedOn.IsZero() {
		return d.PublishedOn.Span()
	}
	return d.RetrievedOn.Span()
}

// Footnote is a footnote's mark in a document's text and its note, if the document has it.
type Footnote struct {
	Label string
	// Position is the position of the mark in the text, in code points.
	Position int
	Text     Text
}

// Reliability says how far a source is trusted: the letters of the Admiralty code (NATO STANAG 2511), from A, completely
// reliable, to E, unreliable. F cannot be judged; it is not the worst, but no grade at all.
type Reliability string

// The grades of reliability.
const (
	ReliabilityA Reliability = "A"
	ReliabilityB Reliability = "B"
	ReliabilityC Reliability = "C"
	ReliabilityD Reliability = "D"
	ReliabilityE Reliability = "E"
	ReliabilityF Reliability = "F"
)

// Reliabilities are all grades, best first.
func Reliabilities() []Reliability {
	return []Reliability{ReliabilityA, ReliabilityB, ReliabilityC, ReliabilityD, ReliabilityE, ReliabilityF}
}

// AtLeast reports whether a source of this grade satisfies the grade least: A > B > C > D > E. F, which cannot be judged, and no grade
// satisfy only F. With no least, all grades pass.
func (r Reliability) AtLeast(least Reliability) bool {
	if least == "" || least == ReliabilityF {
		return true
	}
	return r != "" && r <= least
}

// Dataset is a folder's worth of entities, statements and documents, with its licence and version.
type Dataset struct {
	ID    ID
	Title string
	// License is an SPDX licence expression.
	License string
	Source  Text
	Version string
	Notes   Text
	// CoverageFrom and CoverageTo are the time that its data cover, where it says so.
	CoverageFrom edtf.Date
	CoverageTo   edtf.Date
	// Order is the position of the dataset in load order, from 1; the store assigns it at the first load.
	Order int
}

// Mention is a range of a document's text that names an entity.
type Mention struct {
	ID       ID
	Document ID
	Entity   ID
	// Text is the document's own spelling.
	Text string
	// Start and End are code points of the document's text.
	Start int
	End   int
}

// NodeID is the id.
func (d *Document) NodeID() ID { return d.ID }

// NodeID is the id.
func (d *Dataset) NodeID() ID { return d.ID }

// NodeID is the id.
func (m *Mention) NodeID() ID { return m.ID }
