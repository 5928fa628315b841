package memstore

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// pair has a key that a part of it is sorted by.
type pair struct {
	key  uint64
	rest int
}

func TestSortInRuns_SortsAsATreeDoes(t *testing.T) {
	tree := newTree(func(a, b pair) bool { return a.key < b.key || a.key == b.key && a.rest < b.rest })
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for name, mask := range map[string]uint64{"one key": 0, "few keys": 0xf00, "low digits": 1<<22 - 1, "high digits": 0xffffff << 40, "all digits": ^uint64(0)} {
		for _, n := range []int{0, 1, 100, 1 << radixBits, 3 << radixBits} {
			items := make([]pair, n)
			for i := range items {
				items[i] = pair{r.Uint64() & mask, r.IntN(n)}
			}
			want := slices.Clone(items)
			slices.SortFunc(want, func(a, b pair) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.rest, b.rest)) })
			sortInRuns(tree, items, func(p pair) uint64 { return p.key })
			assert.Equal(t, want, items, "%s, %d items", name, n)
		}
	}
}
