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

// TestKill_ALoadRunAgainIsAsOneCleanLoad kills a loader at random points. Readers see nothing of it, or all, and the load that
// follows ends at the hash of one clean load, with no node left over.
func TestKill_ALoadRunAgainIsAsOneCleanLoad(t *testing.T) {
	kills := 1
	if text := os.Getenv(killsName); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err, killsName)
		kills = n
	}
	c := database(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	rows := hubRows(t)
	want, err := memstore.New().Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(t, err)
	for range kills {
		clear(t, c)
		s := openStore(t, c)
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestKilledLoader$")
		child.Env = append(os.Environ(), killedURI+"="+c.URI, "KILLED_USERNAME="+c.Username, "KILLED_PASSWORD="+c.Password, "KILLED_DATABASE="+c.Database)
		require.NoError(t, child.Start())
		after := time.Second/2 + time.Duration(random.Int64N(int64(8*time.Second)))
		killed := time.AfterFunc(after, func() { _ = child.Process.Kill() })
		err := child.Wait()
		killed.Stop()
		t.Logf("killed after %s: %v", after, err)

		newest, err := s.askNewest(t.Context())
		require.NoError(t, err)
		counts, err := s.CountStatements(t.Context(), &knowledge.Scope{}, []knowledge.ID{hub}, knowledge.StatementFilter{})
		require.NoError(t, err)
		assert.Equal(t, newest*hubFacts, counts[0], "all of the load, or nothing")

		r, err := s.Apply(t.Context(), storetest.ChangeSet(newest, storetest.Put(rows...)))
		require.NoError(t, err)
		assert.Equal(t, []any{1, want.Hash()}, []any{r.Number, r.Hash()})
		assert.Equal(t, hubFacts, nodes(t, s, "MATCH (s:Statement) RETURN count(s)"))
		assert.Equal(t, hubFacts, nodes(t, s, "MATCH (:Entity)-[r]->(:Entity) RETURN count(r)"), "what people see is in step")
	}
}

// nodes gives the number that a query counts.
func nodes(t *testing.T, s *Store, query string) int {
	n, err := strconv.Atoi(strings.Trim(answer(t, s, query), "[]\n"))
	require.NoError(t, err)
	return n
}
