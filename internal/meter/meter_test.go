package meter_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entente/internal/meter"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func limits() meter.Limits {
	return meter.Limits{Work: time.Millisecond, Held: 1000, Free: 100 * time.Microsecond, FreeBytes: 100}
}

func TestSpend_FailsBeyondTheBudget_WithWhatWasAskedAndWhatWouldPass(t *testing.T) {
	m := meter.From(meter.With(t.Context(), limits(), nil))
	pass := int(time.Millisecond / meter.Rows.Price())
	require.NoError(t, m.Spend(meter.Rows, pass))
	require.NoError(t, m.Err())
	err := m.Spend(meter.Pairs, 100)
	var spent *meter.Error
	require.ErrorAs(t, err, &spent)
	assert.Equal(t, meter.Error{Kind: meter.Rows, Asked: pass, Limit: pass}, *spent, "most of the work was of rows")
	assert.Contains(t, err.Error(), "2,500 rows looked at, and 2,500 would pass")
	assert.Equal(t, err, m.Err())
	assert.Equal(t, err, m.Spend(meter.Objects, 1), "a field that comes later")
}

func TestHold_FailsBeyondTheBudget(t *testing.T) {
	m := meter.From(meter.With(t.Context(), limits(), nil))
	require.NoError(t, m.Hold(1000))
	err := m.Hold(1)
	require.EqualError(t, err, "the request takes more memory than one may: it came to 1,001 bytes held; 1,000 would pass")
	assert.Equal(t, err, m.Err())
}

func TestMeter_WithoutARequest_HasNoBounds(t *testing.T) {
	m := meter.From(t.Context())
	assert.Nil(t, m)
	assert.NoError(t, m.Spend(meter.Rows, 1<<40))
	assert.NoError(t, m.Hold(1<<40))
	assert.NoError(t, m.Err())
	tally := meter.NewTally(t.Context(), meter.Rows)
	assert.NoError(t, tally.Add(1<<40))
}

func TestAdmit_IsCalledOnceForAllWhoSpendMoreThanLightWork(t *testing.T) {
	var calls atomic.Int64
	refusal := errors.New("refused")
	m := meter.From(meter.With(t.Context(), limits(), func() error { calls.Add(1); return refusal }))
	require.NoError(t, m.Spend(meter.Rows, 100), "light")
	require.NoError(t, m.Refused())
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { assert.Equal(t, refusal, m.Spend(meter.Rows, 300)) })
	}
	wait.Wait()
	assert.EqualValues(t, 1, calls.Load())
	assert.Equal(t, refusal, m.Refused())
	assert.Equal(t, refusal, m.Err())
}

func TestTally_SpendsInBatchesAndForTheRest(t *testing.T) {
	ctx := meter.With(context.Background(), meter.DefaultLimits(), nil)
	tally := meter.NewTally(ctx, meter.Ends)
	for range 1000 {
		require.NoError(t, tally.Add(1))
	}
	assert.Less(t, meter.From(ctx).Count(meter.Ends), 1000)
	require.NoError(t, tally.Flush())
	assert.Equal(t, 1000, meter.From(ctx).Count(meter.Ends))
	assert.Equal(t, 1000*meter.Ends.Price(), meter.From(ctx).Work())
}

func TestSpend_DoesNotAllocate(t *testing.T) {
	ctx := meter.With(t.Context(), meter.DefaultLimits(), nil)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		tally := meter.NewTally(ctx, meter.Rows)
		_ = tally.Add(1)
		_ = tally.Flush()
	}))
}

func TestKinds_HaveANameAndAPrice(t *testing.T) {
	for _, k := range meter.Kinds() {
		assert.NotEmpty(t, k.String())
		assert.Positive(t, k.Price(), k)
	}
}
