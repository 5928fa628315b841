package explore

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// DiffQuery asks what differs between two scopes.
type DiffQuery struct {
	From *knowledge.Scope
	To   *knowledge.Scope
	// Of narrows it to statements with one of these entities at an end, up to MaxDiffEntities; nil for all statements. An
	// entity has to be there in one of the two revisions.
	Of []knowledge.ID
	// Filter narrows it further. OtherKinds is of the end that is not one of Of.
	Filter knowledge.StatementFilter
}

// ChangeKind says how a statement differs between two scopes.
type ChangeKind string

// The kinds of changes.
const (
	// Added: the second scope has it, the first has not.
	Added ChangeKind = "ADDED"
	// Removed: the first scope has it, the second has not.
	Removed ChangeKind = "REMOVED"
	// Changed: both have the same document and dataset claim the same relation of the same two, with another validity,
	// polarity, modality or attribution.
	Changed ChangeKind = "CHANGED"
)

// ChangeKinds are all kinds, in the order of the contract.
func ChangeKinds() []ChangeKind { return []ChangeKind{Added, Removed, Changed} }

// Change is one difference. Added has no Before, removed no After.
type Change struct {
	Kind   ChangeKind
	Before *knowledge.Statement
	After  *knowledge.Statement
}

// now is the statement that the change is placed by.
func (c *Change) now() *knowledge.Statement {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

func (c *Change) key() knowledge.SortKey {
	return byBegin(c.now())
}

// Diff is what differs between two scopes.
type Diff struct {
	Added   int
	Removed int
	Changed int
	changes []*Change
}

const diffRemedy = "name entities with of, or narrow the scopes or where"

// Diff gives what differs between two scopes. Statements are the same where their ids are: a quote or a note that was mended is
// no difference. Of the statements of one link, dataset and document that only one scope has, the first by when they begin on
// either side are a change, then the second, and so on; what is left is added or removed.
//
// With entities it walks over their statements; without, it reads all statements of both scopes, side by side.
func (x *Explorer) Diff(ctx context.Context, q DiffQuery) (*Diff, error) {
	from, err := x.settle(ctx, q.From)
	if err != nil {
		return nil, err
	}
	to, err := x.settle(ctx, q.To)
	if err != nil {
		return nil, err
	}
	c := contrast{x: x, query: q}
	if err := c.sides[0].set(ctx, x, from, q.Filter); err != nil {
		return nil, err
	}
	if err := c.sides[1].set(ctx, x, to, q.Filter); err != nil {
		return nil, err
	}
	if q.Of == nil {
		err = c.all(ctx)
	} else {
		err = c.of(ctx)
	}
	if err != nil {
		return nil, err
	}
	return c.diff(), nil
}

// Count counts the changes of some kinds; of all, where nil.
func (d *Diff) Count(kinds []ChangeKind) int {
	n := 0
	for _, c := range d.changes {
		if kinds == nil || slices.Contains(kinds, c.Kind) {
			n++
		}
	}
	return n
}

// Changes gives a page of the changes of some kinds, of all where nil: by when the later statement begins.
func (d *Diff) Changes(kinds []ChangeKind, page store.Page) store.List[*Change] {
	return cut(d.changes, (*Change).key, func(c *Change) bool { return kinds == nil || slices.Contains(kinds, c.Kind) }, page)
}

// contrast finds the statements that only one of two scopes has.
type contrast struct {
	x     *Explorer
	query DiffQuery
	sides [2]sight
	only  [2][]*knowledge.Statement
}

// sight is one of the scopes, with the filter made ready for its revision.
type sight struct {
	scope   *knowledge.Scope
	matcher *knowledge.Matcher
}

func (s *sight) set(ctx context.Context, x *Explorer, scope *knowledge.Scope, filter knowledge.StatementFilter) error {
	relations, err := x.reader.Relations(ctx, scope.Revision)
	if err != nil {
		return err
	}
	s.scope = scope
	s.matcher, err = filter.Matcher(relations)
	return err
}

// fits says whether a statement is in sight. from is the entity that is asked from, or empty.
func (s *sight) fits(st *knowledge.Statement, from knowledge.ID) bool {
	return s.scope.Admits(st) && s.matcher.Match(st, from)
}

// of compares the statements at the entities that are asked for.
func (c *contrast) of(ctx context.Context) error {
	if err := boundedList("of", c.query.Of, 1, MaxDiffEntities); err != nil {
		return err
	}
	ids := unique(c.query.Of)
	if err := c.known(ctx, ids); err != nil {
		return err
	}
	if c.sides[0].scope.Revision == c.sides[1].scope.Revision {
		v, numbers, err := c.open(ctx, 0, ids)
		if err != nil {
			return err
		}
		c.within(v, numbers)
		return nil
	}
	var seen [2]map[knowledge.ID]*knowledge.Statement
	for i := range c.sides {
		v, numbers, err := c.open(ctx, i, ids)
		if err != nil {
			return err
		}
		seen[i] = map[knowledge.ID]*knowledge.Statement{}
		for st, from := range v.at(numbers) {
			if c.sides[i].fits(st, from) {
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

// open makes entities known at the revision of a side.
func (c *contrast) open(ctx context.Context, side int, ids []knowledge.ID) (*view, []int32, error) {
	v := &view{reader: c.x.reader, atlas: c.x.atlas(c.sides[side].scope.Revision)}
	numbers, err := v.openIDs(ctx, ids, diffRemedy)
	return v, numbers, err
}

// within compares two scopes of one revision, statement by statement.
func (c *contrast) within(v *view, numbers []int32) {
	type fit [2]bool
	seen := map[*knowledge.Statement]fit{}
	for st, from := range v.at(numbers) {
		now := fit{c.sides[0].fits(st, from), c.sides[1].fits(st, from)}
		if len(numbers) == 1 {
			c.note(st, now)
			continue
		}
		// One that joins two of the entities is asked from both.
		before := seen[st]
		seen[st] = fit{before[0] || now[0], before[1] || now[1]}
	}
	for st, fits := range seen {
		c.note(st, fits)
	}
}

func (c *contrast) note(st *knowledge.Statement, fits [2]bool) {
	if fits[0] != fits[1] {
		i := 0
		if fits[1] {
			i = 1
		}
		c.only[i] = append(c.only[i], st)
	}
}

// at gives all statements at known places, with the place's id; one that joins two of them twice.
func (v *view) at(numbers []int32) func(func(*knowledge.Statement, knowledge.ID) bool) {
	return func(yield func(*knowledge.Statement, knowledge.ID) bool) {
		for _, n := range numbers {
			for _, e := range v.places[n].ends {
				for _, st := range v.lines[e.line].statements {
					if !yield(st, v.places[n].id) {
						return
					}
				}
			}
		}
	}
}

// known says that an entity is in neither revision.
func (c *contrast) known(ctx context.Context, ids []knowledge.ID) error {
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

// all compares all statements: it reads both scopes in one order, side by side, and holds what differs.
func (c *contrast) all(ctx context.Context) error {
	streams := [2]stream{}
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
			return nil
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
			return exhausted(MaxStatements, "statements", diffRemedy)
		}
	}
}

// stream gives all statements of a scope, by when they begin, page by page.
type stream struct {
	reader store.Reader
	scope  *knowledge.Scope
	filter knowledge.StatementFilter
	page   store.List[*knowledge.Statement]
	at     int
	begun  bool
	read   int
}

// peek gives the next statement, or nil at the end.
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

// claim is what two statements have in common that are one claim before and after.
type claim struct{ link, document, dataset knowledge.ID }

// diff pairs what only one scope has.
func (c *contrast) diff() *Diff {
	c.dropSame()
	gone := map[claim][]*knowledge.Statement{}
	sortBy(c.only[0], byBegin)
	sortBy(c.only[1], byBegin)
	for _, st := range c.only[0] {
		k := claim{st.Link, st.Document, st.Dataset}
		gone[k] = append(gone[k], st)
	}
	d := &Diff{}
	for _, st := range c.only[1] {
		k := claim{st.Link, st.Document, st.Dataset}
		if before := gone[k]; len(before) > 0 {
			gone[k] = before[1:]
			d.changes = append(d.changes, &Change{Changed, before[0], st})
			d.Changed++
			continue
		}
		d.changes = append(d.changes, &Change{Kind: Added, After: st})
		d.Added++
	}
	for _, rest := range gone {
		for _, st := range rest {
			d.changes = append(d.changes, &Change{Kind: Removed, Before: st})
			d.Removed++
		}
	}
	sortBy(d.changes, (*Change).key)
	return d
}

// dropSame drops what both scopes have, but at different places: a document whose date was mended moves what it says of the
// present.
func (c *contrast) dropSame() {
	first := map[knowledge.ID]bool{}
	for _, st := range c.only[0] {
		first[st.ID] = true
	}
	both := map[knowledge.ID]bool{}
	for _, st := range c.only[1] {
		both[st.ID] = first[st.ID]
	}
	for i := range c.only {
		c.only[i] = slices.DeleteFunc(c.only[i], func(st *knowledge.Statement) bool { return both[st.ID] })
	}
}
