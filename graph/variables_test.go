package graph

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"entente/graph/generated"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// wrongValue is a value that a type does not allow, with the path to what is wrong in it.
type wrongValue struct {
	value any
	at    []any
	// shown is what the message must repeat of the value.
	shown string
}

// wrongValues generates values of the input types of a schema that are wrong in one place.
type wrongValues struct{ schema *ast.Schema }

func wrong(values ...any) (out []wrongValue) {
	for _, v := range values {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		out = append(out, wrongValue{value: v, shown: string(text)})
	}
	return out
}

// of returns wrong values of a type: of each kind of fault one or more, at each place within it.
func (w wrongValues) of(t *ast.Type) (out []wrongValue) {
	if t.NonNull {
		out = wrong(nil)
	}
	if t.Elem != nil {
		good := w.good(t.Elem)
		for _, v := range w.of(t.Elem) {
			out = append(out, wrongValue{[]any{good, v.value}, slices.Concat([]any{1.0}, v.at), v.shown})
		}
		return out
	}
	definition := w.schema.Types[t.NamedType]
	switch definition.Kind {
	case ast.Enum:
		name := definition.EnumValues[0].Name
		out = append(out, wrong(strings.ToLower(name), name[:1]+strings.ToLower(name[1:])+"x", " "+name, "", "NOTHING", 1, true, []any{}, map[string]any{})...)
	case ast.InputObject:
		return append(out, w.ofObject(definition)...)
	default:
		out = append(out, w.ofScalar(t.NamedType)...)
	}
	return out
}

func (w wrongValues) ofScalar(name string) []wrongValue {
	switch name {
	case "Int":
		return wrong("2", 2.5, json.Number("1e3"), 3_000_000_000, -3_000_000_000, json.Number("123456789012345678901234567890"), true, "", []any{1}, map[string]any{})
	case "String":
		return wrong(5, 2.5, false, []any{"a"}, map[string]any{"a": 1})
	case "ID":
		return wrong(1.5, true, []any{"a"}, map[string]any{"id": "country:georgia"})
	case "Boolean":
		return wrong("true", 0, []any{true}, map[string]any{})
	}
	if name == "QualifierValue" {
		return append(wrong("", true), wrongValue{value: []any{5}, shown: "5"}, wrongValue{value: map[string]any{"year": 1994}, shown: "1994"})
	}
	out := wrong("yesterday", "1994-13-01", "")
	for _, v := range []any{5, true} { // a scalar of the schema's own
		out = append(out, wrongValue{value: v, shown: fmt.Sprint(v)})
	}
	return append(out, wrongValue{value: []any{"1994-01-01"}, shown: "1994"}, wrongValue{value: map[string]any{"year": 1994}, shown: "1994"})
}

func (w wrongValues) ofObject(definition *ast.Definition) (out []wrongValue) {
	good := w.object(definition)
	out = wrong("", 5, true, []any{5})
	for i := range out[3:] {
		out[3+i].shown = "5"
	}
	with := func(key string, value any) map[string]any {
		o := maps.Clone(good)
		o[key] = value
		return o
	}
	first := definition.Fields[0].Name
	for _, key := range []string{strings.ToUpper(first), first + "s", "__typename", ""} {
		out = append(out, wrongValue{with(key, nil), []any{key}, definition.Name})
	}
	for _, f := range definition.Fields {
		for _, v := range w.of(f.Type) {
			out = append(out, wrongValue{with(f.Name, v.value), slices.Concat([]any{f.Name}, v.at), v.shown})
		}
		if f.Type.NonNull && f.DefaultValue == nil {
			missing := maps.Clone(good)
			delete(missing, f.Name)
			out = append(out, wrongValue{missing, nil, f.Name})
		}
	}
	return out
}

// good returns a value that a type allows.
func (w wrongValues) good(t *ast.Type) any {
	if t.Elem != nil {
		return []any{w.good(t.Elem)}
	}
	switch definition := w.schema.Types[t.NamedType]; definition.Kind {
	case ast.Enum:
		return definition.EnumValues[0].Name
	case ast.InputObject:
		return w.object(definition)
	}
	return map[string]any{
		"Int": 1, "String": "NATO", "ID": "alliance:nato", "Boolean": true, "Date": "2000-01-01", "PartialDate": "2000", "DateTime": "2000-01-01T00:00:00Z",
		"QualifierValue": 5,
	}[t.NamedType]
}

// object returns an object with the fields that it must have.
func (w wrongValues) object(definition *ast.Definition) map[string]any {
	out := map[string]any{}
	for _, f := range definition.Fields {
		if f.Type.NonNull {
			out[f.Name] = w.good(f.Type)
		}
	}
	return out
}

// question returns a query of a root field, with one argument as the variable v and the others that it must have as they should be.
func (w wrongValues) question(f *ast.FieldDefinition, argument *ast.ArgumentDefinition, variable string) (query string, variables map[string]any) {
	declared, given, variables := []string{"$v: " + variable}, []string{argument.Name + ": $v"}, map[string]any{}
	for _, a := range f.Arguments {
		if a != argument && a.Type.NonNull {
			declared = append(declared, "$"+a.Name+": "+a.Type.String())
			given = append(given, a.Name+": $"+a.Name)
			variables[a.Name] = w.good(a.Type)
		}
	}
	selection := ""
	if d := w.schema.Types[f.Type.Name()]; d.IsCompositeType() {
		selection = "{ __typename }"
	}
	return "query(" + strings.Join(declared, ", ") + ") { " + f.Name + "(" + strings.Join(given, ", ") + ") " + selection + " }", variables
}

// arguments calls test for each argument of each root field.
func (w wrongValues) arguments(t *testing.T, test func(*testing.T, *ast.FieldDefinition, *ast.ArgumentDefinition)) {
	t.Helper()
	for _, f := range w.schema.Query.Fields {
		for _, a := range f.Arguments {
			t.Run(f.Name+"/"+a.Name, func(t *testing.T) { test(t, f, a) })
		}
	}
}

// A wrong value in a variable is an error that says where and what it is, never an answer to another question.
func TestVariables_ThatAreWrong_AreToldAndNeverLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks thousands of questions, one after another")
	}
	e, w := over(t, seeded(t)), wrongValues{generated.Schema()}
	asked := 0
	w.arguments(t, func(t *testing.T, f *ast.FieldDefinition, a *ast.ArgumentDefinition) {
		query, variables := w.question(f, a, a.Type.String())
		for _, v := range w.of(a.Type) {
			asked++
			variables["v"] = v.value
			got := e.ask(t, query, variables)
			if !assert.Len(t, got.Errors, 1, "%v", v.value) {
				continue
			}
			err := got.Errors[0]
			assert.NotEqual(t, internalCode, err.Extensions["code"], "%v", v.value)
			assert.Contains(t, err.Message, v.shown)
			want := slices.Concat([]any{"variable", "v"}, v.at)
			if len(err.Path) > 0 && err.Path[0] != "variable" { // a scalar of the schema's own
				want = slices.Concat([]any{f.Name, a.Name}, v.at)
			}
			assert.Equal(t, want, err.Path, "%v", v.value)
		}
	})
	assert.Greater(t, asked, 4000)
}

// What is wrong in a variable is wrong in the query as well, and nothing of it is the machine's fault.
func TestLiterals_ThatAreWrong_AreToldToo(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks thousands of questions, one after another")
	}
	e, w := over(t, seeded(t)), wrongValues{generated.Schema()}
	w.arguments(t, func(t *testing.T, f *ast.FieldDefinition, a *ast.ArgumentDefinition) {
		query, variables := w.question(f, a, "Int")
		for _, v := range w.of(a.Type) {
			literal := strings.Replace(query, a.Name+": $v", a.Name+": "+w.literal(a.Type, v.value), 1)
			literal = strings.NewReplacer("$v: Int, ", "", "($v: Int)", "").Replace(literal)
			got := e.ask(t, literal, variables)
			if assert.NotEmpty(t, got.Errors, literal) {
				assert.NotEqual(t, internalCode, got.Errors[0].Extensions["code"], literal)
			}
		}
	})
}

// literal writes a value as a query does: names of enum values without quotes where their type is meant.
func (w wrongValues) literal(t *ast.Type, value any) string {
	definition := w.schema.Types[t.Name()]
	switch value := value.(type) {
	case []any:
		parts := make([]string, len(value))
		for i, v := range value {
			parts[i] = w.literal(t, v)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for name, v := range value {
			typ := ast.NamedType("String", nil)
			if f := definition.Fields.ForName(name); f != nil {
				typ = f.Type
			}
			parts = append(parts, cmp.Or(name, "_")+": "+w.literal(typ, v))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if definition.Kind == ast.Enum && value != "" && value[0] != ' ' {
			return value
		}
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// A null where none may be is told, also if it comes by a variable with a default, which passes validation.
func TestVariables_OfNullWhereNoneMayBe_AreFieldErrors(t *testing.T) {
	e, w := over(t, seeded(t)), wrongValues{generated.Schema()}
	null := map[string]any{"v": nil}
	w.arguments(t, func(t *testing.T, f *ast.FieldDefinition, a *ast.ArgumentDefinition) {
		nullable := *a.Type
		nullable.NonNull = false
		if !a.Type.NonNull {
			return
		}
		if d := w.schema.Types[a.Type.Name()]; a.Type.Elem != nil || d.Kind == ast.InputObject {
			return // a default of these is written below
		}
		literal := fmt.Sprint(w.good(a.Type))
		if w.schema.Types[a.Type.Name()].Kind != ast.Enum {
			literal = fmt.Sprintf("%q", literal)
		}
		query, variables := w.question(f, a, nullable.String()+" = "+literal)
		variables["v"] = nil
		got := e.ask(t, query, variables)
		require.Len(t, got.Errors, 1)
		assert.Equal(t, []any{f.Name, a.Name}, got.Errors[0].Path)
		assert.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.Errors[0].Extensions["code"])
		assert.Equal(t, a.Name+": null, which "+a.Type.String()+" does not allow", got.Errors[0].Message)
	})
	for query, path := range map[string][]any{
		`query($v: Scope = {asOf: "2000"}) { diff(from: $v, to: {}) { added } }`:                             {"diff", "from"},
		`query($v: EntityKind = ALLIANCE) { entities(where: {kinds: [COUNTRY, $v]}) { totalCount } }`:        {"entities", "where", "kinds", 1.0},
		`query($v: ID = "country:georgia") { a: nodes(ids: [$v]) { id } }`:                                   {"a", "ids", 0.0},
		`query($v: [ID!] = ["country:georgia"]) { nodes(ids: $v) { id } }`:                                   {"nodes", "ids"},
		`query($v: ID = "x") { countries(where: {relatedTo: {entity: $v}}) { totalCount } }`:                 {"countries", "where", "relatedTo", "entity"},
		`query($v: [ID!] = []) { statements(where: {between: [["country:georgia"], $v]}) { totalCount } }`:   {"statements", "where", "between", 1.0},
		`query($v: StatementOrderField = VALID_TO) { statements(orderBy: {by: $v}) { totalCount } }`:         {"statements", "orderBy", "by"},
		`query($v: Boolean = true) { revision { number @include(if: $v) } }`:                                 {"variable", "v"},
		`query($v: ID = "x") { country(ref: "Georgia") { statements(where: {with: [$v]}) { totalCount } } }`: {"country", "statements", "where", "with", 0.0},
	} {
		got := e.ask(t, query, null)
		require.Len(t, got.Errors, 1, query)
		assert.Equal(t, path, got.Errors[0].Path, query)
		assert.Contains(t, got.Errors[0].Message, "null, which ")
	}
}

// Null is the same as nothing where it is allowed, and a value stands for the list of one.
func TestVariables_OfNullAndOfOne_AreWhatTheySay(t *testing.T) {
	e, w := over(t, seeded(t)), wrongValues{generated.Schema()}
	w.arguments(t, func(t *testing.T, f *ast.FieldDefinition, a *ast.ArgumentDefinition) {
		query, variables := w.question(f, a, a.Type.String())
		ask := func(value any) answer {
			variables["v"] = value
			return e.ask(t, query, variables)
		}
		if !a.Type.NonNull {
			null := ask(nil)
			delete(variables, "v")
			assert.Equal(t, e.ask(t, query, variables), null)
		}
		if a.Type.Elem != nil && a.Type.Elem.Elem == nil {
			good := w.good(a.Type.Elem)
			assert.Equal(t, ask([]any{good}), ask(good))
		}
	})
}

// A number that is an Int and too small or too large for its argument is told, with the argument and the value.
func TestVariables_OutOfTheRangeOfTheirArgument_AreErrors(t *testing.T) {
	e, w := over(t, seeded(t)), wrongValues{generated.Schema()}
	w.arguments(t, func(t *testing.T, f *ast.FieldDefinition, a *ast.ArgumentDefinition) {
		if a.Type.Name() != "Int" {
			return
		}
		query, variables := w.question(f, a, a.Type.String())
		for _, n := range []int{-2147483648, -1, 2147483647} {
			variables["v"] = n
			got := e.ask(t, query, variables)
			require.Len(t, got.Errors, 1, n)
			assert.NotEqual(t, internalCode, got.Errors[0].Extensions["code"])
			if !strings.Contains(got.Errors[0].Message, "objects in its answer") { // refused before its fields are looked at
				assert.Contains(t, got.Errors[0].Message, fmt.Sprint(n))
				assert.Contains(t, got.Errors[0].Message, a.Name)
			}
		}
	})
	for _, query := range []string{
		`{ countries(first: 99999999999) { totalCount } }`, `{ countries(first: 99999999999999999999999) { totalCount } }`,
		`query($v: Int = 99999999999999999999999) { countries(first: $v) { totalCount } }`, `query($v: Int = 99999999999) { countries(first: $v) { totalCount } }`,
		`{ revision(scope: {revision: 99999999999999999999999}) { number } }`, `{ search(text: "a", first: 1.5) { totalCount } }`,
	} {
		got := e.ask(t, query)
		require.NotEmpty(t, got.Errors, query)
		assert.Contains(t, got.Errors[0].Message, "Int", query)
	}
}

func TestVariables_ThatNobodyDeclares_AreErrors(t *testing.T) {
	e := over(t, seeded(t))
	const query = `query A($polarity: Polarity) { statements(where: {polarity: $polarity}) { totalCount } } query B($n: Int) { countries(first: $n) { totalCount } }`
	body, err := json.Marshal(map[string]any{"query": query, "operationName": "A", "variables": map[string]any{"polarty": "DENIED"}})
	require.NoError(t, err)
	got := e.post(t, body)
	require.Len(t, got.Errors, 1)
	assert.Equal(t, []any{"variable", "polarty"}, got.Errors[0].Path)
	assert.Equal(t, "$polarty: no operation declares this variable; did you mean polarity?", got.Errors[0].Message)
	body, err = json.Marshal(map[string]any{"query": query, "operationName": "A", "variables": map[string]any{"n": 1}})
	require.NoError(t, err)
	assert.Empty(t, e.post(t, body).Errors, "another operation of the document declares it")
}
