package exectest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"entente/internal/execute/exectest/generated"
	"entente/internal/execute/exectest/world"
	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

func TestPanicOfABatchFailsAllItsParents(t *testing.T) {
	f := newFixture(t, execute.Options{})
	f.world.Panic = true
	got := ask(t, f.server, `{ bad: node(id: "S43") { ... on Statement { id strictSource { url } } } also: node(id: "S2") { ... on Statement { id strictSource { url } } } fine: fail }`, nil)
	// The two share no selection set, but they share the call.
	assert.Equal(t, `{"bad":null,"also":null,"fine":"fine"}`, got.data)
	assert.Equal(t, []string{"also.strictSource: recovered: a bug at S43", "bad.strictSource: recovered: a bug at S43"}, got.errors)
}

// hostile is a resolver that misbehaves in a given way.
type hostile struct {
	*Resolver
	statement func(objs []*world.Statement) ([]world.Entity, error)
}

type hostileStatement struct {
	statement
	subject func(objs []*world.Statement) ([]world.Entity, error)
}

func (r hostileStatement) Subject(_ context.Context, objs []*world.Statement) ([]world.Entity, error) {
	return r.subject(objs)
}

func (r hostile) Statement() generated.StatementResolver {
	return hostileStatement{statement{r.World}, r.statement}
}

func TestHostileResolvers(t *testing.T) {
	const query = `{ a: node(id: "S1") { ...F } b: node(id: "S2") { ...F } } fragment F on Statement { id subject { id } }`
	both := func(message string) []string { return []string{"a.subject: " + message, "b.subject: " + message} }
	for name, c := range map[string]struct {
		resolve func([]*world.Statement) ([]world.Entity, error)
		errors  []string
	}{
		"an error":         {func([]*world.Statement) ([]world.Entity, error) { return nil, errors.New("no") }, both("no")},
		"too few results":  {func([]*world.Statement) ([]world.Entity, error) { return nil, nil }, both("batch resolver Statement.subject returned 0 results for 2 parents")},
		"too many results": {func([]*world.Statement) ([]world.Entity, error) { return make([]world.Entity, 3), nil }, both("batch resolver Statement.subject returned 3 results for 2 parents")},
		"too few errors": {
			func([]*world.Statement) ([]world.Entity, error) {
				return make([]world.Entity, 2), graphql.BatchErrorList{errors.New("x")}
			}, both("batch resolver Statement.subject returned 1 errors for 2 parents"),
		},
		"nulls": {
			func([]*world.Statement) ([]world.Entity, error) { return make([]world.Entity, 2), nil },
			both("cannot return null for non-null field Statement.subject (Entity!): the resolver returned nil"),
		},
		"an error with a path of its own": {
			func([]*world.Statement) ([]world.Entity, error) {
				return nil, &gqlerror.Error{Message: "elsewhere", Path: ast.Path{ast.PathName("x")}}
			}, []string{"x: elsewhere", "x: elsewhere"},
		},
		"a wrapped error": {
			func([]*world.Statement) ([]world.Entity, error) {
				return nil, fmt.Errorf("more: %w", gqlerror.Errorf("inner"))
			}, both("inner"),
		},
		"a list of errors": {
			func([]*world.Statement) ([]world.Entity, error) {
				return nil, gqlerror.List{gqlerror.Errorf("one"), nil, gqlerror.Errorf("two")}
			}, []string{"a.subject: one", "a.subject: two", "b.subject: one", "b.subject: two"},
		},
		"a panic": {func([]*world.Statement) ([]world.Entity, error) { panic("boo") }, both("recovered: boo")},
	} {
		t.Run(name, func(t *testing.T) {
			e := newExecutor(t, hostile{&Resolver{world.New(worldSize)}, c.resolve}, execute.Options{})
			assert.Equal(t, answer{`{"a":null,"b":null}`, c.errors}, ask(t, newServer(e), query, nil))
		})
	}
}

func TestErrorsHaveLocationsOfAllMergedFields(t *testing.T) {
	f := newFixture(t, execute.Options{})
	r, errs := difftest.Ask(context.Background(), f.server, difftest.Question{Text: "{\n entity(id: \"X1\") { id }\n entity(id: \"X1\") { name } }"})
	require.Empty(t, errs)
	require.Len(t, r.Errors, 1)
	assert.Equal(t, []gqlerror.Location{{Line: 2, Column: 2}, {Line: 3, Column: 2}}, r.Errors[0].Locations)
}

// TestCancellation ends the context during each call of a query in turn: no call begins afterwards.
func TestCancellation(t *testing.T) {
	const query = `{ entities(first: 3) { statements(first: 2) { nodes { subject { neighbors(first: 1) { id } } } } } }`
	f := newJoiningFixture(t, execute.Options{})
	ask(t, f.server, query, nil)
	calls := f.world.Calls.Load()
	require.EqualValues(t, 4, calls)
	for last := int64(1); last <= calls; last++ {
		ctx, cancel := context.WithCancel(context.Background())
		f.world.Calls.Store(0)
		f.world.OnCall = func() {
			if f.world.Calls.Load() == last {
				cancel()
			}
		}
		got := askContext(ctx, t, f.server, query, nil)
		assert.Equal(t, answer{"null", []string{": context canceled"}}, got)
		assert.Equal(t, last, f.world.Calls.Load())
	}
}

func TestLimits(t *testing.T) {
	const query = `{ entities(first: 20) { id statements(first: 3) { edges { cursor } } } }`
	for name, c := range map[string]struct {
		limits execute.Limits
		errors []string
	}{
		"elements, just enough":  {execute.Limits{Elements: 80}, nil},
		"elements":               {execute.Limits{Elements: 79}, []string{": the answer is too large: it has more than 79 list elements"}},
		"elements of the first":  {execute.Limits{Elements: 5}, []string{": the answer is too large: it has more than 5 list elements"}},
		"bytes":                  {execute.Limits{Bytes: 500}, []string{": the answer is too large: it has more than 500 bytes"}},
		"bytes, much more":       {execute.Limits{Bytes: 1 << 20}, nil},
		"errors without effect":  {execute.Limits{Errors: 1}, nil},
		"all of them without it": {execute.Limits{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := newJoiningFixture(t, execute.Options{Limits: c.limits})
			got := ask(t, f.server, query, nil)
			if c.errors != nil {
				assert.Equal(t, answer{"null", c.errors}, got)
				return
			}
			assert.Empty(t, got.errors)
		})
	}
	f := newFixture(t, execute.Options{Limits: execute.Limits{Errors: 2}})
	got := ask(t, f.server, `{ a: entity(id: "X1") { id } b: entity(id: "X1") { id } c: entity(id: "X3") { id } d: entity(id: "X4") { id } }`, nil)
	assert.Equal(t, []string{": and 2 more errors", "a: bad id X1", "b: bad id X1"}, got.errors)
}

func TestLimitErrorIsTyped(t *testing.T) {
	f := newFixture(t, execute.Options{Limits: execute.Limits{Bytes: 10}})
	var limit *execute.LimitError
	f.server.SetErrorPresenter(func(ctx context.Context, err error) *gqlerror.Error {
		errors.As(err, &limit)
		return graphql.DefaultErrorPresenter(ctx, err)
	})
	for _, query := range []string{`{ plain { url } fail }`, `{ oddities { strict nan panics { id } } }`} {
		limit = nil
		assert.Equal(t, "null", ask(t, f.server, query, nil).data)
		assert.Equal(t, &execute.LimitError{What: "bytes", Limit: 10}, limit, query)
	}
}

// TestMiddlewareSeesCalls checks that field middleware runs once for each call, with the field's context.
func TestMiddlewareSeesCalls(t *testing.T) {
	f := newJoiningFixture(t, execute.Options{})
	var mu sync.Mutex
	var seen []string
	f.server.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) {
		field := graphql.GetFieldContext(ctx)
		mu.Lock()
		seen = append(seen, fmt.Sprint(field.Object, ".", field.Field.Name, " ", field.Args["first"], " ", len(field.Field.Selections)))
		mu.Unlock()
		return next(ctx)
	})
	ask(t, f.server, `{ entities(first: 9) { name statements(first: 2) { totalCount } ... on Person { employer { id name } } } }`, nil)
	slices.Sort(seen)
	assert.Equal(t, []string{"Entity.statements 2 1", "Person.employer <nil> 2", "Query.entities 9 3"}, seen)
}

func TestArgumentErrors(t *testing.T) {
	f := newFixture(t, execute.Options{})
	reference := newServer(f.generated)
	for _, query := range []string{
		`{ people(first: 2) { statements(filter: {since: "nonsense"}) { totalCount } } }`,
		`query($d: Date) { people(first: 2) { id age(on: $d) } }`,
	} {
		variables := map[string]any{"d": "never"}
		assert.Equal(t, ask(t, reference, query, variables), ask(t, f.server, query, variables), query)
	}
}

func TestNewRefusesATableOfAnotherSchema(t *testing.T) {
	cfg := generated.Config{Resolvers: &Resolver{world.New(50)}}
	for want, spoil := range map[string]func(*execute.Table){
		"has no field Person.born": func(t *execute.Table) {
			for _, o := range t.Objects {
				if o.Name == "Person" {
					delete(o.Fields, "born")
				}
			}
		},
		"has no type Person": func(t *execute.Table) {
			for i := range t.Objects {
				if t.Objects[i].Name == "Person" {
					t.Objects[i].Name = "Human"
				}
			}
		},
		"another query type":    func(t *execute.Table) { t.Query++ },
		"another mutation type": func(t *execute.Table) { t.Mutation++ },
	} {
		table := generated.NewTable(cfg)
		spoil(table)
		_, err := execute.New(generated.Schema(), table, execute.Options{})
		assert.ErrorContains(t, err, want)
	}
}

func TestAQueryAnswersOnce(t *testing.T) {
	f := newFixture(t, execute.Options{})
	ctx := graphql.StartOperationTrace(context.Background())
	operation, errs := f.server.CreateOperationContext(ctx, &graphql.RawParams{Query: `{ fail }`})
	require.Empty(t, errs)
	next, ctx := f.server.DispatchOperation(ctx, operation)
	assert.NotNil(t, next(ctx))
	assert.Nil(t, next(ctx))
}
