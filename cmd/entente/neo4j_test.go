package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/neo4jtest"
	"entente/internal/store/neo4jstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// neo4jServer gives an empty database and puts its password where commands look for it.
func neo4jServer(t *testing.T) neo4jtest.Connection {
	t.Helper()
	c := neo4jtest.Open(t)
	t.Setenv("NEO4J_USERNAME", c.Username)
	t.Setenv("NEO4J_PASSWORD", c.Password)
	return c
}

func TestStore_EveryCommandWorksOnNeo4j(t *testing.T) {
	c, dir := neo4jServer(t), write(t, "treaties", treaties())
	p := program{openStore: openStore}
	for _, args := range [][]string{{"revisions"}, {"undo", "1", "--apply"}, {"drop", "treaties"}, {"query", file(t, countries)}} {
		got := entente(t, append(args, "--store", c.URI)...)
		assert.Equal(t, result{exitFailed, "", "entente: there is no graph in " + c.URI + " yet; entente load --store " + c.URI + " --apply makes one\n"}, got, args)
	}
	t.Setenv("ENTENTE_STORE", c.URI)
	got := entente(t, "check", dir)
	assert.Equal(t, "there is no graph in "+c.URI+" yet: compared with an empty one\n", got.errs)
	do(t, p, "load", "--apply", dir)
	assert.Equal(t, "Plan: load dataset:treaties: nothing to change.\n", do(t, p, "load", dir))
	assert.Contains(t, do(t, p, "query", file(t, `{ country(ref: "Norland") { id } }`)), "country:norland")
	do(t, p, "undo", "--apply", "1")
	do(t, p, "undo", "--apply", "2")
	do(t, p, "drop", "--apply", "treaties")
	assert.Len(t, strings.Split(strings.TrimSpace(do(t, p, "revisions")), "\n"), 1+4)

	data := filepath.Join(t.TempDir(), "graph")
	do(t, p, "load", "--data", data, "--apply", dir)
	assert.NotContains(t, do(t, p, "revisions", "--data", data), "undo", "a flag goes before the environment")
}

func TestStore_ThatCannotBeUsed_IsSaidInOneLine(t *testing.T) {
	c := neo4jServer(t)
	for _, one := range []struct{ name, store, password, database, says string }{
		{"no server", "neo4j://127.0.0.1:1", "", "", neo4jstore.ErrUnreachable.Error()},
		{"wrong password", c.URI, "wrong-password", "", neo4jstore.ErrUnauthorized.Error()},
		{"wrong database", c.URI, "", "movies", neo4jstore.ErrNoDatabase.Error()},
	} {
		t.Run(one.name, func(t *testing.T) {
			if one.password != "" {
				t.Setenv("NEO4J_PASSWORD", one.password)
			}
			t.Setenv("NEO4J_DATABASE", one.database)
			assertOneLine(t, entente(t, "revisions", "--store", one.store), one.says)
		})
	}
	t.Run("something else", func(t *testing.T) {
		cypher(t, c, "CREATE (:Movie {title: 'The Third Man'})")
		for _, args := range [][]string{{"revisions"}, {"load", "--seed", "--apply"}} {
			assertOneLine(t, entente(t, append(args, "--store", c.URI)...), neo4jstore.ErrForeign.Error())
		}
	})
}

// TestLoad_AfterOneThatWasCutShort_FinishesItsWork takes away what a load shows to people last, as one does that is killed before it.
func TestLoad_AfterOneThatWasCutShort_FinishesItsWork(t *testing.T) {
	c, dir := neo4jServer(t), write(t, "treaties", treaties())
	t.Setenv("ENTENTE_STORE", c.URI)
	p := program{openStore: openStore}
	do(t, p, "load", "--apply", dir)
	shown := func() int64 {
		n, err := neo4jtest.Count(t.Context(), c, "RETURN COUNT { (:Entity)-->(:Entity) }")
		require.NoError(t, err)
		return n
	}
	all := shown()
	require.Positive(t, all)
	cypher(t, c, "MATCH (g:Entente) SET g.projected = 0 WITH * MATCH (:Entity)-[r]->(:Entity) DELETE r")
	assert.Equal(t, "Plan: load dataset:treaties: nothing to change.\n", do(t, p, "load", dir))
	assert.Zero(t, shown(), "without --apply nothing is written")
	assert.Equal(t, "Plan: load dataset:treaties: nothing to change.\n", do(t, p, "load", "--apply", dir))
	assert.Equal(t, all, shown())
	assert.Len(t, strings.Split(strings.TrimSpace(do(t, p, "revisions")), "\n"), 1+1)
}

func assertOneLine(t *testing.T, got result, says string) {
	t.Helper()
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.errs, says)
	assert.Equal(t, 1, strings.Count(got.errs, "\n"), got.errs)
	assert.NotContains(t, got.errs, "wrong-password")
}

// TestServe_TwoServersOverOneDatabase_SeeANewRevision also holds that the built-in datasets come into an empty database, and
// that a second server with --seed finds them there.
func TestServe_TwoServersOverOneDatabase_SeeANewRevision(t *testing.T) {
	c, dir := neo4jServer(t), write(t, "treaties", treaties())
	first := start(t, "--store", c.URI, "--seed")
	second := start(t, "--store", c.URI, "--seed")
	const question = `{ country(ref: "Norland") { id } }`
	for _, s := range []started{first, second} {
		assert.Contains(t, string(s.ask(t, `{ country(ref: "GE") { id } }`)), "country:georgia")
		assert.NotContains(t, string(s.ask(t, question)), "country:norland")
	}
	do(t, program{openStore: openStore}, "load", "--store", c.URI, "--apply", dir)
	for _, s := range []started{first, second} {
		assert.Eventually(t, func() bool { return strings.Contains(string(s.ask(t, question)), "country:norland") }, 2*time.Second, 20*time.Millisecond)
		status, _ := s.stop()
		assert.Equal(t, exitOK, status)
	}
}

func cypher(t *testing.T, c neo4jtest.Connection, query string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	require.NoError(t, neo4jtest.Run(ctx, c, query))
}
