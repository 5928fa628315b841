package explore

import (
	"strings"

	"entente/internal/knowledge"
)

// The bounds of what one question may ask for.
const (
	// MaxAround is how many entities a subgraph may be asked around.
	MaxAround = 50
	// MaxHops is how far a subgraph may reach.
	MaxHops = 3
	// MaxNodes is how many nodes a subgraph may be asked to keep.
	MaxNodes = 1000
	// MaxEdges is how many edges a subgraph has at most: it keeps fewer nodes where theirs would be more.
	MaxEdges = 50_000

	// MaxPathHops is how long a path may be.
	MaxPathHops = 6
	// MaxPaths is how many paths may be asked for.
	MaxPaths = 50
	// MaxAvoided is how many entities paths may be asked to avoid.
	MaxAvoided = 500
	// MaxPathWork is how often a search for paths looks from a node at a neighbour: some hundred milliseconds of it.
	MaxPathWork = 20_000_000

	// MaxTimelineEntities is how many entities one timeline may be asked of.
	MaxTimelineEntities = 50
	// MaxCompared is how many entities may be compared.
	MaxCompared = 20
	// MaxDiffEntities is how many entities a difference may be narrowed to.
	MaxDiffEntities = 50

	// MaxStatements is how many statements one question may look at. One that joins two entities counts at each.
	MaxStatements = 2_000_000
	// MaxSoleStatements is how many statements sources may have that are asked for what rests on them alone.
	MaxSoleStatements = 100_000
	// MaxWeighed is how many statements may be weighed against others at once, as for the summary of a document.
	MaxWeighed = 50_000
	// MaxWeighings is how many pairs of statements they may make.
	MaxWeighings = 50_000_000
)

// bounded says that a number is out of its range. The error has the code LimitExceeded where it is too large, and BadInput
// where it is too small, and names what passes.
func bounded(what string, n, least, most int) error {
	switch {
	case n > most:
		return knowledge.Errorf(knowledge.LimitExceeded, "%s is %d; at most %d pass", what, n, most)
	case n < least:
		return knowledge.Errorf(knowledge.BadInput, "%s is %d; it is at least %d", what, n, least)
	}
	return nil
}

// boundedList says that a list has too many members or too few.
func boundedList(what string, ids []knowledge.ID, least, most int) error {
	switch {
	case len(ids) > most:
		return knowledge.Errorf(knowledge.LimitExceeded, "%s names %d ids; at most %d pass", what, len(ids), most)
	case len(ids) < least:
		return knowledge.Errorf(knowledge.BadInput, "%s names %d ids; at least %d are needed", what, len(ids), least)
	}
	return nil
}

// exhausted says that a question looked at too much. remedy says what to ask instead.
func exhausted(most int, of, remedy string) error {
	return knowledge.Errorf(knowledge.LimitExceeded, "the answer takes a look at more than %d %s; %s", most, of, strings.TrimSpace(remedy))
}
