package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"entente/internal/knowledge"
)

// writeRows writes all rows, one a line, in the order of their tables: {"table": "statement", "row": {...}}. Keys are those of the rows'
// content, and what follows from other rows is left out. Read reads them.
func writeRows(ctx context.Context, g *graph, out *bufio.Writer) error {
	w := rowWriter{out}
	for _, d := range g.datasets {
		if err := w.write(knowledge.TableDataset, d); err != nil {
			return err
		}
	}
	m, err := g.mentioned(ctx)
	if err != nil {
		return err
	}
	ids, err := g.chosen(ctx, m)
	if err != nil {
		return err
	}
	if err := g.writeScanned(ctx, w, knowledge.TableRelation, nil); err != nil {
		return err
	}
	documents := m.documents
	if ids == nil && g.isWhole() {
		documents = nil
	}
	if documents != nil {
		if documents, err = g.withBases(ctx, documents); err != nil {
			return err
		}
	}
	if err := g.writeScanned(ctx, w, knowledge.TableDocument, documents); err != nil {
		return err
	}
	if err := g.writeScanned(ctx, w, knowledge.TableEntity, ids); err != nil {
		return err
	}
	for st, err := range g.statements(ctx) {
		if err != nil {
			return err
		}
		if err := w.write(knowledge.TableStatement, st); err != nil {
			return err
		}
	}
	return nil
}

// isWhole reports whether the scope admits all statements of the revision.
func (g *graph) isWhole() bool {
	s := g.Scope
	s.Revision = 0
	return s.IsAll() && g.omitted == nil
}

// withBases adds the documents that documents are based on, which must be there for them to be loaded.
func (g *graph) withBases(ctx context.Context, ids map[knowledge.ID]struct{}) (map[knowledge.ID]struct{}, error) {
	all, level := maps.Clone(ids), ids
	for len(level) > 0 {
		next := map[knowledge.ID]struct{}{}
		for d, err := range rows(ctx, g.Scope.Revision, slices.Sorted(maps.Keys(level)), g.Documents) {
			if err != nil {
				return nil, err
			}
			for _, base := range d.BasedOn {
				if _, known := all[base]; !known {
					all[base], next[base] = struct{}{}, struct{}{}
				}
			}
		}
		level = next
	}
	return all, nil
}

// writeScanned writes the rows of a table: those of ids, all for nil, of the datasets that are written.
func (g *graph) writeScanned(ctx context.Context, w rowWriter, table knowledge.Table, ids map[knowledge.ID]struct{}) error {
	for row, err := range g.Scan(ctx, g.Scope.Revision, table, "") {
		if err != nil {
			return err
		}
		key := row.Key()
		if _, ok := ids[key.ID]; ids != nil && !ok || g.order(key.Dataset) < 0 {
			continue
		}
		if err := w.write(table, row); err != nil {
			return err
		}
	}
	return nil
}

// rowWriter writes rows.
type rowWriter struct{ out *bufio.Writer }

// write writes a row as a line.
func (w rowWriter) write(table knowledge.Table, row knowledge.Row) error {
	content, err := json.Marshal(row)
	if err != nil {
		return err
	}
	var fields map[string]any
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	if err := d.Decode(&fields); err != nil {
		return err
	}
	if st, ok := row.(*knowledge.Statement); ok {
		for _, derived := range []string{"Symmetric", "Link", "Validity", "Published", "Reliability"} {
			delete(fields, derived)
		}
		fields["Valid"] = st.Validity.EDTF()
	}
	line, err := marshal(struct {
		Table string `json:"table"`
		Row   any    `json:"row"`
	}{table.String(), camel(fields)})
	if err != nil {
		return err
	}
	_, _ = w.out.Write(line)
	return w.out.WriteByte('\n')
}

// camel gives the keys of objects the form of JSON, and leaves out what is empty.
func camel(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(object, len(v))
		for key, of := range v {
			if of == nil || of == "" {
				continue
			}
			out[lowerFirst(key)] = camel(of)
		}
		return out
	case []any:
		for i := range v {
			v[i] = camel(v[i])
		}
	}
	return value
}

// lowerFirst makes the first word of a name lower case: ID, id; BasedOn, basedOn.
func lowerFirst(name string) string {
	end := 1
	for end < len(name) && unicode.IsUpper(rune(name[end])) && (end+1 == len(name) || unicode.IsUpper(rune(name[end+1]))) {
		end++
	}
	return strings.ToLower(name[:end]) + name[end:]
}

// Content is the rows of one dataset that Read found, in the order of their tables.
type Content struct {
	// Dataset is the dataset's id.
	Dataset knowledge.ID
	tables  [knowledge.TableStatement + 1][]knowledge.Row
}

// Rows gives all rows, in the order of their tables.
func (c *Content) Rows() iter.Seq[knowledge.Row] {
	return func(yield func(knowledge.Row) bool) {
		for _, rows := range c.tables {
			for _, row := range rows {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// lineError is an error of a line.
func lineError(file string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
}
