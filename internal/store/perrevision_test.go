package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/meter"
	"entente/internal/store"
)

// one is the size of a number.
func one(int) int { return 1 }

func TestPerRevision_MakesOnceAndKeepsTheLastFew(t *testing.T) {
	var built atomic.Int32
	p := store.NewPerRevision(func(_ context.Context, revision int) (int, error) {
		built.Add(1)
		return revision * 10, nil
	}, one)
	for range 2 {
		for _, revision := range []int{3, 1, 2} {
			got, err := p.At(t.Context(), revision)
			require.NoError(t, err)
			assert.Equal(t, revision*10, got)
		}
	}
	assert.EqualValues(t, 3, built.Load())
	_, err := p.At(t.Context(), 5)
	require.NoError(t, err)
	assert.False(t, p.Has(1), "the one that was longest not asked for made room")
	assert.True(t, p.Has(2))
	assert.True(t, p.Has(3), "the newest before")
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
	}, one)
	_, err := p.At(t.Context(), 1)
	require.EqualError(t, err, "no")
	_, ok := p.Nearest(1)
	assert.False(t, ok)
	fails = false
	got, err := p.At(t.Context(), 1)
	require.NoError(t, err)
	assert.Equal(t, 1, got)
}

// Who asks for an older revision pays for its value, and that of the newest is for all.
func TestPerRevision_SpendsForOlderRevisions(t *testing.T) {
	p := store.NewPerRevision(func(ctx context.Context, revision int) (int, error) {
		return revision, meter.From(ctx).Spend(meter.Rows, 1000)
	}, one)
	limits := meter.Limits{Work: 100 * meter.Rows.Price(), Held: 1}
	ctx := meter.With(t.Context(), limits, nil)
	_, err := p.At(ctx, 9)
	require.NoError(t, err)
	_, err = p.At(ctx, 8)
	var spent *meter.Error
	require.ErrorAs(t, err, &spent)
	_, err = p.At(t.Context(), 8)
	require.NoError(t, err)
	_, err = p.At(ctx, 8)
	require.NoError(t, err, "it is there")
}

// Only one value of an older revision is built at a time, and none that nobody waits for.
func TestPerRevision_BuildsOfOlderRevisionsAreBounded(t *testing.T) {
	var running, most atomic.Int32
	ended := make(chan struct{}, 4)
	p := store.NewPerRevision(func(ctx context.Context, revision int) (int, error) {
		if revision == 9 {
			return revision, nil
		}
		most.Store(max(most.Load(), running.Add(1)))
		<-ctx.Done()
		running.Add(-1)
		ended <- struct{}{}
		return 0, ctx.Err()
	}, one)
	_, err := p.At(t.Context(), 9)
	require.NoError(t, err)
	var all sync.WaitGroup
	for revision := 1; revision <= 4; revision++ {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			_, err := p.At(ctx, revision)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		})
	}
	all.Wait()
	<-ended
	assert.EqualValues(t, 1, most.Load())
}
