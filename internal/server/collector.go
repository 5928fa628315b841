package server

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// Each garbage collection walks the whole graph, so a small graph is collected less often than by the default of Go: the heap may grow to
// 1+maxPercent/100 times what is in use, but beyond growthLimit to no more than twice, which is the default.
const (
	growthLimit = 1 << 30
	minPercent  = 100
	maxPercent  = 400
	// adjustInterval is how often the percentage is adjusted to the memory in use.
	adjustInterval = 5 * time.Second
)

// PaceCollector reduces the frequency of garbage collections, and limits memory to nine tenths of that of the container or machine. GOGC
// and GOMEMLIMIT, if set, apply instead. It returns immediately and adapts to the size of the graph until the context ends.
func PaceCollector(ctx context.Context, log *slog.Logger) {
	provider := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)
	if _, err := memlimit.Set(memlimit.WithProvider(provider)); err != nil {
		log.Warn("memory is not limited: set GOMEMLIMIT to do it", "error", err)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	percent := setGCPercent(minPercent)
	go func() {
		tick := time.NewTicker(adjustInterval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				percent = setGCPercent(percent)
			}
		}
	}()
}

// setGCPercent sets the collector's percentage if it differs from percent, and returns the new value.
func setGCPercent(percent int) int {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	want := percentFor(live[0].Value.Uint64())
	if want != percent {
		debug.SetGCPercent(want)
	}
	return want
}

// percentFor is the percentage by which the heap may grow over the live heap, in steps of ten.
func percentFor(live uint64) int {
	if live == 0 || live >= growthLimit {
		return minPercent
	}
	percent := int(100*(growthLimit-live)/live) / 10 * 10
	return min(max(percent, minPercent), maxPercent)
}
