package difftest

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// selection generates a selection set on a type. Each part ends with a space, so that names can be found as whole words.
func (g *Questions) selection(on *ast.Definition, depth int) string {
	var b strings.Builder
	b.WriteString("{ ")
	for range 1 + g.rand.IntN(5) {
		b.WriteString(g.part(on, depth))
	}
	b.WriteString("} ")
	return b.String()
}

// part generates a field or a fragment.
func (g *Questions) part(on *ast.Definition, depth int) string {
	switch k := g.rand.IntN(100); {
	case k < 8:
		return "__typename "
	case k < 25 && depth > 0:
		if g.chance(10) {
			return "... " + g.condition() + g.selection(on, depth-1)
		}
		types := g.overlapping(on)
		t := types[g.rand.IntN(len(types))]
		return "... on " + t + " " + g.condition() + g.selection(g.schema.Types[t], depth-1)
	case k < 35:
		return g.spread(on)
	}
	return g.anyField(on, depth)
}

func (g *Questions) spread(on *ast.Definition) string {
	types := g.overlapping(on)
	for _, f := range g.fragments {
		for _, t := range types {
			if t == f.on && g.chance(50) {
				return "..." + f.name + " " + g.condition()
			}
		}
	}
	return "__typename "
}

// anyField generates a random field of a type, with its selection set.
func (g *Questions) anyField(on *ast.Definition, depth int) string {
	if len(on.Fields) == 0 {
		return "__typename "
	}
	f := on.Fields[g.rand.IntN(len(on.Fields))]
	leaf := g.schema.Types[f.Type.Name()].IsLeafType()
	if strings.HasPrefix(f.Name, "__") || !leaf && depth <= 0 || g.skip[on.Name+"."+f.Name] {
		return "__typename "
	}
	args := g.arguments(on, f)
	text := g.alias(f, args) + f.Name + args + " " + g.condition()
	if !leaf {
		text += g.selection(g.schema.Types[f.Type.Name()], depth-1)
	}
	return text
}

// alias gives a field a response key of its own if another field of the same name might differ from it.
func (g *Questions) alias(f *ast.FieldDefinition, args string) string {
	key := fmt.Sprint(f.Name, args, g.shape(f))
	switch {
	case len(f.Arguments) > 0:
		if g.aliases[key] == "" {
			g.aliases[key] = fmt.Sprintf("%s_%d: ", f.Name, len(g.aliases))
		}
		return g.aliases[key]
	case len(g.shapes[f.Name]) > 1:
		return fmt.Sprintf("%s_t%d: ", f.Name, g.shape(f))
	case g.chance(15):
		return "x_" + f.Name + ": "
	}
	return ""
}

// arguments generates the arguments of a field.
func (g *Questions) arguments(on *ast.Definition, f *ast.FieldDefinition) string {
	var list []string
	for _, a := range f.Arguments {
		if (a.DefaultValue != nil || !a.Type.NonNull) && g.chance(50) {
			continue
		}
		at := on.Name + "." + f.Name + "." + a.Name
		list = append(list, a.Name+": "+g.argument(a.Type, at))
	}
	if list == nil {
		return ""
	}
	return "(" + strings.Join(list, ", ") + " )"
}

func (g *Questions) argument(t *ast.Type, at string) string {
	if g.chance(25) {
		return g.newVariable(t, at)
	}
	return literal(g.value(t, at))
}

func (g *Questions) condition() string {
	if g.chance(85) {
		return ""
	}
	text := g.directive([]string{"@skip", "@include"}[g.rand.IntN(2)])
	if strings.HasPrefix(text, "@skip") && g.chance(15) {
		text += g.directive("@include")
	}
	return text
}

func (g *Questions) directive(name string) string {
	return name + "(if: " + g.argument(&ast.Type{NamedType: "Boolean", NonNull: true}, name) + " ) "
}

// overlapping returns the types that a fragment within a type may be on.
func (g *Questions) overlapping(on *ast.Definition) (names []string) {
	mine := map[string]bool{}
	for _, t := range g.schema.GetPossibleTypes(on) {
		mine[t.Name] = true
	}
	for _, name := range g.composites() {
		for _, t := range g.schema.GetPossibleTypes(g.schema.Types[name]) {
			if mine[t.Name] {
				names = append(names, name)
				break
			}
		}
	}
	return names
}
