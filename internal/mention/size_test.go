package mention_test

import (
	"runtime"
	"testing"

	"entente/internal/mention"
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

// What an index says that it holds is what the heap grows by, within a factor.
func TestIndex_KnowsItsSize(t *testing.T) {
	reader := seedtest.Shared(t)
	before := heap()
	x, err := mention.Build(t.Context(), reader, 1)
	require.NoError(t, err)
	took := heap() - before
	assert.InEpsilon(t, took, x.Bytes(), 0.5, "it took %d and says %d", took, x.Bytes())
	runtime.KeepAlive(x)
}
