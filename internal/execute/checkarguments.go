package execute

import (
	"math"
	"strconv"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// checkArguments returns an error for the first value in a field's arguments that passes validation and yet is not of its type:
//
//   - A null where none is allowed. A variable that may be null may stand there if it has a default, or the position has one (section 5.8.5,
//     All Variable Usages Are Allowed), so this must be checked when the field is executed (section 6.4.1). gqlgen's code takes it for the
//     zero value.
//   - A literal beyond 32 bits for an Int, or {} for an enum or a scalar, which gqlparser v2.5.64 allows.
//
// The error's path goes from the field to the value.
func checkArguments(schema *ast.Schema, f *field, raw map[string]any) error {
	c := argumentChecker{schema: schema, path: ast.Path{ast.PathName(f.alias)}}
	for _, d := range f.definition.Arguments {
		value, given := raw[d.Name]
		if !given {
			continue
		}
		if fault := c.find(ast.PathName(d.Name), d.Type, value); fault != "" {
			err := &gqlerror.Error{Path: c.path, Message: c.path[1:].String() + ": " + fault}
			errcode.Set(err, errcode.ValidationFailed)
			return &argumentError{err}
		}
	}
	return nil
}

// argumentChecker finds what is wrong in a value. path is where it is.
type argumentChecker struct {
	schema *ast.Schema
	path   ast.Path
}

// find says what is wrong first, and leaves path there; "" if nothing is.
func (c *argumentChecker) find(at ast.PathElement, t *ast.Type, value any) (fault string) {
	c.path = append(c.path, at)
	switch value := value.(type) {
	case nil:
		if t.NonNull {
			fault = "null, which " + t.String() + " does not allow"
		}
	case int64:
		if t.Name() == "Int" && (value < math.MinInt32 || value > math.MaxInt32) {
			fault = strconv.FormatInt(value, 10) + noInt
		}
	case []any:
		fault = c.list(t, value)
	case map[string]any:
		fault = c.object(c.schema.Types[t.Name()], value)
	}
	if fault == "" {
		c.path = c.path[:len(c.path)-1]
	}
	return fault
}

func (c *argumentChecker) list(t *ast.Type, list []any) string {
	if t.Elem == nil { // of a scalar of the schema's own
		return ""
	}
	for i, element := range list {
		if fault := c.find(ast.PathIndex(i), t.Elem, element); fault != "" {
			return fault
		}
	}
	return ""
}

// object checks an input object. A field that is left out has its default, or may be left out, or had a variable without a value. A scalar of
// the schema's own may be an object.
func (c *argumentChecker) object(definition *ast.Definition, fields map[string]any) string {
	if definition.Kind == ast.Enum || definition.Kind == ast.Scalar && definition.BuiltIn {
		return "an object is no " + definition.Name
	}
	for _, d := range definition.Fields {
		value, given := fields[d.Name]
		if !given && (d.DefaultValue != nil || !d.Type.NonNull) {
			continue
		}
		if fault := c.find(ast.PathName(d.Name), d.Type, value); fault != "" {
			return fault
		}
	}
	return ""
}
