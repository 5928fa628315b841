package search_test

import (
	"runtime"
	"testing"

	"entente/internal/search"
	"entente/internal/seedtest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// heap is how many bytes are in use.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// What an index says that it holds is what the heap grows by, within a factor. Its tools are shared by all, and loaded first.
func TestIndex_KnowsItsSize(t *testing.T) {
	cache := search.NewCache(seedtest.Shared(t))
	_, err := cache.At(t.Context(), 1)
	require.NoError(t, err)
	before := heap()
	again, err := search.NewCache(seedtest.Shared(t)).At(t.Context(), 1)
	require.NoError(t, err)
	took := heap() - before
	assert.InEpsilon(t, took, again.Bytes(), 0.5, "it took %d and says %d", took, again.Bytes())
	runtime.KeepAlive(cache)
	runtime.KeepAlive(again)
}
