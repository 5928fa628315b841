package execute

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheckKeys(t *testing.T) {
	var many strings.Builder
	for i := range 100 {
		fmt.Fprintf(&many, `"k%d": {"a": %d},`, i, i)
	}
	for text, twice := range map[string]string{
		`{}`:                               "",
		`[]`:                               "",
		`"a"`:                              "",
		`{"a": 1, "b": {"a": 1}}`:          "",
		`[{"a": 1}, {"a": 1}]`:             "",
		`{"a": "a", "b": "a"}`:             "",
		`{"a": ["b", "b"], "b": "\"a\":"}`: "",
		`{"a": 1, "a": 2}`:                 "a",
		`{"a": {"b": 1, "c": 2, "b" : 3}}`: "b",
		`{"a": {"x": 1}, "b": [{"y": 1, "y": 2}]}`: "y",
		`{"a\"b": 1, "a\"b": 2}`:                   `a\"b`,
		`{"a": 1, "\u0061": 2}`:                    "a",
		`{"a": {"b": 1}, "a": 2}`:                  "a",
		`{` + many.String() + `"z": 1}`:            "",
		`{` + many.String() + `"k7": 1}`:           "k7",
		`{` + many.String() + `"k15": 1}`:          "k15",
		`{` + many.String() + `"k99": 1}`:          "k99",
	} {
		require.True(t, json.Valid([]byte(text)), text)
		err := checkKeys([]byte(text), false)
		if twice == "" {
			assert.NoError(t, err, text)
		} else {
			assert.EqualError(t, err, `the key "`+twice+`" stands twice in one object`, text)
		}
	}
}

func TestDecode_FindsTheFieldsOfARequestWhateverTheirCase(t *testing.T) {
	var request graphql.RawParams
	require.EqualError(t, decode([]byte(`{"query": "{ a }", "QUERY": "{ b }"}`), &request), `the key "query" stands twice in one object`)
	require.EqualError(t, decode([]byte(`{"query": "{ a }", "variables": {"a": 1}, "Variables": {"b": 1}}`), &request), `the key "variables" stands twice in one object`)
	require.NoError(t, decode([]byte(`{"query": "{ a }", "variables": {"a": 1, "A": {"b": 1, "B": 2}}}`), &request))
	var variables map[string]any
	require.NoError(t, decode([]byte(`{"a": 1, "A": 2}`), &variables))
	require.EqualError(t, decode([]byte("{\"\xff\": 1, \"\xfe\": 2}"), &variables), "it is not valid UTF-8")
}

func TestCheckKeys_AllocatesOnceForAUsualRequest(t *testing.T) {
	text := []byte(`{"query": "{ entity(ref: \"NATO\") { id } }", "variables": {"a": 1, "b": {"c": [1, 2], "d": null}}, "operationName": null}`)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { _ = checkKeys(text, false) }), 1.0)
}
