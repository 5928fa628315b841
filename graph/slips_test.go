package graph

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A slip in a question is an error that says where and what it is, never an answer to another question.
func TestSlips_AreToldWithWhatIsMeant(t *testing.T) {
	e := over(t, seeded(t))
	const empty = `"" is empty; write a text, or leave the field out`
	for _, c := range []struct {
		query, code, message string
	}{
		{`{ countries(where: {region: ""}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "where.region: " + empty},
		{`{ events(where: {nameContains: ""}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "where.nameContains: " + empty},
		{`{ documents(where: {dataset: ""}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "where.dataset: " + empty},
		{`{ documents(where: {titleContains: ""}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "where.titleContains: " + empty},
		{`{ statements(where: {topics: ["a", ""]}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "where.topics[1]: " + empty},
		{`{ country(ref: "Georgia") { statements(where: {with: [""]}) { totalCount } } }`, "GRAPHQL_VALIDATION_FAILED", "where.with[0]: " + empty},
		{`{ countries(where: {identifier: {scheme: "isso3", value: "GEO"}}) { totalCount } }`, "NOT_FOUND", `nothing has a code "GEO" of a scheme "isso3"; did you mean iso3?`},
		{`{ countries(first: 99999999999) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "first: 99999999999 is no Int, which is a whole number from -2147483648 to 2147483647"},
		{`query($i: Int = 99999999999) { countries(first: $i) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "first: 99999999999 is no Int, which is a whole number from -2147483648 to 2147483647"},
		{`query($ref: String!) { country(ref: $ref) { id } }`, "GRAPHQL_VALIDATION_FAILED", "$ref: no value is given, which String! must have"},
		{`{ countries(scope: {asOf: {y: 1994}}) { totalCount } }`, "BAD_DATE", `a PartialDate is a string as "1994" or "2008-04", not {"y":1994}`},
		{`{ relation(name: "member_of") { name } }`, "UNKNOWN_RELATION", `there is no relation "member_of"; did you mean MEMBER_OF?`},
		{`{ relation(name: "is a member of") { name } }`, "UNKNOWN_RELATION", `there is no relation "is a member of"; did you mean MEMBER_OF?`},
	} {
		got := e.ask(t, c.query)
		require.Len(t, got.Errors, 1, c.query)
		assert.Equal(t, []any{c.code, c.message}, []any{got.Errors[0].Extensions["code"], got.Errors[0].Message}, c.query)
	}
	got := e.ask(t, `query($i: Boolean = true) { countries @include(if: $i) { totalCount } }`, map[string]any{"i": nil})
	require.Len(t, got.Errors, 1)
	assert.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.Errors[0].Extensions["code"])
	got = e.ask(t, `query($w: EntityFilter) { countries(where: $w) { totalCount } }`, map[string]any{"w": map[string]any{"region": ""}})
	require.Len(t, got.Errors, 1)
	assert.Equal(t, []any{"countries", "where", "region"}, got.Errors[0].Path)
}
