package export_test

import (
	"strings"
	"testing"

	"entente/internal/export"
	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/seedtest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// TestCypher_MakesTheGraphInNeo4j runs the script twice: the second time changes nothing.
func TestCypher_MakesTheGraphInNeo4j(t *testing.T) {
	c := neo4jtest.Open(t)
	from := seedtest.Shared(t)
	s := export.Selection{Where: knowledge.StatementFilter{With: []knowledge.ID{"program:pfp"}}}
	script := string(written(t, from, s, "cypher"))
	for range 2 {
		for statement := range strings.SplitSeq(script, ";\n") {
			if lines := strings.TrimSpace(statement); lines != "" {
				require.NoError(t, neo4jtest.Run(t.Context(), c, lines))
			}
		}
	}
	count := func(query string) int64 {
		n, err := neo4jtest.Count(t.Context(), c, query)
		require.NoError(t, err)
		return n
	}
	assert.EqualValues(t, strings.Count(string(written(t, from, s, "graphml")), "<node "), count("MATCH (e:Entity) RETURN count(e) AS n"))
	assert.EqualValues(t, strings.Count(string(written(t, from, s, "graphml")), "<edge "), count("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n"))
	assert.EqualValues(t, 1, count("MATCH (c:Country {id: 'country:georgia'})-[r:PARTICIPATES_IN {held: true}]->(:Program {id: 'program:pfp'}) RETURN count(r) AS n"))
}
