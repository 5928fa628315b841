package benchmark

import (
	"fmt"
	"strings"
)

// The names of the dear questions.
const (
	DearTimelines = "timelines of a hub below its statements"
	DearEdges     = "ordered lists below the edges of a subgraph"
	DearFiltered  = "filtered counts of all"
	DearCounts    = "counts by a property"
	DearOrdered   = "ordered and filtered"
	DearLinks     = "links with their levels"
	DearDiffs     = "diffs"
	DearSchema    = "the schema over and over"
)

// DearQuestions returns the dearest questions that were found over drawn facts, by name: each costs about as much as a request may, or has
// fields that cost more.
func DearQuestions() map[string]string {
	const hub = `"country:entity-0000-0"`
	return map[string]string{
		DearTimelines: "{statements(first:400 where:{subject:[" + hub + "]}){nodes{subject{" + aliased(12, "timeline(first:1){totalCount}") + "}}}}",
		DearEdges:     "{subgraph(around:[" + hub + "],hops:3,limit:1000){edges{source{statements(first:1,orderBy:{by:RELATION}){totalCount}}}}}",
		DearFiltered:  "{" + aliased(30, "statements(first:1, where:{during:{from:%}}){totalCount}") + "}",
		DearCounts:    "{" + aliased(30, "count(by: RELATION, where:{during:{from:%}}){statementCount}") + "}",
		DearOrdered: "{entities(first:100){nodes{" + aliased(20, "statements(first:1, orderBy:{by: RELATION, direction: DESC}, where:{during:{from:%}}){totalCount}") +
			"}}}",
		DearLinks:  "{entities(first:100){nodes{" + aliased(20, "links(first:1, where:{during:{from:%}}){totalCount nodes{corroboration}}") + "}}}",
		DearDiffs:  "{" + aliased(10, `diff(from:{asOf:%}, to:{asOf:"2014-12-31"}){changes(first:1){totalCount}}`) + "}",
		DearSchema: "{" + aliased(29, "__schema{types{name fields{name args{name description}}}}") + "}",
	}
}

// aliased repeats a selection, each time with another day for %.
func aliased(times int, selection string) string {
	var b strings.Builder
	for i := range times {
		day := fmt.Sprintf(`"2014-%02d-%02d"`, 1+i%6, 10+i%18)
		fmt.Fprintf(&b, " a%d: %s", i, strings.ReplaceAll(selection, "%", day))
	}
	return b.String()
}
