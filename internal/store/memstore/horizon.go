package memstore

import (
	"iter"
	"maps"
	"runtime"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/changeset"
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

// statementsOfLink returns the statements of a link.
func (s *snapshot) statementsOfLink(link knowledge.ID) iter.Seq[*knowledge.Statement] {
	return s.inLink(link)("", knowledge.AfterAll, false)
}

// horizonOf computes what bounds a statement in time. beside are the statements of its link; entity and rivals may cache what they look up.
func (s *snapshot) horizonOf(st *knowledge.Statement, beside iter.Seq[*knowledge.Statement], entity func(knowledge.ID) *entityRow, rivals rivalsByEnd) *knowledge.Horizon {
	relation := s.relations[st.Relation]
	var alive []edtf.Span
	if s.livesKnown > 0 {
		alive = relation.Alive(st, func(id knowledge.ID) []edtf.Span { return entity(id).Life })
	}
	enders := func(yield func(*knowledge.Statement) bool) {
		for _, link := range s.linksAgainst(st, relation, rivals) {
			for o := range s.statementsOfLink(link) {
				if !yield(o) {
					return
				}
			}
		}
	}
	return changeset.Horizon(st, beside, enders, alive)
}

// linksAgainst returns the other links whose statements may end a statement.
func (s *snapshot) linksAgainst(st *knowledge.Statement, relation *relationRow, rivals rivalsByEnd) (links []knowledge.ID) {
	links = changeset.LinksBetween(relation.endedBy, st)
	return append(links, s.rivalLinks(relation.Relation, st, func(id knowledge.ID) bool {
		return s.rivalsAt(id, relation.Relation, rivals).MayEnd(st)
	})...)
}

// rivalsByEnd summarizes the statements of exclusive relations at their exclusive ends, by end and relation.
type rivalsByEnd map[[2]string]*knowledge.Rivals

// rivalsAt returns the summary of an exclusive relation at an end, and computes it once.
func (s *snapshot) rivalsAt(id knowledge.ID, r *knowledge.Relation, known rivalsByEnd) *knowledge.Rivals {
	end := [2]string{id, r.Name}
	if of := known[end]; of != nil {
		return of
	}
	of := knowledge.NewRivals()
	known[end] = of
	if e := s.entity(id); e != nil {
		for st := range s.inList(e.ends)("", knowledge.AfterAll, false) {
			if st.Relation == r.Name && slices.Contains(r.ExclusiveEnds(st), id) {
				of.Add(st)
			}
		}
	}
	return of
}

// rivalLinks returns the other links of an exclusive relation at those exclusive ends of a statement that matter: a country's other capitals,
// one of which may end this one.
func (s *snapshot) rivalLinks(r *knowledge.Relation, st *knowledge.Statement, matters func(knowledge.ID) bool) (links []knowledge.ID) {
	for _, id := range r.ExclusiveEnds(st) {
		e := s.entity(id)
		if e == nil || !matters(id) {
			continue
		}
		first := linkEndAt(e.links, knowledge.SortKey(r.Name+" "))
		s.linkEnds.Ascend(first, func(l linkEnd) bool {
			if l.list != e.links || l.st.Relation != r.Name {
				return false
			}
			// The other end of an asymmetric relation has no rivals.
			if l.st.Link != st.Link && slices.Contains(r.ExclusiveEnds(l.st), id) {
				links = append(links, l.st.Link)
			}
			return true
		})
	}
	return links
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

// linksEndedBy returns the other links whose statements a statement may end.
func (s *snapshot) linksEndedBy(st *knowledge.Statement, rivals rivalsByEnd) (links []knowledge.ID) {
	r := s.relation(st.Relation)
	links = changeset.LinksBetween(changeset.RelationsEnded(r, s.relation), st)
	if r != nil {
		links = append(links, s.rivalLinks(r, st, func(id knowledge.ID) bool {
			return s.rivalsAt(id, r, rivals).MayBeEndedBy(st)
		})...)
	}
	return links
}

// relation returns the relation of a name, or nil.
func (s *snapshot) relation(name string) *knowledge.Relation {
	if r := s.relations[name]; r != nil {
		return r.Relation
	}
	return nil
}

// findEnders sets endedBy of each relation.
func (d *draft) findEnders() {
	for _, r := range d.relationList {
		for _, ended := range changeset.RelationsEnded(d.relation(r.Name), d.relation) {
			of := d.relations[ended.Name]
			of.endedBy = append(of.endedBy, d.relation(r.Name))
		}
	}
}

// noteBounds notes which statements the redefinition of a relation affects: those that date or require the life of their ends, and those
// that may be ended by others.
func (d *draft) noteBounds(old, r *relationRow) {
	if changeset.ChangesLives(old.Relation, r.Relation) {
		d.marked = append(d.marked, old)
	}
	for _, name := range changeset.ChangesHorizons(old.Relation, r.Relation) {
		if of := d.base.relations[name]; of != nil {
			d.bounded = append(d.bounded, of.statements)
		}
	}
}

// moveMarks adds the statements of redefined relations to the lists of statements that date the life of their ends, and removes them from
// those in which they no longer belong.
func (d *draft) moveMarks() {
	for _, old := range d.marked {
		now := d.relations[old.Name]
		// The list must not change while it is iterated.
		for _, st := range slices.Collect(d.inList(old.statements)("", knowledge.AfterAll, false)) {
			g := d.dependenciesOf(st)
			for _, e := range g.dated(old.Relation, st) {
				if _, there := d.postings.Delete(posting{e.marks, beginOf(st), st}); there {
					d.grow(e.marks, -1)
				}
				d.dated[e.ID] = true
			}
			for _, e := range g.dated(now.Relation, st) {
				if _, there := d.postings.Set(posting{e.marks, beginOf(st), st}); !there {
					d.grow(e.marks, 1)
				}
				d.dated[e.ID] = true
			}
		}
	}
}

// findLives computes the lives that the change may alter. It returns the entities of the base whose life changed.
func (d *draft) findLives() (changed []knowledge.ID) {
	for _, id := range slices.Sorted(maps.Keys(d.dated)) {
		row, old := d.entity(id), d.base.entity(id)
		if old != nil && old.Life != nil {
			d.livesKnown--
		}
		if row == nil {
			continue
		}
		var marks []*knowledge.Statement
		if d.length(row.marks) > 0 {
			marks = slices.Collect(d.inList(row.marks)("", knowledge.AfterAll, false))
		}
		life := knowledge.Life(row.Entity, marks, d.After.Relation)
		if life != nil {
			d.livesKnown++
		}
		if !knowledge.SameLife(life, row.Life) {
			d.setLife(row, life)
		}
		if old != nil && !knowledge.SameLife(life, old.Life) {
			changed = append(changed, id)
		}
	}
	return changed
}

// noteDated notes entities whose life the change may alter.
func (d *draft) noteDated(ids []knowledge.ID) {
	for _, id := range ids {
		d.dated[id] = true
	}
}

// setLife replaces an entity by one with another life.
func (d *draft) setLife(row *entityRow, life []edtf.Span) {
	renewed, entity := *row, *row.Entity
	entity.Life = life
	renewed.Entity = &entity
	d.entities.set(&renewed)
	d.entitiesByID.Set(&renewed)
	d.entitiesByName.Set(&renewed)
}
