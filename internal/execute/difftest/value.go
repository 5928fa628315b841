package difftest

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Samples are values for scalars, as in JSON: by "Type.field.argument" or "Input.field", else by the name of the scalar. Int,
// Float, Boolean and enums need none. Invalid values are useful: both executors must reject them alike.
type Samples map[string][]any

// enum is the name of an enum value, which is not a string in a literal.
type enum string

// variable is a variable of the current question.
type variable struct {
	name     string
	typ      *ast.Type
	at       string
	preset   string // its default, as a literal
	optional bool
}

func (v variable) definition() string {
	text := "$" + v.name + ": " + v.typ.String()
	if v.preset != "" {
		text += " = " + v.preset
	}
	return text
}

// newVariable adds a variable, and returns the text that uses it.
func (g *Questions) newVariable(t *ast.Type, at string) string {
	for _, v := range g.variables {
		if v.typ.String() == t.String() && v.at == at && g.chance(50) {
			return "$" + v.name + " "
		}
	}
	v := variable{name: fmt.Sprint("v", len(g.variables)), typ: t, at: at, optional: !t.NonNull}
	if g.chance(30) {
		v.preset, v.optional = literal(g.value(t, at)), true
	}
	g.variables = append(g.variables, v)
	return "$" + v.name + " "
}

// value generates a value of an input type.
func (g *Questions) value(t *ast.Type, at string) any {
	if !t.NonNull && g.chance(6) {
		return nil
	}
	if t.Elem != nil {
		list := make([]any, g.rand.IntN(4))
		for i := range list {
			list[i] = g.value(t.Elem, at)
		}
		return list
	}
	definition := g.schema.Types[t.NamedType]
	switch definition.Kind {
	case ast.Enum:
		return enum(definition.EnumValues[g.rand.IntN(len(definition.EnumValues))].Name)
	case ast.InputObject:
		return g.input(definition)
	}
	return g.scalar(t.NamedType, at)
}

func (g *Questions) input(definition *ast.Definition) any {
	fields := map[string]any{}
	for _, f := range definition.Fields {
		if (f.DefaultValue != nil || !f.Type.NonNull) && g.chance(50) {
			continue
		}
		fields[f.Name] = g.value(f.Type, definition.Name+"."+f.Name)
	}
	return fields
}

// scalar returns a sample of a scalar, or a random value of a built-in one.
func (g *Questions) scalar(name, at string) any {
	for _, key := range []string{at, name} {
		if list := g.samples[key]; len(list) > 0 {
			return list[g.rand.IntN(len(list))]
		}
	}
	switch name {
	case "Int":
		return g.rand.IntN(6)
	case "Float":
		return float64(g.rand.IntN(1000)) / 8
	case "Boolean":
		return g.chance(50)
	}
	return "no sample of " + name
}

// literal writes a value as a GraphQL literal.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case enum:
		return string(v)
	case []any:
		list := make([]string, len(v))
		for i, e := range v {
			list[i] = literal(e)
		}
		return "[" + strings.Join(list, ", ") + "]"
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		sort.Strings(names)
		for i, name := range names {
			names[i] = name + ": " + literal(v[name])
		}
		return "{" + strings.Join(names, ", ") + "}"
	}
	// What is left is a string, a number or a boolean: JSON writes them alike.
	text, _ := json.Marshal(v)
	return string(text)
}

// plain converts a value to JSON.
func plain(v any) any {
	switch v := v.(type) {
	case enum:
		return string(v)
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = plain(e)
		}
		return list
	case map[string]any:
		fields := make(map[string]any, len(v))
		for name, e := range v {
			fields[name] = plain(e)
		}
		return fields
	}
	return v
}
