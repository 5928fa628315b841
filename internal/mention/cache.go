package mention

import (
	"context"
	"slices"
	"sync"

	"entente/internal/store"
)

// kept is how many revisions' mentions are held: the newest, and a few that somebody compares it with.
const kept = 4

// Cache builds indexes when they are first asked for and keeps those of the last few revisions. It is safe for use by
// several goroutines; who asks for one that is being built waits for it, or for its own context.
type Cache struct {
	reader store.Reader
	mu     sync.Mutex
	recent []*entry
}

type entry struct {
	revision int
	ready    chan struct{}
	index    *Index
	err      error
}

// NewCache makes a cache over a store.
func NewCache(reader store.Reader) *Cache { return &Cache{reader: reader} }

// At gives the index of a revision, which must be named (not 0).
func (c *Cache) At(ctx context.Context, revision int) (*Index, error) {
	e, mine := c.entry(revision)
	if mine {
		// Others may be waiting for it, so it is built to its end even when the first to ask goes away.
		e.index, e.err = Build(context.WithoutCancel(ctx), c.reader, revision)
		if e.err != nil {
			c.forget(e)
		}
		close(e.ready)
	}
	select {
	case <-e.ready:
		return e.index, e.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *Cache) entry(revision int) (e *entry, mine bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, e := range c.recent {
		if e.revision == revision {
			c.recent = append(slices.Delete(c.recent, i, i+1), e)
			return e, false
		}
	}
	e = &entry{revision: revision, ready: make(chan struct{})}
	c.recent = append(c.recent, e)
	if len(c.recent) > kept {
		c.recent = slices.Delete(c.recent, 0, 1)
	}
	return e, true
}

func (c *Cache) forget(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.recent = slices.DeleteFunc(c.recent, func(o *entry) bool { return o == e })
}
