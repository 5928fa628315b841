package execute

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// cache caches operations with their plans, the least recently used at the back. Its limit is on the size of the plans, not on
// their number: plans differ a thousandfold in size, and each keeps its document alive.
type cache struct {
	mu     sync.Mutex
	byOp   map[*ast.OperationDefinition]*operation
	order  list.List
	weight int
	limit  int
}

// cacheEntry is what the cache stores at an operation.
type cacheEntry struct {
	op      *ast.OperationDefinition
	element *list.Element // nil if it is not in the cache
	weight  int
}

func newCache(limit int) *cache {
	return &cache{byOp: map[*ast.OperationDefinition]*operation{}, limit: limit}
}

// get returns the cached operation, or inspects and caches it. Concurrent requests for the same one agree on the first.
func (c *cache) get(op *ast.OperationDefinition, inspect func() *operation) *operation {
	if o := c.find(op); o != nil {
		return o
	}
	o := inspect()
	c.mu.Lock()
	defer c.mu.Unlock()
	if other := c.byOp[op]; other != nil {
		return other
	}
	o.cached.op = op
	o.cached.element = c.order.PushFront(o)
	c.byOp[op] = o
	c.weigh(o)
	return o
}

func (c *cache) find(op *ast.OperationDefinition) *operation {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.byOp[op]
	if o != nil {
		c.order.MoveToFront(o.cached.element)
	}
	return o
}

// reweigh updates the weight of an operation whose plans have grown, and evicts others if needed.
func (c *cache) reweigh(o *operation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.cached.element != nil {
		c.weigh(o)
	}
}

// maxShare limits the part of the cache that one operation may take, to one over this. A larger one is planned each time, so that
// it does not evict all others.
const maxShare = 8

// weigh updates the weight of an operation. It drops that one if it takes too much, else the least recently used ones while the
// cache exceeds its limit.
func (c *cache) weigh(o *operation) {
	weight := o.weight()
	c.weight += weight - o.cached.weight
	o.cached.weight = weight
	if weight > c.limit/maxShare {
		c.drop(o)
	}
	for c.weight > c.limit && c.order.Len() > 0 {
		c.drop(c.order.Back().Value.(*operation))
	}
}

func (c *cache) drop(o *operation) {
	c.order.Remove(o.cached.element)
	delete(c.byOp, o.cached.op)
	c.weight -= o.cached.weight
	o.cached = cacheEntry{}
}

// purge drops all operations.
func (c *cache) purge() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.order.Len() > 0 {
		c.drop(c.order.Back().Value.(*operation))
	}
}
