package memstore

import (
	"slices"

	"entente/internal/knowledge"
)

// hashed holds rows by id for look-ups alone: it has no order. Where a tree of a hundred thousand rows costs a dozen misses of the
// processor's caches, a look-up here costs four: its page, its chain, its row and the id in it.
//
// A copy shares all pages, and a change takes a page of its own first, so that what many revisions have in common is kept once: a
// revision that changes one row costs one page and the list of pages.
type hashed[T any] struct {
	hash func(knowledge.ID) uint64
	id   func(T) knowledge.ID
	// pages are a power of two.
	pages []*hashPage[T]
	// own are those that no copy shares; empty where the list of pages itself is shared.
	own []bool
	n   int
}

// hashPage is a part of the table: the low bits of a hash name the place in it, the bits above them the page.
type hashPage[T any] [1 << pageBits]*chained[T]

// chained are the rows of a place. They are never changed: other tables may have them, too.
type chained[T any] struct {
	hash uint64
	row  T
	next *chained[T]
}

const (
	pageBits = 8
	// fullest is how many rows there are for each place at most, before there are twice as many places.
	fullest = 2
)

func newHashed[T any](hash func(knowledge.ID) uint64, id func(T) knowledge.ID) *hashed[T] {
	return &hashed[T]{hash: hash, id: id, pages: []*hashPage[T]{{}}, own: []bool{true}}
}

// copy gives a table that can be changed while the one it was made of stays as it is.
func (h *hashed[T]) copy() *hashed[T] {
	return &hashed[T]{hash: h.hash, id: h.id, pages: h.pages, n: h.n}
}

func (h *hashed[T]) get(id knowledge.ID) (row T, ok bool) {
	hash := h.hash(id)
	for c := h.pages[h.page(hash)][place(hash)]; c != nil; c = c.next {
		if c.hash == hash && h.id(c.row) == id {
			return c.row, true
		}
	}
	return row, false
}

// set puts a row in the place of the one with its id, where there is one.
func (h *hashed[T]) set(row T) {
	id := h.id(row)
	hash := h.hash(id)
	at := h.taken(hash, id)
	*at = &chained[T]{hash, row, *at}
	h.n++
	if h.n > fullest*len(h.pages)<<pageBits {
		h.grow()
	}
}

func (h *hashed[T]) delete(row T) {
	id := h.id(row)
	h.taken(h.hash(id), id)
}

// taken takes out the row of an id, and gives the place where it was or would be.
func (h *hashed[T]) taken(hash uint64, id knowledge.ID) **chained[T] {
	at := &h.owned(h.page(hash))[place(hash)]
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

// owned gives a page that may be changed.
func (h *hashed[T]) owned(i int) *hashPage[T] {
	if h.own == nil {
		h.pages, h.own = slices.Clone(h.pages), make([]bool, len(h.pages))
	}
	if !h.own[i] {
		page := *h.pages[i]
		h.pages[i], h.own[i] = &page, true
	}
	return h.pages[i]
}

// grow doubles the places: each page becomes two.
func (h *hashed[T]) grow() {
	old := h.pages
	h.pages, h.own = make([]*hashPage[T], 2*len(old)), make([]bool, 2*len(old))
	for i := range h.pages {
		h.pages[i], h.own[i] = &hashPage[T]{}, true
	}
	for _, page := range old {
		for _, c := range page {
			for ; c != nil; c = c.next {
				at := &h.pages[h.page(c.hash)][place(c.hash)]
				*at = &chained[T]{c.hash, c.row, *at}
			}
		}
	}
}

func (h *hashed[T]) page(hash uint64) int { return int(hash>>pageBits) & (len(h.pages) - 1) }

func place(hash uint64) int { return int(hash & (1<<pageBits - 1)) }
