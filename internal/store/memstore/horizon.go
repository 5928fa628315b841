package memstore

import (
	"iter"
	"maps"
	"runtime"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// findHorizons finds what the graph as it will be says of the time in which statements may count: of all that are put, and of those
// of which a change elsewhere decides it: the life of an end, a claim of the same link, or one of a relation that ends theirs.
func (d *draft) findHorizons() error {
	d.moveMarks()
	lives := d.findLives()
	if err := d.horizonsOfNew(); err != nil {
		return err
	}
	if d.base.statements.tree.Len() == 0 {
		return nil
	}
	r := renewal{draft: d, in: newItems(0), seen: map[knowledge.ID]bool{}, rivals: rivalsByEnd{}}
	for _, phase := range []func() error{func() error { return r.whole(lives) }, r.touched} {
		if err := phase(); err != nil {
			return err
		}
	}
	return d.put(r.in)
}

// horizonsOfNew finds the horizons of the statements that are put, link by link. Nobody else has these statements yet, so that the
// processors share them out.
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
	return d.together(len(d.fresh), tasks...)
}

// horizonsOf finds the horizons of statements that are put, those of one link beside each other.
func (d *draft) horizonsOf(w *watch, fresh []linking) error {
	entity, rivals := d.remembered(), rivalsByEnd{}
	for len(fresh) > 0 {
		link, n := fresh[0].st.Link, 1
		for n < len(fresh) && fresh[n].st.Link == link {
			n++
		}
		beside := d.besides(link, fresh[:n])
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

// besides gives the statements of a link, of which some are put, where one may bound another: mostly none does.
func (d *draft) besides(link knowledge.ID, fresh []linking) (all []*knowledge.Statement) {
	switch {
	case !slices.ContainsFunc(fresh, func(l linking) bool { return knowledge.NewHorizon(l.st).IsAsked() }):
		return nil
	case d.base.linked.Len() > 0:
		all = slices.Collect(d.beside(link))
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

// beside gives the statements of a link.
func (s *snapshot) beside(link knowledge.ID) iter.Seq[*knowledge.Statement] {
	return s.inLink(link)("", keyBehindAll, false)
}

// horizonOf looks up what bounds a statement in time. beside are the statements of its link; entity and rivals may remember what they
// looked up for others.
func (s *snapshot) horizonOf(st *knowledge.Statement, beside iter.Seq[*knowledge.Statement], entity func(knowledge.ID) *entityRow, rivals rivalsByEnd) *knowledge.Horizon {
	relation, h := s.relations[st.Relation], knowledge.NewHorizon(st)
	if h.IsAsked() {
		for o := range beside {
			h.Beside(o)
		}
	}
	if !st.Validity.EndIsStated() {
		for _, link := range s.linksAgainst(st, relation, rivals) {
			for o := range s.beside(link) {
				h.Against(o)
			}
		}
	}
	if s.living == 0 {
		return h.Horizon(nil)
	}
	return h.Horizon(relation.Alive(st, func(id knowledge.ID) []edtf.Span { return entity(id).Life }))
}

// linksAgainst gives the other links whose claims may end one.
func (s *snapshot) linksAgainst(st *knowledge.Statement, relation *relationRow, rivals rivalsByEnd) (links []knowledge.ID) {
	for _, by := range relation.endedBy {
		links = append(links, by.LinksBetween(st)...)
	}
	return append(links, s.rivalLinks(relation.Relation, st, func(id knowledge.ID) bool {
		return s.rivalsAt(id, relation.Relation, rivals).MayEnd(st)
	})...)
}

// rivalsByEnd are what is known of the claims of exclusive relations at the ends that have one at a time, by end and relation.
type rivalsByEnd map[[2]string]*knowledge.Rivals

// rivalsAt gives what is known of the claims of an exclusive relation at an end, which it looks at once.
func (s *snapshot) rivalsAt(id knowledge.ID, r *knowledge.Relation, known rivalsByEnd) *knowledge.Rivals {
	end := [2]string{id, r.Name}
	if of := known[end]; of != nil {
		return of
	}
	of := knowledge.NewRivals()
	known[end] = of
	if e := s.entity(id); e != nil {
		for st := range s.inList(e.ends)("", keyBehindAll, false) {
			if st.Relation == r.Name && slices.Contains(r.ExclusiveEnds(st), id) {
				of.Add(st)
			}
		}
	}
	return of
}

// rivalLinks gives the other links of an exclusive relation at the ends of a statement that have one at a time, of those that matter: a
// country's other capitals, one of which may end this one.
func (s *snapshot) rivalLinks(r *knowledge.Relation, st *knowledge.Statement, matters func(knowledge.ID) bool) (links []knowledge.ID) {
	for _, id := range r.ExclusiveEnds(st) {
		e := s.entity(id)
		if e == nil || !matters(id) {
			continue
		}
		first := linkEnd{list: e.links, way: beforeOutgoing, st: &knowledge.Statement{Relation: r.Name}}
		s.linkEnds.Ascend(first, func(l linkEnd) bool {
			if l.list != e.links || l.st.Relation != r.Name {
				return false
			}
			// At the other end of a relation that is not symmetric there is no rival.
			if l.st.Link != st.Link && slices.Contains(r.ExclusiveEnds(l.st), id) {
				links = append(links, l.st.Link)
			}
			return true
		})
	}
	return links
}

// renewal makes statements anew whose horizon a change elsewhere moves.
type renewal struct {
	*draft
	in     *items
	seen   map[knowledge.ID]bool
	rivals rivalsByEnd
}

// isOld says whether a statement was there before and stays as it is, but for its horizon.
func (r *renewal) isOld(st *knowledge.Statement) bool {
	old, _ := r.base.statements.get(st.ID)
	return old == st
}

// renew puts a statement with another horizon in the place of the one that is there.
func (r *renewal) renew(st *knowledge.Statement, h *knowledge.Horizon) {
	if h.Equal(st.Horizon) {
		return
	}
	renewed := *st
	renewed.Horizon = h
	g := r.groundOf(st)
	r.in.add(&renewed, &g)
}

// whole looks at all that may bound the statements at entities whose life is another, and of relations that are defined anew.
func (r *renewal) whole(lives []knowledge.ID) error {
	lists := slices.Clone(r.bounded)
	for _, id := range lives {
		lists = append(lists, r.entity(id).ends)
	}
	for _, l := range lists {
		for st := range r.inList(l)("", keyBehindAll, false) {
			if err := r.watch.err(); err != nil {
				return err
			}
			if !r.seen[st.ID] && r.isOld(st) {
				r.renew(st, r.horizonOf(st, r.beside(st.Link), r.entity, r.rivals))
			}
			r.seen[st.ID] = true
		}
	}
	return nil
}

// word is a statement that comes or goes, as one that others are held against; beside says that it is of their own link.
type word struct {
	st           *knowledge.Statement
	beside, goes bool
}

// touched looks at what the change has to say on links that were there before. A statement need not be held against all others of
// its link again, which may be thousands, unless one goes that bounds it.
func (r *renewal) touched() error {
	words := r.words()
	for _, link := range slices.Sorted(maps.Keys(words)) {
		for st := range r.beside(link) {
			if err := r.watch.err(); err != nil {
				return err
			}
			if knowledge.NewHorizon(st).IsAsked() && !r.seen[st.ID] && r.isOld(st) {
				r.renew(st, r.horizonAfter(st, words[link]))
			}
		}
	}
	return nil
}

// words gives what comes and goes on each link that was there before.
func (r *renewal) words() map[knowledge.ID][]word {
	words := map[knowledge.ID][]word{}
	note := func(link knowledge.ID, w word) {
		if r.base.anyOfLink(link) != nil {
			words[link] = append(words[link], w)
		}
	}
	take := func(of *snapshot, rivals rivalsByEnd, row knowledge.Row, goes bool) {
		st, ok := row.(*knowledge.Statement)
		if !ok {
			return
		}
		note(st.Link, word{st, true, goes})
		for _, link := range of.linksEndedBy(st, rivals) {
			note(link, word{st, false, goes})
		}
	}
	before, now := rivalsByEnd{}, rivalsByEnd{}
	for _, s := range r.of(knowledge.TableStatement) {
		if !s.skip {
			// What goes ended others by what its relation meant then.
			take(r.base, before, s.before, true)
			take(r.snapshot, now, s.put, false)
		}
	}
	return words
}

// horizonAfter is a statement's horizon after some words have come and gone.
func (r *renewal) horizonAfter(st *knowledge.Statement, words []word) *knowledge.Horizon {
	h := knowledge.NewHorizon(st)
	alive := h.Keep(st.Horizon)
	for _, w := range words {
		switch {
		case w.goes && st.Horizon.IsBy(w.st.ID):
			return r.horizonOf(st, r.beside(st.Link), r.entity, r.rivals)
		case w.goes:
		case w.beside:
			h.Beside(w.st)
		default:
			h.Against(w.st)
		}
	}
	return h.Horizon(alive)
}

// linksEndedBy gives the other links whose claims a statement may end.
func (s *snapshot) linksEndedBy(st *knowledge.Statement, rivals rivalsByEnd) (links []knowledge.ID) {
	for _, ended := range s.endedBy(st.Relation) {
		links = append(links, ended.LinksBetween(st)...)
	}
	if r := s.relations[st.Relation]; r != nil {
		links = append(links, s.rivalLinks(r.Relation, st, func(id knowledge.ID) bool {
			return s.rivalsAt(id, r.Relation, rivals).MayBeEndedBy(st)
		})...)
	}
	return links
}

// endedBy gives the relations whose claims one relation ends.
func (s *snapshot) endedBy(name string) []*relationRow {
	var ended []*relationRow
	if by := s.relations[name]; by != nil {
		for _, name := range by.Ends {
			if r := s.relations[name]; r != nil {
				ended = append(ended, r)
			}
		}
	}
	return ended
}

// findEnders notes for each relation which others end it.
func (d *draft) findEnders() {
	for _, r := range d.relationList {
		for _, ended := range d.endedBy(r.Name) {
			ended.endedBy = append(ended.endedBy, r)
		}
	}
}

// noteBounds notes what a relation that is defined anew bounds otherwise than before: which statements date the life of their ends,
// which need it, and which are ended.
func (d *draft) noteBounds(old, r *relationRow) {
	if old.SubjectExistence != r.SubjectExistence || old.ObjectExistence != r.ObjectExistence {
		d.marked = append(d.marked, old)
		d.bounded = append(d.bounded, old.statements)
	}
	if old.Exclusive != r.Exclusive {
		d.bounded = append(d.bounded, old.statements)
	}
	if !slices.Equal(old.Ends, r.Ends) {
		for _, name := range slices.Concat(old.Ends, r.Ends) {
			if ended := d.base.relations[name]; ended != nil {
				d.bounded = append(d.bounded, ended.statements)
			}
		}
	}
}

// moveMarks brings the statements of relations that are defined anew into the lists of what dates the life of their ends, and out of
// those where they no longer do.
func (d *draft) moveMarks() {
	for _, old := range d.marked {
		now := d.relations[old.Name]
		// What is walked must not change meanwhile.
		for _, st := range slices.Collect(d.inList(old.statements)("", keyBehindAll, false)) {
			g := d.groundOf(st)
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

// findLives finds when the entities existed of which the change may say it anew. It gives those that were there before and whose life
// is another now.
func (d *draft) findLives() (changed []knowledge.ID) {
	relation := func(name string) *knowledge.Relation {
		if r := d.relations[name]; r != nil {
			return r.Relation
		}
		return nil
	}
	// The codes that date an entity are parts of it.
	maps.Copy(d.dated, d.merge)
	for _, id := range slices.Sorted(maps.Keys(d.dated)) {
		row, old := d.entity(id), d.base.entity(id)
		if old != nil && old.Life != nil {
			d.living--
		}
		if row == nil {
			continue
		}
		var marks []*knowledge.Statement
		if d.length(row.marks) > 0 {
			marks = slices.Collect(d.inList(row.marks)("", keyBehindAll, false))
		}
		life := knowledge.Life(row.Entity, marks, relation)
		if life != nil {
			d.living++
		}
		if !sameLife(life, row.Life) {
			d.setLife(row, life)
		}
		if old != nil && !sameLife(life, old.Life) {
			changed = append(changed, id)
		}
	}
	return changed
}

// sameLife says whether two lives are one. One of no day is not the same as one of which nothing is known.
func sameLife(a, b []edtf.Span) bool { return slices.Equal(a, b) && (a == nil) == (b == nil) }

// noteDated notes entities whose life the change may date anew.
func (d *draft) noteDated(ids []knowledge.ID) {
	for _, id := range ids {
		d.dated[id] = true
	}
}

// setLife puts an entity with another life in the place of the one that is there.
func (d *draft) setLife(row *entityRow, life []edtf.Span) {
	renewed, entity := *row, *row.Entity
	entity.Life = life
	renewed.Entity = &entity
	d.entities.set(&renewed)
	d.entitiesByID.Set(&renewed)
	d.entitiesByName.Set(&renewed)
}
