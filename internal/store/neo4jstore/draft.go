package neo4jstore

import (
	"hash/maphash"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// draft is a revision before it is written.
type draft struct {
	*changeset.Draft
	store  *Store
	base   *catalog
	number int
	// hasReferences: some new statement is about an entity, or attributed to one.
	hasReferences bool
	// counts are those after the change.
	counts counts
	// states are the entities that are joined again, and those whose life the change may alter.
	states []state
	lives  lives
	// removedTargets are the statements whose horizon a removed statement may have bounded; linkHashes are hashes of the links of new
	// statements.
	removedTargets *horizonTargets
	linkHashes     []uint64
	linkSeed       maphash.Seed
	progress       progress
}

// state is an entity before and after the change; either may be nil.
type state struct {
	before, after *knowledge.Entity
	// addedIn is the revision that made the state before.
	addedIn int
}

// lives are when entities existed, as the change leaves it; see knowledge.Life.
type lives struct {
	// of are the lives of all entities that were looked up, nil if nothing is known.
	of map[knowledge.ID][]edtf.Span
	// dated are the entities whose life the change may alter, marks the statements that date them, and unmarked the statements of the base
	// that no longer do, or do in another version.
	dated    map[knowledge.ID]bool
	marks    map[knowledge.ID]*marks
	unmarked map[knowledge.ID]bool
	// changed are the entities of the base whose life changes.
	changed []knowledge.ID
}

func newLives() lives {
	return lives{
		of: map[knowledge.ID][]edtf.Span{}, dated: map[knowledge.ID]bool{}, marks: map[knowledge.ID]*marks{}, unmarked: map[knowledge.ID]bool{},
	}
}

// marks are the statements that date one entity. Only those that matter are kept: the one with the earliest begin and the one with the
// latest end of each relation and side.
type marks struct{ all []*knowledge.Statement }

// horizonTargets are the statements whose horizon may change.
type horizonTargets struct {
	// links are links, each with the least number of statements that it must have to be processed.
	links map[knowledge.ID]int
	// ends are ends of exclusive relations, whose other links are rivals.
	ends map[exclusiveEnd]bool
}

type exclusiveEnd struct {
	id       knowledge.ID
	relation string
}

func newHorizonTargets() *horizonTargets {
	return &horizonTargets{map[knowledge.ID]int{}, map[exclusiveEnd]bool{}}
}
