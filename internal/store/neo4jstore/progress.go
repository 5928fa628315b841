package neo4jstore

import (
	"sync"

	"entente/internal/store"
)

// progress tells how far a change is. Its methods may be called by several goroutines.
type progress struct {
	mu   sync.Mutex
	tell store.Progress
	what store.Stage
	done int
}

// begin begins a stage.
func (p *progress) begin(what store.Stage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what, p.done = what, 0
}

// add tells of some more changes that went through the stage.
func (p *progress) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done += n; p.tell != nil && n > 0 {
		p.tell(p.what, p.done)
	}
}
