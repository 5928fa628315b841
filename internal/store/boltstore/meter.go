package boltstore

import "sync"

// meter tells how many of all changes were read.
type meter struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
}

// newMeter tells nobody where tell is nil.
func newMeter(revisions []wireRevision, tell func(done, total int)) *meter {
	m := &meter{tell: tell}
	for i := range revisions {
		m.total += revisions[i].Changes
	}
	m.add(0)
	return m
}

// add may be called by several goroutines at once; who is told is not.
func (m *meter) add(changes int) {
	if m.tell == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done += changes
	m.tell(m.done, m.total)
}
