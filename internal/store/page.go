package store

import (
	"encoding/base64"
	"encoding/binary"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// Page says which part of a list is asked for: Limit rows, from the front after After, or, where Backward, from the back
// before Before. Both bounds may be given; a bound need not be a row's key. Rows always come in the list's own order.
type Page struct {
	Limit    int
	After    knowledge.SortKey
	Before   knowledge.SortKey
	Backward bool
}

// List is one page of a list.
type List[T any] struct {
	Rows []T
	// Key gives the place of the i-th row, for its cursor; it may be nil on a page without rows. Most answers show no cursor, so a
	// key is made when it is asked for. It may be asked at any time and from several goroutines, and is the same each time.
	Key func(i int) knowledge.SortKey
	// HasNext and HasPrevious say whether rows follow the last and precede the first of the page. A page without rows stands
	// between two: right behind After, or, backward, right before Before, at the list's end where that is not given; and right
	// behind After wherever After is not before Before.
	HasNext     bool
	HasPrevious bool
}

// Keys gives the places of all rows.
func (l List[T]) Keys() (keys []knowledge.SortKey) {
	for i := range l.Rows {
		keys = append(keys, l.Key(i))
	}
	return keys
}

// LastKey gives the place of the last row, behind which the next page begins; empty for a page without rows.
func (l List[T]) LastKey() knowledge.SortKey {
	if len(l.Rows) == 0 {
		return ""
	}
	return l.Key(len(l.Rows) - 1)
}

// KeyAt is a List's Key where all keys are at hand.
func KeyAt(keys []knowledge.SortKey) func(int) knowledge.SortKey {
	return func(i int) knowledge.SortKey { return keys[i] }
}

// Map gives a page with something else in each row's place.
func Map[T, V any](l List[T], f func(T) V) List[V] {
	rows := make([]V, len(l.Rows))
	for i, row := range l.Rows {
		rows[i] = f(row)
	}
	return List[V]{Rows: rows, Key: l.Key, HasNext: l.HasNext, HasPrevious: l.HasPrevious}
}

// StatementQuery filters and orders statements. A zero order is by validFrom, ascending; a document's by place.
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

// Side says at which end of its links an entity stands. A symmetric relation is the same from either end and fits all.
type Side uint8

// The sides.
const (
	AnySide Side = iota
	AsSubject
	AsObject
)

// EventSpan is when something took place.
type EventSpan struct {
	Start edtf.Date
	End   edtf.Date
}

// cursorVersion is changed when cursors change their form, so that old ones are refused.
const cursorVersion = "1"

// EncodeCursor makes an opaque cursor of a row's key and of what the list was asked with: field, filter, order and scope, as
// any text that is equal where they are. It is the same in every store.
func EncodeCursor(key knowledge.SortKey, query string) string {
	var room [2 * 128]byte // a page has many cursors: most are made without other memory than their own
	raw := binary.BigEndian.AppendUint64(append(room[:0], cursorVersion...), fingerprint(query))
	raw = binary.BigEndian.AppendUint32(raw, checksum(raw, key))
	raw = append(raw, key...)
	return string(base64.RawURLEncoding.AppendEncode(raw[len(raw):], raw))
}

// DecodeCursor gives back the key. The error, with the code knowledge.BadCursor, says that the cursor was changed or comes
// from another list.
func DecodeCursor(cursor, query string) (knowledge.SortKey, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) <= headLength+checksumLength {
		return "", notACursor(cursor)
	}
	head, key := raw[:headLength], knowledge.SortKey(raw[headLength+checksumLength:])
	switch {
	case string(head[:len(cursorVersion)]) != cursorVersion, binary.BigEndian.Uint32(raw[headLength:]) != checksum(head, key):
		return "", notACursor(cursor)
	case binary.BigEndian.Uint64(head[len(cursorVersion):]) != fingerprint(query):
		return "", knowledge.Errorf(knowledge.BadCursor, "this cursor comes from another list: the field, its filter, its order and the scope must be the same as where it was given out")
	}
	return key, nil
}

func notACursor(text string) error {
	return knowledge.Errorf(knowledge.BadCursor, "%s is no cursor of this API, or was changed", knowledge.Quote(text))
}

const (
	headLength     = len(cursorVersion) + 8
	checksumLength = 4
)

// fingerprint is eight bytes of a query; a cursor used with the wrong list is a slip, not an attack, so FNV-1a will do. It is
// written out, since hash/fnv would take a copy of each text.
func fingerprint(query string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(query) {
		h = (h ^ uint64(query[i])) * 1099511628211
	}
	return h
}

// checksum is four bytes over the rest of a cursor, so that one that lost its end is not taken for another row's.
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
