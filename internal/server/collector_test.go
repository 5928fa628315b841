package server

import (
	"log/slog"
	"math"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPercentFor_GrowsWhileTheHeapIsSmall(t *testing.T) {
	for _, tt := range []struct {
		live uint64
		want int
	}{
		{0, 100}, {1, 400}, {20 << 20, 400}, {200 << 20, 400}, {256 << 20, 300}, {400 << 20, 150}, {512 << 20, 100}, {1 << 30, 100}, {1 << 40, 100},
	} {
		assert.Equal(t, tt.want, percentFor(tt.live), tt.live)
	}
	for live := uint64(1); live < 1<<32; live += live/7 + 1 {
		heap := live + live*uint64(percentFor(live))/100
		assert.LessOrEqual(t, heap, max(growthLimit, 2*live), live)
	}
}

// restoreCollector puts the collector's settings back when the test ends.
func restoreCollector(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

func TestPaceCollector_LimitsMemoryAndGrowsTheHeap(t *testing.T) {
	restoreCollector(t)
	t.Setenv("GOGC", "")
	runtime.GC() // which measures what is in use
	PaceCollector(t.Context(), slog.New(slog.DiscardHandler))
	assert.Less(t, debug.SetMemoryLimit(-1), int64(math.MaxInt64), "this machine's memory is bounded")
	assert.Greater(t, debug.SetGCPercent(100), 100, "a test's heap is small")
}

func TestPaceCollector_LeavesWhatTheEnvironmentSays(t *testing.T) {
	restoreCollector(t)
	t.Setenv("GOGC", "70")
	t.Setenv("GOMEMLIMIT", "1GiB")
	debug.SetGCPercent(70)
	debug.SetMemoryLimit(1 << 30)
	PaceCollector(t.Context(), slog.New(slog.DiscardHandler))
	assert.Equal(t, 70, debug.SetGCPercent(100))
	assert.EqualValues(t, 1<<30, debug.SetMemoryLimit(-1))
}
