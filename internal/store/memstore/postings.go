package memstore

import (
	"encoding/binary"
	"iter"
	"math"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// posting is a statement in a list, which is in the order of validFrom. The list's number and the day of begin stand in the
// posting itself, so that nearly all comparisons need not look at the statement.
type posting struct {
	list  list
	begin beginDay
	st    *knowledge.Statement
}

// beginDay is a statement's earliest begin. The dates of claims have years of four digits, and fit.
type beginDay int32

const (
	// beforeAll is no statement's begin: a posting with it stands before all of its list.
	beforeAll beginDay = math.MinInt32
	// unknownBegin stands after all known ones.
	unknownBegin beginDay = math.MaxInt32
)

func beginOf(st *knowledge.Statement) beginDay {
	if st.Validity.Begin != knowledge.BoundKnown {
		return unknownBegin
	}
	return toBeginDay(st.Validity.EarliestBegin)
}

// toBeginDay leaves the two marks to those who are marked. No claim has a day that it would have to bend; a key may.
func toBeginDay(d edtf.Day) beginDay {
	return beginDay(min(max(d, math.MinInt32+1), math.MaxInt32-1))
}

func lessPosting(a, b posting) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.begin != b.begin:
		return a.begin < b.begin
	}
	return lessBegin(a.st, b.st, a.begin)
}

// lessBegin orders statements of one list that begin on the same day as knowledge.StatementKey does: the wider first, then
// by id. No statement stands before all.
func lessBegin(a, b *knowledge.Statement, begin beginDay) bool {
	if a == nil || b == nil {
		return a == nil && b != nil
	}
	if x, y := beginWidth(a), beginWidth(b); x != y && begin != unknownBegin {
		return x > y
	}
	return a.ID < b.ID
}

func beginWidth(st *knowledge.Statement) uint64 {
	return uint64(st.Validity.LatestBegin - st.Validity.EarliestBegin)
}

// beginPivot takes a key of the order by validFrom apart, so that a search need not build the keys of what it passes. The
// statement that it gives stands among others exactly where the key stands among their keys, whatever bytes the key has:
// for a key cut short is completed by zeros, which come before all else. afterAll says that it is behind every statement.
func beginPivot(key knowledge.SortKey) (begin beginDay, st *knowledge.Statement, afterAll bool) {
	switch {
	case key == "":
		return beforeAll, nil, false
	case key.IsUnknown():
		return unknownBegin, &knowledge.Statement{ID: string(key[1:])}, false
	case key[0] != 0:
		return 0, nil, true
	}
	var days [16]byte
	n := copy(days[:], key[1:])
	first := edtf.Day(binary.BigEndian.Uint64(days[:8]) ^ (1 << 63))
	st = &knowledge.Statement{ID: string(key[1+n:])}
	st.Validity.EarliestBegin = first
	st.Validity.LatestBegin = first + edtf.Day(math.MaxUint64-binary.BigEndian.Uint64(days[8:]))
	return toBeginDay(first), st, false
}

func (p posting) statement() *knowledge.Statement { return p.st }

func postingPivot(l list, key knowledge.SortKey) posting {
	if key == knowledge.FirstUnknown {
		return posting{list: l, begin: unknownBegin} // asked at each page
	}
	begin, st, afterAll := beginPivot(key)
	if afterAll {
		return posting{list: l + 1, begin: beforeAll}
	}
	return posting{list: l, begin: begin, st: st}
}

// inList gives a list's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inList(l list) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.postings, postingPivot(l, lo), postingPivot(l, hi), descending, posting.statement)
	}
}

// placing is a statement in the list of its document, which is in the order of places. The begin of its quote stands in
// the placing itself, as far as that has room.
type placing struct {
	list  list
	start uint32
	st    *knowledge.Statement
}

// noQuote is the start of what is no quote, behind all quotes.
const noQuote = math.MaxUint32

func placingOf(l list, st *knowledge.Statement) placing {
	p := placing{l, noQuote, st}
	if at := st.Evidence[0].Place; at != nil {
		p.start = uint32(min(at.Start, noQuote-1))
	}
	return p
}

// lessPlacing orders the statements of one document as knowledge.StatementKey does by place: quotes by where they stand,
// then locators by text, then by id. No statement stands before all.
func lessPlacing(a, b placing) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.start != b.start:
		return a.start < b.start
	case a.st == nil || b.st == nil:
		return a.st == nil && b.st != nil
	}
	x, y := a.st.Evidence[0], b.st.Evidence[0]
	switch {
	case x.Place != nil && x.Place.Start != y.Place.Start:
		return x.Place.Start < y.Place.Start
	case x.Place == nil && x.Locator != y.Locator:
		return x.Locator < y.Locator
	}
	return a.st.ID < b.st.ID
}

// placePivot takes a key of the order by place apart; see beginPivot. It relies on it that no text holds a NUL.
func placePivot(d *documentRow, key knowledge.SortKey) placing {
	first, behind := placing{list: d.statements}, placing{list: d.statements + 1}
	rest, ok := strings.CutPrefix(string(key), "\x00"+d.ID+"\x00")
	switch {
	case !ok && string(key) < "\x00"+d.ID+"\x00", ok && rest == "":
		return first
	case !ok || rest[0] > 1:
		return behind
	}
	evidence := &knowledge.Evidence{}
	st := &knowledge.Statement{Evidence: []*knowledge.Evidence{evidence}}
	if rest[0] == 1 {
		locator, id, _ := strings.Cut(rest[1:], "\x00")
		evidence.Locator, st.ID = knowledge.Text(locator), id
		return placingOf(d.statements, st)
	}
	var start [8]byte
	n := copy(start[:], rest[1:])
	at := min(binary.BigEndian.Uint64(start[:]), math.MaxInt64)
	evidence.Place = &knowledge.Place{Start: int(at)}
	if tail := rest[1+n:]; tail != "" {
		// Behind the place stands a zero and the id; anything else is behind all ids, which are of ASCII letters.
		st.ID = "\xff"
		if tail[0] == 0 {
			st.ID = tail[1:]
		}
	}
	return placingOf(d.statements, st)
}

// inDocument gives a document's statements with keys from lo on and before hi, by place.
func (s *snapshot) inDocument(d *documentRow) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.places, placePivot(d, lo), placePivot(d, hi), descending, func(p placing) *knowledge.Statement { return p.st })
	}
}
