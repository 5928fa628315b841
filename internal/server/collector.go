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

// Each collection of garbage walks the whole graph, so a small graph is collected less often than Go does by default: the heap
// may grow to 1+maxPercent/100 times what is in use, but beyond roomyHeap to no more than twice, which is Go's default.
const (
	roomyHeap  = 1 << 30
	minPercent = 100
	maxPercent = 400
	// paceEvery is how often the pace is held against what is in use by now.
	paceEvery = 5 * time.Second
)

// PaceCollector makes the garbage collector leave answers the time, and keeps it within the memory of the container or machine:
// at nine tenths of that it collects as often as it must. GOGC and GOMEMLIMIT, where the environment has them, count instead.
// It returns at once and adapts to the graph's size until the context ends.
func PaceCollector(ctx context.Context, log *slog.Logger) {
	provider := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)
	if _, err := memlimit.Set(memlimit.WithProvider(provider)); err != nil {
		log.Warn("memory is not limited: set GOMEMLIMIT to do it", "error", err)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	percent := pace(minPercent)
	go func() {
		tick := time.NewTicker(paceEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				percent = pace(percent)
			}
		}
	}()
}

// pace sets the collector's percentage where it differs from what it is, and gives what it is now.
func pace(percent int) int {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	want := percentFor(live[0].Value.Uint64())
	if want != percent {
		debug.SetGCPercent(want)
	}
	return want
}

// percentFor is by how much the heap may grow over what is in use before it is collected, in steps of ten.
func percentFor(live uint64) int {
	if live == 0 || live >= roomyHeap {
		return minPercent
	}
	percent := int(100*(roomyHeap-live)/live) / 10 * 10
	return min(max(percent, minPercent), maxPercent)
}
