package graph

import (
	"context"
	"slices"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
)

type query struct{ *Resolver }

// Node is the object with an id, or with a view id.
func (r query) Node(ctx context.Context, text string) (model.Node, error) {
	id, scope, err := question.ParseViewID(text)
	if err != nil {
		return nil, err
	}
	found, err := r.nodes(ctx, []knowledge.ID{id}, scope)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// Nodes are the objects with some ids, in the order of the ids.
func (r query) Nodes(ctx context.Context, ids []string, scope *question.ScopeInput) ([]model.Node, error) {
	if i := slices.IndexFunc(ids, question.IsViewID); i >= 0 {
		return nil, knowledge.Errorf(knowledge.BadID, "%s is a viewId, which node takes; nodes takes ids, and one scope for all", knowledge.Quote(ids[i]))
	}
	return r.nodes(ctx, ids, scope)
}

// Document is a document by id.
func (r query) Document(ctx context.Context, id string, requested *question.ScopeInput) (*knowledge.Document, error) {
	return byID(ctx, r, id, knowledge.DocumentPrefix, requested, func(s *question.Scope, ids []knowledge.ID) ([]*knowledge.Document, error) {
		return r.store.Documents(ctx, s.Revision, ids)
	})
}

// Dataset is a dataset by id.
func (r query) Dataset(ctx context.Context, id string, requested *question.ScopeInput) (*knowledge.Dataset, error) {
	return byID(ctx, r, id, knowledge.DatasetPrefix, requested, func(_ *question.Scope, ids []knowledge.ID) ([]*knowledge.Dataset, error) {
		return r.datasets(ctx, ids)
	})
}

// Statement is a statement by id.
func (r query) Statement(ctx context.Context, id string, requested *question.ScopeInput) (*knowledge.Statement, error) {
	return byID(ctx, r, id, knowledge.StatementPrefix, requested, func(s *question.Scope, ids []knowledge.ID) ([]*knowledge.Statement, error) {
		return s.Reader().Statements(ctx, s.Revision, ids)
	})
}

// byID looks one object up by an id that must have the prefix.
func byID[T any](ctx context.Context, r query, id, prefix string, requested *question.ScopeInput, find func(*question.Scope, []knowledge.ID) ([]*T, error)) (*T, error) {
	if err := knowledge.CheckID(id, prefix); err != nil {
		return nil, err
	}
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	found, err := find(s, []knowledge.ID{id})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// Relation is a relation by name.
func (r query) Relation(ctx context.Context, name string) (*knowledge.Relation, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.request(ctx).Relation(ctx, s, name)
}

// Relations are all relations.
func (r query) Relations(ctx context.Context) ([]*knowledge.Relation, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.store.Relations(ctx, s.Revision)
}

// Datasets are all datasets.
func (r query) Datasets(ctx context.Context, requested *question.ScopeInput) ([]*knowledge.Dataset, error) {
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	return r.store.Datasets(ctx, s.Revision)
}

// Countries are all countries.
func (r query) Countries(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.CountryConnection, error) {
	return rootEntities[*model.Country](ctx, r, where.OfKinds(knowledge.KindCountry), orderBy, pageArgs(first, after, last, before))
}

// Alliances are all alliances.
func (r query) Alliances(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.AllianceConnection, error) {
	return rootEntities[*model.Alliance](ctx, r, where.OfKinds(knowledge.KindAlliance), orderBy, pageArgs(first, after, last, before))
}

// Organizations are all organizations.
func (r query) Organizations(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.OrganizationConnection, error) {
	return rootEntities[*model.Organization](ctx, r, where.OfKinds(knowledge.KindOrganization), orderBy, pageArgs(first, after, last, before))
}

// Programs are all programs.
func (r query) Programs(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.ProgramConnection, error) {
	return rootEntities[*model.Program](ctx, r, where.OfKinds(knowledge.KindProgram), orderBy, pageArgs(first, after, last, before))
}

// Agreements are all agreements.
func (r query) Agreements(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.AgreementConnection, error) {
	return rootEntities[*model.Agreement](ctx, r, where.OfKinds(knowledge.KindAgreement), orderBy, pageArgs(first, after, last, before))
}

// Territories are all territories.
func (r query) Territories(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.TerritoryConnection, error) {
	return rootEntities[*model.Territory](ctx, r, where.OfKinds(knowledge.KindTerritory), orderBy, pageArgs(first, after, last, before))
}

// Events are all events.
func (r query) Events(ctx context.Context, where *question.EventFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.EventConnection, error) {
	return rootEntities[*model.Event](ctx, r, where.Entities(), orderBy, pageArgs(first, after, last, before))
}

// Entities are all entities.
func (r query) Entities(ctx context.Context, where *question.EntityFilter, orderBy *knowledge.EntityOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.EntityConnection, error) {
	return rootEntities[model.Entity](ctx, r, where.OfKinds(), orderBy, pageArgs(first, after, last, before))
}

func rootEntities[N model.Entity](ctx context.Context, r query, where question.EntityFilter, orderBy *knowledge.EntityOrder, args question.Page) (*model.Connection[N], error) {
	pages, err := entityPages[N](ctx, r.Resolver, []knowledge.ID{root}, where, orderBy, args)
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// Statements are the statements in scope.
func (r query) Statements(ctx context.Context, where *question.StatementFilter, orderBy *knowledge.StatementOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.StatementConnection, error) {
	pages, err := r.statementPages(ctx, []knowledge.ID{root}, where, orderBy, pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// Documents are the documents in scope.
func (r query) Documents(ctx context.Context, where *knowledge.DocumentFilter, orderBy *knowledge.DocumentOrder, _ *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.DocumentConnection, error) {
	pages, err := r.documentPages(ctx, []knowledge.ID{root}, where, orderBy, pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// Revision is the revision of the scope.
func (r query) Revision(ctx context.Context, requested *question.ScopeInput) (*knowledge.Revision, error) {
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	return r.store.Revision(ctx, s.Revision)
}

// Revisions are all revisions, the newest first.
func (r query) Revisions(ctx context.Context, first *int32, after *string, last *int32, before *string) (*model.RevisionConnection, error) {
	s, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	l, err := listPage(ctx, s, pageArgs(first, after, last, before), func(_ context.Context, of []knowledge.ID) ([]int, error) {
		return slices.Repeat([]int{s.Revision}, len(of)), nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := r.store.ListRevisions(ctx, l.page)
	if err != nil {
		return nil, err
	}
	return model.NewConnection(rows, root, l.query), nil
}
