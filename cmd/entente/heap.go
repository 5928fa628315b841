package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// While folders are read and loaded, the heap may grow by heapSlack over what is in use, whatever that is: with the default of Go, which is to
// double it, a load of a million statements would take a gigabyte more than it needs. A small heap grows to no more than three times, and a
// large one by a fifth at least, or the collector would do nothing but walk it.
const (
	heapSlack      = 256 << 20
	minHeapGrowth  = 20
	maxHeapGrowth  = 200
	adjustInterval = 200 * time.Millisecond
)

// limitHeapGrowth limits the growth of the heap until end is called. If GOGC is set, it applies instead.
func limitHeapGrowth() (end func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	growth := heapGrowth(liveHeap())
	before := debug.SetGCPercent(growth)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(adjustInterval)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				if want := heapGrowth(liveHeap()); want != growth {
					growth = want
					debug.SetGCPercent(growth)
				}
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
		debug.SetGCPercent(before)
	}
}

// liveHeap is what the last collection found in use.
func liveHeap() uint64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return live[0].Value.Uint64()
}

// heapGrowth is the percentage by which a heap may grow, in steps of ten: setting it costs a pause.
func heapGrowth(live uint64) int {
	percent := int(100*heapSlack/max(live, 1)) / 10 * 10
	return min(max(percent, minHeapGrowth), maxHeapGrowth)
}
