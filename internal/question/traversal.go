package question

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Traversal selects links of an entity, to follow them to their other ends. The zero Traversal follows what is held of all relations.
type Traversal struct {
	side       store.Side
	categories []knowledge.RelationCategory
	relations  []string
	kinds      []knowledge.EntityKind
	// excludeEnding leaves out the relations that end this one: one who suspends participation is no participant. Empty for none.
	excludeEnding string
	// unheld includes links that are not held.
	unheld bool
}

// AllLinks follows all links, those that are not held among them. All others follow what is held, unless a filter names a polarity or a
// modality.
func AllLinks() Traversal { return Traversal{unheld: true} }

// Affiliations follows to what the entity belongs to, aspires to, is a partner of or observes.
func Affiliations() Traversal { return categories(store.AsSubject, knowledge.CategoryAffiliation) }

// Affiliates follows to who belongs to the entity, aspires to it, is its partner or observes it.
func Affiliates() Traversal { return categories(store.AsObject, knowledge.CategoryAffiliation) }

// Participants follows to who takes part in the entity.
func Participants() Traversal {
	t := categories(store.AsObject, knowledge.CategoryParticipation, knowledge.CategoryAffiliation)
	t.excludeEnding = knowledge.RelationParticipatesIn
	return t
}

// Leaders follows to who runs, leads or promotes the entity.
func Leaders() Traversal { return categories(store.AsObject, knowledge.CategoryLeadership) }

// Offices follows to what the entity runs or leads.
func Offices() Traversal { return categories(store.AsSubject, knowledge.CategoryLeadership) }

// Locations follows to what the entity lies in or is part of.
func Locations() Traversal {
	return relations(store.AsSubject, knowledge.RelationLocatedIn, knowledge.RelationPartOf)
}

// Contents follows to what lies in the entity or is part of it.
func Contents() Traversal {
	return relations(store.AsObject, knowledge.RelationLocatedIn, knowledge.RelationPartOf)
}

// CapitalOf follows from a city to what it is the capital of.
func CapitalOf() Traversal { return relations(store.AsSubject, knowledge.RelationCapitalOf) }

// Capitals follows to the capitals of the entity.
func Capitals() Traversal { return relations(store.AsObject, knowledge.RelationCapitalOf) }

// Runners follows to what runs the entity.
func Runners() Traversal { return relations(store.AsObject, knowledge.RelationRuns) }

// Neighbors follows to the countries and territories that the entity borders.
func Neighbors() Traversal {
	return relations(store.AnySide, knowledge.RelationBorders).to(knowledge.KindCountry, knowledge.KindTerritory)
}

// StatePrograms follows to the programs that a country or territory takes part in.
func StatePrograms() Traversal {
	return categories(store.AsSubject, knowledge.CategoryParticipation).to(knowledge.KindProgram)
}

// OwnPrograms follows to the programs that an organization runs or takes part in.
func OwnPrograms() Traversal {
	return categories(store.AsSubject, knowledge.CategoryParticipation, knowledge.CategoryLeadership).to(knowledge.KindProgram)
}

func categories(side store.Side, list ...knowledge.RelationCategory) Traversal {
	return Traversal{side: side, categories: list}
}

func relations(side store.Side, names ...string) Traversal {
	return Traversal{side: side, relations: names}
}

// to restricts the other ends to kinds.
func (t Traversal) to(kinds ...knowledge.EntityKind) Traversal {
	t.kinds = kinds
	return t
}

// LinkQuery returns the query for the links that a traversal follows and a filter keeps. The filter is one of Request.LinkFilter.
func (q *Request) LinkQuery(ctx context.Context, s *Scope, t Traversal, where knowledge.StatementFilter) (store.LinkQuery, error) {
	query := store.LinkQuery{Side: t.side, Filter: where}
	f := &query.Filter
	if !t.unheld {
		*f = f.HeldUnlessNamed()
	}
	f.Relations = intersect(f.Relations, t.relations)
	f.Categories = intersect(f.Categories, t.categories)
	f.OtherKinds = intersect(f.OtherKinds, t.kinds)
	if t.excludeEnding == "" {
		return query, nil
	}
	all, err := q.Relations(ctx, s)
	f.Relations = intersect(f.Relations, relationsNotEnding(t.excludeEnding, all))
	return query, err
}

// relationsNotEnding returns the names of the relations that do not end this one. They are sorted, since cursors depend on them.
func relationsNotEnding(ended string, all map[string]*knowledge.Relation) []string {
	names := []string{}
	for name, r := range all {
		if !slices.Contains(r.Ends, ended) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// intersect returns the values of a that are in b, where nil means all values.
func intersect[T comparable](a, b []T) []T {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	common := []T{}
	for _, x := range a {
		if slices.Contains(b, x) {
			common = append(common, x)
		}
	}
	return common
}
