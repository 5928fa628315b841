package neo4jstore

import (
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"entente/internal/neo4jtest"
	"entente/internal/store"
	"entente/internal/store/storetest"
)

// openStore gives an empty store on a connection.
func openStore(t testing.TB, c neo4jtest.Connection) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database, QueryTimeout: time.Minute})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// randomQuestions are few: each is of a kind of its own, which the server plans for half a second.
const randomQuestions = 2

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// TestStore runs the suite of all stores. A test that opens a second store has done with its first.
func TestStore(t *testing.T) {
	c := neo4jtest.Open(t)
	storetest.RunAsking(t, func(t *testing.T) store.Store {
		clear(t, c)
		return openStore(t, c)
	}, randomQuestions)
}

// clear removes all nodes. Constraints and indexes stay, which saves each test a second.
func clear(t testing.TB, c neo4jtest.Connection) {
	t.Helper()
	d, err := c.Driver()
	require.NoError(t, err)
	defer func() { _ = d.Close(t.Context()) }()
	_, err = neo4j.ExecuteQuery(t.Context(), d, "MATCH (n) DETACH DELETE n", nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(c.Database))
	require.NoError(t, err)
}
