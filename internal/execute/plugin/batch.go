package plugin

import (
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// batches generates, for each root field with arguments, the optional Go interface by which its resolver takes several sets of
// arguments in one call, and returns the code that adds it to the table if it is implemented.
func (t *table) batches() string {
	var code strings.Builder
	root := t.data.QueryRoot
	code.WriteString("query := any(rr.Query())\n")
	found := false
	for _, f := range fields(root) {
		if len(f.Args) == 0 {
			continue
		}
		found = true
		t.batchTypes(root, f)
		name := batchName(root, f)
		fmt.Fprintf(&code, "if q, ok := query.(%s); ok {\n", name)
		fmt.Fprintf(&code, "t.Objects[t.Query].Fields[%q].Batch = func(ctx context.Context, sets []map[string]any) (any, int, error) {\n", f.Name)
		fmt.Fprintf(&code, "list := make([]%sArgs, len(sets))\nfor i, args := range sets {\nlist[i] = %sArgs{", argsName(root, f), argsName(root, f))
		for _, a := range f.Args {
			fmt.Fprintf(&code, "%s: execute.Arg[%s](args, %q), ", templates.ToGo(a.Name), goType(a.TypeReference.GO), a.Name)
		}
		fmt.Fprintf(&code, "}\n}\nresults, err := q.%sBatch(ctx, list)\nreturn results, len(results), err\n}\n}\n", f.GoFieldName)
	}
	if !found {
		return ""
	}
	return code.String()
}

func (t *table) batchTypes(root *codegen.Object, f *codegen.Field) {
	t.line("// %sArgs are the arguments of %s.%s.", argsName(root, f), root.Name, f.Name)
	t.line("type %sArgs struct {", argsName(root, f))
	for _, a := range f.Args {
		t.line("%s %s", templates.ToGo(a.Name), goType(a.TypeReference.GO))
	}
	t.line("}\n")
	t.line("// %s is what a %sResolver may implement to answer %s.%s for several sets of arguments, given", batchName(root, f), root.Name, root.Name, f.Name)
	t.line("// under different aliases, in one call: one result for each, in order; the error may be graphql.BatchErrors.")
	t.line("type %s interface {", batchName(root, f))
	t.line("%sBatch(ctx context.Context, args []%sArgs) ([]%s, error)\n}\n", f.GoFieldName, argsName(root, f), goType(f.TypeReference.GO))
}

func argsName(root *codegen.Object, f *codegen.Field) string {
	return templates.UcFirst(root.Name) + f.GoFieldName
}

func batchName(root *codegen.Object, f *codegen.Field) string { return argsName(root, f) + "Batch" }
