package graph

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"entente/graph/generated"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

var release = flag.Bool("release", false, "write the schema as that of the last release")

// released is the schema of the last release, without descriptions.
const released = "testdata/released.graphql"

func TestSDL_IsTheContract(t *testing.T) {
	file, err := os.ReadFile("../schema.graphql")
	require.NoError(t, err)
	assert.Equal(t, string(file), SDL())
}

// What breaks a client of the last release stands in CHANGELOG.md, by its schema coordinate: `Query.node(scope:)`, `Scope.revision`.
func TestContract_BreaksOnlyAsTheChangelogSays(t *testing.T) {
	if *release {
		var text bytes.Buffer
		formatter.NewFormatter(&text, formatter.WithoutDescription()).FormatSchema(generated.Schema())
		require.NoError(t, os.WriteFile(released, text.Bytes(), 0o644))
	}
	text, err := os.ReadFile(released)
	require.NoError(t, err)
	changelog, err := os.ReadFile("../CHANGELOG.md")
	require.NoError(t, err)
	_, unreleased, _ := strings.Cut(string(changelog), "## Unreleased")
	unreleased, _, _ = strings.Cut(unreleased, "\n## ")
	for _, b := range breaking(gqlparser.MustLoadSchema(&ast.Source{Input: string(text)}), generated.Schema()) {
		assert.Contains(t, unreleased, "`"+b+"`", "this breaks clients, and CHANGELOG.md does not say it")
	}
}

// breaking returns the coordinates of what breaks clients between two schemas: what is gone, what may be null or has another type, what must
// be given now, and defaults that are others.
func breaking(before, now *ast.Schema) (out []string) {
	for name, was := range before.Types {
		is := now.Types[name]
		if was.BuiltIn {
			continue
		}
		if is == nil || is.Kind != was.Kind {
			out = append(out, name)
			continue
		}
		for _, v := range was.EnumValues {
			if is.EnumValues.ForName(v.Name) == nil {
				out = append(out, name+"."+v.Name)
			}
		}
		for _, member := range append(was.Interfaces, was.Types...) {
			if !strings.Contains(" "+strings.Join(append(is.Interfaces, is.Types...), " ")+" ", " "+member+" ") {
				out = append(out, name)
			}
		}
		if was.Kind == ast.InputObject {
			out = append(out, breakingInputs(inputsOfFields(was.Fields), inputsOfFields(is.Fields), func(field string) string { return name + "." + field })...)
			continue
		}
		for _, f := range was.Fields {
			out = append(out, breakingField(name, f, is.Fields.ForName(f.Name))...)
		}
	}
	return out
}

func breakingField(owner string, was, is *ast.FieldDefinition) []string {
	coordinate := owner + "." + was.Name
	if is == nil || !narrows(was.Type, is.Type) {
		return []string{coordinate}
	}
	return breakingInputs(inputsOfArguments(was.Arguments), inputsOfArguments(is.Arguments), func(argument string) string { return coordinate + "(" + argument + ":)" })
}

// input is an argument or a field of an input object.
type input struct {
	typ      *ast.Type
	fallback string
}

func inputsOfFields(list ast.FieldList) map[string]input {
	out := map[string]input{}
	for _, f := range list {
		out[f.Name] = input{f.Type, f.DefaultValue.String()}
	}
	return out
}

func inputsOfArguments(list ast.ArgumentDefinitionList) map[string]input {
	out := map[string]input{}
	for _, a := range list {
		out[a.Name] = input{a.Type, a.DefaultValue.String()}
	}
	return out
}

func breakingInputs(was, is map[string]input, coordinate func(string) string) (out []string) {
	for name, before := range was {
		if now, ok := is[name]; !ok || !narrows(now.typ, before.typ) || now.fallback != before.fallback {
			out = append(out, coordinate(name))
		}
	}
	none := (*ast.Value)(nil).String()
	for name, now := range is {
		if _, old := was[name]; !old && now.typ.NonNull && now.fallback == none {
			out = append(out, coordinate(name))
		}
	}
	return out
}

// narrows reports whether all values of a type are values of another, nulls and lists regarded.
func narrows(wide, narrow *ast.Type) bool {
	switch {
	case wide.NonNull && !narrow.NonNull, (wide.Elem == nil) != (narrow.Elem == nil):
		return false
	case wide.Elem != nil:
		return narrows(wide.Elem, narrow.Elem)
	}
	return wide.NamedType == narrow.NamedType
}

func TestBreaking_TellsWhatBreaksFromWhatDoesNot(t *testing.T) {
	const before = `
		enum E { A B } union U = X | Y input I { a: Int b: Int = 1 } interface N { id: ID! }
		type X implements N { id: ID! l: [Int!] } type Y { a: E } type Gone { a: Int }
		type Query { u(i: I, e: E): U n(id: ID!, s: String): N gone: Gone y: Y }`
	const now = `
		enum E { A C } union U = X input I { a: Int! b: Int = 2 c: Int! d: Int } interface N { id: ID! }
		type X { id: ID l: [Int] } type Y { a: E b: Int! }
		type Query { u(i: I, e: E!, more: Int): U n(id: ID, must: Int!): N y: Y! }`
	load := func(sdl string) *ast.Schema { return gqlparser.MustLoadSchema(&ast.Source{Input: sdl}) }
	assert.ElementsMatch(t, []string{
		"E.B", "U", "I.a", "I.b", "I.c", "X", "X.id", "X.l", "Gone", "Query.u(e:)", "Query.n(s:)", "Query.n(must:)", "Query.gone",
	}, breaking(load(before), load(now)))
	assert.Empty(t, breaking(load(before), load(before)))
}
