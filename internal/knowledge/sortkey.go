package knowledge

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
	"sync"

	"entente/internal/edtf"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey is the position of a row in an order: a text of printable ASCII that every store compares as it is, byte by byte. It ends in what
// identifies the row in its list, mostly the id, so that no two rows have the same key. Rows without a value sort last in both directions.
//
// These are the keys of the orders. The space that ends a part of any length sorts before all that the part is made of, so that keys are
// compared part by part.
//
//	statement by begin or end         DATE tail
//	statement by relation             relation " " DATE tail
//	statement by qualifier            "0" DECIMAL tail; "1" DATE tail; code or id "2" TEXT(value) " " tail;
//	                                  text "3" TEXT(collation key) " " TEXT(value) " " tail; without it "~" tail
//	statement by place in document    document " 0" NUMBER tail; evidence without a quote: document " 1" TEXT(locator) " " tail
//	entity by id                      id
//	entity by name, document by title TEXT(collation key) " " TEXT(text) " " id
//	entity by date, document by day   DATE id
//	link at an end                    relation " " other end " " "0" (outgoing) or "1" (incoming)
//	revision                          NUMBER
//	mention                           document " " NUMBER id
//
// tail is a statement's id without "statement:". DECIMAL is what Decimal.appendKey writes; DATE, NUMBER and TEXT are what appendDate, AppendNumber and orderedText write; the date of
// what has none is "~".
type SortKey string

const keyUnknown = "~"

// FirstUnknown is a key between all rows with a value and all without, AfterAll one after every key.
const (
	FirstUnknown SortKey = keyUnknown
	AfterAll     SortKey = "~~"
)

// IsUnknown reports whether the row has no value in this order and so sorts last in both directions.
func (k SortKey) IsUnknown() bool { return strings.HasPrefix(string(k), keyUnknown) }

// Next is the first key after a key.
func (k SortKey) Next() SortKey { return k + " " }

// IsText reports whether a key is printable ASCII, as all keys are.
func (k SortKey) IsText() bool {
	for i := range len(k) {
		if k[i] < ' ' || k[i] > '~' {
			return false
		}
	}
	return true
}

// CompareKeys compares two keys in a direction.
func CompareKeys(a, b SortKey, direction SortDirection) int {
	if direction == Descending && a.IsUnknown() == b.IsUnknown() {
		a, b = b, a
	}
	return strings.Compare(string(a), string(b))
}

// AppendNumber appends a number as eight hexadecimal digits. One that needs more counts as the greatest.
func AppendNumber(b []byte, n uint64) []byte {
	var digits [4]byte
	binary.BigEndian.PutUint32(digits[:], uint32(min(n, math.MaxUint32)))
	return hex.AppendEncode(b, digits[:])
}

// DateLength is the length of a date that is known in a key.
const DateLength = 2 * 8

// appendDate appends the days of a date, by which the earliest goes first and among equals the wider: two numbers, the first day counted
// from 5.8 million years before 1970, and how much the date is narrower than 4,294,967,295 days. A date with an unbounded first day is
// unknown.
func appendDate(b []byte, known bool, span edtf.Span) []byte {
	if !known || span.First == edtf.UnboundedPast {
		return append(b, keyUnknown...)
	}
	const firstDay = math.MinInt32
	first := uint64(max(span.First, firstDay) - firstDay)
	width := min(uint64(span.Last-span.First), math.MaxUint32)
	return AppendNumber(AppendNumber(b, first), math.MaxUint32-width)
}

// orderedText is base 64 whose alphabet is in the order of ASCII, so that texts sort as the bytes that they stand for.
var orderedText = base64.NewEncoding("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz").WithPadding(base64.NoPadding)

// DateKey orders dates by their earliest day, the wider first among equals, then by id. A date with an unbounded first day counts as
// unknown.
func DateKey(span edtf.Span, id ID) SortKey {
	var room [128]byte
	return SortKey(append(appendDate(room[:0], true, span), id...))
}

// StatementKey is a statement's key in an order.
func StatementKey(by StatementOrderField, s *Statement) SortKey {
	var room [256]byte
	return SortKey(AppendStatementKey(room[:0], by, s))
}

// AppendStatementKey appends StatementKey.
func AppendStatementKey(b []byte, by StatementOrderField, s *Statement) []byte {
	v := &s.Validity
	switch by {
	case OrderValidTo:
		b = appendDate(b, v.End == BoundKnown, edtf.Span{First: v.EarliestEnd, Last: v.LatestEnd})
	case OrderPlaceInDocument:
		b = appendPosition(append(append(b, s.Document...), ' '), s.Evidence[0])
	case OrderRelation:
		b = append(append(b, s.Relation...), ' ')
		fallthrough
	default:
		b = appendDate(b, v.Begin == BoundKnown, edtf.Span{First: v.EarliestBegin, Last: v.LatestBegin})
	}
	return append(b, strings.TrimPrefix(s.ID, StatementPrefix+":")...)
}

// Key is a statement's key in the order.
func (o StatementOrder) Key(s *Statement) SortKey {
	if o.By != OrderQualifier {
		return StatementKey(o.By, s)
	}
	var room [256]byte
	b := append(room[:0], keyUnknown...)
	if q := s.Qualifier(o.Qualifier); q != nil {
		b = appendQualifierKey(room[:0], q)
	}
	return SortKey(append(b, strings.TrimPrefix(s.ID, StatementPrefix+":")...))
}

// QualifierKey is what stands before the tail in the key of a statement in an order by this qualifier.
func QualifierKey(q Qualifier) string { return string(appendQualifierKey(nil, &q)) }

// appendQualifierKey appends QualifierKey: numbers, then dates, then codes and ids, then texts, where one name has values of several types.
func appendQualifierKey(b []byte, q *Qualifier) []byte {
	switch q.Type {
	case QualifierInteger, QualifierDecimal:
		return Decimal(q.Value).appendKey(append(b, '0'))
	case QualifierDate:
		d, _ := edtf.ParseDate(q.Value) // one that it cannot read is in no graph
		return appendDate(append(b, '1'), true, d.Span())
	case QualifierText:
		return append(appendCollated(append(b, '3'), q.Value), ' ')
	}
	return append(orderedText.AppendEncode(append(b, '2'), []byte(q.Value)), ' ')
}

// appendPosition appends the position of evidence in its document: quotes by position, then locators by text.
func appendPosition(b []byte, e *Evidence) []byte {
	if e.Place != nil {
		return AppendNumber(append(b, '0'), uint64(e.Place.Start))
	}
	return append(orderedText.AppendEncode(append(b, '1'), []byte(e.Locator)), ' ')
}

// EntityKey is an entity's key in an order by id or name. An order by date needs a scope: see DateKey.
func EntityKey(by EntityOrderField, e *Entity) SortKey {
	if by == OrderName {
		return textKey(e.Name, e.ID)
	}
	return SortKey(e.ID)
}

// DocumentKey is a document's key in an order.
func DocumentKey(by DocumentOrderField, d *Document) SortKey {
	if by == OrderTitle {
		return textKey(d.Title, d.ID)
	}
	return DateKey(d.Day(), d.ID)
}

// LinkKey is the key of a link among those of one of its ends: by relation, then the other end's id, then outgoing before incoming.
func LinkKey(l *Link, end ID) SortKey {
	if l.Target == end && l.Source != end {
		return SortKey(l.Relation + " " + l.Source + " 1")
	}
	return SortKey(l.Relation + " " + l.Target + " 0")
}

// RevisionKey is a revision's key: by number.
func RevisionKey(number int) SortKey { return SortKey(AppendNumber(nil, uint64(number))) }

// MentionKey is a mention's key: by document, then by position.
func MentionKey(m *Mention) SortKey {
	b := AppendNumber(append([]byte(m.Document), ' '), uint64(m.Start))
	return SortKey(append(b, m.ID...))
}

// textKey orders texts by the root collation of Unicode, then by code point, then by id.
func textKey(text string, id ID) SortKey {
	return SortKey(append(append(appendCollated(nil, text), ' '), id...))
}

// appendCollated appends a text in its order: its collation key, then itself.
func appendCollated(b []byte, text string) []byte {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	b = orderedText.AppendEncode(b, c.KeyFromString(&collate.Buffer{}, text))
	return orderedText.AppendEncode(append(b, ' '), []byte(text))
}

// collators are pooled, as creating one costs more than a key, and one serves one goroutine at a time.
var collators = sync.Pool{New: func() any { return collate.New(language.Und) }}
