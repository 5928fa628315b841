package plugin

import (
	"fmt"
	"go/types"
	"sort"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// joined is a field of an interface that all implementing types resolve alike.
type joined struct {
	name    string // in the schema
	field   *codegen.Field
	parents types.Type
	on      []string // the implementing types
}

// joins generates, for each interface, the optional Go interface by which a resolver takes parents of all implementing types in
// one call, and returns the code that adds it to the table if it is implemented.
func (t *table) joins() string {
	var code strings.Builder
	for _, i := range t.byImplementors() {
		list := t.joinedOf(i)
		if len(list) == 0 {
			continue
		}
		name := templates.UcFirst(i.Name)
		t.line("// %sFieldsResolver resolves fields of the interface %s for parents of all its types in one call.", name, i.Name)
		t.line("type %sFieldsResolver interface {", name)
		for _, j := range list {
			t.line("%s(ctx context.Context, objs []%s%s) ([]%s, error)", j.field.GoFieldName, goType(j.parents), parameters(j.field), goType(j.field.TypeReference.GO))
		}
		t.line("}\n")
		t.line("// %sFieldsRoot is what a ResolverRoot may implement, so that these fields are resolved in one call for all types.", name)
		t.line("// Without it, each type is resolved by its own resolver. Assert it, so that the compiler holds the two together:")
		t.line("//\n//\tvar _ generated.%sFieldsRoot = (*Resolver)(nil)", name)
		t.line("type %sFieldsRoot interface { %sFields() %sFieldsResolver }\n", name, name, name)
		fmt.Fprintf(&code, "if root, ok := rr.(%sFieldsRoot); ok {\n", name)
		for _, j := range list {
			fmt.Fprintf(&code, "t.Join(%q, %q, []execute.TypeID{%s}, ", i.Name, j.name, strings.Join(j.on, ", "))
			fmt.Fprintf(&code, "func(ctx context.Context, rows []any, args map[string]any) (any, int, error) {\n")
			fmt.Fprintf(&code, "results, err := root.%sFields().%s(ctx, execute.Rows[%s](rows)%s)\n", name, j.field.GoFieldName, goType(j.parents), arguments(j.field))
			fmt.Fprintf(&code, "return results, len(results), err\n})\n")
		}
		code.WriteString("}\n")
	}
	return code.String()
}

// byImplementors sorts the interfaces so that one with more types comes after one with fewer, and takes precedence.
func (t *table) byImplementors() []*codegen.Interface {
	list := make([]*codegen.Interface, 0, len(t.data.Interfaces))
	for _, i := range t.data.Interfaces {
		if len(i.Fields) > 0 {
			list = append(list, i)
		}
	}
	sort.Slice(list, func(a, b int) bool {
		x, y := len(t.data.Schema.PossibleTypes[list[a].Name]), len(t.data.Schema.PossibleTypes[list[b].Name])
		if x != y {
			return x < y
		}
		return list[a].Name < list[b].Name
	})
	return list
}

// joinedOf returns the fields of an interface that all implementing types resolve alike.
func (t *table) joinedOf(i *codegen.Interface) (list []joined) {
	for _, definition := range i.Fields {
		j := joined{name: definition.Name, parents: i.Type}
		alike := true
		for _, possible := range t.data.Schema.PossibleTypes[i.Name] {
			if possible.Kind != ast.Object {
				continue // an interface that implements this one
			}
			f := fieldOf(t.data.Objects.ByName(possible.Name), definition.Name)
			if f == nil || !f.IsBatch() || j.field != nil && !sameSignature(j.field, f) {
				alike = false
				break
			}
			j.field = f
			j.on = append(j.on, typeID(possible.Name))
		}
		if alike && len(j.on) > 1 {
			list = append(list, j)
		}
	}
	return list
}

func fieldOf(o *codegen.Object, name string) *codegen.Field {
	if o == nil {
		return nil
	}
	for _, f := range o.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// sameSignature reports whether two resolvers have the same arguments and results.
func sameSignature(a, b *codegen.Field) bool {
	if a.GoFieldName != b.GoFieldName || len(a.Args) != len(b.Args) || !types.Identical(a.TypeReference.GO, b.TypeReference.GO) {
		return false
	}
	for i := range a.Args {
		if a.Args[i].Name != b.Args[i].Name || !types.Identical(a.Args[i].TypeReference.GO, b.Args[i].TypeReference.GO) {
			return false
		}
	}
	return true
}

// parameters returns the parameters of a resolver after the first ones.
func parameters(f *codegen.Field) string {
	var b strings.Builder
	for _, a := range f.Args {
		fmt.Fprintf(&b, ", %s %s", a.VarName, goType(a.TypeReference.GO))
	}
	return b.String()
}
