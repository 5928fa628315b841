package execute

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/vektah/gqlparser/v2/ast"
)

func TestCache(t *testing.T) {
	c := newCache(800)
	ops := make([]ast.OperationDefinition, 20)
	get := func(i, text int) *operation {
		return c.get(&ops[i], func() *operation { return &operation{documentBytes: text} })
	}
	kept := func(i int) bool { return c.byOp[&ops[i]] != nil }
	first := get(0, 900)
	assert.Equal(t, 91, c.weight)
	assert.Same(t, first, get(0, 900), "an operation is inspected once")
	for i := 1; i < 8; i++ {
		get(i, 900)
	}
	assert.Len(t, c.byOp, 8)
	get(0, 900)
	get(8, 900)
	assert.Len(t, c.byOp, 8, "there is room for eight")
	assert.Same(t, first, get(0, 900), "the least recently used is dropped")
	assert.False(t, kept(1))

	get(9, 100_000)
	assert.False(t, kept(9), "one that takes too much is not kept")
	assert.Len(t, c.byOp, 8, "and drives out none")

	first.plans.fields.Add(50)
	c.reweigh(first)
	assert.False(t, kept(0), "nor one that grows too much")
	c.reweigh(first)
	c.purge()
	assert.Zero(t, c.weight)
	assert.Empty(t, c.byOp)
	assert.Zero(t, c.order.Len())
}
