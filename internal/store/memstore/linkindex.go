package memstore

import (
	"cmp"
	"iter"
	"strings"

	"entente/internal/knowledge"
)

// linkPosting is a statement in the list of its link, ordered by validFrom. head is that of the link.
type linkPosting struct {
	head uint64
	st   *knowledge.Statement
}

func linkPostingOf(st *knowledge.Statement) linkPosting { return linkPosting{headOf(st.Link), st} }

// lessLinkPosting orders by link, then by validFrom. A nil statement sorts before all of its head.
func lessLinkPosting(a, b linkPosting) bool {
	switch {
	case a.head != b.head:
		return a.head < b.head
	case a.st == nil || b.st == nil:
		return a.st == nil && b.st != nil
	case a.st.Link != b.st.Link:
		return a.st.Link < b.st.Link
	}
	x, y := linkBegin(a.st), linkBegin(b.st)
	if x != y {
		return x < y
	}
	return lessBegin(a.st, b.st, x)
}

// linkBegin is beginOf, except that a pivot without a validity sorts before all.
func linkBegin(st *knowledge.Statement) beginDay {
	if st.Validity.Begin == "" {
		return beforeAll
	}
	return beginOf(st)
}

// linkPivot decodes a key of the order by validFrom to a pivot in the list of a link.
func linkPivot(link knowledge.ID, key knowledge.SortKey) linkPosting {
	begin, st, afterAll := beginPivot(key)
	switch {
	case afterAll:
		// After the id of the link, and before that of any other: ids have no NUL.
		return linkPivot(link+"\x00", "")
	case begin == beforeAll:
		st = &knowledge.Statement{}
	case begin == unknownBegin:
		st.Validity.Begin = knowledge.BoundUnknown
	default:
		st.Validity.Begin = knowledge.BoundKnown
	}
	st.Link = link
	return linkPostingOf(st)
}

// inLink returns a link's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inLink(link knowledge.ID) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.linkPostings, linkPivot(link, lo), linkPivot(link, hi), descending, func(l linkPosting) *knowledge.Statement { return l.st })
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

// linkEnd is a link in the list of one of its ends, represented by any of its statements.
type linkEnd struct {
	list list
	way  way
	st   *knowledge.Statement
}

// way is the direction of a link at an end: outgoing before incoming, with values in between for other keys.
type way int8

const (
	beforeOutgoing way = iota
	outgoing
	betweenWays
	incoming
	afterIncoming
)

// other is the id of the link's other end.
func (e linkEnd) other() knowledge.ID {
	source, target := knowledge.Ends(e.st.Subject, e.st.Object, e.st.Symmetric)
	if e.way == incoming {
		return source
	}
	return target
}

// lessLinkEnd orders the links of one entity as knowledge.LinkKey does. A nil statement sorts before all.
func lessLinkEnd(a, b linkEnd) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.st == nil || b.st == nil:
		return a.st == nil && b.st != nil
	case a.st.Relation != b.st.Relation:
		return a.st.Relation < b.st.Relation
	}
	return cmp.Or(strings.Compare(a.other(), b.other()), cmp.Compare(a.way, b.way)) < 0
}

// linkEndPivot decodes a key of the order of links; see beginPivot.
func linkEndPivot(l list, key knowledge.SortKey) linkEnd {
	switch {
	case key == "":
		return linkEnd{list: l}
	case key[0] != 0:
		return linkEnd{list: l + 1}
	}
	relation, rest, _ := strings.Cut(string(key[1:]), "\x00")
	other, w, _ := strings.Cut(rest, "\x00")
	return linkEnd{list: l, way: wayOf(w), st: &knowledge.Statement{Relation: relation, Subject: other, Object: other}}
}

// wayOf decodes the direction of a link in a key, which may hold any text.
func wayOf(s string) way {
	switch {
	case s < "0":
		return beforeOutgoing
	case s == "0":
		return outgoing
	case s < "1":
		return betweenWays
	case s == "1":
		return incoming
	}
	return afterIncoming
}

// linksAt returns the links of an entity with keys from lo on and before hi.
func (s *snapshot) linksAt(e *entityRow) walk[linkEnd] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[linkEnd] {
		return between(s.linkEnds, linkEndPivot(e.links, lo), linkEndPivot(e.links, hi), descending)
	}
}
