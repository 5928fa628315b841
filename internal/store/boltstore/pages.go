package boltstore

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"os"
)

// The format of bbolt's pages: https://github.com/etcd-io/bbolt, internal/common/page.go, meta.go and bucket.go. Numbers are in
// the order of the machine; all that Go runs on and bbolt is used on are little-endian, and a file of another one is foreign.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	pageHeader    = 16 // id 8, flags 2, count 2, overflow 4
	pageElement   = 16 // of a branch: position 4, key size 4, page 8; of a leaf: flags 4, position 4, key size 4, value size 4
	bucketHeader  = 16 // root page 8, sequence 8
	metaLength    = 64
	firstDataPage = 2

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10

	bucketFlag = 0x01
	// manyFree as the count of a page says that the number of free pages precedes them.
	manyFree = 0xFFFF
	maxDepth = 64
)

// checkPages checks all pages of a file before bbolt reads it: that both meta pages are valid, that each page is what it says, that each
// tree is complete and in the order of keys, and that each page is used once or free. bbolt takes all that for granted: otherwise it may
// crash, loop, or overwrite used pages. Values are not read; they have checksums.
//
// The older meta page counts, too: bbolt would treat a damaged newest one as missing, and open the file without its newest revision.
func checkPages(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	c := pageCheck{file: f}
	if err := c.begin(info.Size()); err != nil {
		return err
	}
	if err := c.tree(c.root, nil, nil, 0); err != nil {
		return err
	}
	if err := c.freelist(); err != nil {
		return err
	}
	for id, used := range c.used[firstDataPage:] {
		if !used {
			return damagef("page %d belongs to nothing", id+firstDataPage)
		}
	}
	return nil
}

// checkMeta checks the two meta pages of a file whose other pages were checked before.
func checkMeta(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	c := pageCheck{file: f}
	return c.begin(info.Size())
}

type pageCheck struct {
	file *os.File
	size uint64
	// root and free are the pages of the root bucket and of the list of free pages.
	root, free uint64
	used       []bool
}

// meta is the content of a meta page.
type meta struct {
	pageSize, root, free, pages, transaction uint64
}

// begin reads the two meta pages.
func (c *pageCheck) begin(length int64) error {
	first, ok := c.meta(0)
	if !ok {
		if c.isBolt(length) {
			return damagef("its first page is none")
		}
		return ErrForeign
	}
	second, ok := c.meta(int64(first.pageSize))
	switch {
	case !ok || second.pageSize != first.pageSize:
		return damagef("its second page is none")
	case second.transaction > first.transaction:
		first = second
	}
	c.size, c.root, c.free = first.pageSize, first.root, first.free
	if first.pages < firstDataPage || first.pages > uint64(length)/c.size {
		return damagef("it should have %d bytes and has %d", first.pages*c.size, length)
	}
	c.used = make([]bool, first.pages)
	return nil
}

// isBolt reports whether a file with an invalid first page has a valid second one.
func (c *pageCheck) isBolt(length int64) bool {
	for at := int64(1024); at <= 1<<16 && at < length; at *= 2 {
		if _, ok := c.meta(at); ok {
			return true
		}
	}
	return false
}

// meta reads a meta page; ok is false if it is invalid.
func (c *pageCheck) meta(at int64) (m meta, ok bool) {
	page := make([]byte, pageHeader+metaLength)
	if _, err := c.file.ReadAt(page, at); err != nil {
		return m, false
	}
	b, order := page[pageHeader:], binary.LittleEndian
	sum := fnv.New64a()
	sum.Write(b[:metaLength-8])
	m = meta{uint64(order.Uint32(b[8:])), order.Uint64(b[16:]), order.Uint64(b[32:]), order.Uint64(b[40:]), order.Uint64(b[48:])}
	size := m.pageSize
	ok = order.Uint32(b) == boltMagic && order.Uint32(b[4:]) == boltVersion && order.Uint64(b[56:]) == sum.Sum64() &&
		size >= 1024 && size <= 1<<16 && size&(size-1) == 0
	return m, ok
}

// page is a page: its head and elements, and all of it if it has no overflow.
type page struct {
	id     uint64
	flags  uint16
	count  int
	length int64
	head   []byte
}

// page reads a page and marks it as used.
func (c *pageCheck) page(id uint64) (p page, err error) {
	if id < firstDataPage || id >= uint64(len(c.used)) {
		return p, damagef("it names page %d, which there is not", id)
	}
	p = page{id: id, head: make([]byte, c.size)}
	if _, err := c.file.ReadAt(p.head, int64(id*c.size)); err != nil {
		return p, err
	}
	order := binary.LittleEndian
	overflow := uint64(order.Uint32(p.head[12:]))
	p.flags, p.count = order.Uint16(p.head[8:]), int(order.Uint16(p.head[10:]))
	p.length = int64((1 + overflow) * c.size)
	if got := order.Uint64(p.head); got != id || id+overflow >= uint64(len(c.used)) {
		return p, damagef("page %d is another", id)
	}
	for i := id; i <= id+overflow; i++ {
		if c.used[i] {
			return p, damagef("page %d is used twice", i)
		}
		c.used[i] = true
	}
	if need := pageHeader + p.count*pageElement; need > len(p.head) && (p.flags == branchPage || p.flags == leafPage) {
		if int64(need) > p.length {
			return p, damagef("page %d has more elements than room", id)
		}
		p.head = make([]byte, need)
		_, err = c.file.ReadAt(p.head, int64(id*c.size))
	}
	return p, err
}

// tree checks a tree of pages whose keys are from lo on and before hi, if that is not nil.
func (c *pageCheck) tree(root uint64, lo, hi []byte, depth int) error {
	p, err := c.page(root)
	if err != nil {
		return err
	}
	if p.flags != branchPage && p.flags != leafPage || p.flags == branchPage && p.count == 0 || depth > maxDepth {
		return damagef("page %d is no part of a tree", root)
	}
	read := func(at int64, length uint64) ([]byte, error) {
		if at < 0 || length > uint64(p.length) || at+int64(length) > p.length {
			return nil, damagef("page %d has an element that lies outside of it", root)
		}
		if at+int64(length) <= int64(len(p.head)) {
			return p.head[at : at+int64(length)], nil
		}
		b := make([]byte, length)
		_, err := c.file.ReadAt(b, int64(root*c.size)+at)
		return b, err
	}
	keys := make([][]byte, p.count)
	for i := range keys {
		e := elementOf(p.head, i, p.flags)
		if keys[i], err = read(e.at, e.key); err != nil {
			return err
		}
		if !inOrder(keys, i, lo, hi) {
			return damagef("page %d has a key out of order", root)
		}
		if p.flags == branchPage {
			continue
		}
		// Of a value only the end is checked; of a bucket also its contents.
		if _, err := read(e.at+int64(e.key)+int64(e.value), 0); err != nil {
			return err
		}
		if e.flags&^bucketFlag != 0 {
			return damagef("page %d has an element of no known kind", root)
		}
		if e.flags == bucketFlag {
			value, err := read(e.at+int64(e.key), e.value)
			if err != nil {
				return err
			}
			if err := c.bucket(value, depth); err != nil {
				return err
			}
		}
	}
	if p.flags == leafPage {
		return nil
	}
	for i := range keys {
		end := hi
		if i+1 < len(keys) {
			end = keys[i+1]
		}
		if err := c.tree(elementOf(p.head, i, p.flags).page, keys[i], end, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// inOrder reports whether a key is after the one before it, from lo on and before hi.
func inOrder(keys [][]byte, i int, lo, hi []byte) bool {
	return (i == 0 || bytes.Compare(keys[i-1], keys[i]) < 0) && bytes.Compare(keys[i], lo) >= 0 && (hi == nil || bytes.Compare(keys[i], hi) < 0)
}

// element holds the position of a key and its value, or its page.
type element struct {
	flags      uint32
	at         int64
	key, value uint64
	page       uint64
}

func elementOf(head []byte, i int, flags uint16) element {
	at := pageHeader + i*pageElement
	b, order := head[at:], binary.LittleEndian
	if flags == branchPage {
		return element{at: int64(at) + int64(order.Uint32(b)), key: uint64(order.Uint32(b[4:])), page: order.Uint64(b[8:])}
	}
	return element{
		flags: order.Uint32(b), at: int64(at) + int64(order.Uint32(b[4:])),
		key: uint64(order.Uint32(b[8:])), value: uint64(order.Uint32(b[12:])),
	}
}

// bucket checks a bucket: a tree of its own, or, if it is small, a leaf within the value.
func (c *pageCheck) bucket(value []byte, depth int) error {
	if len(value) < bucketHeader {
		return damagef("a bucket has no room for its beginning")
	}
	if root := binary.LittleEndian.Uint64(value); root != 0 {
		return c.tree(root, nil, nil, depth+1)
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || binary.LittleEndian.Uint16(inline[8:]) != leafPage {
		return damagef("a small bucket is no leaf")
	}
	count := int(binary.LittleEndian.Uint16(inline[10:]))
	if pageHeader+count*pageElement > len(inline) {
		return damagef("a small bucket has more elements than room")
	}
	keys := make([][]byte, count)
	for i := range keys {
		e := elementOf(inline, i, leafPage)
		if e.flags != 0 || uint64(e.at)+e.key+e.value > uint64(len(inline)) {
			return damagef("a small bucket has an element that lies outside of it")
		}
		if keys[i] = inline[e.at : e.at+int64(e.key)]; !inOrder(keys, i, nil, nil) {
			return damagef("a small bucket has a key out of order")
		}
	}
	return nil
}

// freelist checks the list of free pages. Entente's files always have one.
func (c *pageCheck) freelist() error {
	p, err := c.page(c.free)
	if err != nil {
		return err
	}
	all := make([]byte, p.length)
	if _, err := c.file.ReadAt(all, int64(p.id*c.size)); err != nil {
		return err
	}
	count, ids := uint64(p.count), all[pageHeader:]
	if p.count == manyFree {
		count, ids = binary.LittleEndian.Uint64(ids), ids[8:]
	}
	if p.flags != freelistPage || count > uint64(len(ids))/8 {
		return damagef("its list of free pages is none")
	}
	for i := range count {
		id := binary.LittleEndian.Uint64(ids[8*i:])
		if id < firstDataPage || id >= uint64(len(c.used)) || c.used[id] {
			return damagef("page %d is free and is not", id)
		}
		c.used[id] = true
	}
	return nil
}
