package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Statements gives the statement of each id.
func (s *Store) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return byID(ctx, s, c, ids, "statements_by_id", s.statement)
}

// byID gives the row of each id.
func byID[T any](ctx context.Context, s *Store, c *catalog, ids []knowledge.ID, file string, decode func([]byte) (T, error)) ([]T, error) {
	var found []T
	params := map[string]any{"ids": ids, "revision": c.revision.Number}
	err := s.read(ctx, s.queries.text(form{file: file}), params, func() { found = make([]T, len(ids)) }, func(r *neo4j.Record) error {
		return eachSlot(r, func(slot int, content []byte) (err error) {
			found[slot], err = decode(content)
			return err
		})
	})
	return found, err
}

// eachSlot takes apart a record of slots and as many rows. Rows come in few records, for one costs driver and server far more
// than a row.
func eachSlot(r *neo4j.Record, take func(slot int, content []byte) error) error {
	slots, rows := r.Values[0].([]any), r.Values[1].([]any)
	for i, slot := range slots {
		if err := take(int(slot.(int64)), rows[i].([]byte)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) statement(content []byte) (*knowledge.Statement, error) {
	row, err := s.codec.Decode(knowledge.TableStatement, content)
	if err != nil {
		return nil, err
	}
	return row.(*knowledge.Statement), nil
}

// group are the anchors of a call that one query answers for.
type group struct {
	form  form
	slots []int
	// sources are where the statements of each slot are looked for.
	sources []*source
}

// grouped brings the anchors of a call together by the query that answers for them. Nearly always it is one.
func (q *selection) grouped(of []knowledge.ID, formOf func(*source) form) []*group {
	var groups []*group
	at := map[form]*group{}
	for slot, anchor := range of {
		src := q.source(anchor)
		if src == nil {
			continue
		}
		f := formOf(src)
		g := at[f]
		if g == nil {
			g = &group{form: f}
			at[f] = g
			groups = append(groups, g)
		}
		g.slots, g.sources = append(g.slots, slot), append(g.sources, src)
	}
	return groups
}

// ListStatements pages over the statements of each anchor.
func (s *Store) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	q, err := s.selection(ctx, scope, query.Filter)
	if err != nil {
		return nil, err
	}
	lists := make([]store.List[*knowledge.Statement], len(of))
	a := ask(query.Order.Direction, page)
	for _, g := range q.grouped(of, func(src *source) form { return q.listing(src, query.Order.By, a.descending()) }) {
		if err := s.listGroup(ctx, q, g, a, lists); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// listing is the form of the query that lists a source's statements in an order.
func (q *selection) listing(src *source, by knowledge.StatementOrderField, descending bool) form {
	f := form{file: "statements", of: src.branches(), key: "begin", descending: descending}
	switch {
	case by == knowledge.OrderValidTo:
		f.key = "end"
	case by == knowledge.OrderRelation:
		f.key = "relation"
	case src.document != "" && (by == "" || by == knowledge.OrderPlaceInDocument):
		f.key = "documentPlace"
		if src.of[0] == "document" {
			f.key = "place"
		}
	case by == knowledge.OrderPlaceInDocument:
		f.key = "documentPlace"
	}
	return q.asking(f, src)
}

// order is the order of the contract that a form lists in.
func (f form) order() knowledge.StatementOrderField {
	switch f.key {
	case "end":
		return knowledge.OrderValidTo
	case "relation":
		return knowledge.OrderRelation
	case "place", "documentPlace":
		return knowledge.OrderPlaceInDocument
	}
	return knowledge.OrderValidFrom
}

// bound takes keys to forms, for the source's statements in the form's order.
func (f form) bound(src *source) func(knowledge.SortKey) string {
	switch f.key {
	case "end":
		return beginBound
	case "relation":
		return relationBound
	case "place":
		return placeIn(src.document)
	case "documentPlace":
		return documentPlaceBound
	}
	return beginBound
}

// known says whether each statement has its value in a form's order.
func (q *selection) known(f form) bool {
	switch f.order() {
	case knowledge.OrderValidFrom:
		return q.catalog.counts.UnknownBegins == 0
	case knowledge.OrderValidTo:
		return q.catalog.counts.UnknownEnds == 0
	}
	return true
}

// listGroup asks for the lists of a group.
func (s *Store) listGroup(ctx context.Context, q *selection, g *group, a asked, lists []store.List[*knowledge.Statement]) error {
	if q.known(g.form) {
		a = a.known()
	}
	p := pages{asked: a, heads: g.form.key == "place"}
	for i, src := range g.sources {
		for _, id := range src.ids {
			p.add(g.slots[i], g.form.bound(src), src.params(id))
		}
	}
	params := q.parameters()
	f := p.into(params, g.form)
	by := g.form.order()
	var gathered []gathering[*knowledge.Statement]
	err := s.read(ctx, s.queries.text(f), params, func() { gathered = make([]gathering[*knowledge.Statement], len(lists)) }, func(r *neo4j.Record) error {
		return gather(gathered, r, func(row any) (knowledge.SortKey, *knowledge.Statement, error) {
			st, err := s.statement(row.([]byte))
			if err != nil {
				return "", nil, err
			}
			return knowledge.StatementKey(by, st), st, nil
		})
	})
	if err != nil {
		return err
	}
	for _, slot := range g.slots {
		lists[slot] = gathered[slot].list(a)
	}
	return nil
}

// CountStatements counts what ListStatements pages over. Where all statements are asked for, nothing is looked at for those of the
// graph, a dataset or a relation, and once only for those at an entity, which a hub has thousands of.
func (s *Store) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	q, err := s.selection(ctx, scope, filter)
	if err != nil {
		return nil, err
	}
	ask := func(ctx context.Context, of []knowledge.ID) ([]int, error) { return s.countStatements(ctx, q, of) }
	if q.all {
		return s.memory.counts.all(ctx, q.catalog.revision.Number, of, ask)
	}
	return ask(ctx, of)
}

func (s *Store) countStatements(ctx context.Context, q *selection, of []knowledge.ID) ([]int, error) {
	counts := make([]int, len(of))
	for _, g := range q.grouped(of, func(src *source) form {
		return q.asking(form{file: "statements_count", of: src.branches()}, src)
	}) {
		if q.counted(g, counts) {
			continue
		}
		var p []map[string]any
		for i, src := range g.sources {
			page := src.params("")
			page["slot"], page["ids"] = g.slots[i], src.ids
			p = append(p, page)
		}
		params := q.parameters()
		params["pages"] = p
		if err := s.count(ctx, g.form, params, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// counted takes the numbers that the revision keeps, where they answer for a group.
func (q *selection) counted(g *group, counts []int) bool {
	if !q.all {
		return false
	}
	c := &q.catalog.counts
	for i, src := range g.sources {
		switch src.of[0] {
		case "all":
			counts[g.slots[i]] = c.Statements
		case "dataset":
			counts[g.slots[i]] = c.Datasets[src.ids[0]].Statements
		case "relation":
			counts[g.slots[i]] = c.Relations[src.ids[0]]
		default:
			return false
		}
	}
	return true
}

// count asks a query for the number of each slot.
func (s *Store) count(ctx context.Context, f form, params map[string]any, counts []int) error {
	return s.read(ctx, s.queries.text(f), params, nil, func(r *neo4j.Record) error {
		counts[slotOf(r)] = int(r.Values[1].(int64))
		return nil
	})
}

// parameters are those of every query that selects statements.
func (q *selection) parameters() map[string]any {
	return map[string]any{"revision": q.catalog.revision.Number, "q": q.params}
}
