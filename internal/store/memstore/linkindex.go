package memstore

import (
	"cmp"
	"iter"
	"strings"

	"entente/internal/knowledge"
)

// linking is a statement in the list of its link, which is in the order of validFrom. head is the link's.
type linking struct {
	head uint64
	st   *knowledge.Statement
}

func linkingOf(st *knowledge.Statement) linking { return linking{headOf(st.Link), st} }

// lessLinking orders by link, then by validFrom. No statement stands before all of its head.
func lessLinking(a, b linking) bool {
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

// linkBegin is beginOf, but that a pivot without a validity stands before all.
func linkBegin(st *knowledge.Statement) beginDay {
	if st.Validity.Begin == "" {
		return beforeAll
	}
	return beginOf(st)
}

func linkPivot(link knowledge.ID, key knowledge.SortKey) linking {
	begin, st, afterAll := beginPivot(key)
	switch {
	case afterAll:
		// Behind the id of the link, and before that of any other: ids have no NUL.
		return linkPivot(link+"\x00", "")
	case begin == beforeAll:
		st = &knowledge.Statement{}
	case begin == unknownBegin:
		st.Validity.Begin = knowledge.BoundUnknown
	default:
		st.Validity.Begin = knowledge.BoundKnown
	}
	st.Link = link
	return linkingOf(st)
}

// inLink gives a link's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inLink(link knowledge.ID) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.linked, linkPivot(link, lo), linkPivot(link, hi), descending, func(l linking) *knowledge.Statement { return l.st })
	}
}

// anyOfLink gives some statement of a link, or nil where it has none.
func (s *snapshot) anyOfLink(link knowledge.ID) (found *knowledge.Statement) {
	head := headOf(link)
	s.linked.Ascend(linking{head: head}, func(l linking) bool {
		if l.head == head && l.st.Link == link {
			found = l.st
		}
		return l.head == head && found == nil
	})
	return found
}

// linkEnd is a link in the list of one of its ends. The link is known by any of its statements.
type linkEnd struct {
	list list
	way  way
	st   *knowledge.Statement
}

// way says how a link goes from an end: the order of outgoing before incoming, with room for what a key may hold beside.
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

// lessLinkEnd orders the links of one entity as knowledge.LinkKey does. No link stands before all.
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

// linkEndPivot takes a key of the order of links apart; see beginPivot.
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

// linksAt gives the links of an entity with keys from lo on and before hi.
func (s *snapshot) linksAt(e *entityRow) walk[linkEnd] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[linkEnd] {
		return between(s.linkEnds, linkEndPivot(e.links, lo), linkEndPivot(e.links, hi), descending)
	}
}
