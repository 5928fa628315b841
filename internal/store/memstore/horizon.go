package memstore

import (
	"iter"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

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
