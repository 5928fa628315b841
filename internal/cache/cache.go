// Package cache keeps values that take long to build and never change, such as the index of a revision or a count over it.
//
// Start at Cache.Get.
package cache

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache keeps the values of the keys that were used last. Each is built once for all who wait for it, and at most one build of a key that is
// kept runs. It is safe for concurrent use.
type Cache[K comparable, V any] struct {
	mu      sync.Mutex
	entries *simplelru.LRU[K, *entry[V]]
	// abandons: a build that nobody waits for is cancelled.
	abandons bool
	// budget bounds the bytes of the values, whose size size tells; nil for no bounds.
	budget *Budget
	size   func(V) int
}

// entry is a value, or one that is being built.
type entry[V any] struct {
	// done is closed when the build has ended.
	done  chan struct{}
	value V
	err   error
	// waiting counts those who wait for the build, and abandoned says that it was cancelled; the mutex of the cache guards both.
	waiting   int
	abandoned bool
	cancel    context.CancelFunc
	// charge is set once the value is counted.
	charge *charge
}

// New returns a cache of at most so many values, which must be one or more. A build goes on when nobody waits for it any more: the next who
// asks finds its value, even if no caller waits as long as it takes. So the keys must be few.
func New[K comparable, V any](size int) *Cache[K, V] { return newCache[K, V](size, false) }

// NewAbandoning is New for keys that clients choose: a build that nobody waits for any more is cancelled.
func NewAbandoning[K comparable, V any](size int) *Cache[K, V] { return newCache[K, V](size, true) }

func newCache[K comparable, V any](size int, abandons bool) *Cache[K, V] {
	c := &Cache[K, V]{abandons: abandons}
	var err error
	c.entries, err = simplelru.NewLRU[K, *entry[V]](size, func(_ K, e *entry[V]) {
		if e.charge != nil {
			c.budget.remove(e.charge)
		}
	})
	if err != nil {
		panic(err)
	}
	return c
}

// Within bounds the bytes of the values by a budget, which other caches may share. size tells those of a value when it is built, and when Resize is
// called. A value for which there is no room is returned and not kept. It is called before the cache is used.
func (c *Cache[K, V]) Within(budget *Budget, size func(V) int) { c.budget, c.size = budget, size }

// Resize counts the bytes of a value anew, if it is kept: it has grown.
func (c *Cache[K, V]) Resize(key K) {
	c.mu.Lock()
	e, ok := c.entries.Peek(key)
	c.mu.Unlock()
	if ok && e.ended() && e.err == nil {
		c.count(key, e, true)
	}
}

// count counts a value as used now, and its bytes where they are not counted yet or anew.
func (c *Cache[K, V]) count(key K, e *entry[V], anew bool) {
	if c.budget == nil {
		return
	}
	for _, evicted := range c.countKept(key, e, anew) {
		evicted.evict()
	}
}

// countKept is count, if the value is kept, and returns what has to be evicted.
func (c *Cache[K, V]) countKept(key K, e *entry[V], anew bool) []*charge {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, ok := c.entries.Peek(key); !ok || kept != e {
		return nil
	}
	if e.charge == nil {
		anew, e.charge = true, &charge{evict: func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.forget(key, e)
		}}
	}
	bytes := e.charge.bytes
	if anew {
		bytes = c.size(e.value)
	}
	return c.budget.use(e.charge, bytes)
}

// Get returns the value of a key. The first who asks for it has it built; others wait for the same build, each to the end of its own
// context. An error of build is returned to all who wait, and the next Get builds anew; but an error that says by its
// method OfRequest that it is only about the caller that had it built lets the others build anew. A panic in build is an error, a *PanicError.
func (c *Cache[K, V]) Get(ctx context.Context, key K, build func(context.Context) (V, error)) (V, error) {
	for {
		e, own := c.join(ctx, key, build)
		select {
		case <-e.done:
		case <-ctx.Done():
			c.leave(e)
			var none V
			return none, ctx.Err()
		}
		// Who comes to a build that was cancelled before, builds anew once it has ended.
		if c.leave(e) && e.err != nil || !own && isOfRequest(e.err) {
			continue
		}
		if e.err == nil {
			c.count(key, e, false)
		}
		return e.value, e.err
	}
}

// isOfRequest reports whether an error is only about the caller that had a value built, as that it may not do so much.
func isOfRequest(err error) bool {
	var of interface{ OfRequest() bool }
	return errors.As(err, &of) && of.OfRequest()
}

// Put keeps a value that somebody has built already, in place of one that is kept or being built.
func (c *Cache[K, V]) Put(key K, value V) {
	e := &entry[V]{done: make(chan struct{}), value: value}
	close(e.done)
	c.mu.Lock()
	c.entries.Remove(key) // Add alone would not tell the budget
	c.entries.Add(key, e)
	c.mu.Unlock()
	c.count(key, e, true)
}

// join makes the caller one of those who wait for a value, and starts to build it for the first, whose own it is.
func (c *Cache[K, V]) join(ctx context.Context, key K, build func(context.Context) (V, error)) (e *entry[V], own bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.entries.Get(key); ok {
		e.waiting++
		return e, false
	}
	// Others may wait for the value, so the build goes on after the end of ctx.
	building, cancel := context.WithCancel(context.WithoutCancel(ctx))
	e = &entry[V]{done: make(chan struct{}), waiting: 1, cancel: cancel}
	c.entries.Add(key, e)
	go func() {
		defer cancel()
		// Closed last, when nobody finds the entry of a build that failed any more.
		defer close(e.done)
		if e.value, e.err = recovered(building, build); e.err != nil {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.forget(key, e)
		}
	}()
	return e, true
}

// leave ends the waiting of one caller, and reports whether the build was cancelled because nobody waited for it.
func (c *Cache[K, V]) leave(e *entry[V]) (abandoned bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.waiting--
	if c.abandons && e.waiting == 0 && !e.ended() {
		e.abandoned = true
		e.cancel()
	}
	return e.abandoned
}

// forget removes an entry, if it is still that of its key. The caller holds the mutex.
func (c *Cache[K, V]) forget(key K, e *entry[V]) {
	if kept, ok := c.entries.Peek(key); ok && kept == e {
		c.entries.Remove(key)
	}
}

// Has reports whether Get would return the value of a key without waiting.
func (c *Cache[K, V]) Has(key K) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries.Peek(key)
	return ok && e.ended() && e.err == nil
}

// Ready returns the values that are built, by their keys.
func (c *Cache[K, V]) Ready() map[K]V {
	c.mu.Lock()
	defer c.mu.Unlock()
	ready := map[K]V{}
	for _, key := range c.entries.Keys() {
		if e, ok := c.entries.Peek(key); ok && e.ended() && e.err == nil {
			ready[key] = e.value
		}
	}
	return ready
}

func (e *entry[V]) ended() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

// PanicError is a panic while a value was built.
type PanicError struct {
	// Value is what the build panicked with, and Stack where.
	Value any
	Stack []byte
}

// Error says what the build panicked with, and where.
func (p *PanicError) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// recovered calls build, and returns an error for a panic in it.
func recovered[V any](ctx context.Context, build func(context.Context) (V, error)) (value V, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{p, debug.Stack()}
		}
	}()
	return build(ctx)
}
