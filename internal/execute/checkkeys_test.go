package execute

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

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
		err := checkKeys([]byte(text))
		if twice == "" {
			assert.NoError(t, err, text)
		} else {
			assert.EqualError(t, err, `the key "`+twice+`" stands twice in one object`, text)
		}
	}
}

func TestCheckKeys_AllocatesOnceForAUsualRequest(t *testing.T) {
	text := []byte(`{"query": "{ entity(ref: \"NATO\") { id } }", "variables": {"a": 1, "b": {"c": [1, 2], "d": null}}, "operationName": null}`)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { _ = checkKeys(text) }), 1.0)
}
