package knowledge

import (
	"encoding/binary"
	"math"
	"strings"
	"sync"

	"entente/internal/edtf"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey is the position of a row in an order: keys are compared bytewise, as strings, and end in what identifies the row in its list,
// mostly the id, so that no two rows have the same key. The first byte is keyKnown or keyUnknown: rows without a value sort last in both
// directions.
type SortKey string

const (
	keyKnown   = "\x00"
	keyUnknown = "\x01"
)

// IsUnknown reports whether the row has no value in this order and so sorts last in both directions.
func (k SortKey) IsUnknown() bool { return strings.HasPrefix(string(k), keyUnknown) }

// FirstUnknown is a key between all rows with a value and all without.
const FirstUnknown SortKey = keyUnknown

// SortDirection is the direction of an order.
type SortDirection string

// The directions. Descending is the reverse of ascending, except that rows without a value stay last.
const (
	Ascending  SortDirection = "ASC"
	Descending SortDirection = "DESC"
)

// CompareKeys compares two keys in a direction.
func CompareKeys(a, b SortKey, direction SortDirection) int {
	if direction == Descending && a.IsUnknown() == b.IsUnknown() {
		a, b = b, a
	}
	return strings.Compare(string(a), string(b))
}

// StatementOrderField names an order of statements.
type StatementOrderField string

// The orders of statements.
const (
	OrderValidFrom       StatementOrderField = "VALID_FROM"
	OrderValidTo         StatementOrderField = "VALID_TO"
	OrderRelation        StatementOrderField = "RELATION"
	OrderPlaceInDocument StatementOrderField = "PLACE_IN_DOCUMENT"
)

// StatementOrder is an order of statements.
type StatementOrder struct {
	By        StatementOrderField
	Direction SortDirection
}

// EntityOrderField names an order of entities.
type EntityOrderField string

// The orders of entities. OrderDate is of events: by when the held statements in scope say that they began.
const (
	OrderID   EntityOrderField = "ID"
	OrderName EntityOrderField = "NAME"
	OrderDate EntityOrderField = "DATE"
)

// EntityOrder is an order of entities.
type EntityOrder struct {
	By        EntityOrderField
	Direction SortDirection
}

// DocumentOrderField names an order of documents.
type DocumentOrderField string

// The orders of documents. A document without a publication date is ordered by the day of its retrieval.
const (
	OrderPublishedOn DocumentOrderField = "PUBLISHED_ON"
	OrderTitle       DocumentOrderField = "TITLE"
)

// DocumentOrder is an order of documents.
type DocumentOrder struct {
	By        DocumentOrderField
	Direction SortDirection
}

// DateKey orders dates by their earliest day, the wider first among equals, then by id. A date with an unbounded first day counts as
// unknown.
func DateKey(span edtf.Span, id ID) SortKey {
	if span.First == edtf.UnboundedPast {
		return SortKey(keyUnknown + id)
	}
	b := make([]byte, 0, 1+8+8+len(id))
	b = append(b, keyKnown...)
	b = binary.BigEndian.AppendUint64(b, uint64(span.First)^(1<<63))
	b = binary.BigEndian.AppendUint64(b, math.MaxUint64-uint64(span.Last-span.First))
	return SortKey(append(b, id...))
}

// StatementKey is a statement's key in an order.
func StatementKey(by StatementOrderField, s *Statement) SortKey {
	switch by {
	case OrderValidTo:
		if s.Validity.End != BoundKnown {
			return SortKey(keyUnknown + s.ID)
		}
		return DateKey(edtf.Span{First: s.Validity.EarliestEnd, Last: s.Validity.LatestEnd}, s.ID)
	case OrderRelation:
		return SortKey(keyKnown+s.Relation+"\x00") + beginKey(s)
	case OrderPlaceInDocument:
		return positionKey(s)
	default:
		return beginKey(s)
	}
}

func beginKey(s *Statement) SortKey {
	if s.Validity.Begin != BoundKnown {
		return SortKey(keyUnknown + s.ID)
	}
	return DateKey(edtf.Span{First: s.Validity.EarliestBegin, Last: s.Validity.LatestBegin}, s.ID)
}

// positionKey orders by document, then by the position of the first evidence: quotes by position, then locators by text.
func positionKey(s *Statement) SortKey {
	b := append([]byte(keyKnown), s.Document...)
	b = append(b, 0)
	if e := s.Evidence[0]; e.Place != nil {
		b = append(b, 0)
		b = binary.BigEndian.AppendUint64(b, uint64(e.Place.Start))
	} else {
		b = append(append(b, 1), e.Locator...)
	}
	return SortKey(append(append(b, 0), s.ID...))
}

// EntityKey is an entity's key in an order by id or name. An order by date needs a scope: see DateKey.
func EntityKey(by EntityOrderField, e *Entity) SortKey {
	if by == OrderName {
		return textKey(e.Name, e.ID)
	}
	return SortKey(keyKnown + e.ID)
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
	other, way := l.Target, "0"
	if l.Target == end && l.Source != end {
		other, way = l.Source, "1"
	}
	return SortKey(keyKnown + l.Relation + "\x00" + other + "\x00" + way)
}

// RevisionKey is a revision's key: by number.
func RevisionKey(number int) SortKey {
	return SortKey(binary.BigEndian.AppendUint64([]byte(keyKnown), uint64(number)))
}

// MentionKey is a mention's key: by document, then by position.
func MentionKey(m *Mention) SortKey {
	b := append([]byte(keyKnown), m.Document...)
	b = binary.BigEndian.AppendUint64(append(b, 0), uint64(m.Start))
	return SortKey(append(b, m.ID...))
}

// textKey orders texts by the root collation of Unicode, then by code point, then by id.
func textKey(text string, id ID) SortKey {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	key := c.KeyFromString(&collate.Buffer{}, text)
	return SortKey(keyKnown + string(key) + "\x00" + text + "\x00" + id)
}

// collators are pooled, as creating one costs more than a key, and one serves one goroutine at a time.
var collators = sync.Pool{New: func() any { return collate.New(language.Und) }}
