package client

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Table is the first list of objects that a query asks for, the least deep first: its objects are rows, and what is asked of them columns.
type Table struct {
	// Columns are named by their path below the row, as `capital` and `identifiers.scheme`, in the order of the query. The nodes and edges of
	// connections are left out of the names.
	Columns []Column
	d       *Document
	// path leads to the list from the answer's data, by the keys of the answer.
	path []string
	// connection are the fields, of one key, that the list is a page of; nil if the list has no pages.
	connection []*ast.Field
	// nested are the connections within rows, which may go on.
	nested []Column
}

// Column is a value of a row.
type Column struct {
	Name string
	// path leads to the value from the row, by the keys of the answer; lists on the way stand for each of their values.
	path []string
}

// group is the fields of a selection that have one key in the answer, whose selections the answer joins.
type group struct {
	key    string
	fields []*ast.Field
}

// below returns the groups of the selections below a group.
func (g group) below() []group {
	var sets []ast.SelectionSet
	for _, f := range g.fields {
		sets = append(sets, f.SelectionSet)
	}
	return groups(sets...)
}

func (g group) definition() *ast.FieldDefinition { return g.fields[0].Definition }

// groups returns the fields of selections, also those in fragments, in order.
func groups(sets ...ast.SelectionSet) []group {
	var all []group
	var add func(ast.SelectionSet)
	add = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.InlineFragment:
				add(s.SelectionSet)
			case *ast.FragmentSpread:
				add(s.Definition.SelectionSet)
			case *ast.Field:
				i := slices.IndexFunc(all, func(g group) bool { return g.key == s.Alias })
				if i < 0 {
					i, all = len(all), append(all, group{key: s.Alias})
				}
				all[i].fields = append(all[i].fields, s)
			}
		}
	}
	for _, set := range sets {
		add(set)
	}
	return all
}

// Table returns the first list that the query asks for. It is an error if there is none, or if the query does not fit the schema.
func (d *Document) Table() (*Table, error) {
	if d.invalid != nil {
		return nil, fmt.Errorf("the query does not fit the schema: %w", d.invalid)
	}
	type step struct {
		path   []string
		parent group
		group
	}
	var level []step
	for _, g := range groups(d.operation.SelectionSet) {
		level = append(level, step{nil, group{}, g})
	}
	for len(level) > 0 {
		var next []step
		for _, s := range level {
			path := append(slices.Clone(s.path), s.key)
			if !d.isComposite(s.definition().Type) {
				continue
			}
			if s.definition().Type.Elem != nil {
				t := &Table{d: d, path: path}
				if isConnection(s.parent) && (s.fields[0].Name == "nodes" || s.fields[0].Name == "edges") {
					t.connection = s.parent.fields
				}
				t.addColumns(s.group, "", nil)
				return t, nil
			}
			for _, g := range s.below() {
				next = append(next, step{path, s.group, g})
			}
		}
		level = next
	}
	return nil, errors.New("the query asks for no list to make a table of; leave --table or --csv out")
}

func (d *Document) isComposite(t *ast.Type) bool {
	definition := d.schema.Types[t.Name()]
	return definition != nil && definition.IsCompositeType()
}

// isConnection reports whether fields are a connection, whose pages can be followed.
func isConnection(g group) bool {
	if g.fields == nil {
		return false
	}
	arguments := g.definition().Arguments
	return arguments.ForName("first") != nil && arguments.ForName("after") != nil
}

// addColumns adds the values below a group as columns.
func (t *Table) addColumns(g group, name string, path []string) {
	for _, b := range g.below() {
		column := Column{Name: name, path: append(slices.Clone(path), b.key)}
		if !slices.Contains([]string{"node", "nodes", "edges"}, b.fields[0].Name) {
			column.Name = strings.Trim(name+"."+b.key, ".")
		}
		if !t.d.isComposite(b.definition().Type) {
			t.Columns = append(t.Columns, column)
			continue
		}
		t.addColumns(b, column.Name, column.path)
		if isConnection(b) {
			t.nested = append(t.nested, column)
			b.fields[0].SelectionSet = append(b.fields[0].SelectionSet, pageInfo("hasNextPage"))
		}
	}
}

// cells returns the values of a row, those of each column.
func (t *Table) cells(row any) [][]string {
	cells := make([][]string, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = valuesAt(row, c.path, nil)
	}
	return cells
}

// valuesAt appends the texts of all values at a path below a value. Null has none.
func valuesAt(v any, path []string, texts []string) []string {
	switch v := v.(type) {
	case nil:
	case []any:
		for _, element := range v {
			texts = valuesAt(element, path, texts)
		}
	case map[string]any:
		if len(path) > 0 {
			texts = valuesAt(v[path[0]], path[1:], texts)
		}
	default:
		texts = append(texts, fmt.Sprint(v))
	}
	return texts
}

// Request returns the request of the table's first page, as Pages sends it.
func (t *Table) Request(variables Variables) Request {
	r := t.d.Request(variables)
	r.Query = t.d.format()
	return r
}
