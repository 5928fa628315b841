package merge_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/merge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

func view(t *testing.T, of store.Reader, revision int, sets [][]knowledge.ID) store.Reader {
	v, err := merge.New(t.Context(), of, revision, merge.NewClasses(sets))
	require.NoError(t, err)
	return v
}

func TestView_AnswersAsTheMergedGraph(t *testing.T) {
	storetest.RunMerged(t, func(*testing.T) store.Store { return memstore.New() }, view, 60)
}
