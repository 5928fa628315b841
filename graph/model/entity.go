package model

import "entente/internal/knowledge"

// Node is anything with a global id: an entity, statement, link, relation, document, mention, dataset or revision.
type Node interface{ NodeID() knowledge.ID }

// Entity is an entity as GraphQL sees it: one of the types below.
type Entity interface {
	Node
	// Underlying is the domain's entity.
	Underlying() *knowledge.Entity
}

// base is what all kinds have in common.
type base struct{ *knowledge.Entity }

// Underlying is the domain's entity.
func (b base) Underlying() *knowledge.Entity { return b.Entity }

// The kinds of entities. Each is the domain's entity under the name of its GraphQL type.
type (
	// Country is an entity of the kind COUNTRY.
	Country struct{ base }
	// Alliance is an entity of the kind ALLIANCE.
	Alliance struct{ base }
	// Organization is an entity of the kind ORGANIZATION.
	Organization struct{ base }
	// Program is an entity of the kind PROGRAM.
	Program struct{ base }
	// Agreement is an entity of the kind AGREEMENT.
	Agreement struct{ base }
	// Event is an entity of the kind EVENT.
	Event struct{ base }
	// Person is an entity of the kind PERSON.
	Person struct{ base }
	// Territory is an entity of the kind TERRITORY.
	Territory struct{ base }
	// Region is an entity of the kind REGION.
	Region struct{ base }
	// City is an entity of the kind CITY.
	City struct{ base }
	// Mission is an entity of the kind MISSION.
	Mission struct{ base }
	// Initiative is an entity of the kind INITIATIVE.
	Initiative struct{ base }
	// Facility is an entity of the kind FACILITY.
	Facility struct{ base }
	// Group is an entity of the kind GROUP.
	Group struct{ base }
	// Actor is an entity of the kind ACTOR.
	Actor struct{ base }
)

// Wrap gives an entity the type of its kind; nil for nil.
func Wrap(e *knowledge.Entity) Entity {
	if e == nil {
		return nil
	}
	b := base{e}
	switch e.Kind {
	case knowledge.KindCountry:
		return &Country{b}
	case knowledge.KindAlliance:
		return &Alliance{b}
	case knowledge.KindOrganization:
		return &Organization{b}
	case knowledge.KindProgram:
		return &Program{b}
	case knowledge.KindAgreement:
		return &Agreement{b}
	case knowledge.KindEvent:
		return &Event{b}
	case knowledge.KindPerson:
		return &Person{b}
	case knowledge.KindTerritory:
		return &Territory{b}
	case knowledge.KindRegion:
		return &Region{b}
	case knowledge.KindCity:
		return &City{b}
	case knowledge.KindMission:
		return &Mission{b}
	case knowledge.KindInitiative:
		return &Initiative{b}
	case knowledge.KindFacility:
		return &Facility{b}
	case knowledge.KindGroup:
		return &Group{b}
	default:
		return &Actor{b}
	}
}

// WrapAll gives each entity the type of its kind.
func WrapAll(entities []*knowledge.Entity) []Entity {
	out := make([]Entity, len(entities))
	for i, e := range entities {
		out[i] = Wrap(e)
	}
	return out
}

// As gives an entity as one certain kind's type; nil where it is of another kind, or none.
func As[T Entity](e *knowledge.Entity) T {
	t, _ := Wrap(e).(T)
	return t
}
