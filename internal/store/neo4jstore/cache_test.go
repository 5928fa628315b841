package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store/storetest"
)

func TestCache_LoadsEachEntityOnceARevision(t *testing.T) {
	all, err := newCaches()
	require.NoError(t, err)
	cache := all.entities
	var asked [][]knowledge.ID
	from := func(name string) func(context.Context, []knowledge.ID) ([]*knowledge.Entity, error) {
		return func(_ context.Context, ids []knowledge.ID) ([]*knowledge.Entity, error) {
			asked = append(asked, ids)
			found := make([]*knowledge.Entity, len(ids))
			for i, id := range ids {
				if id != "none" {
					found[i] = &knowledge.Entity{ID: id, Name: name}
				}
			}
			return found, nil
		}
	}
	names := func(revision int, name string, ids ...knowledge.ID) (names []string) {
		found, err := cache.all(t.Context(), revision, ids, from(name))
		require.NoError(t, err)
		require.Len(t, found, len(ids))
		for i, e := range found {
			if e == nil {
				names = append(names, "")
				continue
			}
			assert.Equal(t, ids[i], e.ID)
			names = append(names, e.Name)
		}
		return names
	}
	assert.Equal(t, []string{"old", "", "old"}, names(1, "old", "a", "none", "b"))
	assert.Equal(t, []string{"old", "new", "", "old"}, names(1, "new", "b", "c", "none", "a"), "those of the revision stay as they are")
	assert.Equal(t, []string{"new", "new"}, names(2, "new", "a", "b"), "another revision may have others")
	assert.Equal(t, []string{"old", "old"}, names(1, "never", "a", "b"))
	assert.Equal(t, [][]knowledge.ID{{"a", "none", "b"}, {"c", "none"}, {"a", "b"}}, asked)

	fault := errors.New("cut")
	_, err = cache.all(t.Context(), 3, []knowledge.ID{"a"}, func(context.Context, []knowledge.ID) ([]*knowledge.Entity, error) { return nil, fault })
	require.ErrorIs(t, err, fault)
}

// TestCache_IsOfItsRevision reads two revisions, each twice; the second reads make no round trip.
func TestCache_IsOfItsRevision(t *testing.T) {
	c := neo4jtest.Open(t)
	// A slow machine must not find the number of the newest revision too old between two reads.
	s, err := Open(t.Context(), Options{URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database, QueryTimeout: time.Minute, FreshFor: time.Hour})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	for base, name := range []string{"Old", "New"} {
		g := storetest.NewGraph(t)
		g.Dataset("table").Order(1)
		g.Relation("MEETS", knowledge.CategoryCooperation, "country", "country")
		g.Document("table")
		g.Entity("country:a", name)
		g.Entity("country:b", "Other")
		for i := range base + 1 {
			g.Claim("country:a", "MEETS", "country:b").Valid(fmt.Sprint(2001 + i))
		}
		_, err := s.Apply(t.Context(), storetest.ChangeSet(base, storetest.Put(g.Rows()...)))
		require.NoError(t, err)
	}
	for revision, want := range map[int]struct {
		old, new, count int
	}{1: {old: 1, count: 1}, 2: {new: 1, count: 2}} {
		ask := func() {
			found, err := s.Lookup(t.Context(), revision, []string{"=old", "=new", "=none"})
			require.NoError(t, err)
			assert.Equal(t, []int{want.old, want.new, 0}, []int{len(found[0]), len(found[1]), len(found[2])})
			counts, err := s.CountStatements(t.Context(), &knowledge.Scope{Revision: revision}, []knowledge.ID{"country:a", "country:b"}, knowledge.StatementFilter{})
			require.NoError(t, err)
			assert.Equal(t, []int{want.count, want.count}, counts)
		}
		ask()
		before := s.Trips()
		ask()
		assert.EqualValues(t, 1, s.Trips()-before, "what there is not is asked for again")
	}
}
