package explore

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// LinkLevels returns the level of each link: supported if one of its statements in scope is, contradicted if one is. A link
// without statements in scope is uncorroborated.
func (x *Explorer) LinkLevels(ctx context.Context, scope *knowledge.Scope, links []knowledge.ID) ([]CorroborationLevel, error) {
	scope, lists, err := x.allStatements(ctx, scope, links)
	if err != nil {
		return nil, err
	}
	levels, err := x.Levels(ctx, scope, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	out := make([]CorroborationLevel, len(links))
	for i, list := range lists {
		supported, contradicted := false, false
		for _, l := range levels[:len(list)] {
			supported = supported || l == Corroborated || l == Disputed
			contradicted = contradicted || l == Contradicted || l == Disputed
		}
		out[i], levels = levelOf(supported, contradicted), levels[len(list):]
	}
	return out, nil
}

// Summaries counts the statements in scope of each document or dataset by level. All together may have at most MaxWeighed
// statements.
func (x *Explorer) Summaries(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) ([]*CorroborationSummary, error) {
	scope, lists, err := x.allStatements(ctx, scope, of)
	if err != nil {
		return nil, err
	}
	levels, err := x.Levels(ctx, scope, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	out := make([]*CorroborationSummary, len(of))
	for i, list := range lists {
		out[i] = &CorroborationSummary{}
		for _, l := range levels[:len(list)] {
			out[i].count(l)
		}
		levels = levels[len(list):]
	}
	return out, nil
}

// allStatements returns all statements in scope of each anchor, and the scope with its revision set. There may be at most
// MaxWeighed.
func (x *Explorer) allStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) (*knowledge.Scope, [][]*knowledge.Statement, error) {
	scope, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	r := statementReader{x.reader, scope, store.StatementQuery{}, MaxWeighed, "ask for fewer at once, or narrow the scope"}
	lists, err := r.readAll(ctx, of)
	return scope, lists, err
}

const levelRemedy = "narrow the list with where or the scope"

// StatementsAt pages over those statements of each anchor that are at one of the levels, in the order of the query; see
// store.Statements for the anchors. The level of a statement is known only once it is weighed, so the list is read until the page
// is full: a page reads up to MaxWeighed statements in all.
func (x *Explorer) StatementsAt(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LevelQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	scope, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, err
	}
	s := levelFilter{x: x, scope: scope, query: query}
	return s.pages(ctx, of, page)
}

// CountStatementsAt counts what StatementsAt pages over. It weighs all statements that match the query.
func (x *Explorer) CountStatementsAt(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LevelQuery) ([]int, error) {
	scope, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, err
	}
	r := statementReader{x.reader, scope, query.StatementQuery, MaxWeighed, levelRemedy}
	lists, err := r.readAll(ctx, of)
	if err != nil {
		return nil, err
	}
	levels, err := x.Levels(ctx, scope, slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	for i, list := range lists {
		for _, l := range levels[:len(list)] {
			if slices.Contains(query.Levels, l) {
				counts[i]++
			}
		}
		levels = levels[len(list):]
	}
	return counts, nil
}

// LevelQuery filters and orders statements, and restricts them to some levels.
type LevelQuery struct {
	store.StatementQuery
	Levels []CorroborationLevel
}

// levelFilter pages over lists of statements for those at some levels.
type levelFilter struct {
	x       *Explorer
	scope   *knowledge.Scope
	query   LevelQuery
	weighed int
}

// weighBatch is the maximum number of statements of a list that are weighed at once.
const weighBatch = 500

// pages returns a page for each anchor.
func (s *levelFilter) pages(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
	found, err := s.collect(ctx, of, page)
	if err != nil {
		return nil, err
	}
	var first, last []partialPage
	// A page has a previous one if the first of all matches is not after its start, and a next one if the last of all is not before
	// its end.
	if page.After != "" {
		if first, err = s.collect(ctx, of, store.Page{Limit: 1}); err != nil {
			return nil, err
		}
	}
	if page.Before != "" {
		if last, err = s.collect(ctx, of, store.Page{Limit: 1, Backward: true}); err != nil {
			return nil, err
		}
	}
	out := make([]store.List[*knowledge.Statement], len(of))
	for i, p := range found {
		out[i] = store.List[*knowledge.Statement]{
			Rows: p.rows, Key: store.KeyAt(p.keys),
			HasPrevious: p.more && page.Backward, HasNext: p.more && !page.Backward,
		}
		if first != nil && len(first[i].keys) > 0 && s.compare(first[i].keys[0], page.After) <= 0 {
			out[i].HasPrevious = true
		}
		if last != nil && len(last[i].keys) > 0 && s.compare(last[i].keys[0], page.Before) >= 0 && s.compare(last[i].keys[0], page.After) > 0 {
			out[i].HasNext = true
		}
	}
	return out, nil
}

// compare compares sort keys. The empty key is before all others.
func (s *levelFilter) compare(a, b knowledge.SortKey) int {
	if b == "" {
		return 1
	}
	return knowledge.CompareKeys(a, b, s.query.Order.Direction)
}

// partialPage is a page that is being filled, in the direction of paging. more: there are more matches between its bounds.
type partialPage struct {
	rows []*knowledge.Statement
	keys []knowledge.SortKey
	more bool
}

// collect returns the rows of a page that match, for each anchor: it reads one batch for all of them, and more for those whose
// page is not full then.
func (s *levelFilter) collect(ctx context.Context, of []knowledge.ID, page store.Page) ([]partialPage, error) {
	parts := make([]partialPage, len(of))
	if err := s.scan(ctx, of, page, min(4*(page.Limit+1), weighBatch), parts); err != nil {
		return nil, err
	}
	if page.Backward {
		for i := range parts {
			slices.Reverse(parts[i].rows)
			slices.Reverse(parts[i].keys)
		}
	}
	return parts, nil
}

// scan reads size rows of each anchor, and then further batches where that was not enough.
func (s *levelFilter) scan(ctx context.Context, of []knowledge.ID, page store.Page, size int, into []partialPage) error {
	batch := page
	batch.Limit = size
	lists, err := s.x.reader.ListStatements(ctx, s.scope, of, s.query.StatementQuery, batch)
	if err != nil {
		return err
	}
	var rows []*knowledge.Statement
	for _, l := range lists {
		rows = append(rows, l.Rows...)
	}
	if s.weighed += len(rows); s.weighed > MaxWeighed {
		return limitError(MaxWeighed, "statements", levelRemedy)
	}
	levels, err := s.x.Levels(ctx, s.scope, rows)
	if err != nil {
		return err
	}
	for i, l := range lists {
		s.appendMatching(&into[i], l, levels[:len(l.Rows)], page)
		levels = levels[len(l.Rows):]
		if len(l.Rows) < size || into[i].more {
			continue
		}
		next := page
		if page.Backward {
			next.Before = l.Key(0)
		} else {
			next.After = l.LastKey()
		}
		if err := s.scan(ctx, of[i:i+1], next, weighBatch, into[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// appendMatching adds the rows that are at the levels to a page, in the direction of paging.
func (s *levelFilter) appendMatching(into *partialPage, list store.List[*knowledge.Statement], levels []CorroborationLevel, page store.Page) {
	for i := range list.Rows {
		if page.Backward {
			i = len(list.Rows) - 1 - i
		}
		switch {
		case !slices.Contains(s.query.Levels, levels[i]):
		case len(into.rows) >= page.Limit:
			into.more = true
			return
		default:
			into.rows, into.keys = append(into.rows, list.Rows[i]), append(into.keys, list.Key(i))
		}
	}
}
