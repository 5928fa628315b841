package export

import (
	"bufio"
	"context"
	"maps"
	"slices"

	"entente/internal/knowledge"
)

// writeJSONLD writes the same as writeTriG as JSON-LD 1.1: a named graph for each claim.
func writeJSONLD(ctx context.Context, g *graph, out *bufio.Writer) error {
	header, err := marshal(jsonldContext())
	if err != nil {
		return err
	}
	about, err := marshal(g.about())
	if err != nil {
		return err
	}
	_, _ = out.WriteString(`{"@context":`)
	_, _ = out.Write(header)
	_, _ = out.WriteString(`,"@id":"` + namespace + `export","comment":`)
	_, _ = out.Write(about)
	_, _ = out.WriteString(`,"@included":[`)
	nodes := &list{out: out}
	m := newMentioned()
	for st, err := range g.statements(ctx) {
		if err != nil {
			return err
		}
		m.add(st)
		if err := nodes.add(claimNode(st)); err != nil {
			return err
		}
	}
	for e, err := range g.entities(ctx, m) {
		if err != nil {
			return err
		}
		if err := nodes.add(entityNode(e)); err != nil {
			return err
		}
	}
	for d, err := range g.documents(ctx, m) {
		if err != nil {
			return err
		}
		node := present(object{"@id": iri(d.ID), "@type": []string{"prov:Entity", "ent:Document"}}, map[string]string{
			"title": d.Title, "publisher": string(d.Publisher), "creator": string(d.Author), "language": d.Language, "source": string(d.URL),
			"issued": d.PublishedOn.String(), "retrieved": d.RetrievedOn.String(), "reliability": string(d.Reliability), "generator": string(d.Generator),
		})
		node["isPartOf"] = iri(d.Dataset)
		if d.BasedOn != nil {
			node["wasDerivedFrom"] = iris(d.BasedOn)
		}
		if err := nodes.add(node); err != nil {
			return err
		}
	}
	for _, d := range g.datasets {
		if err := nodes.add(present(object{"@id": iri(d.ID), "@type": "prov:Collection"}, map[string]string{"title": d.Title, "license": d.License})); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.relations)) {
		r := g.relations[name]
		node := present(object{"@id": iri(r.ID()), "@type": "rdf:Property"}, map[string]string{"label": r.Label, "comment": string(r.Description)})
		if err := nodes.add(node); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return nil
}

// jsonldContext maps the keys to terms.
func jsonldContext() object {
	id := func(term string) object { return object{"@id": term, "@type": "@id"} }
	edtf := func(term string) object { return object{"@id": term, "@type": "http://id.loc.gov/datatypes/edtf/EDTF"} }
	day := func(term string) object { return object{"@id": term, "@type": "http://www.w3.org/2001/XMLSchema#date"} }
	return object{
		"@version": 1.1,
		"ent":      "urn:entente:term:", "prov": "http://www.w3.org/ns/prov#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "dcterms": "http://purl.org/dc/terms/", "oa": "http://www.w3.org/ns/oa#",
		"geo":   "http://www.w3.org/2003/01/geo/wgs84_pos#",
		"label": "rdfs:label", "comment": "rdfs:comment", "title": "dcterms:title", "license": "dcterms:license",
		"publisher": "dcterms:publisher", "creator": "dcterms:creator", "language": "dcterms:language", "source": "ent:source",
		"issued": edtf("dcterms:issued"), "retrieved": edtf("ent:retrieved"), "reliability": "ent:reliability", "generator": "ent:generator",
		"isPartOf": id("dcterms:isPartOf"), "wasDerivedFrom": id("prov:wasDerivedFrom"), "attributedTo": id("prov:wasAttributedTo"),
		"about": id("ent:about"), "qualifier": "ent:qualifier", "topic": "dcterms:subject", "polarity": "ent:polarity", "modality": "ent:modality", "valid": edtf("ent:valid"),
		"earliestBegin": day("ent:earliestBegin"), "latestBegin": day("ent:latestBegin"), "earliestEnd": day("ent:earliestEnd"), "latestEnd": day("ent:latestEnd"),
		"quotedFrom": "prov:wasQuotedFrom", "hasSource": id("oa:hasSource"), "hasSelector": "oa:hasSelector", "exact": "oa:exact",
		"start": "oa:start", "end": "oa:end", "locator": "ent:locator", "context": "ent:context", "abbreviation": "ent:abbreviation", "name": "ent:name",
		"identifier": "dcterms:identifier", "lat": "geo:lat", "long": "geo:long", "existed": edtf("ent:existed"),
	}
}

// claimNode is a claim: its provenance, and the named graph of its one triple.
func claimNode(st *knowledge.Statement) object {
	node := present(object{
		"@id": iri(st.ID), "@type": []string{"ent:Claim", "prov:Entity"}, "wasDerivedFrom": iri(st.Document), "isPartOf": iri(st.Dataset),
		"@graph": []object{{"@id": iri(st.Subject), iri(knowledge.RelationID(st.Relation)): object{"@id": iri(st.Object)}}},
	}, map[string]string{
		"polarity": string(st.Polarity), "modality": string(st.Modality), "valid": st.Validity.EDTF(), "comment": string(st.Note),
	})
	v := &st.Validity
	for key, d := range map[string]any{
		"earliestBegin": bounded(v.EarliestBegin), "latestBegin": bounded(v.LatestBegin), "earliestEnd": bounded(v.EarliestEnd), "latestEnd": bounded(v.LatestEnd),
	} {
		if d != nil {
			node[key] = cell(d)
		}
	}
	if st.AttributedTo != "" {
		node["attributedTo"] = iri(st.AttributedTo)
	}
	if st.About != nil {
		node["about"] = iris(st.About)
	}
	if st.Topics != nil {
		node["topic"] = st.Topics
	}
	var qualifiers []object
	for _, q := range st.Qualifiers {
		qualifiers = append(qualifiers, object{"label": q.Name, "rdf:value": qualifierValue(q)})
	}
	if qualifiers != nil {
		node["qualifier"] = qualifiers
	}
	var evidence []object
	for _, e := range st.Evidence {
		piece := present(object{"@type": "oa:SpecificResource", "hasSource": iri(e.Document)}, map[string]string{"locator": string(e.Locator), "context": string(e.Context)})
		var selectors []object
		if e.Quote != "" {
			selectors = append(selectors, object{"@type": "oa:TextQuoteSelector", "exact": e.Quote})
		}
		if e.Place != nil {
			selectors = append(selectors, object{"@type": "oa:TextPositionSelector", "start": e.Place.Start, "end": e.Place.End})
		}
		if selectors != nil {
			piece["hasSelector"] = selectors
		}
		evidence = append(evidence, piece)
	}
	node["quotedFrom"] = evidence
	return node
}

// qualifierValue is the value of a qualifier with its type.
func qualifierValue(q knowledge.Qualifier) object {
	switch q.Type {
	case knowledge.QualifierInteger:
		return object{"@value": q.Value, "@type": "http://www.w3.org/2001/XMLSchema#integer"}
	case knowledge.QualifierDecimal:
		return object{"@value": q.Value, "@type": "http://www.w3.org/2001/XMLSchema#decimal"}
	case knowledge.QualifierDate:
		return object{"@value": q.Value, "@type": "http://id.loc.gov/datatypes/edtf/EDTF"}
	case knowledge.QualifierEntity:
		return object{"@id": iri(q.Value)}
	}
	return object{"@value": q.Value}
}

// entityNode is an entity with its names and codes.
func entityNode(e *knowledge.Entity) object {
	node := present(object{"@id": iri(e.ID), "@type": "ent:" + className(string(e.Kind))}, map[string]string{
		"label": e.Name, "abbreviation": string(e.Abbreviation), "comment": string(e.Description),
	})
	var names []any
	for _, n := range e.Names {
		if n.Language == "" {
			names = append(names, n.Text)
			continue
		}
		names = append(names, object{"@value": n.Text, "@language": n.Language})
	}
	var codes, lives []string
	for _, i := range e.Identifiers {
		codes = append(codes, i.Scheme+":"+i.Value)
	}
	for _, s := range e.Life {
		lives = append(lives, intervalOf(s))
	}
	if names != nil {
		node["name"] = names
	}
	if codes != nil {
		node["identifier"] = codes
	}
	if lives != nil {
		node["existed"] = lives
	}
	if e.Location != nil {
		node["lat"], node["long"] = e.Location.Latitude, e.Location.Longitude
	}
	return node
}

// present adds the texts that are not empty.
func present(o object, texts map[string]string) object {
	for key, value := range texts {
		if value != "" {
			o[key] = value
		}
	}
	return o
}

func iris(ids []knowledge.ID) (all []string) {
	for _, id := range ids {
		all = append(all, iri(id))
	}
	return all
}
