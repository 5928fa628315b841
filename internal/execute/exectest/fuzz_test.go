package exectest

import (
	"context"
	"math/rand/v2"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"entente/internal/execute/exectest/world"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// FuzzQuestion runs queries of any text: valid ones have the same answer as from the generated executor, and nothing crashes.
func FuzzQuestion(f *testing.F) {
	e := newExecutor(f, Joining{&Resolver{world.New(60)}}, execute.Options{})
	reference, subject := newServer(e.generated), newServer(e)
	reference.SetParserTokenLimit(300)
	subject.SetParserTokenLimit(300)
	for _, shape := range benchQueries {
		f.Add(shape.query)
	}
	f.Add(`query($a: Boolean = true) { a: fail @skip(if: $a) ... on Query @include(if: $a) { ...F } } fragment F on Query { b: strict(really: true) }`)
	g := difftest.NewQuestions(e.Schema(), rand.New(rand.NewPCG(1, 1)), difftest.Config{Samples: samples(), Depth: 5})
	for range 200 {
		f.Add(g.Next().Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !isTractable(text) {
			return
		}
		q := difftest.Question{Text: text, Variables: map[string]any{"id": "E5", "first": 3, "v0": true}}
		want, errs := difftest.Ask(context.Background(), reference, q)
		got, errs2 := difftest.Ask(context.Background(), subject, q)
		require.Equal(t, errs == nil, errs2 == nil)
		if errs != nil {
			return
		}
		assert.Equal(t, string(want.Data), string(got.Data), text)
		assert.Equal(t, difftest.Errors(want.Errors), difftest.Errors(got.Errors), text)
	})
}

// isTractable reports whether the answer of a query is small enough, and none that is known to differ.
func isTractable(text string) bool {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, 300)
	if err != nil {
		return true
	}
	lists := 0
	ok := true
	var walk func(ast.SelectionSet, int)
	walk = func(set ast.SelectionSet, depth int) {
		ok = ok && depth < 12
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				ok = ok && s.Name != "oddities" && s.Name != "__schema" && s.Name != "__type"
				for _, a := range s.Arguments {
					lists++
					ok = ok && (a.Value.Kind != ast.IntValue || len(a.Value.Raw) < 2)
				}
				walk(s.SelectionSet, depth+1)
			case *ast.InlineFragment:
				walk(s.SelectionSet, depth+1)
			case *ast.FragmentSpread:
				lists++
			}
		}
	}
	for _, o := range doc.Operations {
		walk(o.SelectionSet, 0)
	}
	for _, fragment := range doc.Fragments {
		walk(fragment.SelectionSet, 3)
	}
	return ok && lists < 12
}
