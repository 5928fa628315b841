package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/execute"
	"entente/internal/knowledge"
	"entente/internal/question"
)

// scopeArgument is the argument of root fields that holds for all fields below them.
const scopeArgument = "scope"

// branches adds to the options of an executor where a scope begins: at root fields with an argument of this name, at a node by its view id,
// and at the two sides of a difference.
func branches(options execute.Options) execute.Options {
	options.BranchArgument, options.BranchAt = scopeArgument, scopeBegins
	return options
}

// sides are the scopes that a diff compares.
type sides struct{ from, to question.ScopeInput }

// scopeBegins is execute.Options.BranchAt: the scope of a field without the argument. What is wrong with the arguments is the resolver's to
// say.
func scopeBegins(object, field string, parent any, args map[string]any) (key string, value any) {
	switch {
	case object == "Query" && field == "node":
		id, _ := args["id"].(string)
		if _, scope, err := question.ParseViewID(id); err == nil && scope != nil {
			return scope.Key(), scope
		}
	case object == "Query" && field == "diff":
		from, _ := args["from"].(question.ScopeInput)
		to, _ := args["to"].(question.ScopeInput)
		return from.Key() + " " + to.Key(), sides{from, to}
	case object == "Change" && field == "before":
		if s, ok := parent.(sides); ok {
			return s.from.Key(), &s.from
		}
	case object == "Change" && field == "after":
		if s, ok := parent.(sides); ok {
			return s.to.Key(), &s.to
		}
	}
	return "", nil
}

// viewIDs returns the view id of each object.
func viewIDs[T model.Node](ctx context.Context, r *Resolver, objs []T) ([]string, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return scope.ViewIDs(idsOf(objs))
}

// ViewID is its id with the scope.
func (r entity[T]) ViewID(ctx context.Context, objs []T) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r statement) ViewID(ctx context.Context, objs []*knowledge.Statement) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r relation) ViewID(ctx context.Context, objs []*knowledge.Relation) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r link) ViewID(ctx context.Context, objs []*knowledge.Link) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r document) ViewID(ctx context.Context, objs []*knowledge.Document) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r mentionFields) ViewID(ctx context.Context, objs []*knowledge.Mention) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id with the scope.
func (r dataset) ViewID(ctx context.Context, objs []*knowledge.Dataset) ([]string, error) {
	return viewIDs(ctx, r.Resolver, objs)
}

// ViewID is its id: no scope changes it.
func (r revision) ViewID(_ context.Context, objs []*knowledge.Revision) ([]string, error) {
	return idsOf(objs), nil
}
