package wire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store/storetest"
	"entente/internal/wire"
)

func TestStatements_GivesThemBackInTheOrderOfIDs(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	list := wire.NewStatements(codec)
	var want []string
	for _, row := range storetest.NewWorld(t).Rows() {
		if st, ok := row.(*knowledge.Statement); ok {
			if len(want) == 3 {
				// Longer than a block.
				st.Note = knowledge.Text(strings.Repeat("long ", 1<<19))
			}
			if len(want)%3 == 1 {
				st.Qualifiers = []knowledge.Qualifier{{Name: "a", Type: "TEXT", Value: "x"}}
			}
			list.Add(st)
			want = append(want, st.ID+" "+knowledge.Hash(st).String())
		}
	}
	require.Greater(t, len(want), 10)
	assert.Equal(t, len(want), list.Len())
	assert.Equal(t, want, described(list), "in the order that they were added in")
	list.Sort()
	slices.Sort(want)
	assert.Equal(t, want, described(list))
	assert.Equal(t, want, described(list), "as often as one likes")
	assert.Equal(t, want[1][:len(list.At(1).ID)], list.At(1).ID)
	for range list.All() {
		break
	}
}

func TestStatements_OfNoneAreNone(t *testing.T) {
	var none *wire.Statements
	assert.Zero(t, none.Len())
	assert.Empty(t, described(none))
}

func described(list *wire.Statements) []string {
	var all []string
	for st := range list.All() {
		all = append(all, st.ID+" "+knowledge.Hash(st).String())
	}
	return all
}
