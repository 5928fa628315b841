package execute

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// arguments are the coerced arguments of a field.
type arguments struct {
	values map[string]any
	argumentKeys
}

// argumentKeys are equal for equal arguments: all for all of them, and branch for the branch argument, if there is one and it is
// not null.
type argumentKeys struct{ all, branch string }

// argumentsOf coerces a field's arguments (section 6.4.1, Coercing Field Arguments), anew for each call: if a resolver changes a
// value through a pointer, that must not affect another request.
func (r *run) argumentsOf(ctx context.Context, f *field) (a arguments, err error) {
	if f.read.Arguments == nil {
		return arguments{}, nil
	}
	raw := f.nodes[0].ArgumentMap(r.operation.Variables)
	if f.keys.Load() == nil { // else they are constant, and were checked before
		if err := checkArguments(r.executor, f, raw); err != nil {
			return arguments{}, err
		}
	}
	a.argumentKeys = r.keysOf(f, raw)
	a.values, err = r.coerce(ctx, f, raw)
	return a, err
}

// keysOf returns the keys of a field's arguments. The plan caches those of arguments without variables.
func (r *run) keysOf(f *field, raw map[string]any) argumentKeys {
	if cached := f.keys.Load(); cached != nil {
		return *cached
	}
	w := keyWriter{schema: r.executor.schema}
	k := argumentKeys{all: w.arguments(f.definition.Arguments, raw)}
	if name := r.executor.options.BranchArgument; name != "" && raw[name] != nil {
		if d := f.definition.Arguments.ForName(name); d != nil {
			k.branch = w.value(d.Type, raw[name])
		}
	}
	if f.constant {
		f.keys.Store(&k)
	}
	return k
}

// coerce converts arguments to their Go types.
func (r *run) coerce(ctx context.Context, f *field, raw map[string]any) (values map[string]any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = r.recovered(ctx, p)
		}
	}()
	values, err = f.read.Arguments(ctx, raw)
	if err != nil {
		err = &argumentError{err}
	}
	return values, err
}

// argumentError marks an error whose path begins at its field and continues into the argument.
type argumentError struct{ error }

// Unwrap returns the error itself.
func (e *argumentError) Unwrap() error { return e.error }

// keyWriter writes argument values so that equal values have equal texts, whether they are literals or variables, with a default
// given or omitted, a list of one or its value (section 3.11, List).
type keyWriter struct {
	schema *ast.Schema
	Buffer
}

func (k *keyWriter) arguments(definitions ast.ArgumentDefinitionList, raw map[string]any) string {
	k.B = k.B[:0]
	for _, d := range definitions {
		if v, ok := raw[d.Name]; ok {
			k.named(d.Name, d.Type, v)
		}
	}
	return string(k.B)
}

func (k *keyWriter) value(t *ast.Type, v any) string {
	k.B = k.B[:0]
	k.write(t, v)
	return string(k.B)
}

func (k *keyWriter) named(name string, t *ast.Type, v any) {
	k.String(name)
	k.B = append(k.B, ':')
	k.write(t, v)
	k.B = append(k.B, ',')
}

// write writes a value of an input type.
func (k *keyWriter) write(t *ast.Type, v any) {
	if v == nil {
		k.Null()
		return
	}
	if t.Elem != nil {
		k.list(t.Elem, graphql.CoerceList(v))
		return
	}
	definition := k.schema.Types[t.NamedType]
	if fields, ok := v.(map[string]any); ok && definition.Kind == ast.InputObject {
		k.object(definition, fields)
		return
	}
	k.scalar(v)
}

func (k *keyWriter) list(elem *ast.Type, list []any) {
	k.B = append(k.B, '[')
	for _, v := range list {
		k.write(elem, v)
		k.B = append(k.B, ',')
	}
	k.B = append(k.B, ']')
}

// object writes an input object with its defaults, in the order of the schema.
func (k *keyWriter) object(definition *ast.Definition, fields map[string]any) {
	k.B = append(k.B, '{')
	for _, f := range definition.Fields {
		v, given := fields[f.Name]
		if !given && f.DefaultValue != nil {
			// The default has passed the validation of the schema; a constant always has a value.
			v, _ = f.DefaultValue.Value(nil)
			given = true
		}
		if given {
			k.named(f.Name, f.Type, v)
		}
	}
	k.B = append(k.B, '}')
}

// scalar writes values of different Go types differently if they may mean different things. At worst equal values get two keys,
// and calls that could be shared are not.
func (k *keyWriter) scalar(v any) {
	switch v := v.(type) {
	case string:
		k.String(v)
	case bool:
		k.Bool(v)
	case int64:
		k.Int(v)
	case int:
		k.Int(int64(v))
	case json.Number:
		k.B = append(k.B, v...)
	case float64:
		k.B = strconv.AppendFloat(k.B, v, 'g', -1, 64)
	default:
		// Only a scalar of the schema's own may be a map or a list here. encoding/json sorts the keys of maps.
		text, err := json.Marshal(v)
		if err != nil {
			text = fmt.Appendf(nil, "%p", &v) // equal to nothing
		}
		k.B = append(k.B, text...)
	}
}
