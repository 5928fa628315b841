package memstore

import (
	"cmp"
	"strings"

	"entente/internal/knowledge"
)

// linkPosting is a statement in the list of its link, ordered by validFrom. head is that of the link.
type linkPosting struct {
	head uint64
	st   *knowledge.Statement
}

func linkPostingOf(st *knowledge.Statement) linkPosting { return linkPosting{headOf(st.Link), st} }

// lessLinkPosting orders by link, then by validFrom. A nil statement sorts before all of its head; one that stands for a key has its link.
func lessLinkPosting(a, b linkPosting) bool {
	switch {
	case a.head != b.head:
		return a.head < b.head
	case a.st == nil || b.st == nil:
		return a.st == nil && b.st != nil
	case a.st.Link != b.st.Link:
		return a.st.Link < b.st.Link
	}
	if a.st.Document == "" || b.st.Document == "" {
		return lessByKey(knowledge.OrderValidFrom, a.st, b.st)
	}
	x, y := beginOf(a.st), beginOf(b.st)
	if x != y {
		return x < y
	}
	return lessBegin(a.st, b.st, x)
}

// linkEnd is a link in the list of one of its ends, represented by any of its statements.
type linkEnd struct {
	list list
	way  way
	st   *knowledge.Statement
}

// way is the direction of a link at an end: outgoing before incoming. wayAtKey marks what stands for a key.
type way int8

const (
	wayAtKey way = iota
	outgoing
	incoming
)

// other is the id of the link's other end.
func (e linkEnd) other() knowledge.ID {
	source, target := knowledge.Ends(e.st.Subject, e.st.Object, e.st.Symmetric)
	if e.way == incoming {
		return source
	}
	return target
}

// lessLinkEnd orders the links of one entity as knowledge.LinkKey does.
func lessLinkEnd(a, b linkEnd) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.way == wayAtKey || b.way == wayAtKey:
		return a.keyAtEnd() < b.keyAtEnd()
	case a.st.Relation != b.st.Relation:
		return a.st.Relation < b.st.Relation
	}
	return cmp.Or(strings.Compare(a.other(), b.other()), cmp.Compare(a.way, b.way)) < 0
}

// keyAtEnd returns the key of the link at its end, or the key that it stands for.
func (e linkEnd) keyAtEnd() knowledge.SortKey {
	switch {
	case e.st == nil:
		return ""
	case e.way == wayAtKey:
		return knowledge.SortKey(e.st.ID)
	}
	return e.key(e.end())
}

// end is the id of the end that has the link in its list.
func (e linkEnd) end() knowledge.ID {
	source, target := knowledge.Ends(e.st.Subject, e.st.Object, e.st.Symmetric)
	if e.way == incoming {
		return target
	}
	return source
}

// linkEndAt returns where a key is among the links of an entity.
func linkEndAt(l list, key knowledge.SortKey) linkEnd {
	l, key = rangeEnd(l, key)
	return linkEnd{list: l, st: keyStatement(key)}
}

// key is the link's key among those of an entity.
func (e linkEnd) key(end knowledge.ID) knowledge.SortKey {
	l := knowledge.Link{Relation: e.st.Relation}
	l.Source, l.Target = knowledge.Ends(e.st.Subject, e.st.Object, e.st.Symmetric)
	return knowledge.LinkKey(&l, end)
}
