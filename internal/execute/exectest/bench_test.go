package exectest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"runtime/debug"
	"slices"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"entente/internal/execute/exectest/world"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// benchQueries are the queries of the benchmarks.
var benchQueries = []struct {
	name  string
	query string
	with  map[string]any
}{
	{"point", `query($id: ID!) { entity(id: $id) { id name description } }`, map[string]any{"id": "E7"}},
	{
		"edges50", `query($id: ID!) { entity(id: $id) { id name statements(first: 50) { edges { cursor node { id rank property date value
			{ __typename ... on Words { text } ... on Quantity { amount } ... on EntityRef { entity { id name } } } } } pageInfo { hasNextPage endCursor } } } }`,
		map[string]any{"id": "E7"},
	},
	{
		"hops20x20", `query($id: ID!) { entity(id: $id) { name statements(first: 20) { edges { node { id date object
			{ id name statements(first: 20) { edges { cursor node { id date object { id name } } } } } } } } } }`, map[string]any{"id": "E7"},
	},
	{
		"list100x10", `query($first: Int!) { entities(first: $first) { id name statements(first: 10)
			{ edges { cursor node { id date property object { id name } } } } } }`, map[string]any{"first": 100},
	},
}

func benchServers(t testing.TB, w *world.World) map[string]*executor.Executor {
	e := newExecutor(t, Joining{&Resolver{w}}, execute.Options{})
	return map[string]*executor.Executor{"generated": newServer(e.generated), "breadthfirst": newServer(e)}
}

// executeOnce runs an operation, and returns the size of its data.
func executeOnce(t testing.TB, s *executor.Executor, query string, variables map[string]any) int {
	ctx, done := execute.Pooled(graphql.StartOperationTrace(context.Background()))
	defer done()
	r, errs := difftest.Ask(ctx, s, difftest.Question{Text: query, Variables: variables})
	if errs != nil || len(r.Errors) > 0 {
		t.Fatal(errs, r)
	}
	return len(r.Data)
}

// BenchmarkExecute compares the executors, without the transport.
func BenchmarkExecute(b *testing.B) {
	servers := benchServers(b, world.New(5000))
	for _, shape := range benchQueries {
		for _, name := range []string{"generated", "breadthfirst"} {
			b.Run(shape.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					n = executeOnce(b, servers[name], shape.query, shape.with)
				}
				b.ReportMetric(float64(n), "B/answer")
			})
		}
	}
}

// BenchmarkPlan plans each run anew.
func BenchmarkPlan(b *testing.B) {
	e := newExecutor(b, Joining{&Resolver{world.New(5000)}}, execute.Options{})
	s := newServer(e)
	for _, shape := range benchQueries {
		b.Run(shape.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Purge()
				executeOnce(b, s, shape.query, shape.with)
			}
		})
	}
}

func underRaceDetector() bool {
	info, _ := debug.ReadBuildInfo()
	return slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// TestAllocations limits the allocations of one execution, including its operation context, arguments and results.
func TestAllocations(t *testing.T) {
	if underRaceDetector() {
		t.Skip("the race detector allocates: run without -race")
	}
	w := world.New(5000)
	s := benchServers(t, w)["breadthfirst"]
	for name, ceiling := range map[string]float64{"point": 95, "edges50": 300, "hops20x20": 410, "list100x10": 540} {
		for _, shape := range benchQueries {
			if shape.name != name {
				continue
			}
			executeOnce(t, s, shape.query, shape.with)
			got := testing.AllocsPerRun(20, func() { executeOnce(t, s, shape.query, shape.with) })
			t.Logf("%s: %.0f allocations", name, got)
			require.LessOrEqual(t, got, ceiling, name)
			if name == "list100x10" {
				store := testing.AllocsPerRun(20, func() { _, _ = world.StatementsOf(w, w.Entities[:100], 10, nil, &world.StatementFilter{}) })
				require.LessOrEqual(t, got-store, 400.0, "below the store")
			}
		}
	}
}

// BenchmarkTransport compares the cost of the HTTP transports, both with the breadth-first executor.
func BenchmarkTransport(b *testing.B) {
	e := newExecutor(b, Joining{&Resolver{world.New(5000)}}, execute.Options{})
	for _, shape := range benchQueries {
		body, err := json.Marshal(map[string]any{"query": shape.query, "variables": shape.with})
		require.NoError(b, err)
		for name, t := range map[string]graphql.Transport{"gqlgen": transport.POST{}, "own": execute.HTTP{}} {
			s := handler.New(e)
			s.AddTransport(t)
			s.SetQueryCache(lru.New[*ast.QueryDocument](100))
			b.Run(shape.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r := httptest.NewRequest("POST", "/", bytes.NewReader(body))
					r.Header.Set("Content-Type", plainJSON)
					w := httptest.NewRecorder()
					if s.ServeHTTP(w, r); w.Code != 200 {
						b.Fatal(w.Body)
					}
				}
			})
		}
	}
}
