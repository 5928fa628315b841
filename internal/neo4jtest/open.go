package neo4jtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/require"
)

// Connection is what it takes to reach a database.
type Connection struct {
	// URI is the server's address, with a scheme of Neo4j drivers.
	URI                string
	Username, Password string
	// Database is the name of the one user database that Neo4j Community has.
	Database string
}

// startTimeout is how long a server may take from nothing to its first answer, jars and a busy machine included.
const startTimeout = 5 * time.Minute

// errMissing is returned where something is not installed that a server needs.
var errMissing = errors.New("tests with Neo4j need a server: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD, or install Java 17 or 21 and Maven")

// Open gives a test a database without nodes, constraints and indexes. No other test has it until this one and its subtests end; so a
// test that opens a second one waits for itself. Where the environment names a server, it may wait for other test programs.
func Open(t testing.TB) Connection {
	t.Helper()
	skipIfShort(t)
	ctx, cancel := context.WithTimeout(t.Context(), startTimeout)
	defer cancel()
	c, err := findServer(ctx)
	skipOrFail(t, err)
	claimDatabase(t, c)
	require.NoError(t, Wipe(t.Context(), c))
	return c
}

// findServer returns the server that the environment names, or that of this program.
func findServer(ctx context.Context) (Connection, error) {
	if uri := os.Getenv("NEO4J_URI"); uri != "" {
		c := Connection{URI: uri, Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Database: defaultDatabase}
		return c, mayWipe(ctx, c)
	}
	return shared(ctx)
}

// skipIfShort ends a test where short ones were asked for.
func skipIfShort(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("tests with Neo4j take minutes")
	}
}

// skipOrFail ends a test that has no server.
func skipOrFail(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errMissing) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	require.NoError(t, err)
}

// claimDatabase waits until no other test has the server's database, and takes it until the test ends.
func claimDatabase(t testing.TB, c Connection) {
	t.Helper()
	dir, err := cacheDir("use")
	require.NoError(t, err)
	lock := flock.New(filepath.Join(dir, fileName(c.URI)+".lock"))
	ok, err := lock.TryLockContext(t.Context(), 5*time.Millisecond)
	require.NoError(t, err)
	require.True(t, ok)
	t.Cleanup(func() { require.NoError(t, lock.Unlock()) })
}
