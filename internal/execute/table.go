package execute

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// TypeID numbers the object types of a Table.
type TypeID int32

// Table says how every field of every object type is read. The plugin generates it beside gqlgen's code; it never changes
// afterwards and may be shared by any number of executors.
type Table struct {
	// Objects are the object types, by TypeID.
	Objects []Object
	// Query is the root type of queries.
	Query TypeID
	// Mutation is the root type of mutations, NoType if the schema has none.
	Mutation TypeID
}

// NoType is the TypeID of no object type.
const NoType TypeID = -1

// root returns the root type of a kind of operation; NoType for one that is not supported.
func (t *Table) root(operation ast.Operation) TypeID {
	switch operation {
	case ast.Query:
		return t.Query
	case ast.Mutation:
		return t.Mutation
	}
	return NoType
}

// Object is one object type.
type Object struct {
	Name string
	// Fields by their names in the schema.
	Fields map[string]*Field
}

// Field says how one field of one object type is read. A row is a pointer to the Go value of an object; nil for the root.
//
// A field is plain or resolved, and it is a leaf (a scalar, an enum or lists of them) or has objects. So exactly one of Leaf,
// Check, Expand, LeafAt, CheckAt and ExpandAt is set; the last three go with Resolve.
type Field struct {
	// Leaf writes a plain leaf that can neither fail nor be null where the schema forbids it.
	Leaf func(w *Buffer, row any)
	// Check writes a plain leaf that can fail or be null.
	Check func(c *Checker, row any)
	// Expand adds the objects of a plain field to the sink.
	Expand func(s *Sink, row any)

	// Arguments converts the arguments to their Go types; nil for a field that has none.
	Arguments func(ctx context.Context, raw map[string]any) (map[string]any, error)
	// Resolve calls the resolver for all rows at once. It returns a slice with one result for each row, in order, and its length; the
	// error may be graphql.BatchErrors, with one entry for each row.
	Resolve func(ctx context.Context, rows []any, args map[string]any) (results any, n int, err error)
	// Batch, of a root field, resolves several sets of arguments at once and returns one result for each; nil if the resolver does not
	// implement it.
	Batch func(ctx context.Context, args []map[string]any) (results any, n int, err error)
	// LeafAt, CheckAt and ExpandAt are Leaf, Check and Expand for the i-th result of Resolve or Batch.
	LeafAt   func(w *Buffer, results any, i int)
	CheckAt  func(c *Checker, results any, i int)
	ExpandAt func(s *Sink, results any, i int)

	// Source is where a null comes from, for the text of errors.
	Source graphql.NullSource

	// join identifies what the field's calls share with those of other types: "Interface.field".
	join string
	// owner is the type of a call: the object type, or the interface that joins several.
	owner string
}

// Join lets the fields of one name of several object types share their calls: those of an interface, whose resolver takes parents
// of all kinds. Resolve replaces each type's own.
func (t *Table) Join(iface, field string, types []TypeID, resolve func(ctx context.Context, rows []any, args map[string]any) (any, int, error)) {
	for _, id := range types {
		f := t.Objects[id].Fields[field]
		f.Resolve, f.join, f.owner = resolve, iface+"."+field, iface
	}
}

// Arg returns an argument in its Go type; the zero value if it is absent.
func Arg[T any](args map[string]any, name string) T {
	v, _ := args[name].(T)
	return v
}

// Each reads a field one parent at a time: a root field, or a method of the model that takes a context or may fail. An error or
// panic for one parent fails for it alone.
func Each[T any](rows []any, read func(row any) (T, error)) (any, int, error) {
	results := make([]T, len(rows))
	var errs graphql.BatchErrorList
	for i, row := range rows {
		result, err := read(row)
		results[i] = result
		if err == nil {
			continue
		}
		if errs == nil {
			errs = make(graphql.BatchErrorList, len(rows))
		}
		errs[i] = err
	}
	if errs != nil {
		return results, len(results), errs
	}
	return results, len(results), nil
}

// Rows converts rows to the type of the resolver's parents.
func Rows[T any](rows []any) []T {
	parents := make([]T, len(rows))
	for i, row := range rows {
		parents[i] = row.(T)
	}
	return parents
}
