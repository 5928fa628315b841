package neo4jstore

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

// The environment of a process that is there to be killed, and how often that is done: once, where nothing is said; ENTENTE_KILLS=20
// is what the project promises.
const (
	killedURI = "ENTENTE_KILLED_URI"
	killsName = "ENTENTE_KILLS"
)

// TestKilledLoader is the process that TestKill starts; by itself it does nothing.
func TestKilledLoader(t *testing.T) {
	uri := os.Getenv(killedURI)
	if uri == "" {
		return
	}
	s, err := Open(t.Context(), Options{URI: uri, Username: os.Getenv("KILLED_USERNAME"), Password: os.Getenv("KILLED_PASSWORD"), Database: os.Getenv("KILLED_DATABASE")})
	require.NoError(t, err)
	_, err = s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(hubRows(t)...)))
	require.NoError(t, err)
}

// everything counts what is in a database, by its own counts: a load of the hub ends at somewhat more than two of each fact, its
// node and its relationship.
const everything = "RETURN COUNT {()} + COUNT {()-->()}"

// TestKill_ALoadRunAgainIsAsOneCleanLoad kills a loader at random points of its work. Readers see nothing of it, or all, and the
// load that follows ends at the hash of one clean load, with no node left over.
func TestKill_ALoadRunAgainIsAsOneCleanLoad(t *testing.T) {
	kills := 1
	if text := os.Getenv(killsName); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err, killsName)
		kills = n
	}
	c := neo4jtest.Open(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	rows := hubRows(t)
	want, err := memstore.New().Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(t, err)
	var before, shown int
	for range kills {
		clear(t, c)
		s := openStore(t, c)
		rest := killed(t, s, c, random)
		newest, err := s.queryNewest(t.Context())
		require.NoError(t, err)
		before, shown = before+1-newest, shown+newest
		counts, err := s.CountStatements(t.Context(), &knowledge.Scope{}, []knowledge.ID{hub}, knowledge.StatementFilter{})
		require.NoError(t, err)
		assert.Equal(t, newest*hubFacts, counts[0], "all of the load, or nothing")
		t.Logf("%d rows and relationships were left, at revision %d", rest, newest)

		began := time.Now()
		r, err := s.Apply(t.Context(), storetest.ChangeSet(newest, storetest.Put(rows...)))
		require.NoError(t, err)
		t.Logf("run again in %s", time.Since(began).Round(time.Millisecond))
		assert.Equal(t, []any{1, want.Hash()}, []any{r.Number, r.Hash()})
		assert.Equal(t, hubFacts, nodes(t, s, "MATCH (s:Statement) RETURN count(s)"))
		assert.Equal(t, hubFacts, nodes(t, s, "MATCH (:Entity)-[r]->(:Entity) RETURN count(r)"), "what people see is in step")
	}
	t.Logf("%d were killed before their revision was made, %d later", before, shown)
}

// killed starts a loader and kills it once a random part of its work is done; it gives how much stands in the database then.
func killed(t *testing.T, s *Store, c neo4jtest.Connection, random *rand.Rand) (rest int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestKilledLoader$")
	child.Env = append(os.Environ(), killedURI+"="+c.URI, "KILLED_USERNAME="+c.Username, "KILLED_PASSWORD="+c.Password, "KILLED_DATABASE="+c.Database)
	require.NoError(t, child.Start())
	part, empty := random.IntN(2*hubFacts), nodes(t, s, everything)
	// Batches are seen when they stand: the time within one is a matter of chance, too.
	moment := time.Duration(random.Int64N(int64(time.Second / 2)))
	require.Eventually(t, func() bool { return nodes(t, s, everything) >= empty+part }, 5*time.Minute, 5*time.Millisecond)
	select {
	case <-time.After(moment):
	case <-t.Context().Done():
	}
	// It may have come to its end a moment ago.
	_ = child.Process.Kill()
	if child.Wait() == nil {
		t.Log("it was done before it was killed")
	}
	return nodes(t, s, everything)
}

// nodes gives the number that a query counts.
func nodes(t *testing.T, s *Store, query string) int {
	n, err := strconv.Atoi(strings.Trim(answer(t, s, query), "[]\n"))
	require.NoError(t, err)
	return n
}
