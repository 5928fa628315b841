package wire

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// The order of fields is the format; fields are only added at the end, with a new number of the format that contains them.
//
// Fields that follow trivially from others are left out, as the document of evidence. Fields whose derivation costs a hash or needs other
// rows, as ids and bounds, are written.

// Dataset is the written form of a dataset.
type Dataset struct {
	_                                          struct{} `cbor:",toarray"`
	ID, Title, License, Source, Version, Notes string
	CoverageFrom, CoverageTo                   edtf.Date
	Order                                      int
}

// Relation is the written form of a relation.
type Relation struct {
	_                                   struct{} `cbor:",toarray"`
	Name, Label, InverseLabel, Category string
	Symmetric                           bool
	Exclusive                           string
	SubjectKinds, ObjectKinds           []knowledge.EntityKind
	Description, Dataset                string
	Ends                                []string
	SubjectExistence, ObjectExistence   string
	BeginTolerance                      int
	Qualifiers                          []qualifierDefinition
}

type qualifierDefinition struct {
	_                              struct{} `cbor:",toarray"`
	Name, Type, Label, Unit, About string
	Min, Max                       string
	Codes                          []code
}

type code struct {
	_           struct{} `cbor:",toarray"`
	Code, Label string
}

// relationFormat2 is a relation in the format before Qualifiers were added.
type relationFormat2 struct {
	_ struct{} `cbor:",toarray"`
	relationFields1
	Ends                              []string
	SubjectExistence, ObjectExistence string
	BeginTolerance                    int
}

// relationFormat1 is a relation in the format before Ends and existences were added.
type relationFormat1 struct {
	_ struct{} `cbor:",toarray"`
	relationFields1
}

// relationFields1 are the fields that relations have in all formats.
type relationFields1 struct {
	Name, Label, InverseLabel, Category string
	Symmetric                           bool
	Exclusive                           string
	SubjectKinds, ObjectKinds           []knowledge.EntityKind
	Description, Dataset                string
}

// UnmarshalCBOR reads a relation of any format. It is not told how the codec decodes, and must not be stricter; relations are so few
// that it may find that anew.
func (w *Relation) UnmarshalCBOR(content []byte) error {
	mode, err := decoding().DecMode()
	if err != nil {
		return err
	}
	type plain Relation
	if err = mode.Unmarshal(content, (*plain)(w)); err == nil {
		return nil
	}
	var before relationFormat2
	if mode.Unmarshal(content, &before) != nil {
		var first relationFormat1
		if mode.Unmarshal(content, &first) != nil {
			return err
		}
		before = relationFormat2{relationFields1: first.relationFields1}
	}
	*w = Relation{
		Name: before.Name, Label: before.Label, InverseLabel: before.InverseLabel, Category: before.Category, Symmetric: before.Symmetric,
		Exclusive: before.Exclusive, SubjectKinds: before.SubjectKinds, ObjectKinds: before.ObjectKinds,
		Description: before.Description, Dataset: before.Dataset, Ends: before.Ends, SubjectExistence: before.SubjectExistence,
		ObjectExistence: before.ObjectExistence, BeginTolerance: before.BeginTolerance,
	}
	return nil
}

// Document is the written form of a document.
type Document struct {
	_                                      struct{} `cbor:",toarray"`
	ID, Title, URL, Publisher, Author      string
	PublishedOn, RetrievedOn               edtf.Date
	Generator, Reliability, Language, Text string
	Footnotes                              []footnote
	BasedOn                                []string
	Dataset                                string
}

type footnote struct {
	_        struct{} `cbor:",toarray"`
	Label    string
	Position int
	Text     string
}

// Part is the written form of a dataset's part of an entity.
type Part struct {
	_                         struct{} `cbor:",toarray"`
	ID, Name                  string
	Names                     []name
	Abbreviation, Description string
	Identifiers               []identifier
	Location                  []float64
	Region, Dataset           string
}

type entity struct {
	_        struct{} `cbor:",toarray"`
	Part     Part
	Datasets []string
	Life     []edtf.Day
}

type name struct {
	_                    struct{} `cbor:",toarray"`
	Text, Kind, Language string
	ValidFrom, ValidTo   edtf.Date
}

type identifier struct {
	_                  struct{} `cbor:",toarray"`
	Scheme, Value      string
	ValidFrom, ValidTo edtf.Date
}

// Statement is the written form of a statement.
type Statement struct {
	_                                   struct{} `cbor:",toarray"`
	ID, Subject, Relation, Object, Link string
	Symmetric                           bool
	About, Topics                       []string
	Polarity, Modality, AttributedTo    string
	Interval                            edtf.Interval
	EarliestBegin, LatestBegin          edtf.Day
	EarliestEnd, LatestEnd              edtf.Day
	Begin, End                          string
	Uncertain                           bool
	Note, Document, Dataset             string
	PublishedFirst, PublishedLast       edtf.Day
	Reliability                         string
	Evidence                            []evidence
}

// QualifiedStatement is the written form of a statement that has qualifiers: most have none, and are as short as before there were any.
type QualifiedStatement struct {
	_ struct{} `cbor:",toarray"`
	Statement
	Qualifiers []qualifier
}

type qualifier struct {
	_                 struct{} `cbor:",toarray"`
	Name, Type, Value string
}

type evidence struct {
	_     struct{} `cbor:",toarray"`
	Quote string
	// Start and End are the quote's; unused where there is none.
	Start, End                 int
	Context, Footnote, Locator string
}

// DatasetOf gives the written form of a dataset. It shares lists with it.
func DatasetOf(r *knowledge.Dataset) Dataset {
	return Dataset{
		ID: r.ID, Title: r.Title, License: r.License, Source: string(r.Source), Version: r.Version, Notes: string(r.Notes),
		CoverageFrom: r.CoverageFrom, CoverageTo: r.CoverageTo, Order: r.Order,
	}
}

// Row gives the dataset back.
func (w *Dataset) Row() *knowledge.Dataset {
	return &knowledge.Dataset{
		ID: w.ID, Title: w.Title, License: w.License, Source: knowledge.Text(w.Source), Version: w.Version,
		Notes: knowledge.Text(w.Notes), CoverageFrom: w.CoverageFrom, CoverageTo: w.CoverageTo, Order: w.Order,
	}
}

// RelationOf gives the written form of a relation. It shares lists with it.
func RelationOf(r *knowledge.Relation) Relation {
	w := Relation{
		Name: r.Name, Label: r.Label, InverseLabel: r.InverseLabel, Category: string(r.Category), Symmetric: r.Symmetric,
		Exclusive: string(r.Exclusive), SubjectKinds: r.SubjectKinds, ObjectKinds: r.ObjectKinds,
		Description: string(r.Description), Dataset: r.Dataset, Ends: r.Ends, SubjectExistence: string(r.SubjectExistence),
		ObjectExistence: string(r.ObjectExistence), BeginTolerance: r.BeginTolerance,
	}
	for _, d := range r.Qualifiers {
		one := qualifierDefinition{
			Name: d.Name, Type: string(d.Type), Label: string(d.Label), Unit: string(d.Unit), About: string(d.Description), Min: string(d.Min), Max: string(d.Max),
		}
		for _, c := range d.Codes {
			one.Codes = append(one.Codes, code{Code: c.Code, Label: string(c.Label)})
		}
		w.Qualifiers = append(w.Qualifiers, one)
	}
	return w
}

// Row gives the relation back.
func (w *Relation) Row() *knowledge.Relation {
	r := &knowledge.Relation{
		Name: w.Name, Label: w.Label, InverseLabel: w.InverseLabel, Category: knowledge.RelationCategory(w.Category),
		Symmetric: w.Symmetric, Exclusive: knowledge.Exclusive(w.Exclusive), SubjectKinds: w.SubjectKinds,
		ObjectKinds: w.ObjectKinds, Description: knowledge.Text(w.Description), Dataset: w.Dataset, Ends: w.Ends,
		SubjectExistence: knowledge.Existence(w.SubjectExistence), ObjectExistence: knowledge.Existence(w.ObjectExistence),
		BeginTolerance: w.BeginTolerance,
	}
	for _, d := range w.Qualifiers {
		one := &knowledge.QualifierDefinition{
			Name: d.Name, Type: knowledge.QualifierType(d.Type), Label: knowledge.Text(d.Label), Unit: knowledge.Text(d.Unit),
			Description: knowledge.Text(d.About), Min: knowledge.Text(d.Min), Max: knowledge.Text(d.Max),
		}
		for _, c := range d.Codes {
			one.Codes = append(one.Codes, knowledge.CodeLabel{Code: c.Code, Label: knowledge.Text(c.Label)})
		}
		r.Qualifiers = append(r.Qualifiers, one)
	}
	return r
}

// DocumentOf gives the written form of a document. It shares lists with it.
func DocumentOf(r *knowledge.Document) Document {
	w := Document{
		ID: r.ID, Title: r.Title, URL: string(r.URL), Publisher: string(r.Publisher), Author: string(r.Author),
		PublishedOn: r.PublishedOn, RetrievedOn: r.RetrievedOn, Generator: string(r.Generator),
		Reliability: string(r.Reliability), Language: r.Language, Text: string(r.Text), BasedOn: r.BasedOn, Dataset: r.Dataset,
	}
	for _, n := range r.Footnotes {
		w.Footnotes = append(w.Footnotes, footnote{Label: n.Label, Position: n.Position, Text: string(n.Text)})
	}
	return w
}

// Row gives the document back.
func (w *Document) Row() *knowledge.Document {
	r := &knowledge.Document{
		ID: w.ID, Title: w.Title, URL: knowledge.Text(w.URL), Publisher: knowledge.Text(w.Publisher), Author: knowledge.Text(w.Author),
		PublishedOn: w.PublishedOn, RetrievedOn: w.RetrievedOn, Generator: knowledge.Text(w.Generator),
		Reliability: knowledge.Reliability(w.Reliability), Language: w.Language, Text: knowledge.Text(w.Text), BasedOn: w.BasedOn, Dataset: w.Dataset,
	}
	for _, n := range w.Footnotes {
		r.Footnotes = append(r.Footnotes, knowledge.Footnote{Label: n.Label, Position: n.Position, Text: knowledge.Text(n.Text)})
	}
	return r
}

// PartOf gives the written form of a part. It shares lists with it.
func PartOf(r *knowledge.EntityPart) Part {
	w := Part{
		ID: r.ID, Name: r.Name, Abbreviation: string(r.Abbreviation), Description: string(r.Description),
		Region: string(r.Region), Dataset: r.Dataset,
	}
	for _, n := range r.Names {
		w.Names = append(w.Names, name{Text: n.Text, Kind: string(n.Kind), Language: string(n.Language), ValidFrom: n.ValidFrom, ValidTo: n.ValidTo})
	}
	for _, i := range r.Identifiers {
		w.Identifiers = append(w.Identifiers, identifier{Scheme: i.Scheme, Value: i.Value, ValidFrom: i.ValidFrom, ValidTo: i.ValidTo})
	}
	if at := r.Location; at != nil {
		w.Location = []float64{at.Latitude, at.Longitude}
	}
	return w
}

// Row gives the part back.
func (w *Part) Row() *knowledge.EntityPart {
	r := &knowledge.EntityPart{Dataset: w.Dataset, Entity: knowledge.Entity{
		ID: w.ID, Name: w.Name, Abbreviation: knowledge.Text(w.Abbreviation), Description: knowledge.Text(w.Description),
		Region: knowledge.Text(w.Region),
	}}
	for _, n := range w.Names {
		r.Names = append(r.Names, knowledge.Name{
			Text: n.Text, Kind: knowledge.NameKind(n.Kind), Language: knowledge.Text(n.Language), ValidFrom: n.ValidFrom, ValidTo: n.ValidTo,
		})
	}
	for _, i := range w.Identifiers {
		r.Identifiers = append(r.Identifiers, knowledge.Identifier{Scheme: i.Scheme, Value: i.Value, ValidFrom: i.ValidFrom, ValidTo: i.ValidTo})
	}
	if len(w.Location) == 2 {
		r.Location = &knowledge.GeoPoint{Latitude: w.Location[0], Longitude: w.Location[1]}
	}
	return r
}

// StatementOf gives the written form of a statement. It shares lists with it.
func StatementOf(r *knowledge.Statement) Statement {
	v := &r.Validity
	w := Statement{
		ID: r.ID, Subject: r.Subject, Relation: r.Relation, Object: r.Object, Link: r.Link, Symmetric: r.Symmetric,
		About: r.About, Topics: r.Topics, Polarity: string(r.Polarity), Modality: string(r.Modality), AttributedTo: r.AttributedTo,
		Interval: v.Interval, EarliestBegin: v.EarliestBegin, LatestBegin: v.LatestBegin, EarliestEnd: v.EarliestEnd,
		LatestEnd: v.LatestEnd, Begin: string(v.Begin), End: string(v.End), Uncertain: v.Uncertain,
		Note: string(r.Note), Document: r.Document, Dataset: r.Dataset, PublishedFirst: r.Published.First,
		PublishedLast: r.Published.Last, Reliability: string(r.Reliability), Evidence: make([]evidence, len(r.Evidence)),
	}
	for i, e := range r.Evidence {
		w.Evidence[i] = evidence{Quote: string(e.Quote), Context: string(e.Context), Footnote: string(e.Footnote), Locator: string(e.Locator)}
		if e.Place != nil {
			w.Evidence[i].Start, w.Evidence[i].End = e.Place.Start, e.Place.End
		}
	}
	return w
}

// QualifiedOf gives the written form of a statement with its qualifiers. It shares lists with it.
func QualifiedOf(r *knowledge.Statement) QualifiedStatement {
	w := QualifiedStatement{Statement: StatementOf(r), Qualifiers: make([]qualifier, len(r.Qualifiers))}
	for i, q := range r.Qualifiers {
		w.Qualifiers[i] = qualifier{Name: q.Name, Type: string(q.Type), Value: q.Value}
	}
	return w
}

// Into decodes the statement into r.
func (w *QualifiedStatement) Into(r *knowledge.Statement) {
	w.Statement.Into(r)
	r.Qualifiers = make([]knowledge.Qualifier, len(w.Qualifiers))
	for i, q := range w.Qualifiers {
		r.Qualifiers[i] = knowledge.Qualifier{Name: q.Name, Type: knowledge.QualifierType(q.Type), Value: q.Value}
	}
}

// Row gives the statement back.
func (w *Statement) Row() *knowledge.Statement {
	r := new(knowledge.Statement)
	w.Into(r)
	return r
}

// Into decodes the statement into r, so that callers can allocate many together.
func (w *Statement) Into(r *knowledge.Statement) {
	*r = knowledge.Statement{
		ID: w.ID, Subject: w.Subject, Relation: w.Relation, Object: w.Object, Link: w.Link, Symmetric: w.Symmetric,
		About: w.About, Topics: w.Topics, Polarity: knowledge.Polarity(w.Polarity), Modality: knowledge.Modality(w.Modality),
		AttributedTo: w.AttributedTo, Note: knowledge.Text(w.Note), Document: w.Document, Dataset: w.Dataset,
		Published: edtf.Span{First: w.PublishedFirst, Last: w.PublishedLast}, Reliability: knowledge.Reliability(w.Reliability),
		Validity: knowledge.Validity{
			Interval: w.Interval, EarliestBegin: w.EarliestBegin, LatestBegin: w.LatestBegin, EarliestEnd: w.EarliestEnd,
			LatestEnd: w.LatestEnd, Begin: statusOf(w.Begin), End: statusOf(w.End), Uncertain: w.Uncertain,
			Exact: w.Interval.Exact(),
		},
	}
	passages := make([]knowledge.Evidence, len(w.Evidence))
	r.Evidence = make([]*knowledge.Evidence, len(w.Evidence))
	for i, e := range w.Evidence {
		passages[i] = knowledge.Evidence{
			Document: w.Document, Quote: knowledge.Text(e.Quote), Context: knowledge.Text(e.Context),
			Footnote: knowledge.Text(e.Footnote), Locator: knowledge.Text(e.Locator),
		}
		if e.Quote != "" {
			passages[i].Place = &knowledge.Place{Start: e.Start, End: e.End}
		}
		r.Evidence[i] = &passages[i]
	}
}

// statusOf gives the constant of a status, so that a million statements do not hold a million copies of four words.
func statusOf(s string) knowledge.BoundStatus {
	for _, known := range []knowledge.BoundStatus{knowledge.BoundKnown, knowledge.BoundUnknown, knowledge.BoundOpen, knowledge.BoundCoverageEnds} {
		if string(known) == s {
			return known
		}
	}
	return knowledge.BoundStatus(s)
}
