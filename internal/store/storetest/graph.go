package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// Graph builds the rows of a small graph, for tests. Its methods add rows and give a builder of each; Rows completes them.
//
//	g := storetest.NewGraph(t)
//	g.Dataset("almanac").Order(1)
//	g.Document("book").Published("2020").Text("Atlan is in the Pact.")
//	g.Entity("country:atlan", "Atlan")
//	g.Claim("country:atlan", "MEMBER_OF", "alliance:pact").Valid("1994/..").Quote("Atlan is in the Pact")
type Graph struct {
	t         testing.TB
	datasets  []*DatasetBuilder
	relations []*RelationBuilder
	documents []*DocumentBuilder
	parts     []*PartBuilder
	claims    []*ClaimBuilder
}

// NewGraph returns an empty graph; invalid rows fail the test.
func NewGraph(t testing.TB) *Graph { return &Graph{t: t} }

// DatasetBuilder builds a dataset.
type DatasetBuilder struct{ row *knowledge.Dataset }

// Dataset adds the dataset `dataset:slug`. What is added after it is its own.
func (g *Graph) Dataset(slug string) *DatasetBuilder {
	b := &DatasetBuilder{&knowledge.Dataset{ID: "dataset:" + slug, Title: "The " + slug, License: "CC0-1.0", Version: "1"}}
	g.datasets = append(g.datasets, b)
	return b
}

// In selects a dataset that was added before: what follows belongs to it.
func (g *Graph) In(slug string) *Graph {
	g.datasets = append(g.datasets, &DatasetBuilder{g.dataset("dataset:" + slug)})
	return g
}

// Coverage sets where the data stop.
func (b *DatasetBuilder) Coverage(to string) *DatasetBuilder {
	b.row.CoverageTo = mustDate(to)
	return b
}

// Order sets the position in load order.
func (b *DatasetBuilder) Order(n int) *DatasetBuilder {
	b.row.Order = n
	return b
}

// Version sets the version.
func (b *DatasetBuilder) Version(v string) *DatasetBuilder {
	b.row.Version = v
	return b
}

// RelationBuilder builds a relation.
type RelationBuilder struct{ row *knowledge.Relation }

// Relation adds a relation between kinds, each given as their prefixes: "country territory".
func (g *Graph) Relation(name string, category knowledge.RelationCategory, subjects, objects string) *RelationBuilder {
	words := strings.ToLower(strings.ReplaceAll(name, "_", " "))
	b := &RelationBuilder{&knowledge.Relation{
		Name: name, Label: words, InverseLabel: words + " (inverse)", Category: category, Exclusive: knowledge.ExclusiveNone,
		SubjectKinds: kinds(subjects), ObjectKinds: kinds(objects), Dataset: g.current(),
	}}
	g.relations = append(g.relations, b)
	return b
}

// Symmetric makes it the same from either end.
func (b *RelationBuilder) Symmetric() *RelationBuilder {
	b.row.Symmetric, b.row.InverseLabel = true, b.row.Label
	return b
}

// Exclusive sets which end has one other end at a time.
func (b *RelationBuilder) Exclusive(e knowledge.Exclusive) *RelationBuilder {
	b.row.Exclusive = e
	return b
}

// Ends sets the relations whose claims are over once one of it begins.
func (b *RelationBuilder) Ends(names ...string) *RelationBuilder {
	b.row.Ends = names
	return b
}

// Existence sets how its claims are connected with the existence of their ends.
func (b *RelationBuilder) Existence(subject, object knowledge.Existence) *RelationBuilder {
	b.row.SubjectExistence, b.row.ObjectExistence = subject, object
	return b
}

// Tolerance sets by how many days sources may differ on the begin of a claim.
func (b *RelationBuilder) Tolerance(days int) *RelationBuilder {
	b.row.BeginTolerance = days
	return b
}

// Qualifier declares a qualifier, with its codes where it has codes.
func (b *RelationBuilder) Qualifier(name string, of knowledge.QualifierType, codes ...string) *RelationBuilder {
	d := &knowledge.QualifierDefinition{Name: name, Type: of}
	for _, c := range codes {
		d.Codes = append(d.Codes, knowledge.CodeLabel{Code: c, Label: knowledge.Text("of " + c)})
	}
	b.row.Qualifiers = append(b.row.Qualifiers, d)
	slices.SortFunc(b.row.Qualifiers, func(a, b *knowledge.QualifierDefinition) int { return strings.Compare(a.Name, b.Name) })
	return b
}

// Bounds sets the least and the most of the last qualifier by name, "" for none.
func (b *RelationBuilder) Bounds(least, most string) *RelationBuilder {
	d := b.row.Qualifiers[len(b.row.Qualifiers)-1]
	d.Min, d.Max = knowledge.Text(least), knowledge.Text(most)
	return b
}

func kinds(prefixes string) []knowledge.EntityKind {
	var all []knowledge.EntityKind
	for _, p := range strings.Fields(prefixes) {
		all = append(all, knowledge.EntityKind(strings.ToUpper(p)))
	}
	return all
}

// DocumentBuilder builds a document.
type DocumentBuilder struct{ row *knowledge.Document }

// Document adds the document `document:slug`, of reliability C, published on 2020-01-01. Claims added after it are its own.
func (g *Graph) Document(slug string) *DocumentBuilder {
	b := &DocumentBuilder{&knowledge.Document{
		ID: "document:" + slug, Title: "The " + slug, Reliability: knowledge.ReliabilityC, Language: "en",
		PublishedOn: mustDate("2020-01-01"), Dataset: g.current(),
	}}
	g.documents = append(g.documents, b)
	return b
}

// Title sets the title.
func (b *DocumentBuilder) Title(title string) *DocumentBuilder {
	b.row.Title = title
	return b
}

// Published sets the date of publication.
func (b *DocumentBuilder) Published(on string) *DocumentBuilder {
	b.row.PublishedOn = mustDate(on)
	return b
}

// Retrieved sets the date of retrieval, for a document without a date of publication.
func (b *DocumentBuilder) Retrieved(on string) *DocumentBuilder {
	b.row.PublishedOn, b.row.RetrievedOn = edtf.Date{}, mustDate(on)
	return b
}

// Reliability sets the grade.
func (b *DocumentBuilder) Reliability(r knowledge.Reliability) *DocumentBuilder {
	b.row.Reliability = r
	return b
}

// Text sets the text.
func (b *DocumentBuilder) Text(text string) *DocumentBuilder {
	b.row.Text = knowledge.Text(text)
	return b
}

// PartBuilder builds a part of an entity.
type PartBuilder struct{ row *knowledge.EntityPart }

// Entity adds a part of an entity.
func (g *Graph) Entity(id knowledge.ID, name string) *PartBuilder {
	b := &PartBuilder{&knowledge.EntityPart{Entity: knowledge.Entity{ID: id, Name: name}, Dataset: g.current()}}
	g.parts = append(g.parts, b)
	return b
}

// Name adds a further name.
func (b *PartBuilder) Name(kind knowledge.NameKind, text string) *PartBuilder {
	b.row.Names = append(b.row.Names, knowledge.Name{Text: text, Kind: kind})
	return b
}

// Code adds a code of a scheme, dated with an interval where that is not empty.
func (b *PartBuilder) Code(scheme, value, valid string) *PartBuilder {
	id := knowledge.Identifier{Scheme: scheme, Value: value}
	if valid != "" {
		interval := mustInterval(valid)
		id.ValidFrom, id.ValidTo = interval.Begin().Date, interval.End().Date
	}
	b.row.Identifiers = append(b.row.Identifiers, id)
	return b
}

// Described sets the description, with the short form of its name, its region and its location.
func (b *PartBuilder) Described(text, abbreviation, region string, at *knowledge.GeoPoint) *PartBuilder {
	b.row.Description, b.row.Abbreviation = knowledge.Text(text), knowledge.Text(abbreviation)
	b.row.Region, b.row.Location = knowledge.Text(region), at
	return b
}

// ClaimBuilder builds a statement.
type ClaimBuilder struct {
	row   *knowledge.Statement
	valid string
	label string
}

// Claim adds an affirmed, asserted statement of the present, with a locator for evidence until Quote gives it a quote.
func (g *Graph) Claim(subject knowledge.ID, relation string, object knowledge.ID) *ClaimBuilder {
	b := &ClaimBuilder{valid: "/..", row: &knowledge.Statement{
		Subject: subject, Relation: relation, Object: object, Polarity: knowledge.Affirmed, Modality: knowledge.Asserted,
		Document: g.documents[len(g.documents)-1].row.ID, Dataset: g.current(),
	}}
	b.Row(fmt.Sprintf("row %d", len(g.claims)+1))
	g.claims = append(g.claims, b)
	return b
}

// Called gives the claim a short name, by which a World finds it.
func (b *ClaimBuilder) Called(label string) *ClaimBuilder {
	b.label = label
	return b
}

// From sets the document that makes the claim.
func (b *ClaimBuilder) From(slug string) *ClaimBuilder {
	b.row.Document = "document:" + slug
	return b
}

// Valid sets the validity, as EDTF.
func (b *ClaimBuilder) Valid(interval string) *ClaimBuilder {
	b.valid = interval
	return b
}

// Denied makes it a denial.
func (b *ClaimBuilder) Denied() *ClaimBuilder {
	b.row.Polarity = knowledge.Denied
	return b
}

// As sets the modality and the attribution, "" for none.
func (b *ClaimBuilder) As(m knowledge.Modality, by knowledge.ID) *ClaimBuilder {
	b.row.Modality, b.row.AttributedTo = m, by
	return b
}

// About adds third parties.
func (b *ClaimBuilder) About(ids ...knowledge.ID) *ClaimBuilder {
	b.row.About = append(b.row.About, ids...)
	return b
}

// Topics adds subject matters.
func (b *ClaimBuilder) Topics(topics ...string) *ClaimBuilder {
	b.row.Topics = append(b.row.Topics, topics...)
	return b
}

// Note sets the note.
func (b *ClaimBuilder) Note(note string) *ClaimBuilder {
	b.row.Note = knowledge.Text(note)
	return b
}

// With gives a qualifier of the relation a value, which may be written in any way.
func (b *ClaimBuilder) With(name, value string) *ClaimBuilder {
	b.row.Qualifiers = append(b.row.Qualifiers, knowledge.Qualifier{Name: name, Value: value})
	return b
}

// Quote uses the first occurrence of these words in the text of the document as evidence.
func (b *ClaimBuilder) Quote(words string) *ClaimBuilder {
	b.row.Evidence = []*knowledge.Evidence{{Quote: knowledge.Text(words)}}
	return b
}

// Row uses a locator as evidence.
func (b *ClaimBuilder) Row(locator string) *ClaimBuilder {
	b.row.Evidence = []*knowledge.Evidence{{Locator: knowledge.Text(locator)}}
	return b
}

// Rows completes all rows and gives them, in the order in which they were added.
func (g *Graph) Rows() []knowledge.Row {
	var rows []knowledge.Row
	seen := map[knowledge.ID]bool{}
	for _, b := range g.datasets {
		if !seen[b.row.ID] {
			rows = append(rows, b.row)
		}
		seen[b.row.ID] = true
	}
	for _, b := range g.relations {
		rows = append(rows, b.row)
	}
	for _, b := range g.documents {
		rows = append(rows, b.row)
	}
	for _, b := range g.parts {
		rows = append(rows, b.row)
	}
	for _, b := range g.claims {
		g.complete(b)
		rows = append(rows, b.row)
	}
	return rows
}

// complete sets what follows from the rest of a claim.
func (g *Graph) complete(b *ClaimBuilder) {
	st := b.row
	doc := g.document(st.Document)
	st.Published, st.Reliability = doc.Day(), doc.Reliability
	var err error
	st.Validity, err = knowledge.ResolveValidity(mustInterval(b.valid), st.Published, g.dataset(st.Dataset).CoverageTo)
	require.NoError(g.t, err)
	symmetric := false
	for _, r := range g.relations {
		if r.row.Name == st.Relation {
			symmetric = symmetric || r.row.Symmetric
			g.qualify(st, r.row)
		}
	}
	for _, e := range st.Evidence {
		if e.Quote == "" {
			continue
		}
		before, _, found := strings.Cut(string(doc.Text), string(e.Quote))
		require.True(g.t, found, "%q stands in %s", e.Quote, doc.ID)
		start := utf8.RuneCountInString(before)
		e.Place = &knowledge.Place{Start: start, End: start + utf8.RuneCountInString(string(e.Quote))}
	}
	st.Complete(symmetric)
}

// qualify gives the qualifiers of a statement their types, and writes and orders them as graphs have them.
func (g *Graph) qualify(st *knowledge.Statement, r *knowledge.Relation) {
	for i := range st.Qualifiers {
		q, d := &st.Qualifiers[i], r.Qualifier(st.Qualifiers[i].Name)
		require.NotNil(g.t, d, "%s has a qualifier %s", r.Name, q.Name)
		value, err := d.Read(q.Value)
		require.NoError(g.t, err, q.Name)
		q.Type, q.Value = d.Type, value
	}
	slices.SortFunc(st.Qualifiers, func(a, b knowledge.Qualifier) int { return strings.Compare(a.Name, b.Name) })
}

func (g *Graph) current() knowledge.ID { return g.datasets[len(g.datasets)-1].row.ID }

func (g *Graph) dataset(id knowledge.ID) *knowledge.Dataset {
	for _, b := range g.datasets {
		if b.row.ID == id {
			return b.row
		}
	}
	g.t.Fatalf("no dataset %s", id)
	return nil
}

func (g *Graph) document(id knowledge.ID) *knowledge.Document {
	for _, b := range g.documents {
		if b.row.ID == id {
			return b.row
		}
	}
	g.t.Fatalf("no document %s", id)
	return nil
}

// Put returns changes that put rows.
func Put[T knowledge.Row](rows ...T) []store.Change {
	changes := make([]store.Change, len(rows))
	for i, r := range rows {
		changes[i].Put = r
	}
	return changes
}

// Remove returns changes that remove rows.
func Remove[T knowledge.Row](rows ...T) []store.Change {
	changes := make([]store.Change, len(rows))
	for i, r := range rows {
		changes[i].Remove = r.Key()
	}
	return changes
}

// mustDate and mustInterval read what stands in a test's source.
func mustDate(s string) edtf.Date {
	d, err := edtf.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func mustInterval(s string) edtf.Interval {
	i, err := edtf.ParseInterval(s)
	if err != nil {
		panic(err)
	}
	return i
}

func mustDay(s string) edtf.Day {
	d, err := edtf.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}
