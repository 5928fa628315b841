package model

import (
	"entente/internal/knowledge"
	"entente/internal/store"
)

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	start, end      knowledge.SortKey
	asked           *Asked
}

// StartCursor is the first edge's cursor; absent for an empty page.
func (p *PageInfo) StartCursor() knowledge.Text { return knowledge.Text(p.asked.cursor(p.start)) }

// EndCursor is the last edge's cursor; absent for an empty page.
func (p *PageInfo) EndCursor() knowledge.Text { return knowledge.Text(p.asked.cursor(p.end)) }

// Asked is what a list was asked with. All pages of one call share one, so that counting them is one call too.
type Asked struct {
	// Field is the list's name and Text its filter, order and scope: what its cursors are bound to.
	Field string
	Text  string
	// Count gives the whole length of the lists of these anchors.
	Count Counter
}

func (a *Asked) cursor(key knowledge.SortKey) string {
	if key == "" {
		return ""
	}
	return store.EncodeCursor(key, a.Field+"\x00"+a.Text)
}

// Key reads a cursor that the list gave out. The error has the code knowledge.BadCursor.
func (a *Asked) Key(cursor string) (knowledge.SortKey, error) {
	return store.DecodeCursor(cursor, a.Field+"\x00"+a.Text)
}

// Place is where a row stands in its list.
type Place struct {
	key   knowledge.SortKey
	asked *Asked
}

// Cursor is the row's place as an opaque text, made when it is asked for.
func (p Place) Cursor() string { return p.asked.cursor(p.key) }

// List is what every connection has: where the page stands and how to count the whole.
type List struct {
	PageInfo *PageInfo
	// Of is the anchor whose list this is a page of.
	Of    knowledge.ID
	Asked *Asked
	known *int
}

// Know sets how long the whole list is, where that is known without counting.
func (l *List) Know(total int) { l.known = &total }

// Known gives how long the whole list is; ok is false where it must be counted.
func (l *List) Known() (total int, ok bool) {
	if l.known == nil {
		return 0, false
	}
	return *l.known, true
}

// Page is the list itself, for what counts pages of any kind.
func (l *List) Page() *List { return l }

func newList[T any](rows store.List[T], of knowledge.ID, asked *Asked) List {
	info := &PageInfo{HasNextPage: rows.HasNext, HasPreviousPage: rows.HasPrevious, asked: asked}
	if n := len(rows.Keys); n > 0 {
		info.start, info.end = rows.Keys[0], rows.Keys[n-1]
	}
	return List{PageInfo: info, Of: of, Asked: asked}
}
