package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/store"
)

func TestPerRevision_MakesOnceAndKeepsTheLastFew(t *testing.T) {
	var built atomic.Int32
	p := store.NewPerRevision(func(_ context.Context, revision int) (int, error) {
		built.Add(1)
		return revision * 10, nil
	})
	for range 2 {
		for revision := 1; revision <= 4; revision++ {
			got, err := p.At(t.Context(), revision)
			require.NoError(t, err)
			assert.Equal(t, revision*10, got)
		}
	}
	assert.EqualValues(t, 4, built.Load())
	_, err := p.At(t.Context(), 5)
	require.NoError(t, err)
	assert.False(t, p.Has(1), "the one that was longest not asked for made room")
	assert.True(t, p.Has(2))
	near, ok := p.Nearest(9)
	assert.True(t, ok)
	assert.Equal(t, 50, near)
}

func TestPerRevision_TriesAgainWhatFailed(t *testing.T) {
	fails := true
	p := store.NewPerRevision(func(context.Context, int) (int, error) {
		if fails {
			return 0, errors.New("no")
		}
		return 1, nil
	})
	_, err := p.At(t.Context(), 1)
	require.EqualError(t, err, "no")
	_, ok := p.Nearest(1)
	assert.False(t, ok)
	fails = false
	got, err := p.At(t.Context(), 1)
	require.NoError(t, err)
	assert.Equal(t, 1, got)
}
