package exectest

import (
	"context"
	"fmt"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"entente/internal/execute/exectest/generated"
	"entente/internal/execute/exectest/world"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// tested is an executor beside the one that gqlgen generated for the same resolvers.
type tested struct {
	*execute.Executor
	generated graphql.ExecutableSchema
}

// newExecutor returns a breadth-first executor for resolvers.
func newExecutor(t testing.TB, root generated.ResolverRoot, options execute.Options) tested {
	cfg := generated.Config{Resolvers: root}
	options.BranchArgument = "scope"
	e, err := execute.New(generated.Schema(), generated.NewTable(cfg), options)
	require.NoError(t, err)
	return tested{e, execute.WithBranch(generated.NewExecutableSchema(cfg), options)}
}

// quiet keeps gqlgen from printing panics.
func quiet(s *executor.Executor) {
	s.SetRecoverFunc(func(_ context.Context, p any) error { return fmt.Errorf("recovered: %v", p) })
}

// newServer returns a server for any executor.
func newServer(schema graphql.ExecutableSchema) *executor.Executor {
	s := executor.New(schema)
	s.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	s.Use(extension.Introspection{})
	quiet(s)
	return s
}

// answer is the data and the errors of an answer.
type answer struct {
	data   string
	errors []string
}

func ask(t testing.TB, s *executor.Executor, query string, variables map[string]any) answer {
	t.Helper()
	return askContext(context.Background(), t, s, query, variables)
}

func askContext(ctx context.Context, t testing.TB, s *executor.Executor, query string, variables map[string]any) answer {
	t.Helper()
	r, errs := difftest.Ask(ctx, s, difftest.Question{Text: query, Variables: variables})
	require.Empty(t, errs, query)
	require.NotNil(t, r, query)
	return answer{string(r.Data), difftest.Errors(r.Errors)}
}

// fixture is a world with an executor and its server.
type fixture struct {
	tested
	world  *world.World
	server *executor.Executor
}

func newFixture(t testing.TB, options execute.Options) fixture {
	w := world.New(worldSize)
	e := newExecutor(t, &Resolver{w}, options)
	return fixture{e, w, newServer(e)}
}

func newJoiningFixture(t testing.TB, options execute.Options) fixture {
	w := world.New(worldSize)
	e := newExecutor(t, Joining{&Resolver{w}}, options)
	return fixture{e, w, newServer(e)}
}

// noCache is a query cache that stores nothing.
type noCache struct{}

// Get finds nothing.
func (noCache) Get(context.Context, string) (*ast.QueryDocument, bool) { return nil, false }

// Add stores nothing.
func (noCache) Add(context.Context, string, *ast.QueryDocument) {}
