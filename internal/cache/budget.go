package cache

import (
	"container/list"
	"sync"
)

// Budget bounds the bytes of what several caches keep together. Beyond, the value that was used longest ago is forgotten, of whichever cache. Who
// uses it goes on with it. It is safe for concurrent use.
type Budget struct {
	mu          sync.Mutex
	limit, used int
	evicted     int64
	// kept are the charges, from the one that was used longest ago.
	kept list.List
}

// NewBudget returns a budget of so many bytes.
func NewBudget(limit int) *Budget { return &Budget{limit: limit} }

// charge is what one value takes of a budget.
type charge struct {
	bytes int
	// evict has the cache of the value forget it.
	evict func()
	// place is nil for a value that is not counted.
	place *list.Element
}

// use counts a value as used last, with so many bytes, and returns those that have no room then; the value may be one of them. They must be evicted
// without the mutex of any cache.
func (b *Budget) use(c *charge, bytes int) (evicted []*charge) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(c)
	c.bytes, c.place = bytes, b.kept.PushBack(c)
	for b.used += bytes; b.used > b.limit; b.evicted++ {
		oldest := b.kept.Front().Value.(*charge)
		b.drop(oldest)
		evicted = append(evicted, oldest)
	}
	return evicted
}

// remove counts a value no more.
func (b *Budget) remove(c *charge) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(c)
}

// drop counts a value no more. The caller holds the mutex.
func (b *Budget) drop(c *charge) {
	if c.place != nil {
		b.kept.Remove(c.place)
		b.used -= c.bytes
		c.place = nil
	}
}

// Used returns how many bytes are kept, and how many values were forgotten for want of room.
func (b *Budget) Used() (bytes int, evicted int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used, b.evicted
}
