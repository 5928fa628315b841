package model

import "entente/internal/knowledge"

// The kinds of entities. Each is the domain's entity under the name of its GraphQL type. A pointer to the one is a pointer to
// the other, so that giving entities the types of their kinds allocates nothing; but such types inherit no methods.
type (
	// Country is an entity of the kind COUNTRY.
	Country knowledge.Entity
	// Alliance is an entity of the kind ALLIANCE.
	Alliance knowledge.Entity
	// Organization is an entity of the kind ORGANIZATION.
	Organization knowledge.Entity
	// Program is an entity of the kind PROGRAM.
	Program knowledge.Entity
	// Agreement is an entity of the kind AGREEMENT.
	Agreement knowledge.Entity
	// Event is an entity of the kind EVENT.
	Event knowledge.Entity
	// Person is an entity of the kind PERSON.
	Person knowledge.Entity
	// Territory is an entity of the kind TERRITORY.
	Territory knowledge.Entity
	// Region is an entity of the kind REGION.
	Region knowledge.Entity
	// City is an entity of the kind CITY.
	City knowledge.Entity
	// Mission is an entity of the kind MISSION.
	Mission knowledge.Entity
	// Initiative is an entity of the kind INITIATIVE.
	Initiative knowledge.Entity
	// Facility is an entity of the kind FACILITY.
	Facility knowledge.Entity
	// Group is an entity of the kind GROUP.
	Group knowledge.Entity
	// Actor is an entity of the kind ACTOR.
	Actor knowledge.Entity
)

// NodeID is its id.
func (e *Country) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Country) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Alliance) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Alliance) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Organization) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Organization) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Program) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Program) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Agreement) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Agreement) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Event) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Event) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Person) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Person) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Territory) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Territory) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Region) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Region) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *City) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *City) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Mission) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Mission) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Initiative) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Initiative) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Facility) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Facility) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Group) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Group) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

// NodeID is its id.
func (e *Actor) NodeID() knowledge.ID { return e.ID }

// Underlying is the domain's entity.
func (e *Actor) Underlying() *knowledge.Entity { return (*knowledge.Entity)(e) }

func (*Country) isPolity()   {}
func (*Territory) isPolity() {}
