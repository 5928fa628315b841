package explore

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// LinkLevels gives for each link how its statements in scope stand, taken together: supported where one of them is,
// contradicted where one is. A link that has none is uncorroborated.
func (x *Explorer) LinkLevels(ctx context.Context, scope *knowledge.Scope, links []knowledge.ID) ([]CorroborationLevel, error) {
	scope, lists, err := x.listed(ctx, scope, links)
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

// Summaries counts for each document, or dataset, its statements in scope by how they stand. All of them together have at
// most MaxWeighed statements.
func (x *Explorer) Summaries(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) ([]*CorroborationSummary, error) {
	scope, lists, err := x.listed(ctx, scope, of)
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

// listed gives all statements in scope of anchors that are to be weighed.
func (x *Explorer) listed(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) (*knowledge.Scope, [][]*knowledge.Statement, error) {
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	r := reading{x.reader, scope, store.StatementQuery{}, MaxWeighed, "ask for fewer at once, or narrow the scope"}
	lists, err := r.all(ctx, of)
	return scope, lists, err
}

const levelRemedy = "narrow the list with where or the scope"

// StatementsAt pages over those statements of each anchor that stand at one of the levels, in the order of the query; see
// store.Statements for the anchors. Whether a statement stands so is known only once it is weighed, so it goes through the
// list until the page is full: a page looks at up to MaxWeighed statements in all.
func (x *Explorer) StatementsAt(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LevelQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, err
	}
	s := sieve{x: x, scope: scope, query: query}
	return s.pages(ctx, of, page)
}

// CountStatementsAt counts what StatementsAt pages over. It weighs all statements that the query leaves.
func (x *Explorer) CountStatementsAt(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LevelQuery) ([]int, error) {
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, err
	}
	r := reading{x.reader, scope, query.StatementQuery, MaxWeighed, levelRemedy}
	lists, err := r.all(ctx, of)
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

// LevelQuery filters and orders statements, and keeps those at some levels.
type LevelQuery struct {
	store.StatementQuery
	Levels []CorroborationLevel
}

// sieve goes through lists of statements for those at some levels.
type sieve struct {
	x       *Explorer
	scope   *knowledge.Scope
	query   LevelQuery
	weighed int
}

// most is how many statements of a list are weighed at once.
const most = 500

// pages gives a page for each anchor.
func (s *sieve) pages(ctx context.Context, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Statement], error) {
	found, err := s.take(ctx, of, page)
	if err != nil {
		return nil, err
	}
	var first, last []part
	// Something precedes a page where the first of all that are kept does, and follows it where the last does.
	if page.After != "" {
		if first, err = s.take(ctx, of, store.Page{Limit: 1}); err != nil {
			return nil, err
		}
	}
	if page.Before != "" {
		if last, err = s.take(ctx, of, store.Page{Limit: 1, Backward: true}); err != nil {
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

// compare compares a key with another, or with the empty one, which is before all.
func (s *sieve) compare(a, b knowledge.SortKey) int {
	if b == "" {
		return 1
	}
	return knowledge.CompareKeys(a, b, s.query.Order.Direction)
}

// part is a page in the making: its rows from the side that it is asked from, and whether there are more between its bounds.
type part struct {
	rows []*knowledge.Statement
	keys []knowledge.SortKey
	more bool
}

// take gives those rows of a page that are kept, for each anchor: two looks at the store for all of them, and more for those
// whose page is not full then.
func (s *sieve) take(ctx context.Context, of []knowledge.ID, page store.Page) ([]part, error) {
	parts := make([]part, len(of))
	if err := s.sift(ctx, of, page, min(4*(page.Limit+1), most), parts); err != nil {
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

// sift looks at size rows of each anchor, and then on where that was not enough.
func (s *sieve) sift(ctx context.Context, of []knowledge.ID, page store.Page, size int, into []part) error {
	look := page
	look.Limit = size
	lists, err := s.x.reader.ListStatements(ctx, s.scope, of, s.query.StatementQuery, look)
	if err != nil {
		return err
	}
	var rows []*knowledge.Statement
	for _, l := range lists {
		rows = append(rows, l.Rows...)
	}
	if s.weighed += len(rows); s.weighed > MaxWeighed {
		return exhausted(MaxWeighed, "statements", levelRemedy)
	}
	levels, err := s.x.Levels(ctx, s.scope, rows)
	if err != nil {
		return err
	}
	for i, l := range lists {
		s.keep(&into[i], l, levels[:len(l.Rows)], page)
		levels = levels[len(l.Rows):]
		if len(l.Rows) < size || into[i].more {
			continue
		}
		on := page
		if page.Backward {
			on.Before = l.Key(0)
		} else {
			on.After = l.LastKey()
		}
		if err := s.sift(ctx, of[i:i+1], on, most, into[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// keep takes those rows over that stand at the levels, from the side that the page is asked from.
func (s *sieve) keep(into *part, list store.List[*knowledge.Statement], levels []CorroborationLevel, page store.Page) {
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
