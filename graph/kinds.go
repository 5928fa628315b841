package graph

import (
	"context"

	"entente/graph/generated"
	"entente/graph/model"
	"entente/internal/edtf"
	"entente/internal/question"
	"entente/internal/store"
)

// The kinds of entities. Each has what all have (entity) and the fields of its own.
type (
	country struct {
		countryOrTerritory[*model.Country]
	}
	alliance     struct{ entity[*model.Alliance] }
	organization struct{ entity[*model.Organization] }
	program      struct{ entity[*model.Program] }
	agreement    struct{ entity[*model.Agreement] }
	event        struct{ entity[*model.Event] }
	person       struct{ entity[*model.Person] }
	territory    struct {
		countryOrTerritory[*model.Territory]
	}
	region     struct{ entity[*model.Region] }
	city       struct{ entity[*model.City] }
	mission    struct{ entity[*model.Mission] }
	initiative struct{ entity[*model.Initiative] }
	facility   struct{ entity[*model.Facility] }
	group      struct{ entity[*model.Group] }
	actor      struct{ entity[*model.Actor] }
)

// Country resolves the fields of GraphQL's type of this name.
func (r *Resolver) Country() generated.CountryResolver {
	return country{countryOrTerritory[*model.Country]{entity[*model.Country]{r}}}
}

// Alliance resolves the fields of GraphQL's type of this name.
func (r *Resolver) Alliance() generated.AllianceResolver { return alliance{entity[*model.Alliance]{r}} }

// Organization resolves the fields of GraphQL's type of this name.
func (r *Resolver) Organization() generated.OrganizationResolver {
	return organization{entity[*model.Organization]{r}}
}

// Program resolves the fields of GraphQL's type of this name.
func (r *Resolver) Program() generated.ProgramResolver { return program{entity[*model.Program]{r}} }

// Agreement resolves the fields of GraphQL's type of this name.
func (r *Resolver) Agreement() generated.AgreementResolver {
	return agreement{entity[*model.Agreement]{r}}
}

// Event resolves the fields of GraphQL's type of this name.
func (r *Resolver) Event() generated.EventResolver { return event{entity[*model.Event]{r}} }

// Person resolves the fields of GraphQL's type of this name.
func (r *Resolver) Person() generated.PersonResolver { return person{entity[*model.Person]{r}} }

// Territory resolves the fields of GraphQL's type of this name.
func (r *Resolver) Territory() generated.TerritoryResolver {
	return territory{countryOrTerritory[*model.Territory]{entity[*model.Territory]{r}}}
}

// Region resolves the fields of GraphQL's type of this name.
func (r *Resolver) Region() generated.RegionResolver { return region{entity[*model.Region]{r}} }

// City resolves the fields of GraphQL's type of this name.
func (r *Resolver) City() generated.CityResolver { return city{entity[*model.City]{r}} }

// Mission resolves the fields of GraphQL's type of this name.
func (r *Resolver) Mission() generated.MissionResolver { return mission{entity[*model.Mission]{r}} }

// Initiative resolves the fields of GraphQL's type of this name.
func (r *Resolver) Initiative() generated.InitiativeResolver {
	return initiative{entity[*model.Initiative]{r}}
}

// Facility resolves the fields of GraphQL's type of this name.
func (r *Resolver) Facility() generated.FacilityResolver { return facility{entity[*model.Facility]{r}} }

// Group resolves the fields of GraphQL's type of this name.
func (r *Resolver) Group() generated.GroupResolver { return group{entity[*model.Group]{r}} }

// Actor resolves the fields of GraphQL's type of this name.
func (r *Resolver) Actor() generated.ActorResolver { return actor{entity[*model.Actor]{r}} }

// Affiliates are who stands how to it.
func (r alliance) Affiliates(ctx context.Context, objs []*model.Alliance, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Affiliates(), where, pageArgs(first, after, last, before))
}

// Affiliates are who stands how to it.
func (r organization) Affiliates(ctx context.Context, objs []*model.Organization, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Affiliates(), where, pageArgs(first, after, last, before))
}

// Participants are who takes part in it.
func (r program) Participants(ctx context.Context, objs []*model.Program, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Participants(), where, pageArgs(first, after, last, before))
}

// Parties are who is a party to it.
func (r agreement) Parties(ctx context.Context, objs []*model.Agreement, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Affiliates(), where, pageArgs(first, after, last, before))
}

// Participants are who takes part in it.
func (r event) Participants(ctx context.Context, objs []*model.Event, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Participants(), where, pageArgs(first, after, last, before))
}

// Offices are what the person leads or is head of.
func (r person) Offices(ctx context.Context, objs []*model.Person, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Offices(), where, pageArgs(first, after, last, before))
}

// LocatedIn is what it is part of or lies in.
func (r territory) LocatedIn(ctx context.Context, objs []*model.Territory, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Locations(), where, pageArgs(first, after, last, before))
}

// Includes is what is part of it or lies in it.
func (r region) Includes(ctx context.Context, objs []*model.Region, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Contents(), where, pageArgs(first, after, last, before))
}

// CapitalOf is what it is the capital of.
func (r city) CapitalOf(ctx context.Context, objs []*model.City, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.CapitalOf(), where, pageArgs(first, after, last, before))
}

// LocatedIn is what it is part of or lies in.
func (r city) LocatedIn(ctx context.Context, objs []*model.City, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Locations(), where, pageArgs(first, after, last, before))
}

// Participants are who takes part in it.
func (r mission) Participants(ctx context.Context, objs []*model.Mission, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Participants(), where, pageArgs(first, after, last, before))
}

// LocatedIn is what it is part of or lies in.
func (r mission) LocatedIn(ctx context.Context, objs []*model.Mission, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Locations(), where, pageArgs(first, after, last, before))
}

// Promoters are who runs, leads or promotes it.
func (r initiative) Promoters(ctx context.Context, objs []*model.Initiative, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Leaders(), where, pageArgs(first, after, last, before))
}

// Participants are who takes part in it.
func (r initiative) Participants(ctx context.Context, objs []*model.Initiative, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Participants(), where, pageArgs(first, after, last, before))
}

// LocatedIn is what it is part of or lies in.
func (r facility) LocatedIn(ctx context.Context, objs []*model.Facility, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Locations(), where, pageArgs(first, after, last, before))
}

// Affiliates are who stands how to it.
func (r group) Affiliates(ctx context.Context, objs []*model.Group, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.AffiliationConnection, error) {
	return linkEnds[model.Entity](ctx, r.Resolver, idsOf(objs), question.Affiliates(), where, pageArgs(first, after, last, before))
}

// Programs are the programs that it runs or takes part in.
func (r alliance) Programs(ctx context.Context, objs []*model.Alliance, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.ParticipationConnection, error) {
	return linkEnds[*model.Program](ctx, r.Resolver, idsOf(objs), question.OwnPrograms(), where, pageArgs(first, after, last, before))
}

// Founded is the earliest known begin of a membership that is held.
func (r alliance) Founded(ctx context.Context, objs []*model.Alliance) ([]*edtf.Date, error) {
	return r.founded(ctx, idsOf(objs))
}

// Programs are the programs that it runs or takes part in.
func (r organization) Programs(ctx context.Context, objs []*model.Organization, where *question.StatementFilter, first *int32, after *string, last *int32, before *string) ([]*model.ParticipationConnection, error) {
	return linkEnds[*model.Program](ctx, r.Resolver, idsOf(objs), question.OwnPrograms(), where, pageArgs(first, after, last, before))
}

// Founded is the earliest known begin of a membership that is held.
func (r organization) Founded(ctx context.Context, objs []*model.Organization) ([]*edtf.Date, error) {
	return r.founded(ctx, idsOf(objs))
}

// RunBy is what is held to run it.
func (r program) RunBy(ctx context.Context, objs []*model.Program) ([]model.Entity, error) {
	return r.firstEnds(ctx, idsOf(objs), question.Runners())
}

// RunBy is what is held to run it.
func (r mission) RunBy(ctx context.Context, objs []*model.Mission) ([]model.Entity, error) {
	return r.firstEnds(ctx, idsOf(objs), question.Runners())
}

// Start is the earliest known begin of what is held of it.
func (r agreement) Start(ctx context.Context, objs []*model.Agreement) ([]*edtf.Date, error) {
	spans, err := r.eventSpans(ctx, idsOf(objs))
	return each(spans, func(s store.EventSpan) *edtf.Date { return optional(s.Start) }), err
}

// Start is the earliest known begin of what is held of it.
func (r event) Start(ctx context.Context, objs []*model.Event) ([]*edtf.Date, error) {
	spans, err := r.eventSpans(ctx, idsOf(objs))
	return each(spans, func(s store.EventSpan) *edtf.Date { return optional(s.Start) }), err
}

// End is the latest known end of what is held of it.
func (r event) End(ctx context.Context, objs []*model.Event) ([]*edtf.Date, error) {
	spans, err := r.eventSpans(ctx, idsOf(objs))
	return each(spans, func(s store.EventSpan) *edtf.Date { return optional(s.End) }), err
}
