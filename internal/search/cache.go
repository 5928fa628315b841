package search

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"entente/internal/store"
)

// kept is how many revisions' indexes are held: the newest, and a few that somebody compares it with. They share what is equal.
const kept = 4

// Cache builds indexes when they are first asked for and keeps those of the last few revisions. It is safe for use by several
// goroutines; who asks for one that is being built waits for it, or for its own context.
type Cache struct {
	reader store.Reader
	tools  func() (*tools, error)
	mu     sync.Mutex
	recent []*kindled
}

// kindled is an index on its way.
type kindled struct {
	revision int
	ready    chan struct{}
	index    *Index
	err      error
}

// NewCache makes a cache over a store.
func NewCache(reader store.Reader) *Cache {
	return &Cache{reader: reader, tools: sync.OnceValues(newTools)}
}

// At gives the index of a revision, which must be named unless the store is empty.
//
// It costs a walk over all entities and documents, some 20 µs for each; where the index of a near revision is there, only over
// what changed between the two.
func (c *Cache) At(ctx context.Context, revision int) (*Index, error) {
	e, mine := c.entry(revision)
	if mine {
		go func() {
			// Others may be waiting for it, so it is built to its end even when the first to ask goes away.
			e.index, e.err = c.build(context.WithoutCancel(ctx), revision)
			if e.err != nil {
				c.forget(e)
			}
			close(e.ready)
		}()
	}
	select {
	case <-e.ready:
		return e.index, e.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Ready says whether the index of a revision is there, so that it would be given without a wait.
func (c *Cache) Ready(revision int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.recent, func(e *kindled) bool { return e.revision == revision && e.done() })
}

func (e *kindled) done() bool {
	select {
	case <-e.ready:
		return e.err == nil
	default:
		return false
	}
}

func (c *Cache) build(ctx context.Context, revision int) (*Index, error) {
	t, err := c.tools()
	if err != nil {
		return nil, err
	}
	if near := c.nearest(revision); near != nil {
		followed, err := near.follow(ctx, c.reader, revision)
		if followed != nil || err != nil {
			return followed, err
		}
	}
	x, err := build(ctx, t, c.reader, revision)
	if err != nil {
		return nil, fmt.Errorf("search: index of revision %d: %w", revision, err)
	}
	return x, nil
}

// nearest gives the index of the nearest revision that is there, nil where none is.
func (c *Cache) nearest(revision int) *Index {
	c.mu.Lock()
	defer c.mu.Unlock()
	var near *Index
	for _, e := range c.recent {
		if e.done() && (near == nil || distance(e.revision, revision) < distance(near.revision, revision)) {
			near = e.index
		}
	}
	return near
}

func distance(a, b int) int { return max(a-b, b-a) }

func (c *Cache) entry(revision int) (e *kindled, mine bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, e := range c.recent {
		if e.revision == revision {
			c.recent = append(slices.Delete(c.recent, i, i+1), e)
			return e, false
		}
	}
	e = &kindled{revision: revision, ready: make(chan struct{})}
	c.recent = append(c.recent, e)
	if len(c.recent) > kept {
		c.recent = slices.Delete(c.recent, 0, 1)
	}
	return e, true
}

func (c *Cache) forget(e *kindled) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.recent = slices.DeleteFunc(c.recent, func(o *kindled) bool { return o == e })
}
