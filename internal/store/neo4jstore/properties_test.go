package neo4jstore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
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
			part.Life = []edtf.Span{{First: 1, Last: 2}}
			state, err := s.stateProperties(&part.Entity, 1)
			require.NoError(t, err)
			for name := range state["state"].(map[string]any) {
				assert.Contains(t, properties(stateLabel), name)
			}
		}
	}
}

// TestProperties_TellEachLevelsDays makes every property that bounds a statement, and finds those that nobody writes.
func TestProperties_TellEachLevelsDays(t *testing.T) {
	st := *storetest.NewWorld(t).Statement("a1") // since 1994, said in 2020
	plain := map[string]any{}
	addBounds(plain, &st)
	day := func(text string) int64 {
		d, err := edtf.ParseDay(text)
		require.NoError(t, err)
		return int64(d)
	}
	assert.Equal(t, map[string]any{
		"certainFrom": day("1994-12-31"), "certainTo": day("2020-06-01"), "presumedFrom": day("1994-01-01"),
		"presumedTo": int64(edtf.UnboundedFuture), "possibleFrom": day("1994-01-01"), "possibleTo": int64(edtf.UnboundedFuture),
	}, plain, "most statements have no more")

	word := knowledge.Word{Day: edtf.Day(day("2022-01-01")), By: "statement:x", Dataset: "dataset:a", Reliability: knowledge.ReliabilityB}
	st.Horizon = &knowledge.Horizon{Ends: []knowledge.Word{word}, Alive: []edtf.Span{
		{First: edtf.Day(day("1990-01-01")), Last: edtf.Day(day("1996-01-01"))}, {First: edtf.Day(day("1999-01-01")), Last: edtf.UnboundedFuture},
	}}
	bounded := map[string]any{}
	addBounds(bounded, &st)
	var names []string
	for name := range bounded {
		names = append(names, name)
	}
	var all []string
	for _, name := range boundProperties() {
		// Where there are gaps the last day is not there.
		if name != "certainTo" && name != "presumedTo" && name != "possibleTo" {
			all = append(all, name)
		}
	}
	assert.ElementsMatch(t, all, names)
	assert.Equal(t, []int64{day("1994-01-01"), day("1999-01-01")}, bounded["presumedFirst"])
	assert.Equal(t, []int64{day("1996-01-01"), day("2022-01-01")}, bounded["presumedLast"])
	st.Horizon.Alive = []edtf.Span{}
	dead := map[string]any{}
	addBounds(dead, &st)
	assert.Equal(t, int64(edtf.UnboundedFuture), dead["possibleFrom"], "on no day")
}
