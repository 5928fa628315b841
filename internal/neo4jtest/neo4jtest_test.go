package neo4jtest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { Main(m) }

func count(t *testing.T, c Connection, query string) int64 {
	t.Helper()
	n, err := Count(t.Context(), c, query)
	require.NoError(t, err)
	return n
}

func write(t *testing.T, c Connection, queries ...string) {
	t.Helper()
	for _, query := range queries {
		require.NoError(t, Run(t.Context(), c, query))
	}
}

const schemaSize = "SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN count(*)"

func TestOpen_GivesAnEmptyDatabaseToEachTest(t *testing.T) {
	for _, name := range []string{"first", "second"} {
		t.Run(name, func(t *testing.T) {
			c := Open(t)
			assert.Zero(t, count(t, c, "MATCH (n) RETURN count(n)"))
			assert.Zero(t, count(t, c, schemaSize))
			write(t, c, "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE", "CREATE INDEX `a b` FOR (n:X) ON (n.y)",
				"UNWIND range(1, 25000) AS i CREATE (:X {id: i})-[:Y]->(:Z)")
			assert.EqualValues(t, 50_000, count(t, c, "MATCH (n) RETURN count(n)"))
			assert.EqualValues(t, 2, count(t, c, schemaSize))
		})
	}
}

func TestGivenDatabase_ThatIsNotEmpty_IsNotWiped(t *testing.T) {
	c := Open(t)
	t.Setenv("NEO4J_WIPE", "")
	require.NoError(t, mayWipe(t.Context(), c))
	write(t, c, "CREATE (:Precious)")
	require.ErrorContains(t, mayWipe(t.Context(), c), "NEO4J_WIPE=true")
	t.Setenv("NEO4J_WIPE", "true")
	require.NoError(t, mayWipe(t.Context(), c))
}

func TestCanStart_WithoutJava_SaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := canStart(t.Context())
	require.ErrorIs(t, err, errMissing)
	assert.ErrorContains(t, err, "Java 17 or 21 and Maven")
}

func TestServer_IsSharedByAProgramAndEndsWithItsTests(t *testing.T) {
	skipIfShort(t)
	skipOrFail(t, canStart(t.Context()))
	t.Setenv("NEO4J_URI", "")
	first, err := findServer(t.Context())
	require.NoError(t, err)
	second, err := findServer(t.Context())
	require.NoError(t, err)
	assert.Equal(t, first, second)
	home := sharedServer.home
	require.NoError(t, endShared())
	require.Error(t, ping(t.Context(), first))
	assert.NoDirExists(t, home)
	_, err = findServer(t.Context())
	require.ErrorIs(t, err, errNoMain)
	sharedServer.offered = true
}

// TestLend_OfAServerThatIsNamed_EmptiesIt runs a command that does nothing.
func TestLend_OfAServerThatIsNamed_EmptiesIt(t *testing.T) {
	c := Open(t)
	for name, value := range map[string]string{"NEO4J_URI": c.URI, "NEO4J_USERNAME": c.Username, "NEO4J_PASSWORD": c.Password, "NEO4J_WIPE": ""} {
		t.Setenv(name, value)
	}
	write(t, c, "CREATE (:Precious)")
	require.ErrorContains(t, Lend(t.Context(), "true"), "NEO4J_WIPE=true")
	assert.EqualValues(t, 1, count(t, c, "MATCH (n) RETURN count(n)"))
	t.Setenv("NEO4J_WIPE", "true")
	require.NoError(t, Lend(t.Context(), "true"))
	assert.Zero(t, count(t, c, "MATCH (n) RETURN count(n)"))
}
