package export

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// cypherBatch is how many nodes or relationships a statement of the script makes.
const cypherBatch = 500

// writeCypher writes a script for cypher-shell: a node with the label Entity and its kind for each entity, a relationship of the relation's
// type for each link. Run again, it changes nothing.
func writeCypher(ctx context.Context, g *graph, out *bufio.Writer) error {
	_, _ = fmt.Fprintf(out, "// %s\n// Leaves out: %s\nCREATE CONSTRAINT entente_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n",
		strings.ReplaceAll(g.about(), "\n", " "), leavesOfGraphs)
	w := &cypherScript{out, map[string][]string{}, strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`)}
	ofNodes, ofEdges := nodeAttributes(), edgeAttributes()
	for e, err := range g.entities(ctx, nil) {
		if err != nil {
			return err
		}
		properties := ofNodes.object(g.nodeRow(e))
		properties["id"], properties["name"] = e.ID, e.Name
		w.add("MERGE (e:Entity {id: row.id}) SET e:"+className(string(e.Kind))+", e += row", w.properties(properties))
	}
	w.flush()
	for e, err := range g.edges(ctx) {
		if err != nil {
			return err
		}
		properties := ofEdges.object(g.edgeRow(e))
		properties["id"], properties["label"] = e.ID, e.relation.Label
		delete(properties, "relation")
		row := fmt.Sprintf("{source: %s, target: %s, properties: %s}", w.text(e.Source), w.text(e.Target), w.properties(properties))
		// The name of a relation has capital letters, digits and underscores.
		w.add("MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) MERGE (a)-[r:"+e.Relation+" {id: row.properties.id}]->(b) SET r += row.properties", row)
	}
	w.flush()
	return nil
}

// cypherScript collects rows by the clause that they are for.
type cypherScript struct {
	out     *bufio.Writer
	pending map[string][]string
	// escape escapes the characters of a literal. A line break within would end a statement for some readers of scripts.
	escape *strings.Replacer
}

// add adds a row for a clause, and writes them when they are many.
func (w *cypherScript) add(clause, row string) {
	w.pending[clause] = append(w.pending[clause], row)
	if len(w.pending[clause]) == cypherBatch {
		w.write(clause)
	}
}

// flush writes all that is pending.
func (w *cypherScript) flush() {
	for _, clause := range slices.Sorted(maps.Keys(w.pending)) {
		w.write(clause)
	}
}

func (w *cypherScript) write(clause string) {
	_, _ = fmt.Fprintf(w.out, "UNWIND [\n  %s\n] AS row\n%s;\n", strings.Join(w.pending[clause], ",\n  "), clause)
	delete(w.pending, clause)
}

// properties writes a map of texts, numbers and truth values.
func (w *cypherScript) properties(values object) string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := cell(values[key])
		if s, ok := values[key].(string); ok {
			value = w.text(s)
		}
		parts = append(parts, key+": "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// text writes a literal.
func (w *cypherScript) text(s string) string { return "'" + w.escape.Replace(s) + "'" }
