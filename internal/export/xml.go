package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"entente/internal/edtf"
)

// escapeXML writes a text for content or an attribute. Characters that XML cannot hold become U+FFFD.
func escapeXML(s string) string {
	var b strings.Builder
	// A strings.Builder never fails.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// xmlType is the name that GraphML and GEXF have for the type of an attribute.
func (c *column) xmlType() string {
	return [...]string{text: "string", integer: "long", number: "double", boolean: "boolean"}[c.kind]
}

// writeGraphML writes a network as GraphML 1.0: a node for each entity, an edge for each link. All edges are directed, for few readers take a
// graph that has both sorts; the attribute symmetric says which read the same from either end.
func writeGraphML(ctx context.Context, g *graph, out *bufio.Writer) error {
	ofNodes, ofEdges := nodeAttributes(), edgeAttributes()
	_, _ = fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<desc>%s %s</desc>
<key id="label" for="all" attr.name="label" attr.type="string"/>
`, escapeXML(g.about()), escapeXML(leavesOfGraphs))
	for _, a := range ofNodes.columns {
		_, _ = fmt.Fprintf(out, "<key id=\"n_%s\" for=\"node\" attr.name=%q attr.type=%q/>\n", a.name, a.name, a.xmlType())
	}
	for _, a := range ofEdges.columns {
		_, _ = fmt.Fprintf(out, "<key id=\"e_%s\" for=\"edge\" attr.name=%q attr.type=%q/>\n", a.name, a.name, a.xmlType())
	}
	_, _ = out.WriteString("<graph id=\"entente\" edgedefault=\"directed\">\n")
	for e, err := range g.entities(ctx, nil) {
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "<node id=\"%s\"><data key=\"label\">%s</data>", escapeXML(e.ID), escapeXML(e.Name))
		writeData(out, "n_", ofNodes, g.nodeRow(e))
		_, _ = out.WriteString("</node>\n")
	}
	for e, err := range g.edges(ctx) {
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "<edge id=\"%s\" source=\"%s\" target=\"%s\"><data key=\"label\">%s</data>",
			escapeXML(e.ID), escapeXML(e.Source), escapeXML(e.Target), escapeXML(e.relation.Label))
		writeData(out, "e_", ofEdges, g.edgeRow(e))
		_, _ = out.WriteString("</edge>\n")
	}
	// A bufio.Writer keeps its first error, which Flush returns.
	_, _ = out.WriteString("</graph>\n</graphml>\n")
	return ctx.Err()
}

// writeData writes the values of a node or an edge that there are.
func writeData(out *bufio.Writer, prefix string, of attributes, row []any) {
	for c, v := range of.set(row) {
		_, _ = fmt.Fprintf(out, `<data key="%s%s">%s</data>`, prefix, c.name, escapeXML(cell(v)))
	}
}

// writeGEXF writes a network in time as GEXF 1.3: nodes with the spells of their lives, edges with those in which they are presumed to have
// been held. An edge that nothing affirms has none and is left out, as it would be drawn like a fact.
func writeGEXF(ctx context.Context, g *graph, out *bufio.Writer) error {
	ofNodes, ofEdges := nodeAttributes(), edgeAttributes()
	_, _ = fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>Entente</creator><description>%s Links that no claim affirms as a fact are left out.</description></meta>
<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed">
`, escapeXML(g.about()))
	for _, class := range []struct {
		name string
		of   attributes
	}{{"node", ofNodes}, {"edge", ofEdges}} {
		_, _ = fmt.Fprintf(out, "<attributes class=%q mode=\"static\">\n", class.name)
		for _, a := range class.of.columns {
			_, _ = fmt.Fprintf(out, "<attribute id=%q title=%q type=%q/>\n", a.name, a.name, a.xmlType())
		}
		_, _ = out.WriteString("</attributes>\n")
	}
	_, _ = out.WriteString("<nodes>\n")
	for e, err := range g.entities(ctx, nil) {
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "<node id=\"%s\" label=\"%s\">", escapeXML(e.ID), escapeXML(e.Name))
		writeAttributes(out, ofNodes, g.nodeRow(e))
		writeSpells(out, e.Life)
		_, _ = out.WriteString("</node>\n")
	}
	_, _ = out.WriteString("</nodes>\n<edges>\n")
	for e, err := range g.edges(ctx) {
		if err != nil {
			return err
		}
		spells := e.spells(&g.Scope)
		if spells == nil {
			continue
		}
		kind := ""
		if e.relation.Symmetric {
			kind = ` type="undirected"`
		}
		_, _ = fmt.Fprintf(out, "<edge id=\"%s\" source=\"%s\" target=\"%s\" label=\"%s\" weight=\"%d\"%s>",
			escapeXML(e.ID), escapeXML(e.Source), escapeXML(e.Target), escapeXML(e.relation.Label), e.documents(), kind)
		writeAttributes(out, ofEdges, g.edgeRow(e))
		writeSpells(out, spells)
		_, _ = out.WriteString("</edge>\n")
	}
	_, _ = out.WriteString("</edges>\n</graph>\n</gexf>\n")
	return ctx.Err()
}

// writeAttributes writes the values of a node or an edge that there are.
func writeAttributes(out *bufio.Writer, of attributes, row []any) {
	_, _ = out.WriteString("<attvalues>")
	for c, v := range of.set(row) {
		_, _ = fmt.Fprintf(out, `<attvalue for="%s" value="%s"/>`, c.name, escapeXML(cell(v)))
	}
	_, _ = out.WriteString("</attvalues>")
}

// writeSpells writes spells; none stand for all times. A day that xsd:date cannot hold is unbounded.
func writeSpells(out *bufio.Writer, spells []edtf.Span) {
	if len(spells) == 0 {
		return
	}
	bound := func(name string, d edtf.Day) string {
		if year, _, _ := d.Civil(); !d.IsBounded() || year < 1 || year > 9999 {
			return ""
		}
		return fmt.Sprintf(" %s=%q", name, d.String())
	}
	_, _ = out.WriteString("<spells>")
	for _, s := range spells {
		_, _ = fmt.Fprintf(out, "<spell%s%s/>", bound("start", s.First), bound("end", s.Last))
	}
	_, _ = out.WriteString("</spells>")
}
