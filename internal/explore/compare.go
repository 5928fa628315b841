package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Direction says how the compared entities stand in a row's relation.
type Direction string

// The directions.
const (
	// Out: they are its subjects.
	Out Direction = "OUT"
	// In: they are its objects.
	In Direction = "IN"
	// Both: it is symmetric, and has neither.
	Both Direction = "BOTH"
)

// Directions are all directions, in the order of the contract.
func Directions() []Direction { return []Direction{Out, In, Both} }

// Comparison holds entities against each other.
type Comparison struct {
	// Entities are those compared, in the order asked.
	Entities []*knowledge.Entity
	lens     *lens
	rows     []row
}

// ComparisonRow is one thing that some of the entities stand in a relation to.
type ComparisonRow struct {
	Other     knowledge.ID
	Relation  string
	Direction Direction
	// Cells has one for each entity, in the order asked.
	Cells []ComparisonCell
	// Shared: all of them are held to stand so; by affirmed statements in scope that fit the filter, asserted or reported,
	// unless it names a polarity or a modality.
	Shared bool
}

// ComparisonCell is one entity's part of a row.
type ComparisonCell struct {
	Entity *knowledge.Entity
	// Link is nil where no statement in scope that fits the filter says so; it may be one that is not held.
	Link *knowledge.Link
}

// row is a row before it is written out. lines has the number of each entity's line, or -1.
type row struct {
	other     knowledge.ID
	relation  string
	direction Direction
	lines     []int32
	shared    bool
}

// key is the row's place: by relation, then the other's id, then outgoing before incoming.
func (r row) key() knowledge.SortKey {
	if r.direction == In {
		return knowledge.LinkKey(&knowledge.Link{Relation: r.relation, Source: r.other}, "")
	}
	return knowledge.LinkKey(&knowledge.Link{Relation: r.relation, Target: r.other}, "")
}

const compareRemedy = "compare fewer entities"

// Compare holds 1 to MaxCompared entities against each other: one row for each thing, relation and direction in which some of
// them have a link of which a statement in scope fits the filter. Rows page over the answer without asking the store again.
func (x *Explorer) Compare(ctx context.Context, scope *knowledge.Scope, entities []knowledge.ID, filter knowledge.StatementFilter) (*Comparison, error) {
	if err := boundedList("entities", entities, 1, MaxCompared); err != nil {
		return nil, err
	}
	if once := unique(entities); len(once) < len(entities) {
		return nil, knowledge.Errorf(knowledge.BadInput, "entities names one of %s twice; each is compared with the others once", strings.Join(once, ", "))
	}
	v, scope, err := x.view(ctx, scope)
	if err != nil {
		return nil, err
	}
	c := &Comparison{}
	if c.Entities, err = x.entities(ctx, scope.Revision, "entities", entities); err != nil {
		return nil, err
	}
	if c.lens, err = v.lens(ctx, scope, filter); err != nil {
		return nil, err
	}
	held, err := v.lens(ctx, scope, filter.HeldUnlessNamed())
	if err != nil {
		return nil, err
	}
	numbers, err := v.openIDs(ctx, entities, compareRemedy)
	if err != nil {
		return nil, err
	}
	c.fill(numbers, held)
	return c, nil
}

// fill finds the rows.
func (c *Comparison) fill(numbers []int32, held *lens) {
	type name struct {
		relation  int32
		other     int32
		direction Direction
	}
	l := c.lens
	relations := map[string]int32{}
	places := map[name]int{}
	for i, n := range numbers {
		for _, e := range l.places[n].ends {
			if !l.leads(e.other) || l.weight(e) == 0 {
				continue
			}
			st := l.lines[e.line].statements[0]
			relation, ok := relations[st.Relation]
			if !ok {
				relation = int32(len(relations))
				relations[st.Relation] = relation
			}
			at, ok := places[name{relation, e.other, l.direction(e.line, n)}]
			if !ok {
				at = len(c.rows)
				places[name{relation, e.other, l.direction(e.line, n)}] = at
				c.rows = append(c.rows, row{l.places[e.other].id, st.Relation, l.direction(e.line, n), slices.Repeat([]int32{-1}, len(numbers)), true})
			}
			c.rows[at].lines[i] = e.line
			c.rows[at].shared = c.rows[at].shared && held.weight(e) > 0
		}
	}
	for i := range c.rows {
		c.rows[i].shared = c.rows[i].shared && !slices.Contains(c.rows[i].lines, -1)
	}
	slices.SortFunc(c.rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.relation, b.relation), strings.Compare(a.other, b.other), -strings.Compare(string(a.direction), string(b.direction)))
	})
}

// direction says how a place stands in a line.
func (l *lens) direction(number, n int32) Direction {
	switch line := l.lines[number]; {
	case line.statements[0].Symmetric:
		return Both
	case line.source == n:
		return Out
	}
	return In
}

// Count is how many rows there are.
func (c *Comparison) Count() int { return len(c.rows) }

// Rows gives a page of the rows: by relation, then the other's id, then outgoing before incoming.
func (c *Comparison) Rows(page store.Page) store.List[*ComparisonRow] {
	return store.Map(store.Cut(c.rows, row.key, page), func(r row) *ComparisonRow {
		written := &ComparisonRow{Other: r.other, Relation: r.relation, Direction: r.direction, Shared: r.shared}
		for i, number := range r.lines {
			cell := ComparisonCell{Entity: c.Entities[i]}
			if number >= 0 {
				cell.Link = c.lens.link(number)
			}
			written.Cells = append(written.Cells, cell)
		}
		return written
	})
}
