package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/mapping/table"
)

// The codes of what only mappings can have wrong with them.
const (
	// UnknownColumn: a template or an expression names a column that there is not.
	UnknownColumn = "unknown-column"
	// BadExpression: an expression, a template or a pattern that cannot be read, or fails on a row.
	BadExpression = "bad-expression"
	// MissingTable: no file has the table.
	MissingTable = "missing-table"
	// BrokenTable: the table cannot be read, or not further.
	BrokenTable = "broken-table"
	// BrokenRow: one row cannot be read; the rest is.
	BrokenRow = "broken-row"
	// EmptyCell: a row has nothing where something must be said.
	EmptyCell = "empty-cell"
	// UnmappedValue: a cell has a value that map, match or take do not speak of.
	UnmappedValue = "unmapped-value"
	// NoJoinedRow: the joined table has no row, or several, for a row.
	NoJoinedRow = "no-joined-row"
	// ChangedBySpreadsheet: a cell is what a spreadsheet program made of something else.
	ChangedBySpreadsheet = "changed-by-spreadsheet"
)

// Codes are the codes of this package.
func Codes() []string {
	return []string{UnknownColumn, BadExpression, MissingTable, BrokenTable, BrokenRow, EmptyCell, UnmappedValue, NoJoinedRow, ChangedBySpreadsheet}
}

// LeftOutByWhere is the reason of rows that the mapping's where leaves out.
const LeftOutByWhere = "where"

// canBeLeftOut are the codes of problems that leaveOut may name: those of single rows.
func canBeLeftOut() []string {
	return []string{
		BrokenRow, EmptyCell, UnmappedValue, NoJoinedRow, ChangedBySpreadsheet, "unknown-entity", "ambiguous-name", "wrong-time", "duplicate-statement", "duplicate-id",
		"duplicate-value", "bad-date", "end-before-begin", "bad-identifier", "kind-not-joined", "unknown-relation", "bad-value",
	}
}

// Mapping says how a table becomes entities and statements.
type Mapping struct {
	Table Table
	// Source are the keys of the document that the table is, as those of a document's front matter.
	Source   []input.Field
	SourceAt input.Position
	// License and Citation are those of the source.
	License, Citation input.Value
	// AnyTime are the schemes whose codes mean the only entity that ever had them, whatever the time of a claim.
	AnyTime map[string]bool
	// LeaveOut are the codes of problems for which what has one is left out and counted.
	LeaveOut   map[string]bool
	joins      []*join
	lets       []*let
	where      *expression
	entities   []*entity
	statements []*statement
	scope      *scope
}

// Table is a table by its name, and how it is written.
type Table struct {
	Name string
	At   input.Position
	Spec table.Spec
	// Clean: control characters are taken out of cells, and white space becomes one space.
	Clean bool
}

type join struct {
	name  string
	table Table
	// here are the columns of this table whose values lead to the row that has the same values in there.
	here  []slot
	there []string
}

// let is a value with a name. Its groups are those of its match that have a name.
type let struct {
	name   string
	value  *value
	groups []string
}

// property is a key of an entity or a statement, with what stands there.
type property struct {
	key   string
	value *value
	span  *span
	// parts are the items of a list of mappings, or the one mapping.
	parts [][]property
	list  bool
	must  bool
	// whole: the value is one, whatever its key is called.
	whole bool
}

type entity struct {
	at         input.Position
	of         int
	where      *expression
	properties []property
	// used are the columns that it is made of.
	used []slot
}

type statement struct {
	at         input.Position
	where      *expression
	properties []property
	words      []word
}

// word is a column that is evidence, and its name.
type word struct {
	name string
	slot slot
}

// Parse makes a mapping of what its file holds. It returns nil where it reports an error.
func Parse(v input.Value, report func(input.Problem)) *Mapping {
	d := &decoder{report: report}
	m := d.mapping(v)
	if d.failed {
		return nil
	}
	return m
}

// mapping reads all of it. What names columns comes last, when joins and lets are known.
func (d *decoder) mapping(v input.Value) *Mapping {
	o := d.object(v, mappingKeys())
	m := &Mapping{LeaveOut: map[string]bool{}}
	m.Table = d.table(o["table"])
	d.source(o["source"], m)
	d.scope = &scope{}
	m.scope = d.scope
	d.joins(o["join"], m)
	d.lets(o["let"], m)
	m.where = d.condition(o["where"])
	for _, v := range d.items(o["entities"], "entities") {
		m.entities = append(m.entities, d.entity(v))
	}
	for _, v := range d.items(o["statements"], "statements") {
		m.statements = append(m.statements, d.statement(v))
	}
	m.AnyTime = d.set(o["anyTime"], "anyTime")
	for _, code := range d.texts(o["leaveOut"], "leaveOut") {
		if !slices.Contains(canBeLeftOut(), code.Text) {
			d.fail(code.At, "bad-value", fmt.Sprintf("%s is no problem of a row%s", knowledge.Quote(code.Text), knowledge.DidYouMean(code.Text, canBeLeftOut())), "what can be left out is "+listed(canBeLeftOut()))
		}
		m.LeaveOut[code.Text] = true
	}
	if o["entities"] == nil && o["statements"] == nil && !d.failed {
		d.fail(v.At, "missing-key", "a mapping has entities or statements", "")
	}
	return m
}

// source keeps the keys of the document for package dataset, which knows their forms.
func (d *decoder) source(v *input.Value, m *Mapping) {
	if v == nil {
		return
	}
	o := d.object(*v, sourceKeys())
	m.Source, m.SourceAt = documentFields(v.Fields), v.At
	if l := o["license"]; l != nil {
		m.License = d.text(*l, "license")
	}
	if c := o["citation"]; c != nil {
		m.Citation = d.text(*c, "citation")
	}
}

// table reads a table's name, or how it is written.
func (d *decoder) table(v *input.Value) Table {
	if v == nil {
		return Table{}
	}
	if v.Kind != input.Mapping {
		return Table{Name: d.tableName(*v), At: v.At}
	}
	o := d.object(*v, tableKeys())
	t := Table{At: v.At, Spec: table.Spec{Encoding: d.optional(o["encoding"], "encoding"), Sheet: d.optional(o["sheet"], "sheet"), Skip: d.count(o["skip"], "skip")}}
	if name := o["name"]; name != nil {
		t.Name, t.At = d.tableName(*name), name.At
	}
	if sign := o["delimiter"]; sign != nil {
		runes := []rune(d.text(*sign, "delimiter").Text)
		if len(runes) == 1 && runes[0] != '"' && runes[0] != '\n' && runes[0] != '\r' {
			t.Spec.Delimiter = runes[0]
		} else if sign.Text != "" {
			d.fail(sign.At, "bad-value", "delimiter is one sign, not "+knowledge.Quote(sign.Text), `a tab is "\t" in double quotes`)
		}
	}
	if c := o["clean"]; c != nil {
		if t.Clean = strings.EqualFold(c.Text, "true"); c.Kind != input.Truth {
			d.fail(c.At, "wrong-type", "clean is true or false", "")
		}
	}
	for _, c := range d.texts(o["columns"], "columns") {
		t.Spec.Columns = append(t.Spec.Columns, c.Text)
	}
	return t
}

var tableName = regexp.MustCompile(`^[^/\\=\x00]{1,200}$`)

func (d *decoder) tableName(v input.Value) string {
	name := d.text(v, "table").Text
	if name != "" && (!tableName.MatchString(name) || table.Stem(name) != name) {
		hint := ""
		if stem := table.Stem(name); tableName.MatchString(stem) {
			hint = "write " + stem
		}
		d.fail(v.At, "bad-value", knowledge.Quote(name)+" is no name of a table, which has neither a folder nor an ending", hint)
	}
	return name
}

// joins reads the tables that this one is joined to.
func (d *decoder) joins(v *input.Value, m *Mapping) {
	for _, f := range d.fields(v, "join") {
		o := d.object(f.Value, joinKeys())
		j := &join{name: f.Key, table: d.table(o["table"])}
		d.scope.addJoin(j)
		m.joins = append(m.joins, j)
		on := o["on"]
		switch {
		case on == nil:
		case on.Kind == input.Mapping:
			for _, pair := range on.Fields {
				there := d.text(pair.Value, "on").Text
				j.here = append(j.here, d.slot(pair.Key, pair.At))
				j.there = append(j.there, there)
			}
		default:
			name := d.text(*on, "on").Text
			j.here, j.there = []slot{d.slot(name, on.At)}, []string{name}
		}
		for _, name := range j.there {
			d.scope.joinColumn(j, name)
		}
	}
}

// lets reads the values with names. Each may use those before it.
func (d *decoder) lets(v *input.Value, m *Mapping) {
	for _, f := range d.fields(v, "let") {
		d.scope.used = nil
		l := &let{name: f.Key, value: d.value(f.Value, false)}
		if l.value != nil && l.value.match != nil {
			for _, group := range l.value.match.SubexpNames() {
				if group != "" {
					l.groups = append(l.groups, group)
				}
			}
		}
		d.scope.addLet(l)
		m.lets = append(m.lets, l)
	}
}

func (d *decoder) entity(v input.Value) *entity {
	o := d.object(v, entityKeys())
	e := &entity{at: v.At, of: -1}
	before := d.scope.used
	d.scope.used = nil
	if of := o["of"]; of != nil {
		name := d.text(*of, "of").Text
		if e.of = d.scope.join(name); e.of < 0 {
			d.fail(of.At, "bad-value", "there is no join "+knowledge.Quote(name), "")
		}
	}
	e.where = d.condition(o["where"])
	e.properties = d.properties(v, entityKeys())
	e.used = d.scope.used
	d.scope.used = before
	if e.of >= 0 {
		for _, s := range e.used {
			if s.source != fromJoin || s.table != e.of {
				d.fail(v.At, UnknownColumn, fmt.Sprintf("an entity of %s has only its columns", d.scope.joins[e.of].name), "write {"+d.scope.joins[e.of].name+".COLUMN}")
				break
			}
		}
	}
	return e
}

func (d *decoder) statement(v input.Value) *statement {
	o := d.object(v, statementKeys())
	s := &statement{at: v.At}
	before := d.scope.used
	d.scope.used = nil
	s.where = d.condition(o["where"])
	s.properties = d.properties(v, statementKeys())
	used := d.scope.used
	d.scope.used = before
	if o["words"] != nil {
		used = nil
		for _, w := range d.texts(o["words"], "words") {
			used = append(used, d.slot(w.Text, w.At))
		}
	}
	s.words = d.scope.words(used)
	if len(s.words) == 0 && !d.failed {
		d.fail(v.At, "no-evidence", "the statement is made of no column, so that no row says it", "name the columns that say it: words: [...]")
	}
	return s
}

// qualifiers reads the values of qualifiers, whose names package dataset knows.
func (d *decoder) qualifiers(v *input.Value) []property {
	var all []property
	for _, f := range d.fields(v, "qualifiers") {
		all = append(all, property{key: f.Key, value: d.value(f.Value, false), whole: true})
	}
	return all
}

// properties reads the keys that become those of an entity or a statement.
func (d *decoder) properties(v input.Value, keys Keys) []property {
	var all []property
	for _, f := range v.Fields {
		key := keys.find(f.Key)
		if key == nil {
			continue
		}
		p := property{key: f.Key, must: key.Required}
		switch f.Key {
		case "of", "where", "words":
			continue
		case "names", "identifiers":
			p.list = true
			inner := nameKeys()
			if f.Key == "identifiers" {
				inner = identifierKeys()
			}
			for _, item := range d.items(&f.Value, f.Key) {
				d.object(item, inner)
				p.parts = append(p.parts, d.properties(item, inner))
			}
		case "location":
			d.object(f.Value, locationKeys())
			p.parts = [][]property{d.properties(f.Value, locationKeys())}
		case "qualifiers":
			p.parts = [][]property{d.qualifiers(&f.Value)}
		case "valid":
			p.span = d.span(f.Value)
		case "from", "to":
			p.span = &span{on: d.when(f.Value)}
		default:
			p.value = d.value(f.Value, f.Key == "id")
		}
		all = append(all, p)
	}
	return all
}
