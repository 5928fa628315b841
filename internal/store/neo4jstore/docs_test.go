package neo4jstore

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/seed"
)

var update = flag.Bool("update", false, "write the answers into docs/neo4j.md")

// question is a query of the page and the answer that it gives for it.
var question = regexp.MustCompile("(?s)```cypher\n(.*?)```\n\n```answer\n(.*?)```")

// TestDocs_AnswerAsThePageSays asks the queries of docs/neo4j.md of the built-in datasets.
func TestDocs_AnswerAsThePageSays(t *testing.T) {
	const page = "../../../docs/neo4j.md"
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	c := database(t)
	s := openStore(t, c)
	loadSeed(t, s)
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

// loadSeed loads the built-in datasets.
func loadSeed(t testing.TB, s store.Store) {
	t.Helper()
	var sources []dataset.Source
	all, err := seed.Files()
	require.NoError(t, err)
	for _, name := range seed.Names() {
		folder, err := fs.Sub(all, name)
		require.NoError(t, err)
		sources = append(sources, dataset.Source{FS: folder, Name: name})
	}
	folders, err := dataset.ReadAll(t.Context(), sources, nil)
	require.NoError(t, err)
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		require.NoError(t, f.Problems.Err())
		contents[i] = f
	}
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, time.Date(2025, 11, 18, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
}
