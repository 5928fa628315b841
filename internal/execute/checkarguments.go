package execute

import (
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// checkArguments returns an error for the first value in a field's arguments that passes validation and yet is not of its type:
//
//   - A null where none is allowed. A variable that may be null may stand there if it has a default, or the position has one (section 5.8.5,
//     All Variable Usages Are Allowed), so this must be checked when the field is executed (section 6.4.1). gqlgen's code takes it for the
//     zero value.
//   - An empty text in an input object, where the executor's options refuse it.
//   - A literal beyond 32 bits for an Int, or {} for an enum or a scalar, which gqlparser v2.5.64 allows.
//
// The error's path goes from the field to the value.
func checkArguments(e *Executor, f *field, raw map[string]any) error {
	c := argumentChecker{schema: e.schema, refuseEmpty: e.options.RefuseEmpty}
	for _, d := range f.definition.Arguments {
		value, given := raw[d.Name]
		if !given {
			continue
		}
		if fault := c.find(d.Type, value); fault != nil {
			return &argumentError{fault.at(ast.PathName(d.Name)).at(ast.PathName(f.alias)).error("")}
		}
	}
	return nil
}

// argumentChecker finds what is wrong in a value.
type argumentChecker struct {
	schema      *ast.Schema
	refuseEmpty bool
	// objects is how many input objects the value stands in.
	objects int
}

// find returns what is wrong first in a value of a type; nil if nothing is.
func (c argumentChecker) find(t *ast.Type, value any) *valueFault {
	switch value := value.(type) {
	case nil:
		if t.NonNull {
			return &valueFault{text: "null, which " + t.String() + " does not allow"}
		}
	case string:
		if value == "" && c.refuseEmpty && c.objects > 0 && (t.Name() == "String" || t.Name() == "ID") {
			return &valueFault{text: `"" is empty; write a text, or leave the field out`}
		}
	case int64:
		if t.Name() == "Int" && (value < math.MinInt32 || value > math.MaxInt32) {
			return &valueFault{text: strconv.FormatInt(value, 10) + noInt}
		}
	case []any:
		return c.list(t, value)
	case map[string]any:
		return c.object(c.schema.Types[t.Name()], value)
	}
	return nil
}

func (c argumentChecker) list(t *ast.Type, list []any) *valueFault {
	if t.Elem == nil { // of a scalar of the schema's own
		return nil
	}
	for i, element := range list {
		if fault := c.find(t.Elem, element); fault != nil {
			return fault.at(ast.PathIndex(i))
		}
	}
	return nil
}

// object checks an input object. A field that is left out has its default, or may be left out, or had a variable without a value. A scalar of
// the schema's own may be an object.
func (c argumentChecker) object(definition *ast.Definition, fields map[string]any) *valueFault {
	if definition.Kind == ast.Enum || definition.Kind == ast.Scalar && definition.BuiltIn {
		return &valueFault{text: "an object is no " + definition.Name}
	}
	c.objects++
	for _, d := range definition.Fields {
		value, given := fields[d.Name]
		if !given && (d.DefaultValue != nil || !d.Type.NonNull) {
			continue
		}
		if fault := c.find(d.Type, value); fault != nil {
			return fault.at(ast.PathName(d.Name))
		}
	}
	return nil
}
