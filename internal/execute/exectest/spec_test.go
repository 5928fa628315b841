package exectest

import (
	"encoding/json"
	"slices"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/exectest/generated"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOddities checks what the specification says about values that cannot be written, where the generated executor differs.
func TestOddities(t *testing.T) {
	const notFinite = ": cannot marshal infinite no NaN float values"
	for name, c := range map[string]struct {
		query, data string
		errors      []string
	}{
		"not finite, may be null": {`{ oddities { nan } }`, `{"oddities":{"nan":null}}`, []string{"oddities.nan" + notFinite}},
		"not finite, must not be null": {
			`{ oddities { strictNaN { strict } strict } }`, `{"oddities":{"strictNaN":null,"strict":1}}`, []string{"oddities.strictNaN.strict" + notFinite},
		},
		"elements that may be null": {
			`{ oddities { list } }`, `{"oddities":{"list":[1,null,null]}}`, []string{"oddities.list[1]" + notFinite, "oddities.list[2]" + notFinite},
		},
		"an element that must not be null": {
			`{ oddities { strictElements } }`, `{"oddities":{"strictElements":null}}`, []string{"oddities.strictElements[1]" + notFinite},
		},
		"lists that may be null": {
			`{ oddities { nested } }`, `{"oddities":{"nested":[[1],null,null,[]]}}`, []string{"oddities.nested[1][1]" + notFinite, "oddities.nested[1][2]" + notFinite},
		},
		"lists that must not be null": {
			`{ oddities { matrix } }`, `{"oddities":{"matrix":null}}`, []string{"oddities.matrix[1][0]" + notFinite},
		},
		"a marshaler that fails": {
			`{ oddities { picky } }`, `{"oddities":{"picky":["good",null]}}`, []string{"oddities.picky[1]: not to my taste"},
		},
		"a marshaler that fails, must not be null": {
			`{ oddities { strictPicky } }`, `{"oddities":null}`, []string{"oddities.strictPicky: not to my taste"},
		},
		"a marshaler that panics": {
			`{ oddities { awful strict } }`, `{"oddities":{"awful":null,"strict":1}}`, []string{"oddities.awful: recovered: disgusting"},
		},
		"pointers that are nil": {
			`{ oddities { texts } }`, `{"oddities":{"texts":null}}`, []string{
				"oddities.texts[1]: cannot return null for non-null element of field Oddities.texts (String!): the list element was nil",
				"oddities.texts[2]: cannot return null for non-null element of field Oddities.texts (String!): the list element was nil",
			},
		},
		"a type that the schema does not know": {
			`{ oddities { unknown { __typename } } }`, `{"oddities":{"unknown":[{"__typename":"Words"},null,{"__typename":"Quantity"}]}}`,
			[]string{"oddities.unknown[1]: unexpected type world.stranger for Value"},
		},
		"a nil pointer in an interface": {`{ oddities { nothing { __typename } } }`, `{"oddities":{"nothing":null}}`, []string{}},
		"a panic of a plain method": {
			`{ oddities { panics { id } strict } }`, `{"oddities":{"panics":null,"strict":1}}`, []string{"oddities.panics: recovered: as it says"},
		},
		"a marshaler's null": {
			`{ entity(id: "E5") { ... on Place { opened } } fail }`, `{"entity":null,"fail":"fine"}`,
			[]string{"entity.opened: cannot return null for non-null field Place.opened (PartialDate!): the marshaler returned null for a non-nil value"},
		},
		"fields of unrelated interfaces are merged": {
			`{ people(first: 1) { ... on Named { x: __typename } ... on Person { home { street } } ... on Person { home { number } } } }`,
			`{"people":[{"x":"Person","home":{"street":"street 0","number":0}}]}`, []string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, newFixture(t, execute.Options{}).server, c.query, nil)
			assert.Equal(t, c.data, got.data)
			assert.Equal(t, c.errors, got.errors)
		})
	}
}

// TestMerging checks section 6.4.3's MergeSelectionSets and section 6.3.2's order of fields, in both executors.
func TestMerging(t *testing.T) {
	f := newFixture(t, execute.Options{})
	reference := newServer(f.generated)
	for _, query := range []string{
		`{ people(first: 1) { id } people(first: 1) { name } ... { people(first: 1) { born } } }`,
		`{ people(first: 1) { ... on Named { name } ... on Entity { name } } }`,
		`{ a: node(id: "E1") { ... on Named { n: name } ... on Entity { n: name } } b: __typename }`,
		`{ people(first: 2) { home { street } home { town { id } } ...F ... on Node { id } } } fragment F on Person { home { number town { name } } id }`,
		`{ search(text: "abc", first: 9) { ...F ... on Statement { value { ... on EntityRef { entity { ...F } } } } } } fragment F on Place { mayor { id born } }`,
		`{ __typename people(first: 0) { id } none: people(first: null) { id } strict(really: true) }`,
		`query($a: Boolean = true, $b: Boolean!) { people(first: 1) @include(if: $a) @skip(if: $b) { id name @skip(if: $a) born @include(if: $b) } }`,
		`{ ... @skip(if: true) { fail } ... @include(if: false) { strict } plain { url } }`,
		`{ entities(first: 3) { id @include(if: false) } }`,
	} {
		variables := map[string]any{"b": false}
		assert.Equal(t, ask(t, reference, query, variables), ask(t, f.server, query, variables), query)
	}
}

// TestFallback runs an operation that is left to the generated executor, with a branch; without a fallback it is rejected.
func TestFallback(t *testing.T) {
	f := newFixture(t, execute.Options{})
	const mutation = `mutation { touch(id: "E1") { id world } }`
	assert.Equal(t, answer{`{"touch":{"id":"E1","world":null}}`, []string{}}, ask(t, f.server, mutation, nil))
	assert.EqualValues(t, 1, f.Stats().Fallbacks)

	cfg := generated.Config{Resolvers: &Resolver{f.world}}
	alone, err := execute.New(generated.Schema(), generated.NewTable(cfg), execute.Options{})
	require.NoError(t, err)
	got := ask(t, newServer(alone), mutation, nil)
	assert.Equal(t, answer{"", []string{": a mutation cannot be run here: ask by a query"}}, got)
}

// TestIntrospection compares the answers of introspection with those of the generated executor.
func TestIntrospection(t *testing.T) {
	f := newFixture(t, execute.Options{})
	reference := newServer(f.generated)
	for _, query := range []string{
		introspection.Query,
		`{ entity(id: "E1", scope: {world: "other"}) { world } __schema { queryType { name } } }`,
		`{ entities(ids: ["E1"], scope: {}) { ... on Org { staff(first: 1) { world } } } ...F } fragment F on Query { __type(name: "Org") { name } }`,
		`{ __type(name: "Nothing") { name } other: __type(name: "Person") { fields(includeDeprecated: true) { name type { ofType { name } } } } }`,
		`query($n: String!) { __type(name: $n) { kind possibleTypes { name __typename } enumValues { name } inputFields { defaultValue } } }`,
	} {
		variables := map[string]any{"n": "Named"}
		want, got := ask(t, reference, query, variables), ask(t, f.server, query, variables)
		assert.JSONEq(t, withoutInterfaces(t, want.data), got.data, query)
		assert.Equal(t, want.errors, got.errors)
	}
	assert.Zero(t, f.Stats().Fallbacks)

	closed := executor.New(f.Executor)
	quiet(closed)
	got := ask(t, closed, `{ __schema { queryType { name } } plain { url } }`, nil)
	assert.Equal(t, answer{"null", []string{"__schema: introspection disabled"}}, got)
}

// withoutInterfaces leaves interfaces out of the possible types in an answer.
func withoutInterfaces(t *testing.T, data string) string {
	t.Helper()
	var answer any
	require.NoError(t, json.Unmarshal([]byte(data), &answer))
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, element := range v {
				walk(element)
			}
		case map[string]any:
			if types, ok := v["possibleTypes"].([]any); ok {
				v["possibleTypes"] = slices.DeleteFunc(types, func(of any) bool { return of.(map[string]any)["kind"] == "INTERFACE" })
			}
			for _, value := range v {
				walk(value)
			}
		}
	}
	walk(answer)
	left, err := json.Marshal(answer)
	require.NoError(t, err)
	return string(left)
}
