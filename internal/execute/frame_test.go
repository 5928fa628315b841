package execute

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A frame that goes from one request to another must hold nothing of the first: neither show it, nor keep it alive.
func TestFrame_Emptied_HoldsNothingAndKeepsItsRoom(t *testing.T) {
	object := &struct{ name string }{"of another request"}
	f := &frame{
		plan: &selection{}, branch: &branch{}, rows: []any{object, object}, positions: []int32{0, 1},
		sources: []source{{&column{}, 0}}, nullRows: []bool{true, false}, done: true,
	}
	f.columns = []column{{
		owner: f, field: &field{}, branch: f.branch, levels: [][]span{{{0, 1}}, {{0, 2}, {2, 2}}}, items: []ref{{f, 0}, {f, 1}},
		results: object, at: resultIndex{offset: 1}, bounds: []int{0, 4, 9}, null: []bool{false, true},
	}}
	columns, levels := f.columns, f.columns[0].levels
	require.True(t, f.reset())
	assert.Equal(t, frame{rows: []any{}, positions: []int32{}, sources: []source{}, columns: []column{}}, *f)
	assert.Equal(t, []any{nil, nil}, f.rows[:2], "the room is kept, but nothing is alive by it")
	assert.Equal(t, []source{{}}, f.sources[:1])
	assert.Equal(t, column{levels: [][]span{}, items: []ref{}, bounds: []int{}}, columns[0])
	assert.Equal(t, []ref{{}, {}}, columns[0].items[:2])
	assert.Equal(t, [][]span{{}, {}}, levels)
}

func TestFrame_TooLarge_IsNotKept(t *testing.T) {
	const n = maxPooledRows + 1
	for name, f := range map[string]*frame{
		"rows":   {rows: make([]any, n)},
		"items":  {columns: []column{{}, {items: make([]ref, n)}}},
		"bounds": {columns: []column{{bounds: make([]int, 0, n)}}},
		"levels": {columns: []column{{levels: [][]span{nil, make([]span, n)}}}},
	} {
		assert.False(t, f.reset(), name)
	}
}

func TestFrame_WithoutRepetitions(t *testing.T) {
	a, b, c := new(int), new(int), new(int)
	for name, test := range map[string]struct {
		rows, distinct []any
		index          []int32
	}{
		"none":                {[]any{a, b, c}, []any{a, b, c}, nil},
		"the first again":     {[]any{a, b, a}, []any{a, b}, []int32{0, 1, 0}},
		"at once":             {[]any{a, a, b, b, c, a}, []any{a, b, c}, []int32{0, 0, 1, 1, 2, 0}},
		"one alone":           {[]any{a, a, a}, []any{a}, []int32{0, 0, 0}},
		"another comes later": {[]any{a, b, b, c}, []any{a, b, c}, []int32{0, 1, 1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			d := (&frame{rows: test.rows}).withoutRepetitions()
			assert.Equal(t, test.distinct, d.rows)
			assert.Equal(t, test.index, d.index)
		})
	}
}
