package model

import (
	"entente/internal/explore"
	"entente/internal/knowledge"
)

// EventFilter keeps events that fit all that is given.
type EventFilter struct {
	During       *knowledge.DateRange
	Participant  *knowledge.ID
	NameContains string
}

// Entities is the filter as one of entities.
func (f *EventFilter) Entities() EntityFilter {
	filter := EntityFilter{EntityFilter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindEvent}}}
	if f == nil {
		return filter
	}
	filter.During, filter.NameContains = f.During, f.NameContains
	if f.Participant != nil {
		filter.RelatedTo = &knowledge.RelatedTo{Entity: *f.Participant}
	}
	return filter
}

// EntityFilter keeps entities that fit all that is given.
type EntityFilter struct {
	knowledge.EntityFilter
	// Region is any region of the M49 standard; the domain's filter has those that entities are filed under.
	Region string
}

// StatementFilter keeps statements that fit all that is given.
type StatementFilter struct {
	knowledge.StatementFilter
	// Corroboration is the level that they stand at, which only explore can tell.
	Corroboration []explore.CorroborationLevel
}
