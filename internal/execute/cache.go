package execute

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// cache holds the plans of operations, the least recently used at the back. It is bounded by what the plans hold, not by their
// number: plans differ a thousandfold in size, and each keeps its document alive.
type cache struct {
	mu     sync.Mutex
	byOp   map[*ast.OperationDefinition]*operation
	order  list.List
	weight int
	limit  int
}

// cacheEntry is what the cache notes at an operation.
type cacheEntry struct {
	op      *ast.OperationDefinition
	element *list.Element // nil where it is not in the cache
	weight  int
}

func newCache(limit int) *cache {
	return &cache{byOp: map[*ast.OperationDefinition]*operation{}, limit: limit}
}

// get finds an operation or makes it. Two requests that make the same one at a time agree on the first.
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

// grown makes room where an operation's plans have grown since they were last weighed.
func (c *cache) grown(o *operation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.cached.element != nil {
		c.weigh(o)
	}
}

// maxShare is what part of the cache one operation may take: one over this. A larger one is planned each time, lest it drive
// out all others.
const maxShare = 8

// weigh counts an operation anew. It drops that one where it takes too much, else the least recently used while all together
// are too heavy.
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

// purge forgets all.
func (c *cache) purge() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.order.Len() > 0 {
		c.drop(c.order.Back().Value.(*operation))
	}
}
