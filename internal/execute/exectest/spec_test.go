package exectest

import (
	"encoding/json"
	"slices"
	"testing"

	"entente/internal/execute"
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

// TestMutation runs the fields of a mutation one after another (section 6.2.2), each with its own branch, and all that is below one before
// the next begins.
func TestMutation(t *testing.T) {
	f := newFixture(t, execute.Options{})
	reference := newServer(f.generated)
	for _, query := range []string{
		`mutation { touch(id: "E1") { number soFar entity { id world } } }`,
		`mutation { a: touch(id: "E1", scope: {world: "w"}) { number soFar entity { world } } b: touch(id: "E1") { number soFar entity { world } } c: touch(id: "E2") { soFar number } }`,
		`mutation { a: touchTwice { number soFar entity { ... on Org { staff(first: 2) { id } } } } b: touch(id: "nobody") { soFar entity { id } } __typename }`,
		`mutation($skip: Boolean = true) { touch(id: "E1") @skip(if: $skip) { soFar } b: touch(id: "E2") { ...T } } fragment T on Touch { number soFar }`,
	} {
		f.world.Forget()
		want := ask(t, reference, query, nil)
		f.world.Forget()
		assert.Equal(t, want, ask(t, f.server, query, nil), query)
	}
}

// A subscription is an error, whatever the schema has.
func TestSubscription_IsRejected(t *testing.T) {
	got := ask(t, newFixture(t, execute.Options{}).server, `subscription { ticks }`, nil)
	assert.Equal(t, answer{"", []string{": a subscription cannot be run here: ask by a query"}}, got)
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
