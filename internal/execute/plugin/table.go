package plugin

import (
	"fmt"
	"go/types"
	"sort"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// table generates the file. gqlgen manages its imports, so types are named through it.
type table struct {
	data *codegen.Data
	code strings.Builder
	vars int
}

func (t *table) line(format string, args ...any) { fmt.Fprintf(&t.code, format+"\n", args...) }

// variable returns a variable name that is unique in the file.
func (t *table) variable() string {
	t.vars++
	return fmt.Sprintf("v%d", t.vars)
}

func goType(t types.Type) string { return templates.CurrentImports.LookupType(t) }

func typeID(name string) string { return "table" + templates.UcFirst(name) }

// Code returns the text of the file. gqlgen's template calls it.
func (t *table) Code() (string, error) {
	for _, path := range []string{
		"context", "fmt", "sync", "github.com/99designs/gqlgen/graphql", "github.com/99designs/gqlgen/graphql/introspection",
		"github.com/vektah/gqlparser/v2/ast", runtime(),
	} {
		if _, err := templates.CurrentImports.Reserve(path); err != nil {
			return "", err
		}
	}
	t.types()
	joins := t.joins()
	batches := t.batches()
	t.interfaces()
	t.line("// Schema is the schema that the table is for.\nfunc Schema() *ast.Schema { return parsedSchema }\n")
	t.line("// introspected is made once, when somebody asks for it.")
	t.line("var introspected = sync.OnceValue(func() *ast.Schema { return execute.Introspected(parsedSchema) })\n")
	t.line("// NewTable says to the breadth-first executor how each field of the schema is read. Optional interfaces that the")
	t.line("// resolvers of cfg implement are found here, once.")
	t.line("func NewTable(cfg Config) *execute.Table {")
	t.line("// Arguments are read by methods of gqlgen's executor, and nothing else of it is used: so the linker leaves it out.")
	t.line("ec := &executionContext{}\nrr := cfg.Resolvers\n_ = ec")
	mutation := "execute.NoType"
	if t.data.MutationRoot != nil {
		mutation = typeID(t.data.MutationRoot.Name)
	}
	t.line("t := &execute.Table{Query: %s, Mutation: %s, Objects: []execute.Object{", typeID(t.data.QueryRoot.Name), mutation)
	for _, o := range objects(t.data) {
		t.line("%s: {Name: %q, Fields: fields%s(ec, rr)},", typeID(o.Name), o.Name, templates.UcFirst(o.Name))
	}
	t.line("}}")
	t.code.WriteString(joins)
	t.code.WriteString(batches)
	t.line("return t\n}\n")
	for _, o := range objects(t.data) {
		t.object(o)
	}
	return t.code.String(), nil
}

func (t *table) types() {
	t.line("// The object types, by their place in the table.\nconst (")
	for i, o := range objects(t.data) {
		t.line("%s execute.TypeID = %d", typeID(o.Name), i)
	}
	t.line(")\n")
}

func (t *table) object(o *codegen.Object) {
	t.line("func fields%s(ec *executionContext, rr ResolverRoot) map[string]*execute.Field {", templates.UcFirst(o.Name))
	t.line("_, _ = ec, rr\nreturn map[string]*execute.Field{")
	for _, f := range fields(o) {
		t.field(o, f)
	}
	if o == t.data.QueryRoot {
		t.introspection()
	}
	t.line("}\n}\n")
}

// introspection generates the two introspection fields of the query type (section 4.2).
func (t *table) introspection() {
	for _, f := range []struct{ name, arguments, gives, by string }{
		{"__schema", "", "Schema", "IntrospectSchema(ctx, introspected())"},
		{"__type", "ec.field_" + t.data.QueryRoot.Name + "___type_args", "Type", `IntrospectType(ctx, introspected(), execute.Arg[string](args, "name"))`},
	} {
		t.line("%q: {", f.name)
		if f.arguments != "" {
			t.line("Arguments: %s,", f.arguments)
		}
		t.line("Resolve: func(ctx context.Context, rows []any, args map[string]any) (any, int, error) {")
		t.line("return execute.Each(rows, func(any) (*introspection.%s, error) { return execute.%s })\n},", f.gives, f.by)
		t.line("ExpandAt: func(s *execute.Sink, results any, i int) {\nif v := results.([]*introspection.%s)[i]; v == nil {", f.gives)
		t.line("s.Null()\n} else {\ns.Object(%s, v)\n}\n},\nSource: graphql.NullSourceResolver,\n},", typeID("__"+f.gives))
	}
}

// interfaces generates for each interface and union the function that finds the concrete type (section 6.4.3 of the specification,
// ResolveAbstractType).
func (t *table) interfaces() {
	names := make([]string, 0, len(t.data.Interfaces))
	for name := range t.data.Interfaces {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t.abstract(t.data.Interfaces[name])
	}
}

// abstract generates the function that adds an object of an interface or union to a Sink by its concrete type.
func (t *table) abstract(i *codegen.Interface) {
	t.line("func expand%s(s *execute.Sink, v %s) {", templates.UcFirst(i.Name), goType(i.Type))
	t.line("switch v := v.(type) {\ncase nil:\ns.Null()")
	for _, im := range i.Implementors {
		if types.IsInterface(im.Type) {
			continue // a switch on it would catch what is another type's
		}
		t.line("case %s:", goType(im.Type))
		switch {
		case im.TakeRef:
			t.line("s.Object(%s, &v)", typeID(im.Name))
		case im.CanBeNil():
			t.line("if v == nil {\ns.Null()\nreturn\n}\ns.Object(%s, v)", typeID(im.Name))
		default:
			t.line("s.Object(%s, v)", typeID(im.Name))
		}
	}
	t.line("default:\ns.Fail(fmt.Errorf(\"unexpected type %%T for %s\", v))\n}\n}\n", i.Name)
}
