package graph

import (
	"context"
	"slices"
	"strings"

	"entente/graph/model"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// countryOrTerritory resolves what countries and territories have in common: a territory whose status is disputed has the fields
// of a country.
type countryOrTerritory[T model.Entity] struct{ entity[T] }

// Iso2 is its ISO 3166-1 alpha-2 code as of the scope's date.
func (r countryOrTerritory[T]) Iso2(ctx context.Context, objs []T) ([]*string, error) {
	return r.codes(ctx, objs, knowledge.SchemeISO2)
}

// Iso3 is its ISO 3166-1 alpha-3 code as of the scope's date.
func (r countryOrTerritory[T]) Iso3(ctx context.Context, objs []T) ([]*string, error) {
	return r.codes(ctx, objs, knowledge.SchemeISO3)
}

func (r countryOrTerritory[T]) codes(ctx context.Context, objs []T, scheme string) ([]*string, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(c T) *string { return optional(string(c.Underlying().Code(scheme, scope.AsOf))) }), nil
}

// Flag is the flag of the alpha-2 code: two regional indicator symbols of Unicode.
func (r countryOrTerritory[T]) Flag(ctx context.Context, objs []T) ([]*string, error) {
	codes, err := r.Iso2(ctx, objs)
	return each(codes, func(code *string) *string {
		if code == nil {
			return nil
		}
		const regionalA = '\U0001F1E6'
		flag := strings.Map(func(letter rune) rune { return regionalA + letter - 'A' }, *code)
		return &flag
	}), err
}

// Capital is the name of what is held to be the capital; several if sources differ.
func (r countryOrTerritory[T]) Capital(ctx context.Context, objs []T) ([]*string, error) {
	cities, err := r.allEnds(ctx, idsOf(objs), question.Capitals())
	if err != nil {
		return nil, err
	}
	found, err := r.entityLists(ctx, cities)
	return each(found, func(list []model.Entity) *string {
		return optional(strings.Join(each(list, func(e model.Entity) string { return e.Underlying().Name }), " / "))
	}), err
}

// Capitals are what is held to be the capital, each with its link.
func (r countryOrTerritory[T]) Capitals(ctx context.Context, objs []T, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.CapitalConnection, error) {
	return linkEnds[*model.City](ctx, r.Resolver, idsOf(objs), question.Capitals(), where, pageArgs(first, after, last, before))
}

// Affiliations are what it belongs to, aspires to, is a partner of or observes.
func (r countryOrTerritory[T]) Affiliations(ctx context.Context, objs []T, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Affiliations(), where, pageArgs(first, after, last, before))
}

// Programs are the programs that it takes part in.
func (r countryOrTerritory[T]) Programs(ctx context.Context, objs []T, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.ParticipationConnection, error) {
	return linkEnds[*model.Program](ctx, r.Resolver, idsOf(objs), question.StatePrograms(), where, pageArgs(first, after, last, before))
}

// Events are the events that it stands in a held relation to.
func (r countryOrTerritory[T]) Events(ctx context.Context, objs []T, where *question.EventFilter, orderBy *knowledge.EntityOrder, first *int32, after *string, last *int32, before *string) ([]*model.EventConnection, error) {
	return entityPages[*model.Event](ctx, r.Resolver, idsOf(objs), where.Entities(), orderBy, pageArgs(first, after, last, before))
}

// Neighbors are the countries and territories that it borders, each with its link.
func (r countryOrTerritory[T]) Neighbors(ctx context.Context, objs []T, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.NeighborConnection, error) {
	return linkEnds[model.Polity](ctx, r.Resolver, idsOf(objs), question.Neighbors(), where, pageArgs(first, after, last, before))
}

// asKind returns an entity as one kind's type; nil if it is of another.
func asKind[T model.Entity](e model.Entity) T {
	t, _ := e.(T)
	return t
}

// founded returns for each entity the earliest known begin of a held claim that it was founded, or else of a membership.
func (r *Resolver) founded(ctx context.Context, ids []knowledge.ID) ([]*edtf.Date, error) {
	out := make([]*edtf.Date, len(ids))
	for _, relation := range []string{knowledge.RelationFounded, knowledge.RelationMemberOf} {
		dates, err := r.firstBegins(ctx, ids, relation)
		if err != nil {
			return nil, err
		}
		for i, d := range dates {
			if out[i] == nil {
				out[i] = d
			}
		}
	}
	return out, nil
}

// firstBegins returns for each entity the earliest known begin of a held claim of which it is the object; nil if the relation does
// not exist, or no begin is known.
func (r *Resolver) firstBegins(ctx context.Context, ids []knowledge.ID, relation string) ([]*edtf.Date, error) {
	out := make([]*edtf.Date, len(ids))
	if known, err := r.relations(ctx, []string{relation}); err != nil || known[0] == nil {
		return out, err
	}
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	filter := knowledge.StatementFilter{Relations: []string{relation}}.HeldUnlessNamed()
	lists, err := scope.Reader().ListStatements(ctx, &scope.Scope, ids, store.StatementQuery{Filter: filter}, store.Page{Limit: question.MaxPageSize})
	if err != nil {
		return nil, err
	}
	for i, l := range lists {
		first := slices.IndexFunc(l.Rows, func(s *knowledge.Statement) bool { return s.Object == ids[i] && !s.ValidFrom().IsZero() })
		if first >= 0 {
			out[i] = optional(l.Rows[first].ValidFrom())
		}
	}
	return out, nil
}
