package knowledge

import "entente/internal/edtf"

// Document is what was published: the text, or the table, that statements rest on.
type Document struct {
	ID          ID
	Title       string
	URL         Text
	Publisher   Text
	Author      Text
	PublishedOn edtf.Date
	RetrievedOn edtf.Date
	// Generator is the software that wrote it, where one did.
	Generator   Text
	Reliability Reliability
	// Language is a BCP 47 tag.
	Language string
	// Text is what readers see, without footnote numbers, in normalization form C; absent for tables.
	Text      Text
	Footnotes []Footnote `json:",omitempty"`
	// BasedOn are the documents that this one repeats or rests on, where that is known: two such are not independent.
	BasedOn []ID `json:",omitempty"`
	Dataset ID
}

// Day is the span of days in which the document was published, or else retrieved: what "now" means in it. A document has
// one of the two dates, or it is not loaded.
func (d *Document) Day() edtf.Span {
	if !d.PublishedOn.IsZero() {
		return d.PublishedOn.Span()
	}
	return d.RetrievedOn.Span()
}

// Footnote is a footnote's mark in a document's text and, where the document has it, the note.
type Footnote struct {
	Label string
	// Position is where the mark stood in the text, in code points.
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

// AtLeast says whether a source of this grade passes where the grade least is asked for: A > B > C > D > E, and F, which
// cannot be judged, passes only where F is asked for, and so does no grade. With no least, all pass.
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
	// Order is the place of the dataset in load order, from 1; the store gives it at the first load.
	Order int
}

// Mention is a place in a document's text that names an entity.
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
