package neo4jstore

import (
	"sync"

	"entente/internal/store"
)

// progress reports the progress of a change. Its methods may be called by several goroutines.
type progress struct {
	mu   sync.Mutex
	tell store.Progress
	what store.Stage
	done int
}

// begin starts a stage.
func (p *progress) begin(what store.Stage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what, p.done = what, 0
}

// add reports that more changes have passed the stage.
func (p *progress) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done += n; p.tell != nil && n > 0 {
		p.tell(p.what, p.done)
	}
}
