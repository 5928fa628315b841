package graph

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"entente/internal/neo4jtest"
	"entente/internal/search/searchtest"
	"entente/internal/seedtest"
	"entente/internal/store/neo4jstore"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// neo4jSeeded is a store in a Neo4j database with the built-in datasets.
func neo4jSeeded(t testing.TB) *neo4jstore.Store {
	t.Helper()
	c := neo4jtest.Open(t)
	s, err := neo4jstore.Open(t.Context(), neo4jstore.Options{
		URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database, QueryTimeout: time.Minute,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	seedtest.Load(t, s)
	return s
}

// TestNeo4j_AnswersTheExamplesByteForByte asks each example of both stores. It also counts the trips to the database: as many as the
// question has levels, and three more, whatever its pages.
func TestNeo4j_AnswersTheExamplesByteForByte(t *testing.T) {
	s, embedded := neo4jSeeded(t), over(t, seeded(t))
	files, err := filepath.Glob("../docs/examples/*.graphql")
	require.NoError(t, err)
	require.Greater(t, len(files), 10)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			query, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, embedded.data(t, string(query)), over(t, s).data(t, string(query)))
		})
	}
	t.Run("searches", func(t *testing.T) { searchtest.Table(t, s) })
	e := over(t, s)
	for _, n := range []int{1, 2, 5, 12} {
		before := s.Trips()
		e.data(t, fiveLevels, map[string]any{"n": n})
		assert.LessOrEqual(t, s.Trips()-before, int64(10+3), "ten levels, %d to a page", n)
	}
}

func TestNeo4j_MergesAsTheEmbeddedStoreDoes(t *testing.T) {
	c := neo4jtest.Open(t)
	s, err := neo4jstore.Open(t.Context(), neo4jstore.Options{
		URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database, QueryTimeout: time.Minute,
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	_, err = s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(mergeRows(t)...)))
	require.NoError(t, err)
	e := over(t, s)
	for _, ask := range aboutMerged() {
		assert.Equal(t, ask[1], e.data(t, ask[0]), ask[0])
	}
}
