package explore

import (
	"strings"

	"entente/internal/knowledge"
)

// Limits of one question.
const (
	// MaxAround is the maximum number of entities at the centre of a subgraph.
	MaxAround = 50
	// MaxHops is the maximum number of hops of a subgraph.
	MaxHops = 3
	// MaxNodes is the maximum number of nodes that a subgraph may be asked to return.
	MaxNodes = 1000
	// MaxEdges is the maximum number of edges of a subgraph: it returns fewer nodes if theirs would be more.
	MaxEdges = 50_000

	// MaxPathHops is the maximum length of a path.
	MaxPathHops = 6
	// MaxPaths is the maximum number of paths that may be asked for.
	MaxPaths = 50
	// MaxAvoided is the maximum number of entities that paths may be asked to avoid.
	MaxAvoided = 500
	// MaxPathWork is the maximum number of half edges that a search for paths follows: some hundred milliseconds of work.
	MaxPathWork = 20_000_000

	// MaxTimelineEntities is the maximum number of entities of one timeline.
	MaxTimelineEntities = 50
	// MaxCompared is the maximum number of entities in a comparison.
	MaxCompared = 20
	// MaxDiffEntities is the maximum number of entities that a diff may be restricted to.
	MaxDiffEntities = 50

	// MaxStatements is the maximum number of statements that one question may use. One that joins two entities counts for each.
	MaxStatements = 2_000_000
	// MaxSoleStatements is the maximum number of statements of the sources that OnlySourceOf is asked for.
	MaxSoleStatements = 100_000
	// MaxWeighed is the maximum number of statements that may be weighed against others at once, as for the summary of a document.
	MaxWeighed = 50_000
	// MaxWeighings is the maximum number of pairs of statements that are compared to weigh them.
	MaxWeighings = 50_000_000
)

// checkRange returns an error if a number is out of its range. The error has the code LimitExceeded if the number is too large and
// BadInput if it is too small, and names the limit.
func checkRange(what string, n, least, most int) error {
	switch {
	case n > most:
		return knowledge.Errorf(knowledge.LimitExceeded, "%s is %d; at most %d pass", what, n, most)
	case n < least:
		return knowledge.Errorf(knowledge.BadInput, "%s is %d; it is at least %d", what, n, least)
	}
	return nil
}

// checkLength returns an error if a list has too many members or too few.
func checkLength(what string, ids []knowledge.ID, least, most int) error {
	switch {
	case len(ids) > most:
		return knowledge.Errorf(knowledge.LimitExceeded, "%s names %d ids; at most %d pass", what, len(ids), most)
	case len(ids) < least:
		return knowledge.Errorf(knowledge.BadInput, "%s names %d ids; at least %d are needed", what, len(ids), least)
	}
	return nil
}

// limitError returns the error of a question that reads or does too much. remedy says what to ask for instead.
func limitError(most int, of, remedy string) error {
	return knowledge.Errorf(knowledge.LimitExceeded, "the answer takes a look at more than %d %s; %s", most, of, strings.TrimSpace(remedy))
}
