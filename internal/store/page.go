package store

import (
	"encoding/base64"
	"encoding/binary"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// Page selects a part of a list: Limit rows, from the front after After, or, if Backward, from the back before Before. Both bounds may be
// given; a bound is a text of a key's letters, and need not be the key of a row. Rows are always in the order of the list.
type Page struct {
	Limit    int
	After    knowledge.SortKey
	Before   knowledge.SortKey
	Backward bool
}

// List is one page of a list.
type List[T any] struct {
	Rows []T
	// Key returns the sort key of the i-th row, for its cursor; it may be nil on a page without rows. Keys are computed on demand, as most
	// requests read no cursors. It may be called at any time and by several goroutines, and returns the same each time.
	Key func(i int) knowledge.SortKey
	// HasNext and HasPrevious report whether rows follow the last and precede the first row of the page. An empty page lies right after
	// After, or, backward, right before Before, or at the end of the list if that is not given; and right after After if After is not
	// before Before.
	HasNext     bool
	HasPrevious bool
}

// Keys returns the sort keys of all rows.
func (l List[T]) Keys() (keys []knowledge.SortKey) {
	for i := range l.Rows {
		keys = append(keys, l.Key(i))
	}
	return keys
}

// LastKey returns the key of the last row, after which the next page begins; "" for a page without rows.
func (l List[T]) LastKey() knowledge.SortKey {
	if len(l.Rows) == 0 {
		return ""
	}
	return l.Key(len(l.Rows) - 1)
}

// KeyAt returns a Key function for a List whose keys are computed already.
func KeyAt(keys []knowledge.SortKey) func(int) knowledge.SortKey {
	return func(i int) knowledge.SortKey { return keys[i] }
}

// Map returns a page with f applied to each row.
func Map[T, V any](l List[T], f func(T) V) List[V] {
	rows := make([]V, len(l.Rows))
	for i, row := range l.Rows {
		rows[i] = f(row)
	}
	return List[V]{Rows: rows, Key: l.Key, HasNext: l.HasNext, HasPrevious: l.HasPrevious}
}

// StatementQuery filters and orders statements. The zero order is by validFrom, ascending; for a document by position.
type StatementQuery struct {
	Filter knowledge.StatementFilter
	Order  knowledge.StatementOrder
}

// EntityQuery filters and orders entities. A zero order is by id, ascending.
type EntityQuery struct {
	Filter knowledge.EntityFilter
	Order  knowledge.EntityOrder
}

// DocumentQuery filters and orders documents. A zero order is by publication, ascending.
type DocumentQuery struct {
	Filter knowledge.DocumentFilter
	Order  knowledge.DocumentOrder
}

// LinkQuery filters the links at an entity.
type LinkQuery struct {
	Filter knowledge.StatementFilter
	Side   Side
}

// Side is the end of its links at which an entity is. A symmetric relation reads the same from both ends and matches all sides.
type Side uint8

// The sides.
const (
	AnySide Side = iota
	AsSubject
	AsObject
)

// EventSpan is the time in which something took place.
type EventSpan struct {
	Start edtf.Date
	End   edtf.Date
}

// Add widens the span to a statement's begin and end, either of which may be zero.
func (s *EventSpan) Add(from, to edtf.Date) {
	if edtf.Compare(from, s.Start) < 0 {
		s.Start = from
	}
	if to.IsZero() {
		return
	}
	x, y := to.Span().Last, s.End.Span().Last
	if s.End.IsZero() || x > y || x == y && edtf.Compare(to, s.End) > 0 {
		s.End = to
	}
}

// cursorVersion changes with the format of cursors, so that old ones are rejected.
const cursorVersion = "2"

// EncodeCursor makes an opaque cursor from the key of a row and the query of its list: field, filter, order and scope, as any text that is
// equal for equal queries. Cursors are the same in every store.
func EncodeCursor(key knowledge.SortKey, query string) string {
	var room [2 * 128]byte // a page has many cursors: most are made without other memory than their own
	raw := binary.BigEndian.AppendUint64(append(room[:0], cursorVersion...), fingerprint(query))
	raw = binary.BigEndian.AppendUint32(raw, checksum(raw, key))
	raw = append(raw, key...)
	return string(base64.RawURLEncoding.AppendEncode(raw[len(raw):], raw))
}

// DecodeCursor returns the key of a cursor. The error, with the code knowledge.BadCursor, says that the cursor was altered, is of another
// version or belongs to another list.
func DecodeCursor(cursor, query string) (knowledge.SortKey, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) <= headLength+checksumLength {
		return "", badCursor(cursor)
	}
	head, key := raw[:headLength], knowledge.SortKey(raw[headLength+checksumLength:])
	switch {
	case binary.BigEndian.Uint32(raw[headLength:]) != checksum(head, key):
		return "", badCursor(cursor)
	case string(head[:len(cursorVersion)]) != cursorVersion:
		return "", knowledge.Errorf(knowledge.BadCursor, "this cursor is from another version of this API; begin again with the first page")
	case !key.IsText():
		return "", badCursor(cursor)
	case binary.BigEndian.Uint64(head[len(cursorVersion):]) != fingerprint(query):
		return "", knowledge.Errorf(knowledge.BadCursor, "this cursor comes from another list: the field, its filter, its order and the scope must be the same as where it was given out")
	}
	return key, nil
}

func badCursor(text string) error {
	return knowledge.Errorf(knowledge.BadCursor, "%s is no cursor of this API, or was changed", knowledge.Quote(text))
}

const (
	headLength     = len(cursorVersion) + 8
	checksumLength = 4
)

// fingerprint is a hash of a query. Using a cursor with another list is a mistake, not an attack, so FNV-1a is sufficient. It is inlined,
// as hash/fnv would copy each text.
func fingerprint(query string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(query) {
		h = (h ^ uint64(query[i])) * 1099511628211
	}
	return h
}

// checksum covers the rest of a cursor, so that a truncated one is not taken for the cursor of another row.
func checksum(head []byte, key knowledge.SortKey) uint32 {
	h := uint32(2166136261)
	for _, b := range head {
		h = (h ^ uint32(b)) * 16777619
	}
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return h
}
