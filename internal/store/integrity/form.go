package integrity

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/knowledge"
)

// form checks one row by itself, without the graph around it.
type form struct {
	*Problems
	name string
}

// CheckForm notes what is wrong with a row by itself, without the graph around it.
func CheckForm(p *Problems, row knowledge.Row) {
	f := form{p, NameOf(row.Key())}
	switch r := row.(type) {
	case *knowledge.Dataset:
		f.dataset(r)
	case *knowledge.Relation:
		f.relation(r)
	case *knowledge.Document:
		f.document(r)
	case *knowledge.EntityPart:
		f.part(r)
	case *knowledge.Statement:
		f.statement(r)
	}
}

// NameOf names a row in a message. Its ids may have any length until they are checked.
func NameOf(k knowledge.RowKey) string {
	if len(k.ID) > knowledge.MaxIDLength || len(k.Dataset) > knowledge.MaxIDLength {
		k.ID, k.Dataset = knowledge.Quote(k.ID), knowledge.Quote(k.Dataset)
	}
	return k.String()
}

func (f form) say(format string, args ...any) {
	f.Add("%s: "+format, append([]any{f.name}, args...)...)
}

func (f form) check(err error) {
	if err != nil {
		f.say("%v", err)
	}
}

// required checks a text that may not be absent.
func (f form) required(field, text string) {
	if text == "" {
		f.say("it has no %s", field)
	}
	f.text(field, text)
}

// text checks a text that may be absent. It must be Unicode and hold no NUL, which ends texts in keys and in many formats.
func (f form) text(field, text string) {
	switch {
	case !utf8.ValidString(text):
		f.say("its %s is not valid UTF-8: %s", field, knowledge.Quote(text))
	case strings.IndexByte(text, 0) >= 0:
		f.say("its %s holds the character U+0000: %s", field, knowledge.Quote(text))
	}
}

// oneOf checks a value of which there are only some.
func oneOf[T ~string](f form, field string, value T, all []T) {
	if slices.Contains(all, value) {
		return
	}
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = string(v)
	}
	f.say("its %s is %s, which is none of %s%s", field, knowledge.Quote(string(value)), strings.Join(words, ", "), knowledge.DidYouMean(string(value), words))
}

func (f form) dataset(d *knowledge.Dataset) {
	f.check(knowledge.CheckID(d.ID, knowledge.DatasetPrefix))
	f.required("title", d.Title)
	f.text("licence", d.License)
	f.text("source", string(d.Source))
	f.text("version", d.Version)
	f.text("notes", string(d.Notes))
	if d.Order < 0 {
		f.say("its place in load order is %d, and places begin with 1", d.Order)
	}
}

func (f form) relation(r *knowledge.Relation) {
	if !knowledge.IsRelationName(r.Name) {
		f.say("%s is no name of a relation: write capital letters, digits and underscores, as MEMBER_OF", knowledge.Quote(r.Name))
	}
	f.check(knowledge.CheckID(r.Dataset, knowledge.DatasetPrefix))
	f.required("label", r.Label)
	f.required("inverse label", r.InverseLabel)
	f.text("description", string(r.Description))
	if r.Symmetric && r.Label != r.InverseLabel {
		f.say("it is symmetric, but reads %s from one end and %s from the other", knowledge.Quote(r.Label), knowledge.Quote(r.InverseLabel))
	}
	oneOf(f, "category", r.Category, knowledge.RelationCategories())
	oneOf(f, "exclusive", r.Exclusive, knowledge.Exclusives())
	for end, existence := range map[string]knowledge.Existence{"subject": r.SubjectExistence, "object": r.ObjectExistence} {
		if existence != "" {
			oneOf(f, "existence of the "+end, existence, knowledge.Existences())
		}
	}
	for _, name := range r.Ends {
		if !knowledge.IsRelationName(name) || name == r.Name {
			f.say("it cannot end %s: name another relation, as MEMBER_OF", knowledge.Quote(name))
		}
	}
	if r.BeginTolerance < 0 {
		f.say("its tolerance of begins is %d days, which is less than none", r.BeginTolerance)
	}
	if len(r.SubjectKinds) == 0 || len(r.ObjectKinds) == 0 {
		f.say("it does not say which kinds it joins")
	}
	for _, k := range slices.Concat(r.SubjectKinds, r.ObjectKinds) {
		oneOf(f, "kind", k, knowledge.EntityKinds())
	}
}

func (f form) document(d *knowledge.Document) {
	f.check(knowledge.CheckID(d.ID, knowledge.DocumentPrefix))
	f.check(knowledge.CheckID(d.Dataset, knowledge.DatasetPrefix))
	f.required("title", d.Title)
	for field, text := range map[string]knowledge.Text{
		"url": d.URL, "publisher": d.Publisher, "author": d.Author, "generator": d.Generator,
		"language": knowledge.Text(d.Language), "text": d.Text,
	} {
		f.text(field, string(text))
	}
	if d.PublishedOn.IsZero() && d.RetrievedOn.IsZero() {
		f.say("it has neither a date of publication nor one of retrieval")
	}
	oneOf(f, "reliability", d.Reliability, knowledge.Reliabilities())
	length := utf8.RuneCountInString(string(d.Text))
	for _, n := range d.Footnotes {
		f.required("footnote's label", n.Label)
		f.text("footnote", string(n.Text))
		if n.Position < 0 || n.Position > length {
			f.say("footnote %s stands at %d, and the text has %d characters", knowledge.Quote(n.Label), n.Position, length)
		}
	}
}

func (f form) part(p *knowledge.EntityPart) {
	f.check(knowledge.CheckEntityID(p.ID))
	f.check(knowledge.CheckID(p.Dataset, knowledge.DatasetPrefix))
	f.required("name", p.Name)
	f.text("abbreviation", string(p.Abbreviation))
	f.text("description", string(p.Description))
	f.text("region", string(p.Region))
	for _, n := range p.Names {
		f.required("further name", n.Text)
		f.text("name's language", string(n.Language))
		oneOf(f, "name's kind", n.Kind, knowledge.NameKinds())
	}
	for _, i := range p.Identifiers {
		f.required("identifier's scheme", i.Scheme)
		f.required("identifier's value", i.Value)
	}
	// A comparison with NaN is false, so that is refused as well.
	if l := p.Location; l != nil && (!(math.Abs(l.Latitude) <= 90) || !(math.Abs(l.Longitude) <= 180)) {
		f.say("there is no place at latitude %v, longitude %v", l.Latitude, l.Longitude)
	}
}

func (f form) statement(s *knowledge.Statement) {
	f.check(knowledge.CheckID(s.ID, knowledge.StatementPrefix))
	f.check(knowledge.CheckID(s.Dataset, knowledge.DatasetPrefix))
	f.check(knowledge.CheckID(s.Document, knowledge.DocumentPrefix))
	for _, id := range append([]knowledge.ID{s.Subject, s.Object}, s.About...) {
		f.check(knowledge.CheckEntityID(id))
	}
	if s.AttributedTo != "" {
		f.check(knowledge.CheckEntityID(s.AttributedTo))
	}
	for _, t := range s.Topics {
		f.required("topic", t)
	}
	f.text("note", string(s.Note))
	oneOf(f, "polarity", s.Polarity, knowledge.Polarities())
	oneOf(f, "modality", s.Modality, knowledge.Modalities())
	if len(s.Evidence) == 0 {
		f.say("it has no evidence")
	}
	for _, e := range s.Evidence {
		f.evidence(s, e)
	}
}

func (f form) evidence(s *knowledge.Statement, e *knowledge.Evidence) {
	switch {
	case e == nil:
		f.say("it has an evidence that is none")
		return
	case e.Document != s.Document:
		f.say("its evidence is of %s, but the claim of %s", knowledge.Quote(e.Document), s.Document)
	case (e.Quote == "") != (e.Place == nil):
		f.say("its evidence has a quote without a place, or a place without a quote: %s", knowledge.Quote(string(e.Quote)))
	case e.Quote == "" && e.Locator == "":
		f.say("its evidence has neither a quote nor a locator")
	}
	f.text("quote", string(e.Quote))
	f.text("context", string(e.Context))
	f.text("footnote", string(e.Footnote))
	f.text("locator", string(e.Locator))
}
