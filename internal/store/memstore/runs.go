package memstore

import (
	"slices"

	"github.com/tidwall/btree"
)

// sortInRuns sorts items in the order of a tree that orders by key first. It sorts by key without comparisons, and then each run of equal
// keys: in a large load these are a few items each, and nearly all comparisons would have been of keys.
func sortInRuns[T any](tree *btree.BTreeG[T], items []T, key func(T) uint64) {
	if len(items) < 1<<radixBits {
		sortAs(tree, items)
		return
	}
	sortByKey(items, key)
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && key(items[to]) == key(items[from]) {
			to++
		}
		if to-from > 1 {
			sortAs(tree, items[from:to])
		}
		from = to
	}
}

// radixBits is how many bits of a key a round of sortByKey uses: its counters must fit into the processor cache.
const radixBits = 11

// sortByKey is a radix sort from the lowest digit: each round keeps the order of the one before. Digits that are the same in all keys cost
// no round. It allocates a second slice of items.
func sortByKey[T any](items []T, key func(T) uint64) {
	var differ uint64
	for _, item := range items {
		differ |= key(item) ^ key(items[0])
	}
	from, to := items, make([]T, len(items))
	for shift := 0; shift < 64; shift += radixBits {
		const mask = 1<<radixBits - 1
		if differ>>shift&mask == 0 {
			continue
		}
		var offsets [1 << radixBits]int
		for _, item := range from {
			offsets[key(item)>>shift&mask]++
		}
		sum := 0
		for digit, n := range offsets {
			offsets[digit], sum = sum, sum+n
		}
		for _, item := range from {
			digit := key(item) >> shift & mask
			to[offsets[digit]] = item
			offsets[digit]++
		}
		from, to = to, from
	}
	if &from[0] != &items[0] {
		copy(items, from)
	}
}

// sortAs sorts in the order of a tree. It calls Less once where a three-way comparison would need two calls: sorting needs to know only
// what is less, and equal items may be in any order.
func sortAs[T any](tree *btree.BTreeG[T], items []T) {
	slices.SortFunc(items, func(a, b T) int {
		if tree.Less(a, b) {
			return -1
		}
		return 1
	})
}
