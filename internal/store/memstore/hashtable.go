package memstore

import (
	"slices"

	"entente/internal/knowledge"
)

// hashTable holds rows by id for look-ups alone: it has no order. Where a tree of a hundred thousand rows costs a dozen misses of the
// processor's caches, a look-up here costs four: its page, its chain, its row and the id in it.
//
// A copy shares all pages, and a change takes a page of its own first, so that what many revisions have in common is kept once: a
// revision that changes one row costs one page and the list of pages.
type hashTable[T any] struct {
	hash func(knowledge.ID) uint64
	id   func(T) knowledge.ID
	// pages are a power of two.
	pages []*hashPage[T]
	// own are the pages that no copy shares; empty if the list of pages itself is shared.
	own []bool
	n   int
}

// hashPage is a part of the table: the low bits of a hash select the bucket in it, the bits above them the page.
type hashPage[T any] [1 << pageBits]*chained[T]

// chained is the list of the rows of a bucket. It is immutable, as other tables may share it.
type chained[T any] struct {
	hash uint64
	row  T
	next *chained[T]
}

const (
	pageBits = 8
	// maxLoad is the number of rows for each bucket above which the table doubles.
	maxLoad = 2
)

func newHashTable[T any](hash func(knowledge.ID) uint64, id func(T) knowledge.ID) *hashTable[T] {
	return &hashTable[T]{hash: hash, id: id, pages: []*hashPage[T]{{}}, own: []bool{true}}
}

// copy returns a table that can be changed independently.
func (h *hashTable[T]) copy() *hashTable[T] {
	return &hashTable[T]{hash: h.hash, id: h.id, pages: h.pages, n: h.n}
}

func (h *hashTable[T]) get(id knowledge.ID) (row T, ok bool) {
	hash := h.hash(id)
	for c := h.pages[h.page(hash)][bucketOf(hash)]; c != nil; c = c.next {
		if c.hash == hash && h.id(c.row) == id {
			return c.row, true
		}
	}
	return row, false
}

// set adds a row, or replaces the one with its id.
func (h *hashTable[T]) set(row T) {
	id := h.id(row)
	hash := h.hash(id)
	at := h.removeID(hash, id)
	*at = &chained[T]{hash, row, *at}
	h.n++
	if h.n > maxLoad*len(h.pages)<<pageBits {
		h.grow()
	}
}

func (h *hashTable[T]) delete(row T) {
	id := h.id(row)
	h.removeID(h.hash(id), id)
}

// removeID removes the row of an id, and returns the bucket where it was or would be.
func (h *hashTable[T]) removeID(hash uint64, id knowledge.ID) **chained[T] {
	at := &h.owned(h.page(hash))[bucketOf(hash)]
	is := func(c *chained[T]) bool { return c.hash == hash && h.id(c.row) == id }
	found := *at
	for found != nil && !is(found) {
		found = found.next
	}
	if found == nil {
		return at
	}
	h.n--
	first := *at
	*at = found.next
	for c := first; c != found; c = c.next {
		*at = &chained[T]{c.hash, c.row, *at}
	}
	return at
}

// owned returns a page that may be changed.
func (h *hashTable[T]) owned(i int) *hashPage[T] {
	if h.own == nil {
		h.pages, h.own = slices.Clone(h.pages), make([]bool, len(h.pages))
	}
	if !h.own[i] {
		page := *h.pages[i]
		h.pages[i], h.own[i] = &page, true
	}
	return h.pages[i]
}

// grow doubles the buckets: each page becomes two.
func (h *hashTable[T]) grow() {
	old := h.pages
	h.pages, h.own = make([]*hashPage[T], 2*len(old)), make([]bool, 2*len(old))
	for i := range h.pages {
		h.pages[i], h.own[i] = &hashPage[T]{}, true
	}
	for _, page := range old {
		for _, c := range page {
			for ; c != nil; c = c.next {
				at := &h.pages[h.page(c.hash)][bucketOf(c.hash)]
				*at = &chained[T]{c.hash, c.row, *at}
			}
		}
	}
}

func (h *hashTable[T]) page(hash uint64) int { return int(hash>>pageBits) & (len(h.pages) - 1) }

func bucketOf(hash uint64) int { return int(hash & (1<<pageBits - 1)) }
