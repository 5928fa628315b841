package plugin

import (
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// field generates how a field is read.
func (t *table) field(o *codegen.Object, f *codegen.Field) {
	t.line("%q: {", f.Name)
	source := "NullSourceModelField"
	switch {
	case f.IsResolver:
		source = "NullSourceResolver"
	case f.IsMethod():
		source = "NullSourceModelMethod"
	}
	if isPlain(f) {
		t.plain(o, f)
	} else {
		t.resolved(o, f)
	}
	t.line("Source: graphql.%s,\n},", source)
}

// isPlain reports whether a field is read without a context, without arguments and without error.
func isPlain(f *codegen.Field) bool {
	return !f.IsResolver && (f.IsVariable() || f.NoErr && !f.MethodHasContext && len(f.Args) == 0)
}

// plain generates the entry of a field that is read from a Go field or method.
func (t *table) plain(o *codegen.Object, f *codegen.Field) {
	get := fmt.Sprintf("row.(%s).%s", goType(o.Reference()), f.GoFieldName)
	if f.IsMethod() {
		get += "()"
	}
	ref := f.TypeReference
	switch {
	case !ref.Definition.IsLeafType():
		t.line("Expand: func(s *execute.Sink, row any) {")
		if ref.IsSlice() || f.IsMethod() {
			t.line("v := %s", get)
			get = "v"
		}
		t.expand(get, ref)
	case f.IsMethod() || canFail(ref):
		// A method may panic; then its field alone fails.
		t.line("Check: func(w *execute.Checker, row any) {")
		t.leaf(get, ref, true)
	default:
		t.line("Leaf: func(w *execute.Buffer, row any) {")
		t.leaf(get, ref, false)
	}
	t.line("},")
}

// resolved generates the entry of a field that has a resolver, or a method that takes a context or may fail.
func (t *table) resolved(o *codegen.Object, f *codegen.Field) {
	if len(f.Args) > 0 {
		t.line("Arguments: ec.%s,", f.ArgsFunc())
	}
	t.line("Resolve: func(ctx context.Context, rows []any, args map[string]any) (any, int, error) {")
	switch {
	case f.IsBatch():
		t.line("results, err := rr.%s().%s(ctx, execute.Rows[%s](rows)%s)", resolverOf(o), f.GoFieldName, goType(o.Reference()), arguments(f))
		t.line("return results, len(results), err\n},")
	default:
		t.each(o, f)
	}
	ref := f.TypeReference
	get := fmt.Sprintf("results.([]%s)[i]", goType(ref.GO))
	switch {
	case !ref.Definition.IsLeafType():
		t.line("ExpandAt: func(s *execute.Sink, results any, i int) {")
		if ref.IsSlice() {
			t.line("v := %s", get)
			get = "v"
		}
		t.expand(get, ref)
	case canFail(ref):
		t.line("CheckAt: func(w *execute.Checker, results any, i int) {")
		t.leaf(get, ref, true)
	default:
		t.line("LeafAt: func(w *execute.Buffer, results any, i int) {")
		t.leaf(get, ref, false)
	}
	t.line("},")
}

// each generates the call of a reader of one parent: a root field, or a method of the model.
func (t *table) each(o *codegen.Object, f *codegen.Field) {
	row := "row"
	var call string
	switch {
	case o.Root:
		row = "_"
		call = fmt.Sprintf("rr.%s().%s(ctx%s)", resolverOf(o), f.GoFieldName, arguments(f))
	case f.MethodHasContext:
		call = fmt.Sprintf("row.(%s).%s(ctx%s)", goType(o.Reference()), f.GoFieldName, arguments(f))
	default:
		call = fmt.Sprintf("row.(%s).%s(%s)", goType(o.Reference()), f.GoFieldName, strings.TrimPrefix(arguments(f), ", "))
	}
	if !f.IsResolver && f.NoErr {
		call += ", nil"
	}
	t.line("return execute.Each(rows, func(%s any) (%s, error) { return %s })\n},", row, goType(f.TypeReference.GO), call)
}

func resolverOf(o *codegen.Object) string { return templates.UcFirst(o.Name) }

// arguments returns the arguments of a call after the first ones.
func arguments(f *codegen.Field) string {
	var b strings.Builder
	for _, a := range f.Args {
		fmt.Fprintf(&b, ", execute.Arg[%s](args, %q)", goType(a.TypeReference.GO), a.Name)
	}
	return b.String()
}
