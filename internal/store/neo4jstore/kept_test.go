package neo4jstore

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
)

func TestKept_AsksForEachEntityOnceARevision(t *testing.T) {
	kept, err := newKeptEntities()
	require.NoError(t, err)
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
		found, err := kept.entities(t.Context(), revision, ids, from(name))
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
	_, err = kept.entities(t.Context(), 3, []knowledge.ID{"a"}, func(context.Context, []knowledge.ID) ([]*knowledge.Entity, error) { return nil, fault })
	require.ErrorIs(t, err, fault)
}
