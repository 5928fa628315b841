package model

import "entente/internal/knowledge"

// Node is anything with a global id: an entity, statement, link, relation, document, mention, dataset or revision.
type Node interface{ NodeID() knowledge.ID }

// Entity is an entity as GraphQL sees it: one of the kinds' types.
type Entity interface {
	Node
	// Underlying is the domain's entity.
	Underlying() *knowledge.Entity
}

// Polity is a country or a territory as GraphQL sees it.
type Polity interface {
	Entity
	isPolity()
}

// Wrap converts an entity to the type of its kind; nil to nil.
func Wrap(e *knowledge.Entity) Entity {
	if e == nil {
		return nil
	}
	switch e.Kind {
	case knowledge.KindCountry:
		return (*Country)(e)
	case knowledge.KindAlliance:
		return (*Alliance)(e)
	case knowledge.KindOrganization:
		return (*Organization)(e)
	case knowledge.KindProgram:
		return (*Program)(e)
	case knowledge.KindAgreement:
		return (*Agreement)(e)
	case knowledge.KindEvent:
		return (*Event)(e)
	case knowledge.KindPerson:
		return (*Person)(e)
	case knowledge.KindTerritory:
		return (*Territory)(e)
	case knowledge.KindRegion:
		return (*Region)(e)
	case knowledge.KindCity:
		return (*City)(e)
	case knowledge.KindMission:
		return (*Mission)(e)
	case knowledge.KindInitiative:
		return (*Initiative)(e)
	case knowledge.KindFacility:
		return (*Facility)(e)
	case knowledge.KindGroup:
		return (*Group)(e)
	default:
		return (*Actor)(e)
	}
}

// WrapAll converts each entity to the type of its kind.
func WrapAll(entities []*knowledge.Entity) []Entity {
	out := make([]Entity, len(entities))
	for i, e := range entities {
		out[i] = Wrap(e)
	}
	return out
}

// As converts an entity to the type of one kind; nil if it is of another kind, or nil.
func As[T Entity](e *knowledge.Entity) T {
	t, _ := Wrap(e).(T)
	return t
}
