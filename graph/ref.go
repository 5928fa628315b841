package graph

import (
	"context"
	"errors"
	"slices"

	"entente/graph/generated"
	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"github.com/99designs/gqlgen/graphql"
)

// resolve returns the entity that each reference means, or nil, and adds suggestions for those that mean nothing to the answer's extensions.
// The error is a graphql.BatchErrorList, since a reference that means nothing, or several, does not affect the others.
func (r *Resolver) resolve(ctx context.Context, refs []question.Reference) ([]*knowledge.Entity, error) {
	q := r.request(ctx)
	meanings, err := q.Resolve(ctx, refs)
	if err != nil {
		return nil, err
	}
	out, errs := make([]*knowledge.Entity, len(refs)), make(graphql.BatchErrorList, len(refs))
	for i, m := range meanings {
		out[i], errs[i] = m.Entity, m.Err
		q.suggestFor(m.Ref, m.Err)
	}
	if slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
		return out, errs
	}
	return out, nil
}

// The root fields that resolve the references of all aliases in one call.
var (
	_ generated.QueryCountryBatch      = query{}
	_ generated.QueryAllianceBatch     = query{}
	_ generated.QueryOrganizationBatch = query{}
	_ generated.QueryProgramBatch      = query{}
	_ generated.QueryAgreementBatch    = query{}
	_ generated.QueryEventBatch        = query{}
	_ generated.QueryTerritoryBatch    = query{}
	_ generated.QueryEntityBatch       = query{}
)

// resolveAs resolves references to entities of one kind.
func resolveAs[T model.Entity](ctx context.Context, r query, refs []question.Reference) ([]T, error) {
	found, err := r.resolve(ctx, refs)
	return each(found, model.As[T]), err
}

// single returns the result of a batch of one.
func single[T any](list []T, err error) (T, error) {
	var errs graphql.BatchErrorList
	switch {
	case err == nil:
		return list[0], nil
	case errors.As(err, &errs):
		err = errs[0]
	}
	var none T
	return none, err
}

// refArgs are the arguments of a root field that takes a reference.
type refArgs struct {
	Ref   string
	Scope *question.ScopeInput
}

// refsOfKind resolves several references to entities of a kind, whose type is T.
func refsOfKind[T model.Entity, A ~struct {
	Ref   string
	Scope *question.ScopeInput
}](ctx context.Context, r query, kind knowledge.EntityKind, args []A) ([]T, error) {
	return resolveAs[T](ctx, r, each(args, func(a A) question.Reference {
		of := refArgs(a)
		return question.Reference{Text: of.Ref, Kinds: []knowledge.EntityKind{kind}, Scope: of.Scope}
	}))
}

// Country is a country by reference.
func (r query) Country(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Country, error) {
	return single(r.CountryBatch(ctx, []generated.QueryCountryArgs{{Ref: ref, Scope: scope}}))
}

// CountryBatch resolves several.
func (r query) CountryBatch(ctx context.Context, args []generated.QueryCountryArgs) ([]*model.Country, error) {
	return refsOfKind[*model.Country](ctx, r, knowledge.KindCountry, args)
}

// Alliance is an alliance by reference.
func (r query) Alliance(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Alliance, error) {
	return single(r.AllianceBatch(ctx, []generated.QueryAllianceArgs{{Ref: ref, Scope: scope}}))
}

// AllianceBatch resolves several.
func (r query) AllianceBatch(ctx context.Context, args []generated.QueryAllianceArgs) ([]*model.Alliance, error) {
	return refsOfKind[*model.Alliance](ctx, r, knowledge.KindAlliance, args)
}

// Program is a program by reference.
func (r query) Program(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Program, error) {
	return single(r.ProgramBatch(ctx, []generated.QueryProgramArgs{{Ref: ref, Scope: scope}}))
}

// ProgramBatch resolves several.
func (r query) ProgramBatch(ctx context.Context, args []generated.QueryProgramArgs) ([]*model.Program, error) {
	return refsOfKind[*model.Program](ctx, r, knowledge.KindProgram, args)
}

// Event is an event by reference.
func (r query) Event(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Event, error) {
	return single(r.EventBatch(ctx, []generated.QueryEventArgs{{Ref: ref, Scope: scope}}))
}

// EventBatch resolves several.
func (r query) EventBatch(ctx context.Context, args []generated.QueryEventArgs) ([]*model.Event, error) {
	return refsOfKind[*model.Event](ctx, r, knowledge.KindEvent, args)
}

// Organization is an organization by reference.
func (r query) Organization(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Organization, error) {
	return single(r.OrganizationBatch(ctx, []generated.QueryOrganizationArgs{{Ref: ref, Scope: scope}}))
}

// OrganizationBatch resolves several.
func (r query) OrganizationBatch(ctx context.Context, args []generated.QueryOrganizationArgs) ([]*model.Organization, error) {
	return refsOfKind[*model.Organization](ctx, r, knowledge.KindOrganization, args)
}

// Agreement is an agreement by reference.
func (r query) Agreement(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Agreement, error) {
	return single(r.AgreementBatch(ctx, []generated.QueryAgreementArgs{{Ref: ref, Scope: scope}}))
}

// AgreementBatch resolves several.
func (r query) AgreementBatch(ctx context.Context, args []generated.QueryAgreementArgs) ([]*model.Agreement, error) {
	return refsOfKind[*model.Agreement](ctx, r, knowledge.KindAgreement, args)
}

// Territory is a territory by reference.
func (r query) Territory(ctx context.Context, ref string, scope *question.ScopeInput) (*model.Territory, error) {
	return single(r.TerritoryBatch(ctx, []generated.QueryTerritoryArgs{{Ref: ref, Scope: scope}}))
}

// TerritoryBatch resolves several.
func (r query) TerritoryBatch(ctx context.Context, args []generated.QueryTerritoryArgs) ([]*model.Territory, error) {
	return refsOfKind[*model.Territory](ctx, r, knowledge.KindTerritory, args)
}

// Entity is an entity of any kind by reference.
func (r query) Entity(ctx context.Context, ref string, kinds []knowledge.EntityKind, scope *question.ScopeInput) (model.Entity, error) {
	return single(r.EntityBatch(ctx, []generated.QueryEntityArgs{{Ref: ref, Kinds: kinds, Scope: scope}}))
}

// EntityBatch resolves several.
func (r query) EntityBatch(ctx context.Context, args []generated.QueryEntityArgs) ([]model.Entity, error) {
	found, err := r.resolve(ctx, each(args, func(a generated.QueryEntityArgs) question.Reference {
		return question.Reference{Text: a.Ref, Kinds: a.Kinds, Scope: a.Scope}
	}))
	return model.WrapAll(found), err
}
