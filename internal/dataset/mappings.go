package dataset

import (
	"context"
	"fmt"
	"hash/maphash"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/dataset/yamlfile"
	"entente/internal/knowledge"
	"entente/internal/mapping"
	"entente/internal/mapping/table"
)

// TableReport says what became of a mapping's table.
type TableReport struct {
	// Mapping is the mapping's name, File the table's file.
	Mapping string `json:"mapping"`
	File    string `json:"file"`
	// Rows is how many rows the table has; Entities and Statements how many were made of them.
	Rows       int `json:"rows"`
	Entities   int `json:"entities"`
	Statements int `json:"statements"`
	// Joined is how often a row says what an earlier one says: it is further evidence of that.
	Joined int `json:"joined,omitempty"`
	// LeftOut counts by reason what was left out: `where` are rows that the mapping does not want, all else are the codes of its leaveOut.
	LeftOut map[string]int `json:"leftOut,omitempty"`
	// Unmatched are the texts that no entity is called by, with how often each stands in the table, the first maxUnmatched of them.
	Unmatched map[string]int `json:"unmatched,omitempty"`
	// Said is what the first rows say, where Source.Preview asks for it.
	Said []Said `json:"-"`
}

// Said is what a row says once: an entity or a statement.
type Said struct {
	Row int
	// Words are the keys, as those of entities.yaml or statements.yaml, with what the mapping gives them.
	Words string
	// Entity and Statement are what became of it; both are nil where it is not taken, or where an earlier row has said it.
	Entity    *knowledge.EntityPart
	Statement *knowledge.Statement
	Problems  []Problem
}

// maxUnmatched bounds the texts that a report names.
const maxUnmatched = 1000

// TableProgress is how far the reading of a table is: rows that were read, bytes of the file, and what is made of them.
type TableProgress struct {
	File      string
	Rows      int
	Done, All int64
	// Made is what the rows make: entities, then statements.
	Made string
}

// progressEvery is after how many rows progress is told.
const progressEvery = 5000

// mappedTable is a mapping with its open table.
type mappedTable struct {
	*mapping.Mapping
	run    *mapping.Run
	file   *file
	report *TableReport
	name   string
	// scratch has the problems of one record until it is decided whether they are errors.
	scratch Problems
	// made has the hashes of what entities were made of, by their ids.
	made map[knowledge.ID]uint64
	seed maphash.Seed
}

// joinEvidence makes what a row says further evidence of the statement that an earlier row has made.
func (r *reader) joinEvidence(i int, s *knowledge.Statement) {
	earlier := r.folder.Statements.At(i)
	if len(earlier.Evidence) < MaxItems {
		earlier.Evidence = append(earlier.Evidence, s.Evidence...)
		r.folder.Statements.Replace(i, earlier)
	}
	r.joined++
}

// inColumn names the column of a table in which something is wrong.
func (f *file) inColumn(at input.Position) string {
	if i := at.Column - 1; i >= 0 && i < len(f.columns) && f.columns[i] != "" {
		return "column " + printable(f.columns[i]) + ": "
	}
	return ""
}

// readMappings reads the files of mappings/, by name, and what their tables say that there is.
func (r *reader) readMappings(ctx context.Context) {
	if !r.present[mappingsDir] {
		return
	}
	entries, err := fs.ReadDir(r.fsys, mappingsDir)
	if err != nil {
		r.file(mappingsDir).fail(start(), Unreadable, "the folder cannot be read: "+reason(err).Error(), "")
		return
	}
	for _, e := range entries {
		f := r.file(path.Join(mappingsDir, e.Name()))
		name, isMapping := strings.CutSuffix(e.Name(), mappingSuffix)
		id := knowledge.DocumentPrefix + ":" + name
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !isMapping:
			f.fail(start(), UnknownFile, "a mapping is a file NAME.yaml", "")
		case knowledge.CheckID(id) != nil:
			f.fail(start(), BadID, fmt.Sprintf("%s is no name of a mapping: it has letters a-z, digits and -", quoted(name)), "")
		case r.documents[id] != nil:
			f.fail(start(), DuplicateID, fmt.Sprintf("%s has the same name: the table would be that document", r.documents[id].file), "rename the mapping")
		default:
			r.readMapping(ctx, f, name)
		}
	}
}

// readMapping reads one mapping, makes its table a document, and reads the entities.
func (r *reader) readMapping(ctx context.Context, f *file, name string) {
	var text strings.Builder
	for l := range f.lines(ctx, MaxEntry) {
		text.WriteString(l.Text + "\n")
	}
	if f.reported() {
		return
	}
	v, ok := yamlfile.Parse(text.String(), 1, f.take)
	if !ok {
		return
	}
	if v == nil {
		f.fail(start(), MissingKey, "the file is empty", "docs/tables.md shows what a mapping says")
		return
	}
	m := mapping.Parse(*v, f.take)
	if m == nil {
		return
	}
	r.addTableDocument(f, m, knowledge.DocumentPrefix+":"+name)
	t := &mappedTable{Mapping: m, name: name, seed: maphash.MakeSeed(), made: map[knowledge.ID]uint64{}}
	files := table.Files{FS: r.fsys, Outside: r.source.Tables}
	if t.run = m.Open(ctx, files, func(p mapping.Problem) { r.takeProblem(f, p) }); t.run == nil {
		return
	}
	t.report = &TableReport{Mapping: name, File: t.run.File, LeftOut: map[string]int{}, Unmatched: map[string]int{}}
	t.file = &file{name: t.run.File, fsys: r.fsys, problems: &t.scratch, columns: t.run.Columns}
	r.tables = append(r.tables, t)
	r.folder.Tables = append(r.folder.Tables, t.report)
	before := len(r.folder.Entities)
	t.run.Entities(ctx, r.sink(t, "entities", func(said mapping.Record) { r.takeRowEntity(t, said) }))
	t.report.Entities, t.report.Rows = len(r.folder.Entities)-before, t.run.Rows
}

// addTableDocument makes the document that a table is. Its licence and citation become part of the dataset's notes.
func (r *reader) addTableDocument(f *file, m *mapping.Mapping, id knowledge.ID) {
	d := &document{Document: &knowledge.Document{ID: id, Dataset: r.folder.Dataset.ID}, file: f.name, read: true}
	r.documents[id] = d
	r.folder.Documents = append(r.folder.Documents, d.Document)
	r.own.Add(d.Document)
	r.together.Add(d.Document)
	if rec := f.record(input.Value{Kind: input.Mapping, At: m.SourceAt, Fields: m.Source}, documentShape()); rec != nil {
		decodeDocument(rec, d)
	}
	note := fmt.Sprintf("%s: licence %s. Cite as: %s", d.Title, m.License.Text, m.Citation.Text)
	if notes := r.folder.Dataset.Notes; notes != "" {
		note = string(notes) + "\n" + note
	}
	normal, _ := knowledge.NFC(note)
	if len(normal) > MaxProse {
		f.fail(m.Citation.At, TooLarge, "the dataset's notes, with the licences and citations of its tables, have more than 64 KiB", "")
		return
	}
	r.folder.Dataset.Notes = knowledge.Text(normal)
}

// takeProblem adds a problem of a mapping or its table.
func (r *reader) takeProblem(f *file, p mapping.Problem) {
	if p.File != "" {
		f = r.file(p.File)
	}
	f.take(p.Problem)
}

// sink takes what the rows of a table say.
func (r *reader) sink(t *mappedTable, made string, take func(mapping.Record)) mapping.Sink {
	s := mapping.Sink{
		Take: take,
		Problem: func(p mapping.Problem) {
			f := t.file
			if p.File != t.file.name {
				f = &file{name: p.File, fsys: r.fsys, problems: &t.scratch}
				if p.File == "" {
					f.name = path.Join(mappingsDir, t.name+mappingSuffix)
				}
			}
			f.take(p.Problem)
			r.settle(t)
		},
	}
	if tell := r.source.Progress; tell != nil {
		s.Row = func(number int, done, all int64) {
			if number%progressEvery == 0 {
				tell(TableProgress{t.run.File, number, done, all, made})
			}
		}
	}
	return s
}

// settle decides on the problems of one record: with the mapping's leave the record is counted as left out, else they are the folder's.
func (r *reader) settle(t *mappedTable) {
	if t.scratch.Errors == 0 && t.scratch.Warnings == 0 {
		return
	}
	reason := ""
	for _, p := range t.scratch.List {
		switch {
		case p.Severity != Error:
		case !t.LeaveOut[string(p.Code)]:
			r.keep(t)
			return
		case reason == "":
			reason = string(p.Code)
		}
	}
	if reason != "" {
		t.report.LeftOut[reason]++
		t.scratch = Problems{List: t.scratch.List[:0]}
		return
	}
	r.keep(t)
}

// keep makes the problems of a record those of the folder.
func (r *reader) keep(t *mappedTable) {
	for _, p := range t.scratch.List {
		if _, once := t.scratch.repeated[repeatedKey{p.File, p.Code, p.Message}]; once {
			r.folder.Problems.addOnce(p)
		} else {
			r.folder.Problems.add(p)
		}
	}
	t.scratch = Problems{List: t.scratch.List[:0]}
}

// takeRowEntity adds the entity of a row, or finds that it is there already, made of the same.
func (r *reader) takeRowEntity(t *mappedTable, said mapping.Record) {
	rec := &record{file: t.fileOf(said), shape: entityShape(), at: said.At, fields: said.Fields}
	id := rec.field("id").Value.Text
	hash := maphash.String(t.seed, said.Words())
	earlier, twice := t.made[id]
	switch {
	case twice && earlier == hash:
		return
	case twice:
		rec.fail(rec.valueAt("id"), DuplicateID, fmt.Sprintf("%s is made of an earlier row with other names or codes", quoted(id)), "make the id of what tells the two apart, or leave the later one out: leaveOut: [duplicate-id]")
	default:
		t.made[id] = hash
		rec.fields = slices.Clone(rec.fields)
		before := len(r.folder.Entities)
		r.takeEntity(rec)
		one := Said{}
		if n := len(r.folder.Entities); n > before {
			one.Entity = r.folder.Entities[n-1]
		}
		r.say(t, said, one)
	}
	r.settle(t)
}

// say keeps what a row says where it is among the first.
func (r *reader) say(t *mappedTable, said mapping.Record, one Said) {
	if said.Row > r.source.Preview+1 {
		return
	}
	one.Row, one.Words, one.Problems = said.Row, said.Words(), slices.Clone(t.scratch.List)
	t.report.Said = append(t.report.Said, one)
}

// sayStatements keeps the statements that a row has made, from the first on: lists of subjects and objects make several.
func (r *reader) sayStatements(t *mappedTable, said mapping.Record, first int) {
	n := r.folder.Statements.Len()
	if n == first || said.Row > r.source.Preview+1 {
		r.say(t, said, Said{})
		return
	}
	for i := first; i < n; i++ {
		r.say(t, said, Said{Statement: r.folder.Statements.At(i)})
	}
}

// fileOf is the file of a record: the table, or one that it is joined to.
func (t *mappedTable) fileOf(said mapping.Record) *file {
	if said.File == t.file.name {
		return t.file
	}
	return &file{name: said.File, fsys: t.file.fsys, problems: &t.scratch}
}

// readTables reads the statements that rows make.
func (r *reader) readTables(ctx context.Context) {
	for _, t := range r.tables {
		r.noHints, r.anyTime = t.LeaveOut[string(UnknownEntity)], t.AnyTime
		shape := statementShape()
		document := input.Field{Key: "document", Value: input.Value{Kind: input.Text, Text: t.name}}
		t.run.Statements(ctx, r.sink(t, "statements", func(said mapping.Record) {
			rec := &record{file: t.fileOf(said), shape: shape, at: said.At, fields: append(said.Fields, document)}
			before := r.folder.Statements.Len()
			r.joined = 0
			r.takeStatement(rec)
			t.report.Statements += r.folder.Statements.Len() - before
			t.report.Joined += r.joined
			t.noteUnmatched()
			r.sayStatements(t, said, before)
			r.settle(t)
		}))
		r.noHints, r.anyTime = false, nil
		t.report.Rows = t.run.Rows
		if t.run.Skipped > 0 {
			t.report.LeftOut[mapping.LeftOutByWhere] = t.run.Skipped
		}
	}
}

// noteUnmatched counts the texts that no entity is called by.
func (t *mappedTable) noteUnmatched() {
	if t.scratch.Errors == 0 {
		return
	}
	for _, p := range t.scratch.List {
		if p.Code != UnknownEntity {
			continue
		}
		if _, known := t.report.Unmatched[p.Message]; known || len(t.report.Unmatched) < maxUnmatched {
			t.report.Unmatched[p.Message]++
		}
	}
}

// Reasons are the reasons for which something was left out, the most frequent first.
func (t *TableReport) Reasons() []string {
	return mostFrequent(t.LeftOut)
}

// MostUnmatched are the texts that no entity is called by, the most frequent first.
func (t *TableReport) MostUnmatched() []string {
	return mostFrequent(t.Unmatched)
}

func mostFrequent(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
}
