package plugin

import (
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
)

// expand generates the code that adds the objects of a value to a Sink.
func (t *table) expand(x string, ref *config.TypeReference) {
	switch {
	case ref.IsSlice():
		if !ref.GQL.NonNull {
			t.line("if %s == nil {\ns.Null()\n} else {", x)
		}
		i := t.variable()
		t.line("s.List(len(%s))\nfor %s := range %s {", x, i, x)
		t.expand(x+"["+i+"]", ref.Elem())
		t.line("}\ns.End()")
		if !ref.GQL.NonNull {
			t.line("}")
		}
	case ref.Definition.IsAbstractType():
		t.line("expand%s(s, %s)", templates.UcFirst(ref.Definition.Name), x)
	case ref.IsNilable():
		v := t.variable()
		t.line("if %s := %s; %s == nil {\ns.Null()\n} else {\ns.Object(%s, %s)\n}", v, x, v, typeID(ref.Definition.Name), v)
	default:
		t.line("s.Object(%s, &%s)", typeID(ref.Definition.Name), x)
	}
}
