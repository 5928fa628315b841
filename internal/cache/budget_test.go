package cache_test

import (
	"context"
	"sync"
	"testing"

	"entente/internal/cache"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sized are two caches of numbers, which share a budget; each number is its size.
func sized(limit int) (b *cache.Budget, one, two *cache.Cache[string, int]) {
	b, one, two = cache.NewBudget(limit), cache.New[string, int](10), cache.NewAbandoning[string, int](2)
	one.Within(b, func(n int) int { return n })
	two.Within(b, func(n int) int { return n })
	return b, one, two
}

func get(t *testing.T, c *cache.Cache[string, int], key string, n int) {
	t.Helper()
	got, err := c.Get(t.Context(), key, number(n))
	require.NoError(t, err)
	require.Equal(t, n, got)
}

func used(b *cache.Budget) int {
	bytes, _ := b.Used()
	return bytes
}

func TestBudget_ForgetsWhatWasUsedLongestAgo_InAnyCache(t *testing.T) {
	b, one, two := sized(100)
	get(t, one, "a", 40)
	get(t, two, "b", 40)
	get(t, one, "a", 40)
	get(t, one, "c", 30)
	assert.Equal(t, map[string]int{"a": 40, "c": 30}, one.Ready())
	assert.Empty(t, two.Ready())
	assert.Equal(t, 70, used(b))
	get(t, two, "d", 101)
	assert.Empty(t, one.Ready())
	assert.Empty(t, two.Ready(), "what is larger than all is not kept")
	bytes, evicted := b.Used()
	assert.Zero(t, bytes)
	assert.EqualValues(t, 4, evicted)
}

func TestBudget_CountsWhatIsKept(t *testing.T) {
	b, one, two := sized(100)
	for n, key := range []string{"a", "b", "c"} {
		get(t, two, key, n+1)
	}
	assert.Equal(t, 2+3, used(b), "two at most")
	two.Put("c", 10)
	two.Put("c", 20)
	assert.Equal(t, 2+20, used(b))
	one.Put("x", 100)
	assert.Equal(t, 100, used(b))
	assert.Empty(t, two.Ready())
}

func TestBudget_CountsAnewWhatHasGrown(t *testing.T) {
	b := cache.NewBudget(100)
	c := cache.New[string, *int](10)
	c.Within(b, func(n *int) int { return *n })
	n := 10
	_, err := c.Get(t.Context(), "a", func(context.Context) (*int, error) { return &n, nil })
	require.NoError(t, err)
	n = 90
	assert.Equal(t, 10, used(b))
	c.Resize("a")
	assert.Equal(t, 90, used(b))
	n = 101
	c.Resize("a")
	c.Resize("a")
	assert.Zero(t, used(b))
	assert.Empty(t, c.Ready())
}

func TestBudget_Concurrently(t *testing.T) {
	b, one, two := sized(50)
	var all sync.WaitGroup
	for _, c := range []*cache.Cache[string, int]{one, two} {
		for range 4 {
			all.Go(func() {
				for i := range 500 {
					_, err := c.Get(t.Context(), string(rune('a'+i%13)), number(i%13+1))
					assert.NoError(t, err)
					if i%50 == 0 {
						c.Put("a", 3)
						c.Resize("b")
					}
				}
			})
		}
	}
	all.Wait()
	sum := 0
	for _, c := range []*cache.Cache[string, int]{one, two} {
		for _, n := range c.Ready() {
			sum += n
		}
	}
	assert.Equal(t, sum, used(b))
	assert.LessOrEqual(t, sum, 50)
}
