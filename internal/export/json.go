package export

import (
	"bufio"
	"context"
	"encoding/json"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// list writes the elements of a list of JSON, one a line.
type list struct {
	out   *bufio.Writer
	begun bool
}

// add writes an element.
func (l *list) add(value any) error {
	content, err := marshal(value)
	if err != nil {
		return err
	}
	separator := ",\n"
	if !l.begun {
		separator, l.begun = "\n", true
	}
	// A bufio.Writer keeps its first error, which Flush returns.
	_, _ = l.out.WriteString(separator)
	_, _ = l.out.Write(content)
	return nil
}

// marshal is json.Marshal with <, > and & as they are.
func marshal(value any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// writeCytoscape writes a network in the JSON of Cytoscape.js.
func writeCytoscape(ctx context.Context, g *graph, out *bufio.Writer) error {
	header, err := marshal(object{"name": "entente", "about": g.about(), "leavesOut": leavesOfGraphs})
	if err != nil {
		return err
	}
	_, _ = out.WriteString(`{"data":`)
	_, _ = out.Write(header)
	_, _ = out.WriteString(`,"elements":{"nodes":[`)
	nodes, ofNodes, ofEdges := &list{out: out}, nodeAttributes(), edgeAttributes()
	for e, err := range g.entities(ctx, nil) {
		if err != nil {
			return err
		}
		d := ofNodes.object(g.nodeRow(e))
		d["id"], d["name"] = e.ID, e.Name
		if err := nodes.add(object{"data": d}); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n],\"edges\":[")
	edges := &list{out: out}
	for e, err := range g.edges(ctx) {
		if err != nil {
			return err
		}
		d := ofEdges.object(g.edgeRow(e))
		d["id"], d["source"], d["target"], d["name"], d["interaction"] = e.ID, e.Source, e.Target, e.relation.Label, e.Relation
		if err := edges.add(object{"data": d}); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}}\n")
	return nil
}

// linkedPlaces is the context of the Linked Places format, version 1.2.
const linkedPlaces = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

// writeGeoJSON writes the entities as features of GeoJSON (RFC 7946) in the Linked Places format: names, life, and what is said of them with
// its time. What has no place has no geometry.
func writeGeoJSON(ctx context.Context, g *graph, out *bufio.Writer) error {
	about, err := marshal(g.about())
	if err != nil {
		return err
	}
	_, _ = out.WriteString(`{"type":"FeatureCollection","@context":"` + linkedPlaces + `","about":`)
	_, _ = out.Write(about)
	_, _ = out.WriteString(`,"features":[`)
	features := &list{out: out}
	relations := newGrouped(ctx, g)
	defer relations.stop()
	for e, err := range g.entities(ctx, nil) {
		if err != nil {
			return err
		}
		edges, err := relations.of(e.ID)
		if err != nil {
			return err
		}
		if err := features.add(g.feature(e, edges)); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return nil
}

// feature is an entity as a feature of the Linked Places format.
func (g *graph) feature(e *knowledge.Entity, edges []*edge) object {
	properties := attributesOf(nodeColumns(), "kind", "abbreviation", "iso3", "cow").object(g.nodeRow(e))
	properties["title"] = e.Name
	feature := object{"@id": iri(e.ID), "type": "Feature", "properties": properties, "geometry": nil, "names": namesOf(e)}
	if e.Location != nil {
		feature["geometry"] = object{"type": "Point", "coordinates": []float64{e.Location.Longitude, e.Location.Latitude}}
	}
	if e.Description != "" {
		feature["descriptions"] = []object{{"value": e.Description}}
	}
	if len(e.Life) > 0 {
		feature["when"] = whenOf(e.Life)
	}
	var relations []object
	for _, edge := range edges {
		relation := object{
			"relationType": iri(knowledge.RelationID(edge.Relation)), "relationTo": iri(edge.Target), "label": edge.relation.Label,
			"held": edge.Held, "statements": edge.StatementCount,
		}
		if spells := edge.spells(&g.Scope); spells != nil {
			relation["when"] = whenOf(spells)
		}
		relations = append(relations, relation)
	}
	if relations != nil {
		feature["relations"] = relations
	}
	return feature
}

// namesOf are all names of an entity as toponyms.
func namesOf(e *knowledge.Entity) []object {
	names := []object{{"toponym": e.Name}}
	for _, n := range e.Names {
		name := object{"toponym": n.Text}
		if n.Language != "" {
			name["lang"] = n.Language
		}
		if !n.ValidFrom.IsZero() || !n.ValidTo.IsZero() {
			span := object{}
			if !n.ValidFrom.IsZero() {
				span["start"] = object{"in": n.ValidFrom.String()}
			}
			if !n.ValidTo.IsZero() {
				span["end"] = object{"in": n.ValidTo.String()}
			}
			name["when"] = object{"timespans": []object{span}}
		}
		names = append(names, name)
	}
	return names
}

// whenOf writes spells as the format's time.
func whenOf(spells []edtf.Span) object {
	var spans []object
	for _, s := range spells {
		span := object{}
		if s.First.IsBounded() {
			span["start"] = object{"in": s.First.String()}
		}
		if s.Last.IsBounded() {
			span["end"] = object{"in": s.Last.String()}
		}
		spans = append(spans, span)
	}
	return object{"timespans": spans}
}
