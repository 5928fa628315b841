package explore

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDocs_NameTheBounds checks that the documentation has the limits of the program.
func TestDocs_NameTheBounds(t *testing.T) {
	text, err := os.ReadFile("../../docs/explore.md")
	require.NoError(t, err)
	for what, n := range map[string]int{
		"entities that a subgraph is asked around": MaxAround, "its hops": MaxHops, "its nodes": MaxNodes, "its edges": MaxEdges,
		"hops of a path": MaxPathHops, "paths": MaxPaths, "entities to avoid": MaxAvoided, "steps of the search for paths": MaxPathWork,
		"entities of a timeline": MaxTimelineEntities, "entities to compare": MaxCompared, "entities of a diff": MaxDiffEntities, "values of a count": MaxValues, "values that `measure` sums numbers up for": maxMeasures,
		"statements that one question looks at":                           MaxStatements,
		"statements of the sources that are asked for what rests on them": MaxSoleStatements,
		"statements that are weighed at once, as for a summary":           MaxWeighed, "pairs of statements that this makes": MaxWeighings,
	} {
		assert.Contains(t, string(text), "| "+what+" | "+grouped(n)+" |")
	}
}

// grouped writes 2000000 as 2,000,000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), ",")
}
