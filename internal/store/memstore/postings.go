package memstore

import (
	"bytes"
	"math"

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
	// atKey marks a posting that stands for a key.
	atKey beginDay = math.MinInt32 + 1
	// unknownBegin sorts after all known begins.
	unknownBegin beginDay = math.MaxInt32
)

func beginOf(st *knowledge.Statement) beginDay {
	if st.Validity.Begin != knowledge.BoundKnown {
		return unknownBegin
	}
	return toBeginDay(st.Validity.EarliestBegin)
}

// toBeginDay converts a day, without the special values. No day of a claim is changed by that.
func toBeginDay(d edtf.Day) beginDay {
	return beginDay(min(max(d, math.MinInt32+2), math.MaxInt32-1))
}

func lessPosting(a, b posting) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.begin == atKey || b.begin == atKey:
		return lessByKey(knowledge.OrderValidFrom, a.st, b.st)
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

// keyStatement returns a statement that stands for a key where an index is searched: nil for "". It is none of the rows, which all have a
// document.
func keyStatement(key knowledge.SortKey) *knowledge.Statement {
	if key == "" {
		return nil
	}
	return &knowledge.Statement{ID: string(key)}
}

// lessByKey reports whether a statement's key in an order is less than another's, either of which may stand for a key.
func lessByKey(by knowledge.StatementOrderField, a, b *knowledge.Statement) bool {
	if a == nil || b == nil {
		return a == nil && b != nil
	}
	var room [2][256]byte
	return bytes.Compare(appendKey(room[0][:0], by, a), appendKey(room[1][:0], by, b)) < 0
}

func appendKey(b []byte, by knowledge.StatementOrderField, st *knowledge.Statement) []byte {
	if st.Document == "" {
		return append(b, st.ID...)
	}
	return knowledge.AppendStatementKey(b, by, st)
}

// rangeEnd returns the list and the key that end a range: the next list where the range goes on to the end of its own, so that the rows
// that are passed are compared by their lists.
func rangeEnd(l list, key knowledge.SortKey) (list, knowledge.SortKey) {
	if key == knowledge.AfterAll {
		return l + 1, ""
	}
	return l, key
}

func (p posting) statement() *knowledge.Statement { return p.st }

// postingAt returns where a key is in a list. The bounds of every page are found without allocating.
func postingAt(l list, key knowledge.SortKey) posting {
	switch l, key := rangeEnd(l, key); key {
	case "":
		return posting{list: l, begin: beforeAll}
	case knowledge.FirstUnknown:
		return posting{list: l, begin: unknownBegin}
	default:
		return posting{list: l, begin: atKey, st: keyStatement(key)}
	}
}

// documentPosting is a statement in the list of its document, ordered by position. The begin of its quote is in the posting itself, as far
// as it fits.
type documentPosting struct {
	list  list
	start uint32
	st    *knowledge.Statement
}

// noQuote is the start of evidence without a quote, after all quotes; startAtKey marks a posting that stands for a key.
const (
	noQuote    = math.MaxUint32
	startAtKey = math.MaxUint32 - 1
)

func documentPostingOf(l list, st *knowledge.Statement) documentPosting {
	p := documentPosting{l, noQuote, st}
	if at := st.Evidence[0].Place; at != nil {
		p.start = uint32(min(at.Start, startAtKey-1))
	}
	return p
}

// lessDocumentPosting orders the statements of one document as knowledge.StatementKey does by position: quotes by their position, then
// locators by text, then by id.
func lessDocumentPosting(a, b documentPosting) bool {
	switch {
	case a.list != b.list:
		return a.list < b.list
	case a.start == startAtKey || b.start == startAtKey:
		return lessByKey(knowledge.OrderPlaceInDocument, a.st, b.st)
	case a.start != b.start:
		return a.start < b.start
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

// list is the number of a list of rows: the statements at an entity, those of a dataset, the documents of a dataset. A number is assigned
// once and never reused, so it identifies its owner in an index in a quarter of the size of a string, and is compared without reading the
// owner.
type list uint32

// allStatements is the list of all statements.
const allStatements list = 1
