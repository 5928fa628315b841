package mapping

import (
	"context"
	"errors"
	"io"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/mapping/table"
)

// Problem is a problem of a file: a table, or the mapping itself where File is empty.
type Problem struct {
	File string
	input.Problem
}

// Record is what a row says once: a mapping of the keys of entities.yaml or of statements.yaml. Its fields belong to the run, until the next
// one is given.
type Record struct {
	// File is the table, and At the line of the row in it.
	File   string
	At     input.Position
	Row    int
	Fields []input.Field
}

// Sink takes what rows say, and what is wrong with them.
type Sink struct {
	Take    func(Record)
	Problem func(Problem)
	// Row, which may be nil, is called after each row of the table, with how much of the file was read.
	Row func(number int, done, all int64)
}

// Run goes through the table of a mapping.
type Run struct {
	// File is the table's file, to show.
	File string
	// Columns are the names of its columns by their places in the file.
	Columns []string
	// Rows is how many rows the last pass has read, and Skipped how many the mapping's where left out.
	Rows, Skipped int
	mapping       *Mapping
	files         table.Files
	joined        []*joined
	slugs         map[string]string
}

// Open opens the table and those that it is joined to, and checks that they have the columns that are named. It returns nil where it reports an
// error.
func (m *Mapping) Open(ctx context.Context, files table.Files, report func(Problem)) *Run {
	t, file, ok := openTable(files, m.Table, m.scope.columns, m.scope.at, report)
	if !ok {
		return nil
	}
	r := &Run{File: file, Columns: namesOf(t, m.scope.columns), mapping: m, files: files, slugs: map[string]string{}}
	if err := t.Close(); err != nil {
		report(Problem{file, input.Problem{At: input.Position{Line: 1, Column: 1}, Code: BrokenTable, Message: err.Error()}})
		return nil
	}
	for i, j := range m.joins {
		one := j.load(ctx, files, m.scope.joinColumns[i], report)
		if one == nil {
			return nil
		}
		r.joined = append(r.joined, one)
	}
	return r
}

// Entities gives what the rows say there is: an entity each time that the columns that it is made of have other values than before.
func (r *Run) Entities(ctx context.Context, sink Sink) {
	seen := make([]map[string]struct{}, len(r.mapping.entities))
	var buffer []input.Field
	needsTable := false
	for i, e := range r.mapping.entities {
		seen[i] = map[string]struct{}{}
		if e.of < 0 {
			needsTable = true
			continue
		}
		r.entitiesOf(ctx, e, seen[i], sink)
	}
	if !needsTable {
		return
	}
	var key []byte
	quiet := sink
	if len(r.mapping.statements) > 0 {
		// The pass of the statements tells what is wrong with rows.
		quiet.Problem = func(Problem) {}
	}
	r.each(ctx, quiet, func(t *table.Table, at table.Row, values *row) {
		for i, e := range r.mapping.entities {
			if e.of >= 0 {
				continue
			}
			key = key[:0]
			for _, s := range e.used {
				key = append(append(key, values.get(s).text...), 0)
			}
			if _, known := seen[i][string(key)]; known {
				continue
			}
			seen[i][string(key)] = struct{}{}
			buffer = r.take(t, at, e.where, e.properties, values, sink, buffer, nil)
		}
	})
}

// entitiesOf gives the entities of the rows of a joined table.
func (r *Run) entitiesOf(ctx context.Context, e *entity, seen map[string]struct{}, sink Sink) {
	in := r.joined[e.of]
	values := &row{joined: make([][]string, len(r.joined))}
	for _, one := range in.rows {
		if ctx.Err() != nil {
			return
		}
		key := strings.Join(one.cells, table.ListSeparator)
		if _, known := seen[key]; known {
			continue
		}
		seen[key] = struct{}{}
		values.joined[e.of] = one.cells
		at := table.Row{Number: one.number, Line: one.line}
		other := &Run{File: in.file, mapping: r.mapping, slugs: r.slugs}
		other.take(nil, at, e.where, e.properties, values, sink, nil, nil)
	}
}

// Statements gives what the rows say.
func (r *Run) Statements(ctx context.Context, sink Sink) {
	var buffer []input.Field
	r.each(ctx, sink, func(t *table.Table, at table.Row, values *row) {
		for _, s := range r.mapping.statements {
			buffer = r.take(t, at, s.where, s.properties, values, sink, buffer, s.words)
		}
	})
}

// each goes through the rows that the mapping's where does not leave out, with the rows that they are joined to and their named values.
func (r *Run) each(ctx context.Context, sink Sink, take func(*table.Table, table.Row, *row)) {
	m := r.mapping
	t, _, ok := openTable(r.files, m.Table, m.scope.columns, m.scope.at, sink.Problem)
	if !ok {
		return
	}
	defer func() { _ = t.Close() }()
	r.Rows, r.Skipped = 0, 0
	values := &row{joined: make([][]string, len(m.joins)), lets: make([][]cell, len(m.lets))}
	for ctx.Err() == nil {
		at, err := t.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		r.Rows++
		if sink.Row != nil {
			done, all := t.Progress()
			sink.Row(r.Rows, done, all)
		}
		if err != nil {
			if !reportRow(r.File, err, sink.Problem) {
				return
			}
			continue
		}
		if m.Table.Clean {
			clean(at.Cells)
		}
		values.cells = at.Cells
		if f := r.prepare(values); f != nil {
			r.fault(t, at, f, sink)
			continue
		}
		switch holds, f := m.where.holds(values); {
		case f != nil:
			r.fault(t, at, f, sink)
		case !holds:
			r.Skipped++
		default:
			take(t, at, values)
		}
	}
}

// prepare looks up the joined rows and finds the named values.
func (r *Run) prepare(values *row) *fault {
	for i, j := range r.mapping.joins {
		var f *fault
		if values.joined[i], f = j.find(r.joined[i], values); f != nil {
			return f
		}
	}
	for i, l := range r.mapping.lets {
		if values.lets[i] == nil {
			values.lets[i] = make([]cell, 1+len(l.groups))
		}
		if f := l.eval(values, values.lets[i], r.slugs); f != nil {
			return f
		}
	}
	return nil
}

// eval finds a named value and the groups of its pattern. Where the pattern does not fit, the groups are empty, and the value stays whole.
func (l *let) eval(values *row, to []cell, slugs map[string]string) *fault {
	if len(l.groups) == 0 {
		var f *fault
		to[0], f = l.value.eval(values, slugs)
		return f
	}
	c, f := l.value.begun(values, slugs)
	if f != nil && f.code != ChangedBySpreadsheet {
		return f
	}
	if l.value.missing[c.text] {
		c.text = ""
	}
	to[0] = c
	found := l.value.match.FindStringSubmatch(c.text)
	for i, group := range l.groups {
		to[i+1] = cell{"", c.place}
		if found != nil {
			to[i+1].text = found[l.value.match.SubexpIndex(group)]
		}
	}
	return nil
}

// fault reports why a row cannot say what it is to say.
func (r *Run) fault(t *table.Table, at table.Row, f *fault, sink Sink) {
	sink.Problem(Problem{r.File, input.Problem{At: r.position(t, at, f.place), Code: f.code, Message: f.message, Hint: f.hint}})
}

// position is where a selected column of a row stands.
func (r *Run) position(t *table.Table, at table.Row, place int) input.Position {
	p := input.Position{Line: at.Line, Column: 1}
	if place >= 0 && t != nil {
		p.Column = t.Place(place)
	}
	return p
}

// take gives a record of a row to the sink, or reports why there is none.
func (r *Run) take(t *table.Table, at table.Row, where *expression, properties []property, values *row, sink Sink, buffer []input.Field, words []word) []input.Field {
	holds, f := where.holds(values)
	if f != nil {
		r.fault(t, at, f, sink)
	}
	if !holds {
		return buffer
	}
	w := &writer{run: r, table: t, at: at, values: values}
	fields, f := w.fields(buffer[:0], properties)
	if f != nil {
		r.fault(t, at, f, sink)
		return buffer
	}
	if words != nil {
		p := r.position(t, at, -1)
		fields = append(fields, input.Field{Key: "locator", At: p, Value: input.Value{Kind: input.Text, Text: string(locator(at.Number, words, values)), At: p}})
	}
	record := Record{File: r.File, At: r.position(t, at, -1), Row: at.Number, Fields: fields}
	if f := record.spread(sink.Take, words != nil); f != nil {
		r.fault(t, at, f, sink)
	}
	return fields
}

// locator writes the row and its words as evidence.
func locator(number int, words []word, values *row) knowledge.Text {
	place := knowledge.TableRow{Row: number, Cells: make([]knowledge.RowCell, len(words))}
	for i, w := range words {
		place.Cells[i] = knowledge.RowCell{Column: w.name, Value: strings.ReplaceAll(values.get(w.slot).text, table.ListSeparator, ", ")}
	}
	return place.Locator()
}
