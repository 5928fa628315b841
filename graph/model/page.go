package model

import (
	"encoding/json"
	"sync"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// PageInfo says where a page is in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	query           *ListQuery
	key             func(i int) knowledge.SortKey
	rows            int
}

// StartCursor is the first edge's cursor; absent for an empty page.
func (p *PageInfo) StartCursor() knowledge.Text { return p.cursor(0) }

// EndCursor is the last edge's cursor; absent for an empty page.
func (p *PageInfo) EndCursor() knowledge.Text { return p.cursor(p.rows - 1) }

func (p *PageInfo) cursor(i int) knowledge.Text {
	if p.rows == 0 {
		return ""
	}
	return knowledge.Text(store.EncodeCursor(p.key(i), p.query.text()))
}

// ListQuery is the query of a list. All pages of one call share one, so that they are counted with one call too.
type ListQuery struct {
	// Field is the list's name, Scope the key of its scope, With all else that matters: filter and order. Cursors are bound to the
	// three.
	Field string
	Scope string
	With  []any
	// Count returns the lengths of the lists of some anchors.
	Count Counter

	// encoded is the text of the three, encoded when the first cursor is written or read.
	encoded string
	once    sync.Once
}

func (a *ListQuery) text() string {
	a.once.Do(func() {
		with, err := json.Marshal(a.With)
		if err != nil {
			panic(err) // filters and orders are plain data
		}
		a.encoded = a.Field + "\x00" + a.Scope + "\x00" + string(with)
	})
	return a.encoded
}

// Key decodes a cursor of the list. The error has the code knowledge.BadCursor.
func (a *ListQuery) Key(cursor string) (knowledge.SortKey, error) {
	return store.DecodeCursor(cursor, a.text())
}

// RowPosition is the position of a row in its list.
type RowPosition struct {
	page *PageInfo
	row  int
}

// Cursor is the position as an opaque text, encoded on demand.
func (p RowPosition) Cursor() string { return string(p.page.cursor(p.row)) }

// List is embedded by every connection: the position of the page, and the length of the list.
type List struct {
	// Of is the anchor whose list this is a page of.
	Of    knowledge.ID
	info  PageInfo
	total int
	known bool
}

// PageInfo says where the page is in the list.
func (l *List) PageInfo() *PageInfo { return &l.info }

// Query returns the query of the list.
func (l *List) Query() *ListQuery { return l.info.query }

// SetTotal sets the length of the whole list, if it is known without counting.
func (l *List) SetTotal(total int) { l.total, l.known = total, true }

// Total returns the length of the whole list; ok is false if it must be counted.
func (l *List) Total() (total int, ok bool) { return l.total, l.known }

// Page returns the list itself, whatever the type of the connection.
func (l *List) Page() *List { return l }

func newList[T any](page store.List[T], of knowledge.ID, query *ListQuery) List {
	return List{Of: of, info: PageInfo{page.HasNext, page.HasPrevious, query, page.Key, len(page.Rows)}}
}
