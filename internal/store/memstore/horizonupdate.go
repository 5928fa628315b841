package memstore

import (
	"maps"
	"runtime"
	"slices"

	"entente/internal/knowledge"
)

// findHorizons computes the horizons of new statements, and of those that a change elsewhere affects: of the life of an end, of a statement
// of the same link, or of one of a relation that ends theirs.
func (d *draft) findHorizons() error {
	d.moveMarks()
	lives := d.findLives()
	if err := d.horizonsOfNew(); err != nil {
		return err
	}
	if d.base.statements.tree.Len() == 0 {
		return nil
	}
	r := horizonUpdate{draft: d, in: newItems(0), seen: map[knowledge.ID]bool{}, rivals: rivalsByEnd{}}
	for _, phase := range []func() error{func() error { return r.updateLists(lives) }, r.updateLinks} {
		if err := phase(); err != nil {
			return err
		}
	}
	return d.index(r.in)
}

// horizonsOfNew computes the horizons of new statements, link by link. These statements are not shared yet, so the work is distributed over
// the processors.
func (d *draft) horizonsOfNew() error {
	share := max(checkEvery, (len(d.fresh)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var tasks []func(*watch) error
	for rest := d.fresh; len(rest) > 0; {
		n := min(share, len(rest))
		for n < len(rest) && rest[n].st.Link == rest[n-1].st.Link {
			n++
		}
		part := rest[:n]
		tasks, rest = append(tasks, func(w *watch) error { return d.horizonsOf(w, part) }), rest[n:]
	}
	return d.parallel(len(d.fresh), tasks...)
}

// horizonsOf computes the horizons of new statements, those of one link together.
func (d *draft) horizonsOf(w *watch, fresh []linkPosting) error {
	entity, rivals := d.cachedEntities(), rivalsByEnd{}
	for len(fresh) > 0 {
		link, n := fresh[0].st.Link, 1
		for n < len(fresh) && fresh[n].st.Link == link {
			n++
		}
		beside := d.linkPeers(link, fresh[:n])
		for _, l := range fresh[:n] {
			if err := w.err(); err != nil {
				return err
			}
			l.st.Horizon = d.horizonOf(l.st, slices.Values(beside), entity, rivals)
		}
		fresh = fresh[n:]
	}
	return nil
}

// linkPeers returns the statements of a link, of which some are new, if one may bound another; mostly none does.
func (d *draft) linkPeers(link knowledge.ID, fresh []linkPosting) (all []*knowledge.Statement) {
	switch {
	case !slices.ContainsFunc(fresh, func(l linkPosting) bool { return knowledge.NewHorizon(l.st).MayBeBounded() }):
		return nil
	case d.base.linkPostings.Len() > 0:
		all = slices.Collect(d.statementsOfLink(link))
	case len(fresh) > 1:
		for _, l := range fresh {
			all = append(all, l.st)
		}
	}
	if !knowledge.MayBoundEachOther(all) {
		return nil
	}
	return all
}

// horizonUpdate replaces unchanged statements whose horizon changes.
type horizonUpdate struct {
	*draft
	in     *items
	seen   map[knowledge.ID]bool
	rivals rivalsByEnd
}

// isOld reports whether a statement is unchanged, apart from its horizon.
func (r *horizonUpdate) isOld(st *knowledge.Statement) bool {
	old, _ := r.base.statements.get(st.ID)
	return old == st
}

// update replaces a statement by one with another horizon, if it differs.
func (r *horizonUpdate) update(st *knowledge.Statement, h *knowledge.Horizon) {
	if h.Equal(st.Horizon) {
		return
	}
	renewed := *st
	renewed.Horizon = h
	g := r.dependenciesOf(st)
	r.in.add(&renewed, &g)
}

// updateLists computes the horizons of the statements at entities whose life changed, and of redefined relations.
func (r *horizonUpdate) updateLists(lives []knowledge.ID) error {
	lists := slices.Clone(r.bounded)
	for _, id := range lives {
		lists = append(lists, r.entity(id).ends)
	}
	for _, l := range lists {
		for st := range r.inList(l)("", knowledge.AfterAll, false) {
			if err := r.watch.err(); err != nil {
				return err
			}
			if !r.seen[st.ID] && r.isOld(st) {
				r.update(st, r.horizonOf(st, r.statementsOfLink(st.Link), r.entity, r.rivals))
			}
			r.seen[st.ID] = true
		}
	}
	return nil
}

// linkChange is an added or removed statement that may bound others; sameLink says that it is of their link.
type linkChange struct {
	st                *knowledge.Statement
	sameLink, removed bool
}

// updateLinks updates the horizons on existing links that the change affects. A statement need not be compared again with all others of its
// link, which may be thousands, unless one that bounds it is removed.
func (r *horizonUpdate) updateLinks() error {
	changes := r.linkChanges()
	for _, link := range slices.Sorted(maps.Keys(changes)) {
		for st := range r.statementsOfLink(link) {
			if err := r.watch.err(); err != nil {
				return err
			}
			if knowledge.NewHorizon(st).MayBeBounded() && !r.seen[st.ID] && r.isOld(st) {
				r.update(st, r.horizonAfter(st, changes[link]))
			}
		}
	}
	return nil
}

// linkChanges returns the statements added and removed on each existing link.
func (r *horizonUpdate) linkChanges() map[knowledge.ID][]linkChange {
	changes := map[knowledge.ID][]linkChange{}
	note := func(link knowledge.ID, w linkChange) {
		if r.base.anyOfLink(link) != nil {
			changes[link] = append(changes[link], w)
		}
	}
	addChange := func(of *snapshot, rivals rivalsByEnd, row knowledge.Row, removed bool) {
		st, ok := row.(*knowledge.Statement)
		if !ok {
			return
		}
		note(st.Link, linkChange{st, true, removed})
		for _, link := range of.linksEndedBy(st, rivals) {
			note(link, linkChange{st, false, removed})
		}
	}
	before, now := rivalsByEnd{}, rivalsByEnd{}
	for _, s := range r.Steps(knowledge.TableStatement) {
		if !s.Skip {
			// A removed statement ended others by the definition of its relation at that time.
			addChange(r.base, before, s.Before, true)
			addChange(r.snapshot, now, s.Put, false)
		}
	}
	return changes
}

// horizonAfter is a statement's horizon after some changes.
func (r *horizonUpdate) horizonAfter(st *knowledge.Statement, changes []linkChange) *knowledge.Horizon {
	h := knowledge.NewHorizon(st)
	alive := h.AddFrom(st.Horizon)
	for _, c := range changes {
		switch {
		case c.removed && st.Horizon.IsBoundedBy(c.st.ID):
			return r.horizonOf(st, r.statementsOfLink(st.Link), r.entity, r.rivals)
		case c.removed:
		case c.sameLink:
			h.AddSameLink(c.st)
		default:
			h.AddEnder(c.st)
		}
	}
	return h.Horizon(alive)
}
