package boltstore

import "sync"

// progressMeter reports how many of all changes are read.
type progressMeter struct {
	mu          sync.Mutex
	done, total int
	report      func(done, total int)
}

// newProgressMeter returns a meter that does nothing if report is nil.
func newProgressMeter(revisions []wireRevision, report func(done, total int)) *progressMeter {
	m := &progressMeter{report: report}
	for i := range revisions {
		m.total += revisions[i].Changes
	}
	m.add(0)
	return m
}

// add may be called by several goroutines; calls of report do not overlap.
func (m *progressMeter) add(changes int) {
	if m.report == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done += changes
	m.report(m.done, m.total)
}
