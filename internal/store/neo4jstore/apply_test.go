package neo4jstore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store"
	"entente/internal/store/changeset"
	"entente/internal/store/storetest"
)

// TestApply_OfAChangeThatIsNotTheSameTwice_IsRefused holds that no statement is written that was not checked: a store goes through a
// change several times.
func TestApply_OfAChangeThatIsNotTheSameTwice_IsRefused(t *testing.T) {
	s := openStore(t, neo4jtest.Open(t))
	rows := storetest.NewWorld(t).Rows()
	var statements []knowledge.Row
	for _, row := range rows {
		if row.Key().Table == knowledge.TableStatement {
			statements = append(statements, row)
		}
	}
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(t, err)
	for name, again := range map[string][]knowledge.Row{
		"fewer": statements[1:2], "others": {statements[2], statements[1]}, "more": statements[:3],
	} {
		t.Run(name, func(t *testing.T) {
			given := [][]store.Change{storetest.Remove(statements[0], statements[1]), storetest.Remove(again...)}
			change := store.ChangeSet{Base: 1, Changes: func(yield func(store.Change, error) bool) {
				now := given[0]
				given = given[1:]
				for _, c := range now {
					if !yield(c, nil) {
						return
					}
				}
			}}
			_, err := s.Apply(t.Context(), change)
			assert.ErrorIs(t, err, changeset.ErrDiffers)
			r, err := s.Revision(t.Context(), 0)
			require.NoError(t, err)
			assert.Equal(t, 1, r.Number)
		})
	}
}
