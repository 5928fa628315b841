package memstore

import (
	"encoding/binary"
	"iter"
	"math"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// posting is a statement in a list, ordered by validFrom. The number of the list and the day of begin are in the posting itself, so that
// most comparisons need not read the statement.
type posting struct {
	list  list
	begin beginDay
	st    *knowledge.Statement
}

// beginDay is a statement's earliest begin. The dates of claims have years of four digits, which fit.
type beginDay int32

const (
	// beforeAll is the begin of no statement: a posting with it sorts before all of its list.
	beforeAll beginDay = math.MinInt32
	// unknownBegin sorts after all known begins.
	unknownBegin beginDay = math.MaxInt32
)

func beginOf(st *knowledge.Statement) beginDay {
	if st.Validity.Begin != knowledge.BoundKnown {
		return unknownBegin
	}
	return toBeginDay(st.Validity.EarliestBegin)
}

// toBeginDay converts a day, without the two special values. No day of a claim is changed by that; a day of a key may be.
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

// lessBegin orders statements of one list that begin on the same day as knowledge.StatementKey does: the wider first, then by id. A nil
// statement sorts before all.
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

// beginPivot decodes a key of the order by validFrom, so that a search need not compute the keys of the statements that it passes. The
// returned statement sorts among others exactly as the key does among their keys, whatever bytes the key has: a truncated key is completed
// by zeros, which sort first. afterAll says that it is after every statement.
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

// inList returns a list's statements with keys from lo on and before hi, by validFrom.
func (s *snapshot) inList(l list) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.postings, postingPivot(l, lo), postingPivot(l, hi), descending, posting.statement)
	}
}

// documentPosting is a statement in the list of its document, ordered by position. The begin of its quote is in the posting itself, as far
// as it fits.
type documentPosting struct {
	list  list
	start uint32
	st    *knowledge.Statement
}

// noQuote is the start of evidence without a quote, after all quotes.
const noQuote = math.MaxUint32

func documentPostingOf(l list, st *knowledge.Statement) documentPosting {
	p := documentPosting{l, noQuote, st}
	if at := st.Evidence[0].Place; at != nil {
		p.start = uint32(min(at.Start, noQuote-1))
	}
	return p
}

// lessDocumentPosting orders the statements of one document as knowledge.StatementKey does by position: quotes by their position, then
// locators by text, then by id. A nil statement sorts before all.
func lessDocumentPosting(a, b documentPosting) bool {
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

// documentPivot decodes a key of the order by position; see beginPivot. It relies on texts without NUL.
func documentPivot(d *documentRow, key knowledge.SortKey) documentPosting {
	first, after := documentPosting{list: d.statements}, documentPosting{list: d.statements + 1}
	rest, ok := strings.CutPrefix(string(key), "\x00"+d.ID+"\x00")
	switch {
	case !ok && string(key) < "\x00"+d.ID+"\x00", ok && rest == "":
		return first
	case !ok || rest[0] > 1:
		return after
	}
	evidence := &knowledge.Evidence{}
	st := &knowledge.Statement{Evidence: []*knowledge.Evidence{evidence}}
	if rest[0] == 1 {
		locator, id, _ := strings.Cut(rest[1:], "\x00")
		evidence.Locator, st.ID = knowledge.Text(locator), id
		return documentPostingOf(d.statements, st)
	}
	var start [8]byte
	n := copy(start[:], rest[1:])
	at := min(binary.BigEndian.Uint64(start[:]), math.MaxInt64)
	evidence.Place = &knowledge.Place{Start: int(at)}
	if tail := rest[1+n:]; tail != "" {
		// The position is followed by a zero and the id; anything else sorts after all ids, which are ASCII letters.
		st.ID = "\xff"
		if tail[0] == 0 {
			st.ID = tail[1:]
		}
	}
	return documentPostingOf(d.statements, st)
}

// inDocument returns a document's statements with keys from lo on and before hi, by position.
func (s *snapshot) inDocument(d *documentRow) walk[*knowledge.Statement] {
	return func(lo, hi knowledge.SortKey, descending bool) iter.Seq[*knowledge.Statement] {
		return valuesBetween(s.documentPostings, documentPivot(d, lo), documentPivot(d, hi), descending, func(p documentPosting) *knowledge.Statement { return p.st })
	}
}
