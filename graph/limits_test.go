package graph

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/graph/generated"
	"entente/internal/explore"
	"entente/internal/question"
	"entente/internal/server"
	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// measureQuery checks a query against the default limits, as the endpoint does after parsing it.
func measureQuery(t *testing.T, query string, variables map[string]any) *gqlerror.Error {
	t.Helper()
	schema := generated.Schema()
	document, errs := gqlparser.LoadQueryWithRules(schema, query, nil)
	require.Empty(t, errs)
	return DefaultLimits().MutateOperationContext(context.Background(), &graphql.OperationContext{
		Doc: document, Operation: document.Operations[0], Variables: variables,
	})
}

// nested wraps core in levels of opening and closing.
func nested(levels int, opening, core, closing string) string {
	return strings.Repeat(opening, levels) + core + strings.Repeat(closing, levels)
}

func TestLimits_EachPassesAtItsNumberAndNotBeyond(t *testing.T) {
	times := func(n int, part string) string { return strings.Repeat(part+" ", n) }
	numbered := func(n int, part string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(part, "#", strconv.Itoa(i)) + " ")
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		query func(n int) string
		limit int
		says  string
	}{
		"depth": {func(n int) string {
			return "{ r: revision " + nested(n-2, "{ undoes ", "{ number }", "}") + "}"
		}, 15, "16 levels; 15 would pass"},
		"aliases":    {func(n int) string { return "{ revision { " + numbered(n, "a#: number") + "} }" }, 30, "31 aliases; 30 would pass"},
		"directives": {func(n int) string { return "{ revision { " + times(n, "number @include(if: true)") + "} }" }, 50, "51 directives; 50 would pass"},
		"fragments": {func(n int) string {
			return "{ revision { " + numbered(n, "...F#") + "} } " + numbered(n, "fragment F# on Revision { number }")
		}, 50, "51 fragments; 50 would pass"},
		"operations": {func(n int) string { return numbered(n, "query Q# { revision { number } }") }, 10, "11 operations; 10 would pass"},
		"fields": {func(n int) string {
			return "{ revision { " + times(n-1, "number") + "} }"
		}, 1000, "1001 fields (fragments spread); 1000 would pass"},
		"cost": {func(n int) string {
			return "{ statements(first: 499) { nodes { " + times(n, "evidence { quote }") + "} } }"
		}, 99, `objects in its answer, most of them by "nodes"; 100000 would pass`},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Nil(t, measureQuery(t, c.query(c.limit), nil))
			err := measureQuery(t, c.query(c.limit+1), nil)
			require.NotNil(t, err)
			assert.Contains(t, err.Message, c.says)
			assert.Equal(t, "LIMIT_EXCEEDED", err.Extensions["code"])
		})
	}
}

func TestLimits_RootSelections_CountWhatFragmentsSpread(t *testing.T) {
	query := "{ " + strings.Repeat("...F ", 31) + "} fragment F on Query { revision { number } }"
	err := measureQuery(t, query, nil)
	require.NotNil(t, err)
	assert.Contains(t, err.Message, "31 root selections; 30 would pass")
}

func TestLimits_PageSizesByVariable_CountAsGiven(t *testing.T) {
	query := "query Q($n: Int) { statements(first: 500) { nodes { link { statements(first: $n) { nodes { id } } } } } }"
	assert.Nil(t, measureQuery(t, query, map[string]any{"n": int64(20)}))
	err := measureQuery(t, query, map[string]any{"n": int64(200)})
	require.NotNil(t, err)
	assert.Contains(t, err.Message, "objects")
}

// The question that an analyst writes first passes; of what is asked of each type only the most counts.
func TestLimits_TheNaturalQuestion_Passes(t *testing.T) {
	const statements = `statements { nodes { evidence { quote } document { title publisher } } }`
	query := `{ program(ref: "PfP") { participants(first: 50) { edges { node { id name
		... on Country { affiliations(where: {object: ["NATO"], relations: ["MEMBER_OF"]}) { edges { relation { name } node { id } link { ` + statements + ` } } } }
		... on Territory { affiliations(where: {object: ["NATO"], relations: ["MEMBER_OF"]}) { edges { relation { name } node { id } link { ` + statements + ` } } } }
	} } } } }`
	assert.Nil(t, measureQuery(t, query, nil))
	twice := strings.Replace(query, "... on Territory", "... on Country", 1)
	err := measureQuery(t, strings.Replace(twice, "affiliations", "again: affiliations", 1), nil)
	require.NotNil(t, err)
	assert.Contains(t, err.Message, `most of them by "evidence"`)
}

func TestLimits_OfWhatIsDrawn_CountNodesAndEdges(t *testing.T) {
	const query = `query($n: Int) { subgraph(around: ["country:georgia"], limit: $n) { nodes { names { text } } edges { source { id } target { id } statements(first: 2) { nodes { id } } } } }`
	assert.Nil(t, measureQuery(t, query, map[string]any{"n": int64(500)}))
	err := measureQuery(t, query, map[string]any{"n": int64(20000)})
	require.NotNil(t, err)
	assert.Contains(t, err.Message, "objects")
	assert.NotNil(t, measureQuery(t, `{ paths(from: "a", to: "b", first: 30000) { steps { link { id } } } }`, nil))
}

// Fragments that spread fragments many times over are two to the thirtieth fields in a few hundred bytes.
func TestLimits_ExponentialFragments_AreRefusedAtOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("{ revision { ...F0 } } ")
	for i := range 30 {
		next := "F" + strconv.Itoa(i+1)
		b.WriteString("fragment F" + strconv.Itoa(i) + " on Revision { undoes { ..." + next + " } undoes { ..." + next + " } } ")
	}
	b.WriteString("fragment F30 on Revision { number }")
	began := time.Now()
	err := measureQuery(t, b.String(), nil)
	require.NotNil(t, err)
	assert.Less(t, time.Since(began), 500*time.Millisecond)
}

func TestLimits_TheDocumentationNamesEach(t *testing.T) {
	page, err := os.ReadFile("../docs/limits.md")
	require.NoError(t, err)
	l := DefaultLimits()
	for what, number := range map[string]int{
		"body of a request": MaxBody, "tokens of the query document": l.Tokens, "levels of fields below one another": l.Depth,
		"aliases in the document": l.Aliases, "root selections of the operation": l.RootSelections,
		"directives in the document": l.Directives, "fragments that the document defines": l.Fragments,
		"operations that the document defines": l.Operations, "fields, with fragments spread": l.Fields,
		"objects that the answer may have (cost)": l.Cost, "`first` and `last`": question.MaxPageSize, "ids in `nodes(ids:)`": maxIDs,
		"errors in one answer": maxErrors, "bytes of one error's message": maxErrorMessage,
		"entities that `subgraph` is asked around": explore.MaxAround, "`hops` of `subgraph`": explore.MaxHops,
		"`limit` of `subgraph`": explore.MaxNodes, "`maxHops` of `paths`": explore.MaxPathHops, "`first` of `paths`": explore.MaxPaths,
		"entities that `paths` avoids": explore.MaxAvoided, "entities of one `timeline`": explore.MaxTimelineEntities,
		"entities that are compared": explore.MaxCompared, "entities that a `diff` is narrowed to": explore.MaxDiffEntities,
		"time for a request": int(server.RequestTimeout / time.Second),
	} {
		row := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(what) + ` \| ([\d,]+)`).FindSubmatch(page)
		if assert.NotNil(t, row, what) {
			assert.Equal(t, strconv.Itoa(number), strings.ReplaceAll(string(row[1]), ",", ""), what)
		}
	}
}

// What holds a core while it is validated is refused before.
func TestLimits_HostileQueries_AreRefusedQuicklyAndBriefly(t *testing.T) {
	e := over(t, seeded(t))
	for name, query := range map[string]string{
		"one field many times":     "{ revision { " + strings.Repeat("number ", 4900) + "} }",
		"deep and wide":            "{ revision { " + strings.Repeat("undoes { undoes { undoes { number } } } ", 300) + "} }",
		"fragments within another": "{ revision { " + strings.Repeat("...F ", 900) + "} } fragment F on Revision { " + strings.Repeat("number ", 900) + "}",
		"a fragment within itself": "{ revision { ...F } } fragment F on Revision { undoes { ...F } " + strings.Repeat("number ", 900) + "}",
		"unknown fields":           "{ " + strings.Repeat("nothing ", 4900) + "}",
		"deep brackets":            "{ nodes(ids: " + strings.Repeat("[", 4000) + strings.Repeat("]", 4000) + ") { id } }",
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			a := e.ask(t, query)
			assert.NotEmpty(t, a.Errors)
			assert.Less(t, len(a.Data), 100)
			t.Log(time.Since(began))
		})
	}
}
