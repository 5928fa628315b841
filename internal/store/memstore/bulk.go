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

// items are what the indexes hold of statements that come or go together. Each index takes its own in its order: what it
// then touches lies together, which makes a large load several times faster than one statement after the other.
type items struct {
	statements []slot[*knowledge.Statement]
	postings   []posting
	places     []placing
	linked     []linking
	linkEnds   []linkEnd
	// dated are the entities whose life some of them date.
	dated []knowledge.ID
}

// newItems has room for those of n statements.
func newItems(n int) *items {
	return &items{
		statements: make([]slot[*knowledge.Statement], 0, n), postings: make([]posting, 0, 6*n), places: make([]placing, 0, n),
		linked: make([]linking, 0, n), linkEnds: make([]linkEnd, 0, 2*n),
	}
}

// join takes over the items of others.
func (i *items) join(other *items) {
	i.statements = append(i.statements, other.statements...)
	i.postings = append(i.postings, other.postings...)
	i.places = append(i.places, other.places...)
	i.linked = append(i.linked, other.linked...)
	i.linkEnds = append(i.linkEnds, other.linkEnds...)
	i.dated = append(i.dated, other.dated...)
}

func (i *items) add(st *knowledge.Statement, g *ground) {
	i.statements = append(i.statements, slot[*knowledge.Statement]{headOf(st.ID), st})
	for _, l := range g.lists(st) {
		i.postings = append(i.postings, posting{l, beginOf(st), st})
	}
	i.places = append(i.places, placingOf(g.doc.statements, st))
	i.linked = append(i.linked, linkingOf(st))
	i.linkEnds = append(i.linkEnds, g.linkEnds(st)...)
	for _, e := range g.dated(g.relation.Relation, st) {
		i.dated = append(i.dated, e.ID)
	}
}

// put takes statements into the indexes. They have nothing to do with each other, so that a large load fills several at once.
func (d *draft) put(in *items) error {
	posted, ended := tally{}, tally{}
	err := d.together(len(in.statements),
		func(w *watch) error {
			sortInRuns(d.postings, in.postings, func(p posting) uint64 { return uint64(p.list)<<32 | uint64(uint32(p.begin)^(1<<31)) })
			return insertSorted(w, d.postings, in.postings, func(p posting) { posted[p.list]++ })
		},
		func(w *watch) error {
			sortInRuns(d.linkEnds, in.linkEnds, func(e linkEnd) uint64 { return uint64(e.list) })
			return insertSorted(w, d.linkEnds, in.linkEnds, func(e linkEnd) { ended[e.list]++ })
		},
		func(w *watch) error {
			sortPlaces(in.places)
			return insertSorted(w, d.places, in.places, nil)
		},
		func(w *watch) error { return insert(w, d.statements.tree, in.statements, nil) },
		func(w *watch) error {
			isFirst := d.linked.Len() == 0
			if err := insert(w, d.linked, in.linked, nil); err != nil {
				return err
			}
			d.shareLinks(in.linked, isFirst)
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

// sortPlaces sorts as lessPlacing does, but looks each locator up only once: those of a large table are what its statements
// differ in, and lie three pointers away.
func sortPlaces(places []placing) {
	type located struct {
		placing
		locator knowledge.Text
	}
	all := make([]located, len(places))
	for i, p := range places {
		if all[i].placing = p; p.start == noQuote {
			all[i].locator = p.st.Evidence[0].Locator
		}
	}
	slices.SortFunc(all, func(a, b located) int {
		c := cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.start, b.start), strings.Compare(string(a.locator), string(b.locator)))
		switch {
		case c != 0:
			return c
		case lessPlacing(a.placing, b.placing):
			return -1
		}
		return 1
	})
	for i, l := range all {
		places[i] = l.placing
	}
}

// tally counts by how many rows lists grow.
type tally map[list]int32

// together does what is independent: at once where there is so much of it that it pays, in turn elsewhere. The first error
// ends it.
func (d *draft) together(rows int, tasks ...func(*watch) error) error {
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

// shareLinks lets the statements of one link have its id in one string. They are sorted by link, and may be the first of all.
func (d *draft) shareLinks(linked []linking, areFirst bool) {
	for i, l := range linked {
		switch {
		case i > 0 && linked[i-1].st.Link == l.st.Link:
			l.st.Link = linked[i-1].st.Link
		case !areFirst:
			l.st.Link = d.anyOfLink(l.st.Link).Link
		}
	}
}

// take takes statements out of the indexes.
func (d *draft) take(out *items) error {
	if err := remove(&d.watch, d.statements.tree, out.statements, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.postings, out.postings, func(p posting) { d.grow(p.list, -1) }); err != nil {
		return err
	}
	if err := remove(&d.watch, d.places, out.places, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.linked, out.linked, nil); err != nil {
		return err
	}
	if err := remove(&d.watch, d.linkEnds, out.linkEnds, func(e linkEnd) { d.grow(e.list, -1) }); err != nil {
		return err
	}
	// A link that other statements still make is still there, but must not be known by one that is not.
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

// insert puts items into a tree, and sorts them; it tells which were not there before.
func insert[T any](w *watch, tree *btree.BTreeG[T], items []T, added func(T)) error {
	sortAs(tree, items)
	return insertSorted(w, tree, items, added)
}

// insertSorted puts items into a tree whose order they are in.
//
// It does so in two rounds, each second item first. Nodes that are filled in order split in halves and stay half full; the
// second round fills them up. Into an empty tree the first round only appends, which needs one comparison an item.
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

// remove takes items out of a tree, and sorts them; it tells which were there.
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
