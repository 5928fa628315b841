package memstore

import (
	"iter"

	"entente/internal/knowledge"
)

// inList returns a list's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inList(l list) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.postings, postingAt(l, lo), postingAt(l, hi), descending, posting.statement)
	}
}

// inDocument returns a document's statements with keys from lo on and before hi, by position.
func (s *snapshot) inDocument(d *documentRow) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		at := func(key knowledge.SortKey) documentPosting {
			l, key := rangeEnd(d.statements, key)
			return documentPosting{l, startAtKey, keyStatement(key)}
		}
		return valuesBetween(s.documentPostings, at(lo), at(hi), descending, func(p documentPosting) *knowledge.Statement { return p.st })
	}
}

// inLink returns a link's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inLink(link knowledge.ID) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		at := func(key knowledge.SortKey) linkPosting {
			if key == knowledge.AfterAll {
				// After the link, and before any other: ids have no NUL.
				return linkPostingOf(&knowledge.Statement{Link: link + "\x00"})
			}
			return linkPostingOf(&knowledge.Statement{Link: link, ID: string(key)})
		}
		return valuesBetween(s.linkPostings, at(lo), at(hi), descending, func(l linkPosting) *knowledge.Statement { return l.st })
	}
}

// anyOfLink returns some statement of a link, or nil.
func (s *snapshot) anyOfLink(link knowledge.ID) (found *knowledge.Statement) {
	head := headOf(link)
	s.linkPostings.Ascend(linkPosting{head: head}, func(l linkPosting) bool {
		if l.head == head && l.st.Link == link {
			found = l.st
		}
		return l.head == head && found == nil
	})
	return found
}

// linksAt returns the links of an entity with keys from lo on and before hi.
func (s *snapshot) linksAt(e *entityRow) walk[linkEnd] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[linkEnd] {
		return between(s.linkEnds, linkEndAt(e.links, lo), linkEndAt(e.links, hi), descending)
	}
}

// partsOf returns the entity parts of a dataset; none for nil.
func (s *snapshot) partsOf(d *datasetRow) iter.Seq[*knowledge.EntityPart] {
	if d == nil {
		return func(func(*knowledge.EntityPart) bool) {}
	}
	found := between(s.members, member{list: d.entities}, member{list: d.entities + 1}, false)
	return values(found, func(m member) *knowledge.EntityPart {
		part, _ := s.parts.Get(&knowledge.EntityPart{Entity: knowledge.Entity{ID: m.id}, Dataset: d.ID})
		return part
	})
}
