package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"entente/internal/edtf"
)

// writeCSV writes the tables as CSV (RFC 4180, UTF-8) with the descriptor of a Data Package (datapackage.org, version 2).
func writeCSV(ctx context.Context, g *graph, files archive) error {
	tables := g.tables()
	for _, t := range tables {
		out, err := files.Create(t.name + ".csv")
		if err != nil {
			return err
		}
		if err := t.writeCSV(ctx, out); err != nil {
			return err
		}
	}
	out, err := files.Create("datapackage.json")
	if err != nil {
		return err
	}
	return writeJSON(out, g.descriptor(tables))
}

// writeCSV writes the rows of a table. An absent value is an empty cell.
func (t *table) writeCSV(ctx context.Context, out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write(t.columnNames()); err != nil {
		return err
	}
	cells := make([]string, len(t.columns))
	for row, err := range t.rows(ctx) {
		if err != nil {
			return err
		}
		for i, value := range row {
			cells[i] = cell(value)
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cell writes a value as a text.
func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case edtf.Day:
		return v.String()
	}
	panic(fmt.Sprintf("export: a cell of type %T", value))
}

// writeJSON writes a value as it is read by people, with letters as they are.
func writeJSON(out io.Writer, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return err
	}
	_, err := out.Write(b.Bytes())
	return err
}

// object is an object of JSON.
type object = map[string]any

// descriptor is the descriptor of the Data Package of some tables.
func (g *graph) descriptor(tables []*table) object {
	var resources []object
	for _, t := range tables {
		resources = append(resources, object{
			"name": t.name, "path": t.name + ".csv", "type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
			"description": t.description, "schema": t.schema(),
		})
	}
	return object{
		"$schema":     "https://datapackage.org/profiles/2.0/datapackage.json",
		"name":        "entente",
		"title":       "Claims of a knowledge graph of international relations",
		"description": g.about(),
		"version":     strconv.Itoa(g.revision.Number),
		"created":     g.revision.CreatedAt.UTC().Format("2006-01-02T15:04:05Z"),
		"licenses":    g.licenses(),
		"sources":     g.sources(),
		"resources":   resources,
	}
}

// about says in a few sentences what was written, and what was left out.
func (g *graph) about() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Revision %d of the graph (content %s). A claim is what a document says; it is no fact of this export's.", g.revision.Number, g.revision.Hash())
	if scope := g.Scope.Key(); scope != "" && !g.Scope.AsOf.IsZero() {
		fmt.Fprintf(&b, " Asked as of %s.", g.Scope.AsOf)
	}
	for _, d := range g.omitted {
		fmt.Fprintf(&b, " Left out, as its licence (%s) is not known to permit redistribution: %s.", d.License, d.ID)
	}
	return b.String()
}

// licenses names each licence of the datasets that are written, once. A Data Package names those that SPDX gives a name and no path; where
// an expression joins several, it is the title.
func (g *graph) licenses() (all []object) {
	seen := map[string]bool{}
	for _, d := range g.datasets {
		if d.License == "" || seen[d.License] {
			continue
		}
		seen[d.License] = true
		all = append(all, object{"name": strings.NewReplacer(" ", "-", "(", "", ")", "").Replace(d.License), "title": d.License})
	}
	return all
}

// sources names the datasets that are written.
func (g *graph) sources() (all []object) {
	for _, d := range g.datasets {
		source := object{"title": d.Title + " (" + d.ID + ")"}
		if strings.HasPrefix(string(d.Source), "http") {
			source["path"] = d.Source
		}
		if d.Version != "" {
			source["version"] = d.Version
		}
		all = append(all, source)
	}
	return all
}

// schema is the Table Schema of a table.
func (t *table) schema() object {
	var fields []object
	for _, c := range t.columns {
		field := object{"name": c.name, "type": c.tableType(), "description": c.description}
		if c.required {
			field["constraints"] = object{"required": true}
		}
		fields = append(fields, field)
	}
	schema := object{"fields": fields, "missingValues": []string{""}}
	if t.key != "" {
		schema["primaryKey"] = []string{t.key}
	}
	var keys []object
	for _, r := range t.references {
		key := "id"
		if r[1] == "relations" {
			key = "name"
		}
		keys = append(keys, object{"fields": []string{r[0]}, "reference": object{"resource": r[1], "fields": []string{key}}})
	}
	if keys != nil {
		schema["foreignKeys"] = keys
	}
	return schema
}

// tableType is the type of a column in a Table Schema. A day is a text: its years are not only those of four digits.
func (c *column) tableType() string {
	return [...]string{text: "string", integer: "integer", number: "number", boolean: "boolean", date: "string"}[c.kind]
}
