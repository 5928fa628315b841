package neo4jstore

import (
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"entente/internal/neo4jtest"
	"entente/internal/seedtest"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the answers into docs/neo4j.md")

// question is a query of the page and the answer that it gives for it.
var question = regexp.MustCompile("(?s)```cypher\n(.*?)```\n\n```answer\n(.*?)```")

// TestDocs_AnswerAsThePageSays asks the queries of docs/neo4j.md of the built-in datasets.
func TestDocs_AnswerAsThePageSays(t *testing.T) {
	const page = "../../../docs/neo4j.md"
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	c := neo4jtest.Open(t)
	s := openStore(t, c)
	seedtest.Load(t, s)
	require.Len(t, question.FindAllSubmatch(text, -1), 5)
	got := question.ReplaceAllStringFunc(string(text), func(block string) string {
		query := question.FindStringSubmatch(block)[1]
		return "```cypher\n" + query + "```\n\n```answer\n" + answer(t, s, query) + "```"
	})
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(got), 0o644))
	}
	assert.Equal(t, got, string(text))
	assert.NotContains(t, got, "```answer\n```", "each has an answer")
}

// answer gives the rows of a query, one a line.
func answer(t *testing.T, s *Store, query string) string {
	session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: s.options.Database, AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(t.Context()) }()
	result, err := session.Run(t.Context(), query, nil)
	require.NoError(t, err)
	records, err := result.Collect(t.Context())
	require.NoError(t, err)
	var lines strings.Builder
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for _, r := range records {
		require.NoError(t, encoder.Encode(r.Values))
	}
	return lines.String()
}
