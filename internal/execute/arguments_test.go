package execute

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestKeys holds that arguments have one key exactly where they mean the same.
func TestKeys(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `
		scalar Any
		input In { a: Int = 1 b: [String!] c: In }
		type Query { f(in: In, any: Any, list: [[Int]], id: ID, on: Boolean, x: Float): Int }`})
	definitions := schema.Query.Fields.ForName("f").Arguments
	key := func(raw map[string]any) string {
		k := keyWriter{schema: schema}
		return k.arguments(definitions, raw)
	}
	type args = map[string]any
	for name, c := range map[string]struct {
		a, b args
		same bool
	}{
		"a default":                 {args{"in": args{"a": int64(1)}}, args{"in": args{}}, true},
		"not the default":           {args{"in": args{"a": int64(2)}}, args{"in": args{}}, false},
		"null is not absent":        {args{"in": args{"b": nil}}, args{"in": args{}}, false},
		"null is not the default":   {args{"in": args{"a": nil}}, args{"in": args{}}, false},
		"a literal and a variable":  {args{"in": args{"a": int64(7)}}, args{"in": args{"a": json.Number("7")}}, true},
		"one value and a list":      {args{"in": args{"b": "x"}}, args{"in": args{"b": []any{"x"}}}, true},
		"a text and a list of two":  {args{"in": args{"b": []any{"x", "y"}}}, args{"in": args{"b": []any{"x\",\"y"}}}, false},
		"nested":                    {args{"in": args{"c": args{"c": args{}}}}, args{"in": args{"c": args{"c": args{"a": int64(1)}}, "a": 1}}, true},
		"null and an absent one":    {args{"id": nil}, args{}, false},
		"a number and a text":       {args{"id": int64(7)}, args{"id": "7"}, false},
		"booleans":                  {args{"on": true}, args{"on": false}, false},
		"lists of lists":            {args{"list": []any{[]any{int64(1)}, nil}}, args{"list": []any{[]any{int64(1), nil}}}, false},
		"floats":                    {args{"x": 1.5}, args{"x": 1.25}, false},
		"values of a scalar":        {args{"any": args{"b": 1, "a": 2}}, args{"any": args{"a": 2, "b": 1}}, true},
		"other values of a scalar":  {args{"any": args{"b": 1}}, args{"any": args{"b": 2}}, false},
		"what JSON cannot write":    {args{"any": make(chan int)}, args{"any": make(chan int)}, false},
		"one name inside another's": {args{"id": "a", "on": true}, args{"id": "a\",on:true"}, false},
	} {
		assert.Equal(t, c.same, key(c.a) == key(c.b), name)
		again := key(c.a)
		assert.Equal(t, key(c.a) == again, name != "what JSON cannot write", name)
	}
}
