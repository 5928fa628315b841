package graph

import (
	"context"
	"errors"
	"slices"

	"entente/graph/generated"
	"entente/graph/model"
	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
)

// refRequest is a reference that a field resolves.
type refRequest struct {
	ref   string
	kinds []knowledge.EntityKind
	scope *knowledge.Scope
	// resolvedScope is the scope if it is resolved already.
	resolvedScope *scope
}

// pendingRef is a reference with the entities that it may mean.
type pendingRef struct {
	ref   knowledge.Ref
	scope *scope
	found []*knowledge.Entity
}

// resolve returns the entity that each reference means, or nil, with two calls for all references of one revision. For one that
// means nothing it adds suggestions to the answer's extensions. The error is a graphql.BatchErrorList, since an ambiguous
// reference does not affect the others.
func (r *Resolver) resolve(ctx context.Context, all []refRequest) ([]*knowledge.Entity, error) {
	errs := make(graphql.BatchErrorList, len(all))
	pending := make([]*pendingRef, len(all))
	revisions := map[int][]*pendingRef{}
	for i, a := range all {
		s, err := r.parseRef(ctx, a)
		if err != nil {
			errs[i] = err
			continue
		}
		pending[i] = s
		revisions[s.scope.Revision] = append(revisions[s.scope.Revision], s)
	}
	for revision, list := range revisions {
		if err := r.find(ctx, revision, list); err != nil {
			return nil, err
		}
	}
	out := make([]*knowledge.Entity, len(all))
	for i, s := range pending {
		if s != nil {
			if out[i], errs[i] = s.entity(all[i].kinds); out[i] == nil && errs[i] == nil && all[i].resolvedScope == nil {
				r.suggest(ctx, s, all[i].kinds)
			}
		}
	}
	if slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
		return out, errs
	}
	return out, nil
}

// parseRef parses a reference, and resolves its scope.
func (r *Resolver) parseRef(ctx context.Context, a refRequest) (*pendingRef, error) {
	s := a.resolvedScope
	if s == nil {
		var err error
		if s, err = r.scope(ctx, a.scope); err != nil {
			return nil, err
		}
	}
	ref, err := knowledge.ParseRef(a.ref)
	return &pendingRef{ref: ref, scope: s}, err
}

// find looks up the candidates of references: by id, or by their keys.
func (r *Resolver) find(ctx context.Context, revision int, list []*pendingRef) error {
	var ids []knowledge.ID
	var keys []string
	for _, s := range list {
		if id, ok := s.ref.ID(); ok {
			ids = append(ids, id)
		} else {
			keys = append(keys, s.ref.Keys()...)
		}
	}
	var byID []*knowledge.Entity
	var byKey [][]*knowledge.Entity
	var err error
	if ids != nil {
		if byID, err = r.store.Entities(ctx, revision, ids); err != nil {
			return err
		}
	}
	if keys != nil {
		if byKey, err = r.store.Lookup(ctx, revision, keys); err != nil {
			return err
		}
	}
	for _, s := range list {
		if _, ok := s.ref.ID(); ok {
			s.found, byID = byID[:1], byID[1:]
			continue
		}
		n := len(s.ref.Keys())
		s.found, byKey = slices.Concat(byKey[:n]...), byKey[n:]
	}
	return nil
}

// entity returns the entity among the candidates that the reference means.
func (s *pendingRef) entity(kinds []knowledge.EntityKind) (*knowledge.Entity, error) {
	if _, ok := s.ref.ID(); !ok {
		return s.ref.Resolve(s.found, kinds, s.scope.AsOf)
	}
	if e := s.found[0]; e != nil && (kinds == nil || slices.Contains(kinds, e.Kind)) {
		return e, nil
	}
	return nil, nil
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
func resolveAs[T model.Entity](ctx context.Context, r query, all []refRequest) ([]T, error) {
	found, err := r.resolve(ctx, all)
	return each(found, model.As[T]), err
}

// single returns the result of a batch of one.
func single[T any](list []T, err error) (T, error) {
	var none T
	if err != nil {
		return none, firstError(err)
	}
	return list[0], nil
}

// firstError returns the first error of a batch.
func firstError(err error) error {
	var errs graphql.BatchErrorList
	if !errors.As(err, &errs) {
		return err
	}
	return errs[slices.IndexFunc(errs, func(err error) bool { return err != nil })]
}

// refArgs are the arguments of a root field that takes a reference.
type refArgs struct {
	Ref   string
	Scope *knowledge.Scope
}

// refsOfKind resolves several references to entities of a kind, whose type is T.
func refsOfKind[T model.Entity, A ~struct {
	Ref   string
	Scope *knowledge.Scope
}](ctx context.Context, r query, kind knowledge.EntityKind, args []A) ([]T, error) {
	return resolveAs[T](ctx, r, each(args, func(a A) refRequest {
		of := refArgs(a)
		return refRequest{ref: of.Ref, kinds: []knowledge.EntityKind{kind}, scope: of.Scope}
	}))
}

// Country is a country by reference.
func (r query) Country(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Country, error) {
	return single(r.CountryBatch(ctx, []generated.QueryCountryArgs{{Ref: ref, Scope: scope}}))
}

// CountryBatch resolves several.
func (r query) CountryBatch(ctx context.Context, args []generated.QueryCountryArgs) ([]*model.Country, error) {
	return refsOfKind[*model.Country](ctx, r, knowledge.KindCountry, args)
}

// Alliance is an alliance by reference.
func (r query) Alliance(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Alliance, error) {
	return single(r.AllianceBatch(ctx, []generated.QueryAllianceArgs{{Ref: ref, Scope: scope}}))
}

// AllianceBatch resolves several.
func (r query) AllianceBatch(ctx context.Context, args []generated.QueryAllianceArgs) ([]*model.Alliance, error) {
	return refsOfKind[*model.Alliance](ctx, r, knowledge.KindAlliance, args)
}

// Program is a program by reference.
func (r query) Program(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Program, error) {
	return single(r.ProgramBatch(ctx, []generated.QueryProgramArgs{{Ref: ref, Scope: scope}}))
}

// ProgramBatch resolves several.
func (r query) ProgramBatch(ctx context.Context, args []generated.QueryProgramArgs) ([]*model.Program, error) {
	return refsOfKind[*model.Program](ctx, r, knowledge.KindProgram, args)
}

// Event is an event by reference.
func (r query) Event(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Event, error) {
	return single(r.EventBatch(ctx, []generated.QueryEventArgs{{Ref: ref, Scope: scope}}))
}

// EventBatch resolves several.
func (r query) EventBatch(ctx context.Context, args []generated.QueryEventArgs) ([]*model.Event, error) {
	return refsOfKind[*model.Event](ctx, r, knowledge.KindEvent, args)
}

// Organization is an organization by reference.
func (r query) Organization(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Organization, error) {
	return single(r.OrganizationBatch(ctx, []generated.QueryOrganizationArgs{{Ref: ref, Scope: scope}}))
}

// OrganizationBatch resolves several.
func (r query) OrganizationBatch(ctx context.Context, args []generated.QueryOrganizationArgs) ([]*model.Organization, error) {
	return refsOfKind[*model.Organization](ctx, r, knowledge.KindOrganization, args)
}

// Agreement is an agreement by reference.
func (r query) Agreement(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Agreement, error) {
	return single(r.AgreementBatch(ctx, []generated.QueryAgreementArgs{{Ref: ref, Scope: scope}}))
}

// AgreementBatch resolves several.
func (r query) AgreementBatch(ctx context.Context, args []generated.QueryAgreementArgs) ([]*model.Agreement, error) {
	return refsOfKind[*model.Agreement](ctx, r, knowledge.KindAgreement, args)
}

// Territory is a territory by reference.
func (r query) Territory(ctx context.Context, ref string, scope *knowledge.Scope) (*model.Territory, error) {
	return single(r.TerritoryBatch(ctx, []generated.QueryTerritoryArgs{{Ref: ref, Scope: scope}}))
}

// TerritoryBatch resolves several.
func (r query) TerritoryBatch(ctx context.Context, args []generated.QueryTerritoryArgs) ([]*model.Territory, error) {
	return refsOfKind[*model.Territory](ctx, r, knowledge.KindTerritory, args)
}

// Entity is an entity of any kind by reference.
func (r query) Entity(ctx context.Context, ref string, kinds []knowledge.EntityKind, scope *knowledge.Scope) (model.Entity, error) {
	return single(r.EntityBatch(ctx, []generated.QueryEntityArgs{{Ref: ref, Kinds: kinds, Scope: scope}}))
}

// EntityBatch resolves several.
func (r query) EntityBatch(ctx context.Context, args []generated.QueryEntityArgs) ([]model.Entity, error) {
	found, err := r.resolve(ctx, each(args, func(a generated.QueryEntityArgs) refRequest {
		return refRequest{ref: a.Ref, kinds: a.Kinds, scope: a.Scope}
	}))
	return model.WrapAll(found), err
}
