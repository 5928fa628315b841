package explore

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// DiffQuery asks what differs between two scopes.
type DiffQuery struct {
	From *knowledge.Scope
	To   *knowledge.Scope
	// Of restricts the diff to statements that have one of these entities at an end, up to MaxDiffEntities; nil for all statements. An
	// entity must exist in one of the two revisions.
	Of []knowledge.ID
	// Filter restricts it further. OtherKinds is about the end that is not one of Of.
	Filter knowledge.StatementFilter
}

// ChangeKind says how a statement differs between two scopes.
type ChangeKind string

// The kinds of changes.
const (
	// Added: only the second scope has the statement.
	Added ChangeKind = "ADDED"
	// Removed: only the first scope has the statement.
	Removed ChangeKind = "REMOVED"
	// Changed: in both scopes the same document and dataset claim the same relation of the same two entities, with another validity,
	// polarity, modality, attribution or qualifiers.
	Changed ChangeKind = "CHANGED"
)

// ChangeKinds returns all kinds, in the order of the schema.
func ChangeKinds() []ChangeKind { return []ChangeKind{Added, Removed, Changed} }

// Change is one difference. An added one has no Before, a removed one no After.
type Change struct {
	Kind   ChangeKind
	Before *knowledge.Statement
	After  *knowledge.Statement
}

// current returns the statement that the change is ordered by.
func (c *Change) current() *knowledge.Statement {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

func (c *Change) key() knowledge.SortKey {
	return byBegin(c.current())
}

// Diff is what differs between two scopes.
type Diff struct {
	Added   int
	Removed int
	Changed int
	changes []*Change
}

const diffRemedy = "name entities with of, or narrow the scopes or where"

// Diff returns what differs between two scopes. Statements are identified by their ids: a corrected quote or note is no
// difference. The statements of one link, dataset and document that only one scope has are paired in the order in which they
// begin, and each pair is a change; the rest are added or removed.
//
// If the query names entities, only their statements are read; otherwise all statements of both scopes are, side by side.
func (x *Explorer) Diff(ctx context.Context, q DiffQuery) (*Diff, error) {
	from, err := x.resolveScope(ctx, q.From)
	if err != nil {
		return nil, err
	}
	to, err := x.resolveScope(ctx, q.To)
	if err != nil {
		return nil, err
	}
	c := differ{x: x, query: q}
	if err := c.sides[0].set(ctx, x, from, q.Filter); err != nil {
		return nil, err
	}
	if err := c.sides[1].set(ctx, x, to, q.Filter); err != nil {
		return nil, err
	}
	if q.Of == nil {
		err = c.compareAll(ctx)
	} else {
		err = c.compareEntities(ctx)
	}
	if err != nil {
		return nil, err
	}
	// What differs is held, and sorted twice.
	m, differ := meter.From(ctx), len(c.only[0])+len(c.only[1])
	if err := cmp.Or(m.Spend(meter.Keys, 2*differ), m.Hold(differ*changeBytes)); err != nil {
		return nil, err
	}
	return c.diff(), nil
}

// changeBytes is about what a change holds, with what finds it.
const changeBytes = 400

// Count returns the number of changes of some kinds; of all if kinds is nil.
func (d *Diff) Count(kinds []ChangeKind) int {
	n := 0
	for _, c := range d.changes {
		if kinds == nil || slices.Contains(kinds, c.Kind) {
			n++
		}
	}
	return n
}

// Changes returns a page of the changes of some kinds, of all if kinds is nil, ordered by when the later statement begins.
func (d *Diff) Changes(kinds []ChangeKind, page store.Page) store.List[*Change] {
	keeps := func(_ int, c *Change) bool { return kinds == nil || slices.Contains(kinds, c.Kind) }
	return sortedLists[*Change]{[][]*Change{d.changes}, (*Change).key, keeps}.page(page)
}

// differ finds the statements that only one of two scopes has.
type differ struct {
	x     *Explorer
	query DiffQuery
	sides [2]scopedMatcher
	only  [2][]*knowledge.Statement
}

// scopedMatcher is one of the scopes, with the filter's matcher for its revision.
type scopedMatcher struct {
	scope    *knowledge.Scope
	admitter knowledge.Admitter
	matcher  *knowledge.Matcher
}

func (s *scopedMatcher) set(ctx context.Context, x *Explorer, scope *knowledge.Scope, filter knowledge.StatementFilter) error {
	relations, err := x.reader.Relations(ctx, scope.Revision)
	if err != nil {
		return err
	}
	s.scope, s.admitter = scope, scope.Admitter()
	s.matcher, err = filter.Matcher(relations)
	return err
}

// matches reports whether a statement is in scope and matches the filter. from is the entity that the filter looks from, or empty.
func (s *scopedMatcher) matches(st *knowledge.Statement, from knowledge.ID) bool {
	return s.admitter.Admits(st) && s.matcher.Match(st, from)
}

// compareEntities compares the statements of the entities in the query.
func (c *differ) compareEntities(ctx context.Context) error {
	if err := checkLength("of", c.query.Of, 1, MaxDiffEntities); err != nil {
		return err
	}
	ids := unique(c.query.Of)
	if err := c.checkEntities(ctx, ids); err != nil {
		return err
	}
	if c.sides[0].scope.Revision == c.sides[1].scope.Revision {
		v, numbers, err := c.load(ctx, 0, ids)
		if err != nil {
			return err
		}
		return c.compareWithinRevision(v, numbers)
	}
	var seen [2]map[knowledge.ID]*knowledge.Statement
	for i := range c.sides {
		v, numbers, err := c.load(ctx, i, ids)
		if err != nil {
			return err
		}
		seen[i] = map[knowledge.ID]*knowledge.Statement{}
		for st, from := range v.statementsAt(numbers) {
			if err := v.statements.Add(2); err != nil {
				return err
			}
			if c.sides[i].matches(st, from) {
				seen[i][st.ID] = st
			}
		}
	}
	for i := range seen {
		for id, st := range seen[i] {
			if seen[1-i][id] == nil {
				c.only[i] = append(c.only[i], st)
			}
		}
	}
	return nil
}

// load loads entities at the revision of a side.
func (c *differ) load(ctx context.Context, side int, ids []knowledge.ID) (*view, []int32, error) {
	v := c.x.newView(ctx, c.sides[side].scope.Revision)
	numbers, err := v.loadIDs(ctx, ids, diffRemedy)
	return v, numbers, err
}

// compareWithinRevision compares two scopes of one revision, statement by statement.
func (c *differ) compareWithinRevision(v *view, numbers []int32) error {
	type matches [2]bool
	seen := map[*knowledge.Statement]matches{}
	for st, from := range v.statementsAt(numbers) {
		if err := v.statements.Add(2); err != nil {
			return err
		}
		now := matches{c.sides[0].matches(st, from), c.sides[1].matches(st, from)}
		if len(numbers) == 1 {
			c.record(st, now)
			continue
		}
		// A statement between two of the entities is matched from both.
		before := seen[st]
		seen[st] = matches{before[0] || now[0], before[1] || now[1]}
	}
	for st, fits := range seen {
		c.record(st, fits)
	}
	return nil
}

// record adds a statement to those of one side if only that side has it.
func (c *differ) record(st *knowledge.Statement, fits [2]bool) {
	if fits[0] != fits[1] {
		i := 0
		if fits[1] {
			i = 1
		}
		c.only[i] = append(c.only[i], st)
	}
}

// statementsAt iterates over the statements of loaded nodes, with the node's id; one that joins two of them comes twice.
func (v *view) statementsAt(numbers []int32) func(func(*knowledge.Statement, knowledge.ID) bool) {
	return func(yield func(*knowledge.Statement, knowledge.ID) bool) {
		for _, n := range numbers {
			for _, e := range v.nodes[n].halfEdges {
				for _, st := range v.edges[e.edge].statements {
					if !yield(st, v.nodes[n].id) {
						return
					}
				}
			}
		}
	}
}

// checkEntities returns an error if an entity exists in neither revision.
func (c *differ) checkEntities(ctx context.Context, ids []knowledge.ID) error {
	if _, err := c.x.entities(ctx, c.sides[1].scope.Revision, "of", ids); knowledge.CodeOf(err) != knowledge.NotFound {
		return err
	}
	for _, id := range ids {
		if _, err := c.x.entities(ctx, c.sides[1].scope.Revision, "of", []knowledge.ID{id}); err == nil {
			continue
		}
		if _, err := c.x.entities(ctx, c.sides[0].scope.Revision, "of", []knowledge.ID{id}); err != nil {
			return err
		}
	}
	return nil
}

// compareAll compares all statements: it reads both scopes in the same order, side by side, and keeps what differs.
func (c *differ) compareAll(ctx context.Context) error {
	streams := [2]stream{}
	compared := meter.NewTally(ctx, meter.Statements)
	for i := range streams {
		streams[i] = stream{reader: c.x.reader, scope: c.sides[i].scope, filter: c.query.Filter}
	}
	for {
		a, err := streams[0].peek(ctx)
		if err != nil {
			return err
		}
		b, err := streams[1].peek(ctx)
		if err != nil {
			return err
		}
		if a == nil && b == nil {
			return compared.Flush()
		}
		if err := compared.Add(4); err != nil { // two keys are made, and compared
			return err
		}
		var order int
		switch {
		case a == nil:
			order = 1
		case b == nil:
			order = -1
		default:
			order = cmp.Compare(streams[0].key(), streams[1].key())
		}
		if order <= 0 {
			streams[0].next()
		}
		if order >= 0 {
			streams[1].next()
		}
		switch {
		case order < 0:
			c.only[0] = append(c.only[0], a)
		case order > 0:
			c.only[1] = append(c.only[1], b)
		}
		if streams[0].read+streams[1].read > MaxStatements {
			return limitError(MaxStatements, "statements", diffRemedy)
		}
	}
}

// stream reads all statements of a scope, ordered by when they begin, page by page.
type stream struct {
	reader store.Reader
	scope  *knowledge.Scope
	filter knowledge.StatementFilter
	page   store.List[*knowledge.Statement]
	at     int
	begun  bool
	read   int
}

// peek returns the next statement, or nil at the end.
func (s *stream) peek(ctx context.Context) (*knowledge.Statement, error) {
	if s.at < len(s.page.Rows) {
		return s.page.Rows[s.at], nil
	}
	if s.begun && !s.page.HasNext {
		return nil, nil
	}
	page := store.Page{Limit: rowsPerCall}
	if s.begun {
		page.After = s.page.LastKey()
	}
	lists, err := s.reader.ListStatements(ctx, s.scope, []knowledge.ID{""}, store.StatementQuery{Filter: s.filter}, page)
	if err != nil {
		return nil, err
	}
	s.page, s.at, s.begun = lists[0], 0, true
	s.read += len(s.page.Rows)
	if len(s.page.Rows) == 0 {
		return nil, nil
	}
	return s.page.Rows[0], nil
}

func (s *stream) key() knowledge.SortKey { return s.page.Key(s.at) }

func (s *stream) next() { s.at++ }

// claimKey is what the two statements of a change have in common.
type claimKey struct{ link, document, dataset knowledge.ID }

// diff pairs the statements that only one scope has.
func (c *differ) diff() *Diff {
	c.dropShared()
	removed := map[claimKey][]*knowledge.Statement{}
	sortBy(c.only[0], byBegin)
	sortBy(c.only[1], byBegin)
	for _, st := range c.only[0] {
		key := claimKey{st.Link, st.Document, st.Dataset}
		removed[key] = append(removed[key], st)
	}
	d := &Diff{}
	for _, st := range c.only[1] {
		key := claimKey{st.Link, st.Document, st.Dataset}
		if before := removed[key]; len(before) > 0 {
			removed[key] = before[1:]
			d.changes = append(d.changes, &Change{Changed, before[0], st})
			d.Changed++
			continue
		}
		d.changes = append(d.changes, &Change{Kind: Added, After: st})
		d.Added++
	}
	for _, rest := range removed {
		for _, st := range rest {
			d.changes = append(d.changes, &Change{Kind: Removed, Before: st})
			d.Removed++
		}
	}
	sortBy(d.changes, (*Change).key)
	return d
}

// dropShared drops statements that both scopes have at different positions: a corrected date of a document moves its statements
// about the present.
func (c *differ) dropShared() {
	first := map[knowledge.ID]bool{}
	for _, st := range c.only[0] {
		first[st.ID] = true
	}
	inBoth := map[knowledge.ID]bool{}
	for _, st := range c.only[1] {
		inBoth[st.ID] = first[st.ID]
	}
	for i := range c.only {
		c.only[i] = slices.DeleteFunc(c.only[i], func(st *knowledge.Statement) bool { return inBoth[st.ID] })
	}
}
