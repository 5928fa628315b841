package memstore

import (
	"encoding/binary"
	"iter"
	"strings"

	"entente/internal/knowledge"
	"github.com/tidwall/btree"
)

// newTree returns a tree without locks: a published one is never changed, and one that is changed has one owner.
func newTree[T any](less func(a, b T) bool) *btree.BTreeG[T] {
	return btree.NewBTreeGOptions(less, btree.Options{NoLocks: true})
}

// between returns the items of a tree from lo on and before hi, in either direction.
func between[T any](tree *btree.BTreeG[T], lo, hi T, descending bool) iter.Seq[T] {
	return func(yield func(T) bool) { visit(tree, lo, hi, descending, yield) }
}

// valuesBetween returns the rows of the items from lo on and before hi.
func valuesBetween[I, T any](tree *btree.BTreeG[I], lo, hi I, descending bool, row func(I) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		visit(tree, lo, hi, descending, func(item I) bool { return yield(row(item)) })
	}
}

// visit calls yield for the items of a tree from lo on and before hi, in either direction, until it returns false.
func visit[T any](tree *btree.BTreeG[T], lo, hi T, descending bool, yield func(T) bool) {
	if !descending {
		tree.Ascend(lo, func(item T) bool { return tree.Less(item, hi) && yield(item) })
		return
	}
	below := false // of all items once one is
	tree.Descend(hi, func(item T) bool {
		switch {
		case !below && !tree.Less(item, hi):
			return true
		case tree.Less(item, lo):
			return false
		}
		below = true
		return yield(item)
	})
}

// values maps items to rows.
func values[I, T any](items iter.Seq[I], row func(I) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for item := range items {
			if !yield(row(item)) {
				return
			}
		}
	}
}

// table holds rows by id. Each has a head, a number derived from its id, which decides nearly all comparisons without reading the row: at a
// million rows a look-up costs some hundred nanoseconds instead of some thousand.
type table[T any] struct {
	tree *btree.BTreeG[slot[T]]
	head func(knowledge.ID) uint64
	id   func(T) knowledge.ID
}

// slot is a row and its head. A slot without a row is the start of a look-up.
type slot[T any] struct {
	head uint64
	row  T
}

// newTable returns a table in the order of heads, then ids. If heads are in the order of ids, so is the table.
func newTable[T comparable](head func(knowledge.ID) uint64, id func(T) knowledge.ID) table[T] {
	var none T
	return table[T]{head: head, id: id, tree: newTree(func(a, b slot[T]) bool {
		switch {
		case a.head != b.head:
			return a.head < b.head
		case a.row == none || b.row == none:
			return a.row == none && b.row != none
		}
		return id(a.row) < id(b.row)
	})}
}

func (t table[T]) copy() table[T] {
	t.tree = t.tree.Copy()
	return t
}

// get returns the row of an id; ok is false if there is none.
func (t table[T]) get(id knowledge.ID) (row T, ok bool) {
	head := t.head(id)
	t.tree.Ascend(slot[T]{head: head}, func(s slot[T]) bool {
		if s.head != head {
			return false
		}
		if t.id(s.row) == id {
			row, ok = s.row, true
		}
		return !ok
	})
	return row, ok
}

func (t table[T]) set(row T) { t.tree.Set(slot[T]{t.head(t.id(row)), row}) }

func (t table[T]) delete(row T) { t.tree.Delete(slot[T]{t.head(t.id(row)), row}) }

// rows gives all rows, in the order of the table.
func (t table[T]) rows(yield func(T) bool) {
	t.tree.Scan(func(s slot[T]) bool { return yield(s.row) })
}

// headOf is the first eight letters of an id's slug: a head in the order of ids, for tables of ids with one prefix.
func headOf(id knowledge.ID) uint64 {
	var letters [8]byte
	copy(letters[:], id[strings.IndexByte(id, ':')+1:])
	return binary.BigEndian.Uint64(letters[:])
}
