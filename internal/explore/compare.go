package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// Direction says which end of a row's relation the compared entities are.
type Direction string

// The directions.
const (
	// Out: they are its subjects.
	Out Direction = "OUT"
	// In: they are its objects.
	In Direction = "IN"
	// Both: the relation is symmetric.
	Both Direction = "BOTH"
)

// Directions returns all directions, in the order of the schema.
func Directions() []Direction { return []Direction{Out, In, Both} }

// Comparison is a table of what entities have links to.
type Comparison struct {
	// Entities are the compared entities, in the order of the question.
	Entities []*knowledge.Entity
	view     *scopedView
	rows     []row
}

// ComparisonRow is one other entity, relation and direction for which some of the compared entities have a link.
type ComparisonRow struct {
	Other     knowledge.ID
	Relation  string
	Direction Direction
	// Cells has one cell for each entity, in the order of the question.
	Cells []ComparisonCell
	// Shared: all of the entities have the link by statements in scope that match the filter. Unless the filter names a polarity or a
	// modality, only affirmed statements count that are asserted or reported.
	Shared bool
}

// ComparisonCell is one entity's cell of a row.
type ComparisonCell struct {
	Entity *knowledge.Entity
	// Link is nil if no statement in scope matches the filter. The link may be one that is not held.
	Link *knowledge.Link
}

// row is a ComparisonRow by numbers. edges has the edge of each entity, or -1.
type row struct {
	other     knowledge.ID
	relation  string
	direction Direction
	edges     []int32
	shared    bool
}

// key is the sort key of the row: by relation, then the other's id, then outgoing before incoming.
func (r row) key() knowledge.SortKey {
	if r.direction == In {
		return knowledge.LinkKey(&knowledge.Link{Relation: r.relation, Source: r.other}, "")
	}
	return knowledge.LinkKey(&knowledge.Link{Relation: r.relation, Target: r.other}, "")
}

const compareRemedy = "compare fewer entities"

// Compare compares 1 to MaxCompared entities: the answer has one row for each other entity, relation and direction for which some
// of them have a link with a statement in scope that matches the filter. Comparison.Rows pages over the answer without reading the
// store again.
func (x *Explorer) Compare(ctx context.Context, scope *knowledge.Scope, entities []knowledge.ID, filter knowledge.StatementFilter) (*Comparison, error) {
	if err := checkLength("entities", entities, 1, MaxCompared); err != nil {
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
	if c.view, err = v.scoped(ctx, scope, filter); err != nil {
		return nil, err
	}
	held, err := v.scoped(ctx, scope, filter.HeldUnlessNamed())
	if err != nil {
		return nil, err
	}
	numbers, err := v.loadIDs(ctx, entities, compareRemedy)
	if err != nil {
		return nil, err
	}
	return c, c.findRows(ctx, numbers, held)
}

// findRows finds the rows of the comparison of some nodes. held has the filter for Shared.
func (c *Comparison) findRows(ctx context.Context, numbers []int32, held *scopedView) error {
	type rowKey struct {
		relation  int32
		other     int32
		direction Direction
	}
	sv := c.view
	relations := map[string]int32{}
	index := map[rowKey]int{}
	for i, n := range numbers {
		// A row is sorted, and has a cell for each entity.
		if err := sv.ends.Add(16 * len(sv.nodes[n].halfEdges)); err != nil {
			return err
		}
		for _, e := range sv.nodes[n].halfEdges {
			if !sv.mayEnter(e.other) || sv.matchCount(e) == 0 {
				continue
			}
			st := sv.edges[e.edge].statements[0]
			relation, ok := relations[st.Relation]
			if !ok {
				relation = int32(len(relations))
				relations[st.Relation] = relation
			}
			at, ok := index[rowKey{relation, e.other, sv.direction(e.edge, n)}]
			if !ok {
				at = len(c.rows)
				index[rowKey{relation, e.other, sv.direction(e.edge, n)}] = at
				c.rows = append(c.rows, row{sv.nodes[e.other].id, st.Relation, sv.direction(e.edge, n), slices.Repeat([]int32{-1}, len(numbers)), true})
			}
			c.rows[at].edges[i] = e.edge
			c.rows[at].shared = c.rows[at].shared && held.matchCount(e) > 0
		}
	}
	for i := range c.rows {
		c.rows[i].shared = c.rows[i].shared && !slices.Contains(c.rows[i].edges, -1)
	}
	m := meter.From(ctx)
	if err := cmp.Or(m.Spend(meter.Keys, len(c.rows)), m.Hold(len(c.rows)*(rowBytes+4*len(numbers)))); err != nil {
		return err
	}
	slices.SortFunc(c.rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.relation, b.relation), strings.Compare(a.other, b.other), -strings.Compare(string(a.direction), string(b.direction)))
	})
	return nil
}

// rowBytes is about what a row holds besides its edges, with what finds it.
const rowBytes = 160

// direction returns which end of an edge a node is.
func (l *scopedView) direction(number, n int32) Direction {
	switch e := l.edges[number]; {
	case e.statements[0].Symmetric:
		return Both
	case e.source == n:
		return Out
	}
	return In
}

// Count returns the number of rows.
func (c *Comparison) Count() int { return len(c.rows) }

// Rows returns a page of the rows: by relation, then the other's id, then outgoing before incoming.
func (c *Comparison) Rows(page store.Page) store.List[*ComparisonRow] {
	return store.Map(store.Cut(c.rows, row.key, page), func(r row) *ComparisonRow {
		out := &ComparisonRow{Other: r.other, Relation: r.relation, Direction: r.direction, Shared: r.shared}
		for i, edge := range r.edges {
			cell := ComparisonCell{Entity: c.Entities[i]}
			if edge >= 0 {
				cell.Link = c.view.link(edge)
			}
			out.Cells = append(out.Cells, cell)
		}
		return out
	})
}
