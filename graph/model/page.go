package model

import (
	"encoding/json"
	"sync"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	asked           *Asked
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
	return knowledge.Text(store.EncodeCursor(p.key(i), p.asked.text()))
}

// Asked is what a list was asked with. All pages of one call share one, so that counting them is one call too.
type Asked struct {
	// Field is the list's name, Scope the scope as it was asked, With all else that counts: filter and order. A list's cursors are
	// bound to the three.
	Field string
	Scope string
	With  []any
	// Count gives the whole length of the lists of these anchors.
	Count Counter

	// written is the text of the three, written when a first cursor is given or taken.
	written string
	once    sync.Once
}

func (a *Asked) text() string {
	a.once.Do(func() {
		with, err := json.Marshal(a.With)
		if err != nil {
			panic(err) // filters and orders are plain data
		}
		a.written = a.Field + "\x00" + a.Scope + "\x00" + string(with)
	})
	return a.written
}

// Key reads a cursor that the list gave out. The error has the code knowledge.BadCursor.
func (a *Asked) Key(cursor string) (knowledge.SortKey, error) {
	return store.DecodeCursor(cursor, a.text())
}

// Place is where a row stands in its list.
type Place struct {
	page *PageInfo
	row  int
}

// Cursor is the row's place as an opaque text, made when it is asked for.
func (p Place) Cursor() string { return string(p.page.cursor(p.row)) }

// List is what every connection has: where the page stands and how to count the whole.
type List struct {
	// Of is the anchor whose list this is a page of.
	Of    knowledge.ID
	info  PageInfo
	total int
	known bool
}

// PageInfo says where the page stands.
func (l *List) PageInfo() *PageInfo { return &l.info }

// Asked is what the list was asked with.
func (l *List) Asked() *Asked { return l.info.asked }

// Know sets how long the whole list is, where that is known without counting.
func (l *List) Know(total int) { l.total, l.known = total, true }

// Known gives how long the whole list is; ok is false where it must be counted.
func (l *List) Known() (total int, ok bool) { return l.total, l.known }

// Page is the list itself, for what counts pages of any kind.
func (l *List) Page() *List { return l }

func newList[T any](page store.List[T], of knowledge.ID, asked *Asked) List {
	return List{Of: of, info: PageInfo{page.HasNext, page.HasPrevious, asked, page.Key, len(page.Rows)}}
}
