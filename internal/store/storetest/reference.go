package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// reference is one revision of a graph as plain slices. It implements the contract by reading every row, with the functions of knowledge
// only.
type reference struct {
	datasets   []*knowledge.Dataset // in load order
	relations  []*knowledge.Relation
	documents  []*knowledge.Document
	entities   []*knowledge.Entity
	statements []*knowledge.Statement
	// byName are the relations once more.
	byName map[string]*knowledge.Relation
	// canonical has the entities and links that others are merged into, by these; nil for a graph in which nothing is.
	canonical map[knowledge.ID]knowledge.ID
}

// newReference builds the graph from rows.
func newReference(rows map[knowledge.RowKey]knowledge.Row) *reference {
	r := &reference{}
	parts := map[knowledge.ID][]*knowledge.EntityPart{}
	defined := map[string][]*knowledge.Relation{}
	for _, row := range rows {
		switch row := row.(type) {
		case *knowledge.Dataset:
			r.datasets = append(r.datasets, row)
		case *knowledge.Relation:
			defined[row.Name] = append(defined[row.Name], row)
		case *knowledge.Document:
			r.documents = append(r.documents, row)
		case *knowledge.EntityPart:
			parts[row.ID] = append(parts[row.ID], row)
		case *knowledge.Statement:
			r.statements = append(r.statements, row)
		}
	}
	slices.SortFunc(r.datasets, func(a, b *knowledge.Dataset) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	for _, list := range parts {
		slices.SortFunc(list, func(a, b *knowledge.EntityPart) int { return cmp.Compare(r.place(a.Dataset), r.place(b.Dataset)) })
		r.entities = append(r.entities, knowledge.MergeEntity(list))
	}
	for _, list := range defined {
		r.relations = append(r.relations, slices.MinFunc(list, func(a, b *knowledge.Relation) int {
			return cmp.Compare(r.place(a.Dataset), r.place(b.Dataset))
		}))
	}
	slices.SortFunc(r.relations, func(a, b *knowledge.Relation) int { return compare(a.Name, b.Name) })
	r.byName = map[string]*knowledge.Relation{}
	for _, relation := range r.relations {
		r.byName[relation.Name] = relation
	}
	r.findLives()
	r.findHorizons()
	return r
}

// place returns the place of a dataset in load order.
func (r *reference) place(dataset knowledge.ID) int {
	return slices.IndexFunc(r.datasets, func(d *knowledge.Dataset) bool { return d.ID == dataset })
}

func (r *reference) relation(name string) *knowledge.Relation { return r.byName[name] }

// findLives computes when each entity existed, from all statements.
func (r *reference) findLives() {
	for _, e := range r.entities {
		own := keep(r.statements, func(st *knowledge.Statement) bool { return st.Subject == e.ID || st.Object == e.ID })
		e.Life = knowledge.Life(e, own, r.relation)
	}
}

// findHorizons sets the horizons of copies of the statements: each is compared with every other.
func (r *reference) findHorizons() {
	life := func(id knowledge.ID) []edtf.Span { return r.entity(id).Life }
	bounded := make([]*knowledge.Statement, len(r.statements))
	for i, st := range r.statements {
		h := knowledge.NewHorizon(st)
		for _, o := range r.statements {
			if o.Link == st.Link {
				h.AddSameLink(o)
			}
			if r.ends(o, st) || r.areRivals(st, o) {
				h.AddEnder(o)
			}
		}
		own := *st
		own.Horizon = h.Horizon(r.relation(st.Relation).Alive(st, life))
		bounded[i] = &own
	}
	r.statements = bounded
}

// ends reports whether a statement is of a relation that ends another's, and of the same ends.
func (r *reference) ends(o, st *knowledge.Statement) bool {
	straight := o.Subject == st.Subject && o.Object == st.Object
	crossed := o.Subject == st.Object && o.Object == st.Subject
	return (straight || crossed && (st.Symmetric || o.Symmetric)) && slices.Contains(r.relation(o.Relation).Ends, st.Relation)
}

// areRivals reports whether two statements name different other ends of an exclusive end.
func (r *reference) areRivals(a, b *knowledge.Statement) bool {
	if a.Relation != b.Relation || a.Link == b.Link {
		return false
	}
	switch by := r.relation(a.Relation); {
	case by.Exclusive == "" || by.Exclusive == knowledge.ExclusiveNone:
		return false
	case by.Symmetric:
		return a.Subject == b.Subject || a.Subject == b.Object || a.Object == b.Subject || a.Object == b.Object
	case by.Exclusive == knowledge.ExclusiveSubject:
		return a.Subject == b.Subject
	}
	return a.Object == b.Object
}

func compare(a, b string) int { return strings.Compare(a, b) }

// page sorts rows and returns the page.
func page[T any](rows []T, key func(T) knowledge.SortKey, direction knowledge.SortDirection, p store.Page) store.List[T] {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b T) int { return knowledge.CompareKeys(key(a), key(b), direction) })
	from, to := 0, len(rows)
	for p.After != "" && from < to && knowledge.CompareKeys(key(rows[from]), p.After, direction) <= 0 {
		from++
	}
	for p.Before != "" && to > from && knowledge.CompareKeys(key(rows[to-1]), p.Before, direction) >= 0 {
		to--
	}
	if to-from > p.Limit && p.Backward {
		from = to - p.Limit
	} else if to-from > p.Limit {
		to = from + p.Limit
	}
	rows, following := rows[from:to], to < len(rows)
	return store.List[T]{
		Rows: rows, Key: func(i int) knowledge.SortKey { return key(rows[i]) },
		HasPrevious: from > 0, HasNext: following,
	}
}

func find[T any](rows []T, fits func(T) bool) (found T) {
	if i := slices.IndexFunc(rows, fits); i >= 0 {
		found = rows[i]
	}
	return found
}

func keep[T any](rows []T, fits func(T) bool) []T {
	var kept []T
	for _, row := range rows {
		if fits(row) {
			kept = append(kept, row)
		}
	}
	return kept
}

func (r *reference) entity(id knowledge.ID) *knowledge.Entity {
	id = r.standsFor(id)
	return find(r.entities, func(e *knowledge.Entity) bool { return e.ID == id })
}

// of reports whether a statement is one of an anchor's.
func (r *reference) of(anchor knowledge.ID, st *knowledge.Statement) bool {
	anchor = r.standsFor(anchor)
	return anchor == "" || st.Subject == anchor || st.Object == anchor || st.Document == anchor || st.Dataset == anchor ||
		knowledge.RelationID(st.Relation) == anchor || st.Link == anchor
}

// selected returns the statements of an anchor that are in scope and match the filter.
func (r *reference) selected(scope *knowledge.Scope, anchor knowledge.ID, filter knowledge.StatementFilter) ([]*knowledge.Statement, error) {
	m, err := r.named(filter).Matcher(r.relations)
	if err != nil {
		return nil, err
	}
	from := ""
	if _, ok := knowledge.KindOf(anchor); ok {
		from = r.standsFor(anchor)
	}
	return keep(r.statements, func(st *knowledge.Statement) bool {
		return r.of(anchor, st) && scope.Admits(st) && m.Match(st, from)
	}), nil
}

func (r *reference) listStatements(scope *knowledge.Scope, anchor knowledge.ID, q store.StatementQuery, p store.Page) (store.List[*knowledge.Statement], error) {
	rows, err := r.selected(scope, anchor, q.Filter)
	if q.Order.By == "" && strings.HasPrefix(anchor, "document:") {
		q.Order.By = knowledge.OrderPlaceInDocument
	}
	return page(rows, q.Order.Key, q.Order.Direction, p), errors.Join(err, q.Order.Check(r.relations))
}

func (r *reference) link(scope *knowledge.Scope, id knowledge.ID) *knowledge.Link {
	id = r.standsFor(id)
	rows := keep(r.statements, func(st *knowledge.Statement) bool { return st.Link == id && scope.Admits(st) })
	if len(rows) == 0 {
		return nil
	}
	return knowledge.MakeLink(scope, rows)
}

func (r *reference) listLinks(scope *knowledge.Scope, end knowledge.ID, q store.LinkQuery, p store.Page) (store.List[*knowledge.Link], error) {
	end = r.standsFor(end)
	rows, err := r.selected(scope, end, q.Filter)
	var links []*knowledge.Link
	for _, st := range rows {
		fits := q.Side == store.AnySide || st.Symmetric || q.Side == store.AsSubject && st.Subject == end || q.Side == store.AsObject && st.Object == end
		if fits && !slices.ContainsFunc(links, func(l *knowledge.Link) bool { return l.ID == st.Link }) {
			links = append(links, r.link(scope, st.Link))
		}
	}
	return page(links, func(l *knowledge.Link) knowledge.SortKey { return knowledge.LinkKey(l, end) }, "", p), err
}

// held returns the held statements of an entity in scope.
func (r *reference) held(scope *knowledge.Scope, id knowledge.ID) []*knowledge.Statement {
	id = r.standsFor(id)
	return keep(r.statements, func(st *knowledge.Statement) bool {
		return (st.Subject == id || st.Object == id) && st.Affirms() && scope.Admits(st)
	})
}

// isHeldWith reports whether two entities are in a held relation, or one in a relation to itself.
func (r *reference) isHeldWith(scope *knowledge.Scope, a, b knowledge.ID, relations []string) bool {
	a, b = r.standsFor(a), r.standsFor(b)
	return slices.ContainsFunc(r.held(scope, a), func(st *knowledge.Statement) bool {
		joins := st.Subject == a && st.Object == b || st.Subject == b && st.Object == a
		return joins && (relations == nil || slices.Contains(relations, st.Relation))
	})
}

// eventSpan returns when an event took place by the held statements in scope.
func (r *reference) eventSpan(scope *knowledge.Scope, id knowledge.ID) store.EventSpan {
	var starts, ends []edtf.Date
	for _, st := range r.held(scope, id) {
		if st.Validity.Begin == knowledge.BoundKnown {
			starts = append(starts, st.ValidFrom())
		}
		if st.Validity.End == knowledge.BoundKnown {
			ends = append(ends, st.ValidTo())
		}
	}
	var span store.EventSpan
	if starts != nil {
		span.Start = slices.MinFunc(starts, edtf.Compare)
	}
	if ends != nil {
		span.End = slices.MaxFunc(ends, func(a, b edtf.Date) int {
			return cmp.Or(cmp.Compare(a.Span().Last, b.Span().Last), edtf.Compare(a, b))
		})
	}
	return span
}

// listEntities returns a page of the entities of an anchor.
func (r *reference) listEntities(scope *knowledge.Scope, anchor knowledge.ID, q store.EntityQuery, p store.Page) (store.List[*knowledge.Entity], error) {
	f := q.Filter
	if f.RelatedTo != nil {
		if err := knowledge.CheckRelations(f.RelatedTo.Relations, r.relations); err != nil {
			return store.List[*knowledge.Entity]{}, err
		}
	}
	rows := keep(r.entities, func(e *knowledge.Entity) bool {
		of := anchor == "" || slices.Contains(e.Datasets, anchor) || r.isHeldWith(scope, anchor, e.ID, nil)
		related := f.RelatedTo == nil || r.isHeldWith(scope, f.RelatedTo.Entity, e.ID, f.RelatedTo.Relations)
		return of && related && f.Match(e, scope.AsOf) && (f.During == nil || r.isDatedWithin(scope, e.ID, f.During.Span()))
	})
	key := func(e *knowledge.Entity) knowledge.SortKey { return knowledge.EntityKey(q.Order.By, e) }
	if q.Order.By == knowledge.OrderDate {
		key = func(e *knowledge.Entity) knowledge.SortKey {
			return knowledge.DateKey(r.eventSpan(scope, e.ID).Start.Span(), e.ID)
		}
	}
	return page(rows, key, q.Order.Direction, p), nil
}

func (r *reference) isDatedWithin(scope *knowledge.Scope, id knowledge.ID, days edtf.Span) bool {
	return slices.ContainsFunc(r.held(scope, id), func(st *knowledge.Statement) bool {
		v := st.Validity
		dated := v.Begin == knowledge.BoundKnown || v.End == knowledge.BoundKnown
		return dated && v.EarliestBegin <= days.Last && v.LatestEnd >= days.First
	})
}

func (r *reference) listDocuments(scope *knowledge.Scope, anchor knowledge.ID, q store.DocumentQuery, p store.Page) store.List[*knowledge.Document] {
	anchor = r.standsFor(anchor)
	rows := keep(r.documents, func(d *knowledge.Document) bool {
		of := anchor == "" || d.Dataset == anchor || slices.ContainsFunc(r.statements, func(st *knowledge.Statement) bool {
			return st.Document == d.ID && (st.Subject == anchor || st.Object == anchor) && scope.Admits(st)
		})
		return of && scope.AdmitsDocument(d) && q.Filter.Match(d)
	})
	key := func(d *knowledge.Document) knowledge.SortKey { return knowledge.DocumentKey(q.Order.By, d) }
	return page(rows, key, q.Order.Direction, p)
}

func (r *reference) lookup(key string) []*knowledge.Entity {
	found := keep(r.entities, func(e *knowledge.Entity) bool { return slices.Contains(knowledge.LookupKeys(e), key) })
	slices.SortFunc(found, func(a, b *knowledge.Entity) int { return compare(a.ID, b.ID) })
	return found
}

// withoutDerived returns a row without its derived fields.
func withoutDerived[R knowledge.Row](row R) R {
	if st, ok := any(row).(*knowledge.Statement); ok && st.Horizon != nil {
		own := *st
		own.Horizon = nil
		row = any(&own).(R)
	}
	return row
}

// scanAll returns all rows of a store's revision, by their keys.
func scanAll(ctx context.Context, s store.Scanner, revision int) (map[knowledge.RowKey]knowledge.Row, error) {
	rows := map[knowledge.RowKey]knowledge.Row{}
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		for row, err := range s.Scan(ctx, revision, table, "") {
			if err != nil {
				return nil, err
			}
			rows[row.Key()] = row
		}
	}
	return rows, nil
}
