package graph

import (
	"context"

	"entente/graph/generated"
	"entente/graph/model"
	"entente/internal/cache"
	"entente/internal/execute"
	"entente/internal/knowledge"
	"entente/internal/mention"
	"entente/internal/meter"
	"entente/internal/question"
	"entente/internal/search"
	"entente/internal/store"
)

// Resolver resolves all fields of the schema over a store.
type Resolver struct {
	store    store.Reader
	mentions *mention.Cache
	index    *search.Cache
	// interpreter gives requests their meaning.
	interpreter *question.Interpreter
	// older bounds what is kept of older revisions.
	older *cache.Budget
	// observe is called with the meter of each request that has its answer; nil for nobody.
	observe func(*meter.Meter)
}

// NewResolver returns a resolver over a store.
func NewResolver(reader store.Reader) *Resolver {
	index := search.NewCache(reader)
	r := &Resolver{
		store: reader, mentions: mention.NewCache(reader), index: index,
		interpreter: question.NewInterpreter(reader, index), older: store.NewOlderBudget(),
	}
	r.index.Within(r.older)
	r.mentions.Within(r.older)
	r.interpreter.KeepWithin(r.older)
	return r
}

var _ generated.ResolverRoot = (*Resolver)(nil)

// withRequest adds a new request to the context.
func (r *Resolver) withRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{Request: r.interpreter.NewRequest()})
}

// request returns the request of the context, or a new one if there is none.
func (r *Resolver) request(ctx context.Context) *request {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q
	}
	return &request{Request: r.interpreter.NewRequest()}
}

// scopeOf returns the scope that the context's field is in: see branches.
func (r *Resolver) scopeOf(ctx context.Context) (*question.Scope, error) {
	value, _ := execute.Branch(ctx)
	requested, _ := value.(*question.ScopeInput)
	return r.request(ctx).Scope(ctx, requested)
}

// entities looks up one entity for each id, and returns nil for an empty one.
func (r *Resolver) entities(ctx context.Context, ids []knowledge.ID) ([]model.Entity, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := scope.Reader().Entities(ctx, scope.Revision, ids)
	if err != nil {
		return nil, err
	}
	return model.WrapAll(found), nil
}

// entityLists looks up all entities of several lists at once.
func (r *Resolver) entityLists(ctx context.Context, lists [][]knowledge.ID) ([][]model.Entity, error) {
	var all []knowledge.ID
	for _, ids := range lists {
		all = append(all, ids...)
	}
	found, err := r.entities(ctx, all)
	if err != nil {
		return nil, err
	}
	out := make([][]model.Entity, len(lists))
	for i, ids := range lists {
		out[i], found = found[:len(ids):len(ids)], found[len(ids):]
	}
	return out, nil
}

// relations looks up one relation for each name.
func (r *Resolver) relations(ctx context.Context, names []string) ([]*knowledge.Relation, error) {
	return valuesOf(ctx, r, names, r.interpreter.Relations)
}

// datasets looks up one dataset for each id.
func (r *Resolver) datasets(ctx context.Context, ids []knowledge.ID) ([]*knowledge.Dataset, error) {
	return valuesOf(ctx, r, ids, r.interpreter.Datasets)
}

// valuesOf returns the value of each key at the revision in scope, the zero value if there is none.
func valuesOf[V any](ctx context.Context, r *Resolver, keys []string, all func(context.Context, *question.Scope) (map[string]V, error)) ([]V, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	byKey, err := all(ctx, scope)
	return each(keys, func(key string) V { return byKey[key] }), err
}

// documents looks up one document for each id.
func (r *Resolver) documents(ctx context.Context, ids []knowledge.ID) ([]*knowledge.Document, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.store.Documents(ctx, scope.Revision, ids)
}
