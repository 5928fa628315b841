package graph

import (
	"context"
	"slices"
	"strings"

	"entente/graph/model"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// Iso2 is the country's ISO 3166-1 alpha-2 code as of the scope's date.
func (r country) Iso2(ctx context.Context, objs []*model.Country) ([]*string, error) {
	return r.codes(ctx, objs, knowledge.SchemeISO2)
}

// Iso3 is the country's ISO 3166-1 alpha-3 code as of the scope's date.
func (r country) Iso3(ctx context.Context, objs []*model.Country) ([]*string, error) {
	return r.codes(ctx, objs, knowledge.SchemeISO3)
}

func (r country) codes(ctx context.Context, objs []*model.Country, scheme string) ([]*string, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(c *model.Country) *string { return optional(string(c.Underlying().Code(scheme, scope.AsOf))) }), nil
}

// Flag is the flag of the alpha-2 code: two regional indicator symbols of Unicode.
func (r country) Flag(ctx context.Context, objs []*model.Country) ([]*string, error) {
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

// Capital is the name of what is held to be the capital; several, where sources differ.
func (r country) Capital(ctx context.Context, objs []*model.Country) ([]*string, error) {
	cities, err := r.allEnds(ctx, idsOf(objs), capitals)
	if err != nil {
		return nil, err
	}
	found, err := r.entityLists(ctx, cities)
	return each(found, func(list []model.Entity) *string {
		return optional(strings.Join(each(list, func(e model.Entity) string { return e.Underlying().Name }), " / "))
	}), err
}

// Affiliations are what it belongs to, aspires to, is a partner of or observes.
func (r country) Affiliations(ctx context.Context, objs []*model.Country, where *model.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), affiliations, where, pageArgs{first, after, last, before})
}

// Programs are the programs that it takes part in.
func (r country) Programs(ctx context.Context, objs []*model.Country, where *model.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.ParticipationConnection, error) {
	return linkEnds[*model.Program](ctx, r.Resolver, idsOf(objs), statePrograms, where, pageArgs{first, after, last, before})
}

// Events are the events that it stands in a held relation to.
func (r country) Events(ctx context.Context, objs []*model.Country, where *model.EventFilter, orderBy *knowledge.EntityOrder, first *int32, after *string, last *int32, before *string) ([]*model.EventConnection, error) {
	return entityPages[*model.Event](ctx, r.Resolver, idsOf(objs), entityQuery(where.Entities(), orderBy), pageArgs{first, after, last, before})
}

// Neighbors are the countries that it is held to border.
func (r country) Neighbors(ctx context.Context, objs []*model.Country, first *int32, after *string, last *int32, before *string) ([]*model.CountryConnection, error) {
	of := idsOf(objs)
	lists, asked, err := r.links(ctx, of, borders.query(nil), nil, pageArgs{first, after, last, before})
	if err != nil {
		return nil, err
	}
	ids := make([][]knowledge.ID, len(lists))
	for i, l := range lists {
		ids[i] = each(l.Rows, func(link *knowledge.Link) knowledge.ID { return link.Other(of[i]) })
	}
	found, err := r.entityLists(ctx, ids)
	if err != nil {
		return nil, err
	}
	pages := make([]store.List[*model.Country], len(lists))
	for i, l := range lists {
		pages[i] = store.List[*model.Country]{Rows: each(found[i], asKind[*model.Country]), Key: l.Key, HasNext: l.HasNext, HasPrevious: l.HasPrevious}
	}
	return model.NewConnections(pages, of, asked), nil
}

// asKind gives an entity as one kind's type; nil where it is another.
func asKind[T model.Entity](e model.Entity) T {
	t, _ := e.(T)
	return t
}

// founded is the earliest known begin of a membership that is held, for each entity.
func (r *Resolver) founded(ctx context.Context, ids []knowledge.ID) ([]*edtf.Date, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	filter := knowledge.StatementFilter{Relations: []string{knowledge.RelationMemberOf}}.HeldUnlessNamed()
	out := make([]*edtf.Date, len(ids))
	lists, err := r.store.ListStatements(ctx, &scope.Scope, ids, store.StatementQuery{Filter: filter}, store.Page{Limit: maxPageSize})
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
