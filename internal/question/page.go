package question

import (
	"entente/internal/knowledge"
	"entente/internal/store"
)

// The sizes of pages if none is asked for, of a list of its own and of a list for each of several entities, and the most that may be asked
// for.
const (
	PageSize      = 50
	ChildPageSize = 20
	MaxPageSize   = 500
)

// Page is the page of a list, as a client asks for it: so many rows from the front after a cursor, or from the back before one. What is nil
// is not asked for.
type Page struct {
	First  *int32
	After  *string
	Last   *int32
	Before *string
}

// Read returns the page that is asked for, of this size if none is. key decodes a cursor of the list. The error has the code
// knowledge.BadInput, knowledge.LimitExceeded for too large a page, or is that of key.
func (p Page) Read(size int, key func(cursor string) (knowledge.SortKey, error)) (page store.Page, err error) {
	page.Limit = size
	switch {
	case p.First != nil && p.Last != nil:
		return page, knowledge.Errorf(knowledge.BadInput, "first and last cannot be asked together: a page is from the front or from the back")
	case p.First != nil:
		page.Limit, err = pageSize("first", *p.First)
	case p.Last != nil:
		page.Backward = true
		page.Limit, err = pageSize("last", *p.Last)
	}
	if err == nil && p.After != nil {
		page.After, err = key(*p.After)
	}
	if err == nil && p.Before != nil {
		page.Before, err = key(*p.Before)
	}
	return page, err
}

func pageSize(name string, n int32) (int, error) {
	switch {
	case n < 0:
		return 0, knowledge.Errorf(knowledge.BadInput, "%s is %d; a page has from 0 to %d rows", name, n, MaxPageSize)
	case n > MaxPageSize:
		return 0, knowledge.Errorf(knowledge.LimitExceeded, "%s is %d; a page has at most %d rows", name, n, MaxPageSize)
	}
	return int(n), nil
}
