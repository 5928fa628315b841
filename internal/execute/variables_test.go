package execute

import (
	"encoding/json"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func variablesOf(t *testing.T) Variables {
	t.Helper()
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		scalar Day
		enum Color { RED GREEN }
		input Filter { color: Color, day: Day, names: [String!], size: Float, sub: Filter, id: ID! }
		type Query { f(filter: Filter, n: Int, color: Color): Int }`})
	return Variables{Schema: schema, Cache: graphql.NoCache[*ast.QueryDocument]{}}
}

func TestVariables_AreCheckedAgainstTheirTypes(t *testing.T) {
	v := variablesOf(t)
	const query = `query A($filter: Filter, $n: Int, $color: Color! = RED) { f(filter: $filter, n: $n, color: $color) } query B($b: Boolean) { f }`
	for variables, want := range map[string]string{
		`{}`:                         ``,
		`{"n": 2147483647, "b": 17}`: ``,
		`{"filter": {"id": 5, "color": "GREEN", "day": [1], "names": "a", "size": 1e-3, "sub": null}}`: ``,
		`{"n": "2"}`:        `$n: "2" is no Int, which is a whole number from -2147483648 to 2147483647`,
		`{"n": 2.5}`:        `$n: 2.5 is no Int, which is a whole number from -2147483648 to 2147483647`,
		`{"color": null}`:   `$color: null, which Color! does not allow`,
		`{"color": "red"}`:  `$color: "red" is no Color; did you mean RED?`,
		`{"color": "blue"}`: `$color: "blue" is no Color`,
		`{"color": "b"}`:    `$color: "b" is no Color`,
		`{"m": 1}`:          `$m: no operation declares this variable`,
		`{"filter": 1}`:     `$filter: 1 is no Filter, which is an object`,
		`{"filter": {}}`:    `$filter: the field id of Filter is missing in {}`,
		`{"filter": {"id": "a", "colour": "RED"}}`:          `$filter.colour: Filter has no such field; did you mean color?`,
		`{"filter": {"id": "a", "__typename": "x"}}`:        `$filter.__typename: Filter has no such field`,
		`{"filter": {"id": 1.0}}`:                           `$filter.id: 1.0 is no ID, which is a text in quotes`,
		`{"filter": {"id": "a", "names": ["a", 2]}}`:        `$filter.names[1]: 2 is no String, which is a text in quotes`,
		`{"filter": {"id": "a", "size": "1"}}`:              `$filter.size: "1" is no Float, which is a number`,
		`{"filter": {"id": "a", "sub": {"id": false}}}`:     `$filter.sub.id: false is no ID, which is a text in quotes`,
		`{"filter": {"id": "a", "sub": {"color": "REDD"}}}`: `$filter.sub.color: "REDD" is no Color; did you mean RED?`,
	} {
		request := &graphql.RawParams{Query: query, OperationName: "A"}
		require.NoError(t, decode([]byte(variables), &request.Variables))
		err := v.MutateOperationParameters(t.Context(), request)
		if want == "" {
			assert.Nil(t, err, variables)
			continue
		}
		require.NotNil(t, err, variables)
		assert.Equal(t, want, err.Message)
		assert.Equal(t, ast.PathName("variable"), err.Path[0])
		assert.Equal(t, "GRAPHQL_VALIDATION_FAILED", err.Extensions["code"])
	}
}

// What is wrong with the query is left to those who say it better.
func TestVariables_OfAQueryThatCannotBeRun_AreNotChecked(t *testing.T) {
	v := variablesOf(t)
	for _, query := range []string{"", "{", `query A($n: Nothing) { f }`, `query A($n: Int) { f } query B { f }`, `query($n: Query) { f }`} {
		assert.Nil(t, v.MutateOperationParameters(t.Context(), &graphql.RawParams{Query: query, Variables: map[string]any{"n": json.Number("1.5")}}), query)
	}
}

func TestDecode_RefusesAKeyThatStandsTwice(t *testing.T) {
	for text, key := range map[string]string{
		`{"a": 1, "a": 2}`: `"a"`, `{"a": {"b": [{"c": "c"}, {"c": 1, "d": {}, "c": 2}]}}`: `"c"`, `{"": [], "x": "", "": {}}`: `""`,
		`{"a": {"a": ["a", "a"]}, "b": "a"}`: "", `{}`: "", `{"a": {}, "b": {}}`: "",
	} {
		var into map[string]any
		err := decode([]byte(text), &into)
		if key == "" {
			require.NoError(t, err, text)
			continue
		}
		require.EqualError(t, err, "the key "+key+" stands twice in one object")
	}
	for _, text := range []string{"", " ", "{", "{} {}", "[]", "1"} {
		var into map[string]any
		require.Error(t, decode([]byte(text), &into), text)
	}
}
