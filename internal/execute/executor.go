package execute

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Options configure an Executor; the zero value is valid.
type Options struct {
	Limits Limits
	// BranchArgument names an argument of root fields that holds for all fields below them: see Branch.
	BranchArgument string
	// RefuseEmpty makes an empty text in an input object an error, in a schema where it means nothing: resolvers often take it for a field
	// that was left out.
	RefuseEmpty bool
	// BranchAt begins branches in other ways; may be nil. It is asked for root fields without a BranchArgument, and for fields below a
	// branch that have no resolver. It returns the value that holds for the field and all below it, and a key, which is equal for equal
	// values; an empty key if no branch begins. parent is the value of the branch that the object is in, args are those of a root field.
	BranchAt func(object, field string, parent any, args map[string]any) (key string, value any)
	// PlanFields limits the cached plans, in fields of plans of about 500 bytes each; ten bytes of a document count as one, since it
	// is kept too. DefaultPlanFields if zero.
	PlanFields int
	// Parallel is how many resolvers of one operation run at a time; all of a step if zero.
	Parallel int
}

// DefaultPlanFields amounts to about 20 MB of plans.
const DefaultPlanFields = 40_000

// Executor is a graphql.ExecutableSchema that runs queries and mutations breadth first. It is safe for concurrent use.
type Executor struct {
	table   *Table
	schema  *ast.Schema
	options Options
	cache   *cache

	calls atomic.Int64
}

// New returns an executor for a schema and the table that the plugin generated for it. It returns an error if they do not match,
// because one is older than the other.
func New(schema *ast.Schema, table *Table, options Options) (*Executor, error) {
	if options.PlanFields == 0 {
		options.PlanFields = DefaultPlanFields
	}
	e := &Executor{table: table, schema: schema, options: options, cache: newCache(options.PlanFields)}
	return e, e.verify()
}

// verify checks that the table has all types and fields of the schema.
func (e *Executor) verify() error {
	known := map[string]*Object{}
	for i := range e.table.Objects {
		known[e.table.Objects[i].Name] = &e.table.Objects[i]
	}
	for name, definition := range e.schema.Types {
		if definition.Kind != ast.Object || strings.HasPrefix(name, "__") || definition == e.schema.Subscription {
			continue
		}
		object := known[name]
		if object == nil {
			return fmt.Errorf("execute: the table has no type %s: generate it again", name)
		}
		for _, f := range definition.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if object.Fields[f.Name] == nil {
				return fmt.Errorf("execute: the table has no field %s.%s: generate it again", name, f.Name)
			}
			if listDepth(f.Type) > maxListDepth {
				return fmt.Errorf("execute: %s.%s has lists in lists %d deep, and more than %d are not supported", name, f.Name, listDepth(f.Type), maxListDepth)
			}
		}
	}
	if e.schema.Query == nil || e.table.Objects[e.table.Query].Name != e.schema.Query.Name {
		return errors.New("execute: the table has another query type than the schema")
	}
	if mutation := e.schema.Mutation; (mutation == nil) != (e.table.Mutation == NoType) || mutation != nil && e.table.Objects[e.table.Mutation].Name != mutation.Name {
		return errors.New("execute: the table has another mutation type than the schema")
	}
	return nil
}

func listDepth(t *ast.Type) (depth int) {
	for ; t.Elem != nil; t = t.Elem {
		depth++
	}
	return depth
}

// Stats count what an executor has done.
type Stats struct {
	// Calls of resolvers.
	Calls int64
}

// Stats returns the counts since the executor was created.
func (e *Executor) Stats() Stats {
	return Stats{Calls: e.calls.Load()}
}

// Schema returns the schema of the executor.
func (e *Executor) Schema() *ast.Schema { return e.schema }

// Complexity has no values for fields: the cost of an operation is limited before it runs.
func (e *Executor) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

// Purge drops all cached plans.
func (e *Executor) Purge() { e.cache.purge() }

// Exec runs the operation of the context, once, when the handler is called.
func (e *Executor) Exec(ctx context.Context) graphql.ResponseHandler {
	oc := graphql.GetOperationContext(ctx)
	o := e.cache.get(oc.Operation, func() *operation { return e.inspect(oc.Doc, oc.Operation) })
	if !o.supported {
		return graphql.OneShot(graphql.ErrorResponse(ctx, "a %s cannot be run here: ask by a query", oc.Operation.Operation))
	}
	done := false
	return func(ctx context.Context) *graphql.Response {
		if done {
			return nil
		}
		done = true
		return e.respond(ctx, oc, o)
	}
}

// WithBranch makes Branch work below an executor that gqlgen generated, so that it can be a reference for tests. Of the options it needs those
// of branches.
func WithBranch(generated graphql.ExecutableSchema, options Options) graphql.ExecutableSchema {
	return branching{generated, &options}
}

type branching struct {
	graphql.ExecutableSchema
	options *Options
}

// Exec runs the operation with the generated executor.
func (b branching) Exec(ctx context.Context) graphql.ResponseHandler {
	next := b.ExecutableSchema.Exec(withBranchOptions(ctx, b.options))
	return func(ctx context.Context) *graphql.Response { return next(withBranchOptions(ctx, b.options)) }
}

// respond runs an operation and makes its response (section 7.1, Response Format).
func (e *Executor) respond(ctx context.Context, oc *graphql.OperationContext, o *operation) (response *graphql.Response) {
	r := &run{executor: e, operation: oc, ctx: ctx, meter: meter.From(ctx)}
	defer func() {
		if p := recover(); p != nil {
			response = r.abort(r.recovered(ctx, p))
		}
		r.release()
		e.calls.Add(r.calls)
		e.cache.reweigh(o)
	}()
	if err := o.checkConditions(oc.Variables); err != nil {
		return r.abort(err)
	}
	r.plan = o.variant(oc.Operation, oc.Variables)
	if err := cmp.Or(r.steps(), r.meter.Refused()); err != nil {
		return r.abort(err)
	}
	r.report()
	if r.propagate {
		r.propagateNulls()
	}
	return r.respond()
}
