package memstore

import (
	"cmp"
	"runtime"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"github.com/tidwall/btree"
	"golang.org/x/sync/errgroup"
)

// items are index entries of statements that are added or removed together. Each index takes its own in its order: neighbouring entries
// share nodes, which makes a large load several times faster than one statement after the other.
type items struct {
	statements       []slot[*knowledge.Statement]
	postings         []posting
	documentPostings []documentPosting
	linkPostings     []linkPosting
	linkEnds         []linkEnd
	// dated are the entities whose life some of them date.
	dated []knowledge.ID
}

// newItems allocates room for the items of n statements.
func newItems(n int) *items {
	return &items{
		statements: make([]slot[*knowledge.Statement], 0, n), postings: make([]posting, 0, 6*n), documentPostings: make([]documentPosting, 0, n),
		linkPostings: make([]linkPosting, 0, n), linkEnds: make([]linkEnd, 0, 2*n),
	}
}

// join appends the items of another.
func (i *items) join(other *items) {
	i.statements = append(i.statements, other.statements...)
	i.postings = append(i.postings, other.postings...)
	i.documentPostings = append(i.documentPostings, other.documentPostings...)
	i.linkPostings = append(i.linkPostings, other.linkPostings...)
	i.linkEnds = append(i.linkEnds, other.linkEnds...)
	i.dated = append(i.dated, other.dated...)
}

func (i *items) add(st *knowledge.Statement, g *dependencies) {
	i.statements = append(i.statements, slot[*knowledge.Statement]{headOf(st.ID), st})
	for _, l := range g.lists(st) {
		i.postings = append(i.postings, posting{l, beginOf(st), st})
	}
	i.documentPostings = append(i.documentPostings, documentPostingOf(g.doc.statements, st))
	i.linkPostings = append(i.linkPostings, linkPostingOf(st))
	i.linkEnds = append(i.linkEnds, g.linkEnds(st)...)
	for _, e := range g.dated(g.relation.Relation, st) {
		i.dated = append(i.dated, e.ID)
	}
}

// index adds statements to the indexes, which are independent, so a large load fills several at once.
func (d *draft) index(in *items) error {
	posted, ended := tally{}, tally{}
	err := d.parallel(len(in.statements),
		func(w *watch) error {
			sortInRuns(d.postings, in.postings, func(p posting) uint64 { return uint64(p.list)<<32 | uint64(uint32(p.begin)^(1<<31)) })
			return insertSorted(w, d.postings, in.postings, func(p posting) { posted[p.list]++ })
		},
		func(w *watch) error {
			sortInRuns(d.linkEnds, in.linkEnds, func(e linkEnd) uint64 { return uint64(e.list) })
			return insertSorted(w, d.linkEnds, in.linkEnds, func(e linkEnd) { ended[e.list]++ })
		},
		func(w *watch) error {
			sortDocumentPostings(in.documentPostings)
			return insertSorted(w, d.documentPostings, in.documentPostings, nil)
		},
		func(w *watch) error { return insert(w, d.statements.tree, in.statements, nil) },
		func(w *watch) error {
			isFirst := d.linkPostings.Len() == 0
			if err := insert(w, d.linkPostings, in.linkPostings, nil); err != nil {
				return err
			}
			d.shareLinks(in.linkPostings, isFirst)
			return nil
		},
	)
	for _, t := range []tally{posted, ended} {
		for l, n := range t {
			d.grow(l, n)
		}
	}
	return err
}

// sortDocumentPostings sorts as lessDocumentPosting does, but reads each locator only once: the statements of a large table differ in their
// locators, which are three pointers away.
func sortDocumentPostings(postings []documentPosting) {
	type located struct {
		documentPosting
		locator knowledge.Text
	}
	all := make([]located, len(postings))
	for i, p := range postings {
		if all[i].documentPosting = p; p.start == noQuote {
			all[i].locator = p.st.Evidence[0].Locator
		}
	}
	slices.SortFunc(all, func(a, b located) int {
		c := cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.start, b.start), strings.Compare(string(a.locator), string(b.locator)))
		switch {
		case c != 0:
			return c
		case lessDocumentPosting(a.documentPosting, b.documentPosting):
			return -1
		}
		return 1
	})
	for i, l := range all {
		postings[i] = l.documentPosting
	}
}

// tally counts by how many rows lists grow.
type tally map[list]int32

// parallel runs independent tasks, concurrently if there are enough rows. The first error ends it.
func (d *draft) parallel(rows int, tasks ...func(*watch) error) error {
	if rows < checkEvery {
		for _, task := range tasks {
			if err := task(&d.watch); err != nil {
				return err
			}
		}
		return nil
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, task := range tasks {
		group.Go(func() error { return task(&watch{ctx: d.watch.ctx}) })
	}
	return group.Wait()
}

// shareLinks makes the statements of one link share the string of its id. They are sorted by link; areFirst says that the index was empty
// before.
func (d *draft) shareLinks(linked []linkPosting, areFirst bool) {
	for i, l := range linked {
		switch {
		case i > 0 && linked[i-1].st.Link == l.st.Link:
			l.st.Link = linked[i-1].st.Link
		case !areFirst:
			l.st.Link = d.anyOfLink(l.st.Link).Link
		}
	}
}

// unindex removes statements from the indexes.
func (d *draft) unindex(out *items) error {
	if err := remove(&d.watch, d.statements.tree, out.statements, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.postings, out.postings, func(p posting) { d.grow(p.list, -1) }); err != nil {
		return err
	}
	if err := remove(&d.watch, d.documentPostings, out.documentPostings, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.linkPostings, out.linkPostings, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.linkEnds, out.linkEnds, func(e linkEnd) { d.grow(e.list, -1) }); err != nil {
		return err
	}
	// A link that still has statements must not be represented by a removed one.
	var kept []linkEnd
	for _, end := range out.linkEnds {
		if err := d.watch.err(); err != nil {
			return err
		}
		if other := d.anyOfLink(end.st.Link); other != nil {
			kept = append(kept, linkEnd{end.list, end.way, other})
		}
	}
	return insert(&d.watch, d.linkEnds, kept, func(e linkEnd) { d.grow(e.list, 1) })
}

// insert sorts items and inserts them into a tree; added is called for each that is new.
func insert[T any](w *watch, tree *btree.BTreeG[T], items []T, added func(T)) error {
	sortAs(tree, items)
	return insertSorted(w, tree, items, added)
}

// insertSorted inserts items into a tree whose order they are in.
//
// It does so in two rounds, every second item first. Nodes that are filled in order split in halves and stay half full; the second round
// fills them up. Into an empty tree the first round only appends, which needs one comparison an item.
func insertSorted[T any](w *watch, tree *btree.BTreeG[T], items []T, added func(T)) error {
	var hint btree.PathHint
	put := func(item T) bool {
		_, there := tree.SetHint(item, &hint)
		return there
	}
	first := put
	if tree.Len() == 0 {
		first = func(item T) bool {
			_, there := tree.Load(item)
			return there
		}
	}
	for round, set := range []func(T) bool{first, put} {
		for i := round; i < len(items); i += 2 {
			if err := w.err(); err != nil {
				return err
			}
			if !set(items[i]) && added != nil {
				added(items[i])
			}
		}
	}
	return nil
}

// remove sorts items and deletes them from a tree; removed is called for each that was there.
func remove[T any](w *watch, tree *btree.BTreeG[T], items []T, removed func(T)) error {
	sortAs(tree, items)
	for _, item := range items {
		if err := w.err(); err != nil {
			return err
		}
		if _, there := tree.Delete(item); there && removed != nil {
			removed(item)
		}
	}
	return nil
}
