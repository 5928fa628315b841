package memstore

import (
	"slices"

	"github.com/tidwall/btree"
)

// sortInRuns sorts items as a tree does, whose order is first that of key. It sorts by key without a comparison, and then only what
// has one key: of a large load that is a few items each, and nearly all comparisons would have been of keys.
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

// radixBits is how many bits of a key a round of sortByKey looks at: as many as make counters that fit into a processor's cache.
const radixBits = 11

// sortByKey is a radix sort from the lowest digit: each round keeps the order that the one before made. Digits that are the same
// in all keys cost no round. It needs the items' memory a second time while it runs.
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
		var places [1 << radixBits]int
		for _, item := range from {
			places[key(item)>>shift&mask]++
		}
		sum := 0
		for digit, n := range places {
			places[digit], sum = sum, sum+n
		}
		for _, item := range from {
			digit := key(item) >> shift & mask
			to[places[digit]] = item
			places[digit]++
		}
		from, to = to, from
	}
	if &from[0] != &items[0] {
		copy(items, from)
	}
}

// sortAs sorts as a tree does. It asks once where a comparison of three outcomes would have to ask twice: sorting wants to know
// what is less, and of two equal items it does not matter which comes first.
func sortAs[T any](tree *btree.BTreeG[T], items []T) {
	slices.SortFunc(items, func(a, b T) int {
		if tree.Less(a, b) {
			return -1
		}
		return 1
	})
}
