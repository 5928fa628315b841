package model

import (
	"entente/internal/explore"
	"entente/internal/knowledge"
)

// EventFilter keeps events that match all its fields.
type EventFilter struct {
	During       *knowledge.DateRange
	Participant  *knowledge.ID
	NameContains string
}

// Entities converts the filter to one of entities.
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

// EntityFilter keeps entities that match all its fields.
type EntityFilter struct {
	knowledge.EntityFilter
	// Region is any region of the M49 standard; the domain's filter has those that entities are filed under.
	Region string
}

// StatementFilter keeps statements that match all its fields.
type StatementFilter struct {
	knowledge.StatementFilter
	// Corroboration restricts them to levels, which only explore can compute.
	Corroboration []explore.CorroborationLevel
}
