package execute

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// arguments are a field's, in their Go types.
type arguments struct {
	values map[string]any
	keys
}

// keys are equal for equal arguments: that of all of them, and that of the branch argument, where there is one and it is not
// null.
type keys struct{ all, branch string }

// argumentsOf coerces a field's arguments (section 6.4.1, Coercing Field Arguments). They are made anew for each call: what a
// resolver does to a pointer that it was given must not reach another request.
func (r *run) argumentsOf(ctx context.Context, f *field) (a arguments, err error) {
	if f.read.Arguments == nil {
		return arguments{}, nil
	}
	raw := f.nodes[0].ArgumentMap(r.operation.Variables)
	a.keys = r.keysOf(f, raw)
	a.values, err = r.typed(ctx, f, raw)
	return a, err
}

// keysOf gives the keys of a field's arguments. Those of arguments that name no variable are kept with the plan.
func (r *run) keysOf(f *field, raw map[string]any) keys {
	if kept := f.keys.Load(); kept != nil {
		return *kept
	}
	w := keyWriter{schema: r.executor.schema}
	k := keys{all: w.arguments(f.definition.Arguments, raw)}
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

func (r *run) typed(ctx context.Context, f *field, raw map[string]any) (values map[string]any, err error) {
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

// argumentError marks an error whose path begins at its field and goes on into the argument.
type argumentError struct{ error }

// Unwrap gives the error itself.
func (e *argumentError) Unwrap() error { return e.error }

// keyWriter writes argument values so that equal values read the same, however they were given: as a literal or a variable,
// with a default spelled out or left out, one value for a list of one (section 3.11, List).
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

func (k *keyWriter) object(definition *ast.Definition, fields map[string]any) {
	k.B = append(k.B, '{')
	for _, f := range definition.Fields {
		v, given := fields[f.Name]
		if !given && f.DefaultValue != nil {
			// The default has passed the schema's validation; a constant cannot fail to have a value.
			v, _ = f.DefaultValue.Value(nil)
			given = true
		}
		if given {
			k.named(f.Name, f.Type, v)
		}
	}
	k.B = append(k.B, '}')
}

// scalar writes values of different Go types differently where they might mean different things. At worst equal values get
// two keys, and a call that could have been shared is not.
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
