package execute

import (
	"context"
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"
)

// errNoIntrospection is the error of a server that has introspection disabled.
var errNoIntrospection = errors.New("introspection disabled")

// IntrospectSchema resolves __schema (section 4.2, Schema Introspection), unless introspection is disabled. The table calls it, with
// the schema as Introspected makes it.
func IntrospectSchema(ctx context.Context, schema *ast.Schema) (*introspection.Schema, error) {
	if graphql.GetOperationContext(ctx).DisableIntrospection {
		return nil, errNoIntrospection
	}
	return introspection.WrapSchema(schema), nil
}

// IntrospectType resolves __type; it returns nil if the schema has no type of the name.
func IntrospectType(ctx context.Context, schema *ast.Schema, name string) (*introspection.Type, error) {
	if graphql.GetOperationContext(ctx).DisableIntrospection {
		return nil, errNoIntrospection
	}
	return introspection.WrapTypeFromDef(schema, schema.Types[name]), nil
}

// Introspected is the schema as introspection tells of it: with objects alone as possible types of interfaces (section 4.2.2,
// possibleTypes). gqlparser counts interfaces that implement another among them, which tools take for types that an answer may have.
func Introspected(schema *ast.Schema) *ast.Schema {
	own := *schema
	own.PossibleTypes = make(map[string][]*ast.Definition, len(schema.PossibleTypes))
	for name, types := range schema.PossibleTypes {
		own.PossibleTypes[name] = slices.DeleteFunc(slices.Clone(types), func(t *ast.Definition) bool { return t.Kind != ast.Object })
	}
	return &own
}
