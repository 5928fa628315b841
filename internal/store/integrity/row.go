package integrity

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/knowledge"
)

// rowCheck checks one row by itself, without the graph around it.
type rowCheck struct {
	*Problems
	name string
}

// CheckRow records what is wrong with a row by itself, without the graph around it.
func CheckRow(p *Problems, row knowledge.Row) {
	c := rowCheck{p, NameOf(row.Key())}
	switch r := row.(type) {
	case *knowledge.Dataset:
		c.dataset(r)
	case *knowledge.Relation:
		c.relation(r)
	case *knowledge.Document:
		c.document(r)
	case *knowledge.EntityPart:
		c.part(r)
	case *knowledge.Statement:
		c.statement(r)
	}
}

// NameOf names a row in a message. Its ids may have any length until they are checked.
func NameOf(k knowledge.RowKey) string {
	if len(k.ID) > knowledge.MaxIDLength || len(k.Dataset) > knowledge.MaxIDLength {
		k.ID, k.Dataset = knowledge.Quote(k.ID), knowledge.Quote(k.Dataset)
	}
	return k.String()
}

func (c rowCheck) addf(format string, args ...any) {
	c.Add("%s: "+format, append([]any{c.name}, args...)...)
}

func (c rowCheck) check(err error) {
	if err != nil {
		c.addf("%v", err)
	}
}

// required checks a text that must not be empty.
func (c rowCheck) required(field, text string) {
	if text == "" {
		c.addf("it has no %s", field)
	}
	c.text(field, text)
}

// text checks a text that may be empty. It must be valid UTF-8 without NUL, which ends texts in keys and in many formats.
func (c rowCheck) text(field, text string) {
	switch {
	case !utf8.ValidString(text):
		c.addf("its %s is not valid UTF-8: %s", field, knowledge.Quote(text))
	case strings.IndexByte(text, 0) >= 0:
		c.addf("its %s holds the character U+0000: %s", field, knowledge.Quote(text))
	}
}

// oneOf checks that a value is one of all.
func oneOf[T ~string](c rowCheck, field string, value T, all []T) {
	if slices.Contains(all, value) {
		return
	}
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = string(v)
	}
	c.addf("its %s is %s, which is none of %s%s", field, knowledge.Quote(string(value)), strings.Join(words, ", "), knowledge.DidYouMean(string(value), words))
}

func (c rowCheck) dataset(d *knowledge.Dataset) {
	c.check(knowledge.CheckID(d.ID, knowledge.DatasetPrefix))
	c.required("title", d.Title)
	c.text("licence", d.License)
	c.text("source", string(d.Source))
	c.text("version", d.Version)
	c.text("notes", string(d.Notes))
	if d.Order < 0 {
		c.addf("its place in load order is %d, and places begin with 1", d.Order)
	}
}

// relation checks the fields of a relation.
func (c rowCheck) relation(r *knowledge.Relation) {
	if !knowledge.IsRelationName(r.Name) {
		c.addf("%s is no name of a relation: write capital letters, digits and underscores, as MEMBER_OF", knowledge.Quote(r.Name))
	}
	c.check(knowledge.CheckID(r.Dataset, knowledge.DatasetPrefix))
	c.required("label", r.Label)
	c.required("inverse label", r.InverseLabel)
	c.text("description", string(r.Description))
	if r.Symmetric && r.Label != r.InverseLabel {
		c.addf("it is symmetric, but reads %s from one end and %s from the other", knowledge.Quote(r.Label), knowledge.Quote(r.InverseLabel))
	}
	oneOf(c, "category", r.Category, knowledge.RelationCategories())
	oneOf(c, "exclusive", r.Exclusive, knowledge.Exclusives())
	for end, existence := range map[string]knowledge.Existence{"subject": r.SubjectExistence, "object": r.ObjectExistence} {
		if existence != "" {
			oneOf(c, "existence of the "+end, existence, knowledge.Existences())
		}
	}
	for _, name := range r.Ends {
		if !knowledge.IsRelationName(name) || name == r.Name {
			c.addf("it cannot end %s: name another relation, as MEMBER_OF", knowledge.Quote(name))
		}
	}
	if r.BeginTolerance < 0 {
		c.addf("its tolerance of begins is %d days, which is less than none", r.BeginTolerance)
	}
	c.qualifiers(r)
	if len(r.SubjectKinds) == 0 || len(r.ObjectKinds) == 0 {
		c.addf("it does not say which kinds it joins")
	}
	for _, k := range slices.Concat(r.SubjectKinds, r.ObjectKinds) {
		oneOf(c, "kind", k, knowledge.EntityKinds())
	}
}

// qualifiers checks the qualifiers that a relation declares.
func (c rowCheck) qualifiers(r *knowledge.Relation) {
	if n := len(r.Qualifiers); n > knowledge.MaxQualifiers {
		c.addf("it has %d qualifiers; it may have %d", n, knowledge.MaxQualifiers)
		return
	}
	for i, d := range r.Qualifiers {
		if d == nil {
			c.addf("it has a qualifier that is none")
			return
		}
		c.check(d.Check())
		if i > 0 && r.Qualifiers[i-1].Name >= d.Name {
			c.addf("its qualifiers are not in the order of their names, or %s stands twice", knowledge.Quote(d.Name))
		}
		c.text("qualifier's label", string(d.Label))
		c.text("qualifier's unit", string(d.Unit))
		c.text("qualifier's description", string(d.Description))
		for _, code := range d.Codes {
			c.text("code's label", string(code.Label))
		}
	}
}

// document checks the fields of a document and its footnotes.
func (c rowCheck) document(d *knowledge.Document) {
	c.check(knowledge.CheckID(d.ID, knowledge.DocumentPrefix))
	c.check(knowledge.CheckID(d.Dataset, knowledge.DatasetPrefix))
	c.required("title", d.Title)
	for field, text := range map[string]knowledge.Text{
		"url": d.URL, "publisher": d.Publisher, "author": d.Author, "generator": d.Generator,
		"language": knowledge.Text(d.Language), "text": d.Text,
	} {
		c.text(field, string(text))
	}
	if d.PublishedOn.IsZero() && d.RetrievedOn.IsZero() {
		c.addf("it has neither a date of publication nor one of retrieval")
	}
	oneOf(c, "reliability", d.Reliability, knowledge.Reliabilities())
	length := utf8.RuneCountInString(string(d.Text))
	for _, n := range d.Footnotes {
		c.required("footnote's label", n.Label)
		c.text("footnote", string(n.Text))
		if n.Position < 0 || n.Position > length {
			c.addf("footnote %s stands at %d, and the text has %d characters", knowledge.Quote(n.Label), n.Position, length)
		}
	}
}

// part checks the fields of an entity part.
func (c rowCheck) part(p *knowledge.EntityPart) {
	c.check(knowledge.CheckEntityID(p.ID))
	c.check(knowledge.CheckID(p.Dataset, knowledge.DatasetPrefix))
	c.required("name", p.Name)
	c.text("abbreviation", string(p.Abbreviation))
	c.text("description", string(p.Description))
	c.text("region", string(p.Region))
	for _, n := range p.Names {
		c.required("further name", n.Text)
		c.text("name's language", string(n.Language))
		oneOf(c, "name's kind", n.Kind, knowledge.NameKinds())
	}
	for _, i := range p.Identifiers {
		c.required("identifier's scheme", i.Scheme)
		c.required("identifier's value", i.Value)
	}
	// Comparisons with NaN are false, so NaN is rejected as well.
	if l := p.Location; l != nil && (!(math.Abs(l.Latitude) <= 90) || !(math.Abs(l.Longitude) <= 180)) {
		c.addf("there is no place at latitude %v, longitude %v", l.Latitude, l.Longitude)
	}
}

// statement checks the fields of a statement and its evidence.
func (c rowCheck) statement(s *knowledge.Statement) {
	c.check(knowledge.CheckID(s.ID, knowledge.StatementPrefix))
	c.check(knowledge.CheckID(s.Dataset, knowledge.DatasetPrefix))
	c.check(knowledge.CheckID(s.Document, knowledge.DocumentPrefix))
	for _, id := range append([]knowledge.ID{s.Subject, s.Object}, s.About...) {
		c.check(knowledge.CheckEntityID(id))
	}
	if s.AttributedTo != "" {
		c.check(knowledge.CheckEntityID(s.AttributedTo))
	}
	for _, t := range s.Topics {
		c.required("topic", t)
	}
	for _, q := range s.Qualifiers {
		c.required("qualifier's value", q.Value)
	}
	if n := len(s.Qualifiers); n > knowledge.MaxQualifiers {
		c.addf("it has %d qualifiers; it may have %d", n, knowledge.MaxQualifiers)
	}
	c.text("note", string(s.Note))
	oneOf(c, "polarity", s.Polarity, knowledge.Polarities())
	oneOf(c, "modality", s.Modality, knowledge.Modalities())
	if len(s.Evidence) == 0 {
		c.addf("it has no evidence")
	}
	for _, e := range s.Evidence {
		c.evidence(s, e)
	}
}

// evidence checks one piece of evidence of a statement.
func (c rowCheck) evidence(s *knowledge.Statement, e *knowledge.Evidence) {
	switch {
	case e == nil:
		c.addf("it has an evidence that is none")
		return
	case e.Document != s.Document:
		c.addf("its evidence is of %s, but the claim of %s", knowledge.Quote(e.Document), s.Document)
	case (e.Quote == "") != (e.Place == nil):
		c.addf("its evidence has a quote without a place, or a place without a quote: %s", knowledge.Quote(string(e.Quote)))
	case e.Quote == "" && e.Locator == "":
		c.addf("its evidence has neither a quote nor a locator")
	}
	c.text("quote", string(e.Quote))
	c.text("context", string(e.Context))
	c.text("footnote", string(e.Footnote))
	c.text("locator", string(e.Locator))
}
