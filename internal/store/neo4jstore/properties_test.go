package neo4jstore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store/storetest"
	"entente/internal/wire"
)

// TestProperties_AreAllWritten finds the property that a row has and the query that writes it does not know.
func TestProperties_AreAllWritten(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	s := &Store{codec: codec}
	for _, row := range storetest.NewWorld(t).Rows() {
		have, err := s.rowProperties(row, 1)
		require.NoError(t, err)
		for name := range have {
			assert.Contains(t, properties(labels()[row.Key().Table]), name, "%T", row)
		}
		if part, ok := row.(*knowledge.EntityPart); ok {
			state, err := s.stateProperties(&part.Entity, 1)
			require.NoError(t, err)
			for name := range state["state"].(map[string]any) {
				assert.Contains(t, properties(stateLabel), name)
			}
		}
	}
}
