package execute

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"
)

// errNoIntrospection is what a server says that keeps its schema to itself.
var errNoIntrospection = errors.New("introspection disabled")

// IntrospectSchema answers __schema (section 4.2, Schema Introspection), unless the operation's server has introspection off. The table
// calls it.
func IntrospectSchema(ctx context.Context, schema *ast.Schema) (*introspection.Schema, error) {
	if graphql.GetOperationContext(ctx).DisableIntrospection {
		return nil, errNoIntrospection
	}
	return introspection.WrapSchema(schema), nil
}

// IntrospectType answers __type: nil where the schema has no type of the name.
func IntrospectType(ctx context.Context, schema *ast.Schema, name string) (*introspection.Type, error) {
	if graphql.GetOperationContext(ctx).DisableIntrospection {
		return nil, errNoIntrospection
	}
	return introspection.WrapTypeFromDef(schema, schema.Types[name]), nil
}
