package export

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// namespace is what the IRIs of rows and terms begin with.
const namespace = "urn:entente:"

// iri is the IRI of a row: urn:entente:country:georgia.
func iri(id knowledge.ID) string { return namespace + escapeIRI(id) }

// escapeIRI escapes what an IRI cannot hold.
func escapeIRI(s string) string { return strings.ReplaceAll(url.PathEscape(s), "%3A", ":") }

// prefixes are the prefixes of the linked data.
const prefixes = `@prefix ent: <urn:entente:term:> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
`

// triples writes predicates and objects of one subject after the other.
type triples struct {
	out *bufio.Writer
	// escape escapes the characters of a quoted literal.
	escape *strings.Replacer
}

// subject begins the description of a subject.
func (t *triples) subject(id, class string) { _, _ = fmt.Fprintf(t.out, "<%s> a %s", id, class) }

// end ends it.
func (t *triples) end() { _, _ = t.out.WriteString(" .\n") }

// iri writes a predicate with an IRI as its object.
func (t *triples) iri(predicate, object string) {
	_, _ = fmt.Fprintf(t.out, " ;\n  %s <%s>", predicate, object)
}

// text writes a predicate with a text, unless it is empty.
func (t *triples) text(predicate, value string) { t.typed(predicate, value, "") }

// typed writes a predicate with a literal of a type (^^xsd:date) or language (@en), unless it is empty.
func (t *triples) typed(predicate, value, suffix string) {
	if value != "" {
		_, _ = fmt.Fprintf(t.out, " ;\n  %s \"%s\"%s", predicate, t.escape.Replace(value), suffix)
	}
}

// day writes a predicate with a day, unless that is unbounded. A year of more or less than four digits is no xsd:date of every reader.
func (t *triples) day(predicate string, d edtf.Day) {
	if d.IsBounded() {
		t.typed(predicate, d.String(), "^^xsd:date")
	}
}

// writeTurtle writes each claim as a reified statement: no triple asserts it.
func writeTurtle(ctx context.Context, g *graph, out *bufio.Writer) error {
	return g.writeRDF(ctx, out, false)
}

// writeTriG writes each claim as a named graph of one triple, and its provenance in the default graph, which asserts no claim.
func writeTriG(ctx context.Context, g *graph, out *bufio.Writer) error {
	return g.writeRDF(ctx, out, true)
}

// writeRDF writes what claims are about, the claims, and what they rest on.
func (g *graph) writeRDF(ctx context.Context, out *bufio.Writer, named bool) error {
	t := &triples{out, strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)}
	_, _ = fmt.Fprintf(out, "# %s\n# Leaves out: %s\n%s", strings.ReplaceAll(g.about(), "\n", " "), leavesOfRDF, prefixes)
	m := newMentioned()
	for st, err := range g.statements(ctx) {
		if err != nil {
			return err
		}
		m.add(st)
		t.claim(st, named)
	}
	for e, err := range g.entities(ctx, m) {
		if err != nil {
			return err
		}
		t.entity(e)
	}
	for d, err := range g.documents(ctx, m) {
		if err != nil {
			return err
		}
		t.document(d)
	}
	for _, d := range g.datasets {
		t.subject(iri(d.ID), "prov:Collection")
		t.text("dcterms:title", d.Title)
		t.text("dcterms:license", d.License)
		t.text("dcterms:source", string(d.Source))
		t.end()
	}
	for _, name := range slices.Sorted(maps.Keys(g.relations)) {
		r := g.relations[name]
		t.subject(iri(r.ID()), "rdf:Property")
		t.text("rdfs:label", r.Label)
		t.text("rdfs:comment", string(r.Description))
		t.text("ent:category", string(r.Category))
		t.end()
	}
	return nil
}

// claim writes a statement with its provenance.
func (t *triples) claim(st *knowledge.Statement, named bool) {
	id, relation := iri(st.ID), iri(knowledge.RelationID(st.Relation))
	if named {
		_, _ = fmt.Fprintf(t.out, "<%s> { <%s> <%s> <%s> . }\n", id, iri(st.Subject), relation, iri(st.Object))
		t.subject(id, "ent:Claim, prov:Entity")
	} else {
		t.subject(id, "ent:Claim, rdf:Statement, prov:Entity")
		t.iri("rdf:subject", iri(st.Subject))
		t.iri("rdf:predicate", relation)
		t.iri("rdf:object", iri(st.Object))
	}
	t.text("ent:polarity", string(st.Polarity))
	t.text("ent:modality", string(st.Modality))
	if st.AttributedTo != "" {
		t.iri("prov:wasAttributedTo", iri(st.AttributedTo))
	}
	for _, about := range st.About {
		t.iri("ent:about", iri(about))
	}
	for _, topic := range st.Topics {
		t.text("dcterms:subject", topic)
	}
	t.typed("ent:valid", st.Validity.EDTF(), "^^<http://id.loc.gov/datatypes/edtf/EDTF>")
	t.day("ent:earliestBegin", st.Validity.EarliestBegin)
	t.day("ent:latestBegin", st.Validity.LatestBegin)
	t.day("ent:earliestEnd", st.Validity.EarliestEnd)
	t.day("ent:latestEnd", st.Validity.LatestEnd)
	t.text("rdfs:comment", string(st.Note))
	t.iri("prov:wasDerivedFrom", iri(st.Document))
	t.iri("dcterms:isPartOf", iri(st.Dataset))
	for _, q := range st.Qualifiers {
		t.qualifier(q)
	}
	for _, e := range st.Evidence {
		t.evidence(e)
	}
	t.end()
}

// qualifier writes a value that a claim carries: a number and a text as literals, an entity by its IRI.
func (t *triples) qualifier(q knowledge.Qualifier) {
	value := `"` + t.escape.Replace(q.Value) + `"`
	switch q.Type {
	case knowledge.QualifierInteger:
		value += "^^xsd:integer"
	case knowledge.QualifierDecimal:
		value += "^^xsd:decimal"
	case knowledge.QualifierDate:
		value += "^^<http://id.loc.gov/datatypes/edtf/EDTF>"
	case knowledge.QualifierEntity:
		value = "<" + iri(q.Value) + ">"
	}
	_, _ = fmt.Fprintf(t.out, " ;\n  ent:qualifier [ rdfs:label \"%s\" ; rdf:value %s ]", q.Name, value)
}

// evidence writes a passage as a selector of the Web Annotation vocabulary.
func (t *triples) evidence(e *knowledge.Evidence) {
	_, _ = fmt.Fprintf(t.out, " ;\n  prov:wasQuotedFrom [ a oa:SpecificResource ; oa:hasSource <%s>", iri(e.Document))
	if e.Quote != "" {
		_, _ = fmt.Fprintf(t.out, " ; oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact \"%s\" ]", t.escape.Replace(string(e.Quote)))
	}
	if e.Place != nil {
		_, _ = fmt.Fprintf(t.out, " ; oa:hasSelector [ a oa:TextPositionSelector ; oa:start %d ; oa:end %d ]", e.Place.Start, e.Place.End)
	}
	if e.Locator != "" {
		_, _ = fmt.Fprintf(t.out, " ; ent:locator \"%s\"", t.escape.Replace(string(e.Locator)))
	}
	if e.Context != "" {
		_, _ = fmt.Fprintf(t.out, " ; ent:context \"%s\"", t.escape.Replace(string(e.Context)))
	}
	_, _ = t.out.WriteString(" ]")
}

// entity writes an entity with its names and codes.
func (t *triples) entity(e *knowledge.Entity) {
	t.subject(iri(e.ID), "ent:"+className(string(e.Kind)))
	t.text("rdfs:label", e.Name)
	t.text("ent:abbreviation", string(e.Abbreviation))
	for _, n := range e.Names {
		language := ""
		if n.Language != "" {
			language = "@" + string(n.Language)
		}
		t.typed("ent:name", n.Text, language)
	}
	for _, i := range e.Identifiers {
		t.text("dcterms:identifier", i.Scheme+":"+i.Value)
		if i.Scheme == knowledge.SchemeWikidata {
			t.iri("rdfs:seeAlso", "http://www.wikidata.org/entity/"+escapeIRI(i.Value))
		}
	}
	if e.Location != nil {
		t.typed("geo:lat", cell(e.Location.Latitude), "^^xsd:decimal")
		t.typed("geo:long", cell(e.Location.Longitude), "^^xsd:decimal")
	}
	for _, s := range e.Life {
		t.typed("ent:existed", intervalOf(s), "^^<http://id.loc.gov/datatypes/edtf/EDTF>")
	}
	t.text("rdfs:comment", string(e.Description))
	t.end()
}

// document writes a document.
func (t *triples) document(d *knowledge.Document) {
	t.subject(iri(d.ID), "prov:Entity, ent:Document")
	t.text("dcterms:title", d.Title)
	t.text("dcterms:publisher", string(d.Publisher))
	t.text("dcterms:creator", string(d.Author))
	t.text("dcterms:language", d.Language)
	t.text("ent:source", string(d.URL))
	t.typed("dcterms:issued", d.PublishedOn.String(), "^^<http://id.loc.gov/datatypes/edtf/EDTF>")
	t.typed("ent:retrieved", d.RetrievedOn.String(), "^^<http://id.loc.gov/datatypes/edtf/EDTF>")
	t.text("ent:reliability", string(d.Reliability))
	if d.Generator != "" {
		t.text("ent:generator", string(d.Generator))
	}
	for _, base := range d.BasedOn {
		t.iri("prov:wasDerivedFrom", iri(base))
	}
	t.iri("dcterms:isPartOf", iri(d.Dataset))
	t.end()
}

// className is a kind as a class: COUNTRY, Country.
func className(kind string) string { return kind[:1] + strings.ToLower(kind[1:]) }
