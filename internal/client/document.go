package client

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Document is a query with the operation of it that is asked.
type Document struct {
	query     *ast.QueryDocument
	operation *ast.OperationDefinition
	schema    *ast.Schema
	text      string
	// invalid is why the query does not fit the schema; nil if it does.
	invalid error
}

// Parse reads a query and chooses one of its operations, by its name where there are several. The schema is in GraphQL's schema language. A query
// that does not fit it is read all the same, for a server may have another: see Table.
func Parse(sdl, text, operation string) (*Document, error) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: sdl, BuiltIn: false})
	if err != nil {
		return nil, err
	}
	query, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil, err
	}
	d := &Document{query: query, schema: schema, text: text}
	if d.operation, err = chooseOperation(query.Operations, operation); err != nil {
		return nil, err
	}
	if errs := validator.ValidateWithRules(schema, query, rules.NewDefaultRules()); len(errs) > 0 {
		d.invalid = errs
	}
	return d, nil
}

// chooseOperation returns the operation of a name, or the only one.
func chooseOperation(all ast.OperationList, name string) (*ast.OperationDefinition, error) {
	names := make([]string, len(all))
	for i, o := range all {
		names[i] = o.Name
	}
	switch {
	case len(all) == 0:
		return nil, errors.New("the query has no operation")
	case name != "" && all.ForName(name) == nil:
		return nil, fmt.Errorf("the query has no operation %q; it has %s", name, strings.Join(names, ", "))
	case name == "" && len(all) > 1:
		return nil, fmt.Errorf("the query has several operations; choose one with --operation: %s", strings.Join(names, ", "))
	}
	return all.ForName(name), nil
}

// Request returns the request of the query as it was written.
func (d *Document) Request(variables Variables) Request {
	r := Request{Query: d.text, Variables: variables}
	if len(d.query.Operations) > 1 {
		r.Operation = d.operation.Name
	}
	return r
}

// format writes the query as it now is.
func (d *Document) format() string {
	var b strings.Builder
	formatter.NewFormatter(&b).FormatQueryDocument(d.query)
	return b.String()
}
