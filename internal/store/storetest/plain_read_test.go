package storetest

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// each answers for each anchor at a revision.
func each[A, T any](ctx context.Context, p *plain, revision int, of []A, answer func(*plainRevision, A) (T, error)) ([]T, error) {
	r, err := p.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	answers := make([]T, len(of))
	for i, a := range of {
		if answers[i], err = answer(r, a); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

func (p *plain) Revision(ctx context.Context, number int) (*knowledge.Revision, error) {
	r, err := p.at(ctx, number)
	if err != nil {
		return nil, err
	}
	return r.revision, nil
}

func (p *plain) ListRevisions(ctx context.Context, by store.Page) (store.List[*knowledge.Revision], error) {
	newest, err := p.at(ctx, 0)
	if err != nil {
		return store.List[*knowledge.Revision]{}, err
	}
	var all []*knowledge.Revision
	for number := 1; number <= newest.revision.Number; number++ {
		r, err := p.at(ctx, number)
		if err != nil {
			return store.List[*knowledge.Revision]{}, err
		}
		all = append(all, r.revision)
	}
	key := func(r *knowledge.Revision) knowledge.SortKey { return knowledge.RevisionKey(r.Number) }
	return page(all, key, knowledge.Descending, by), nil
}

func (p *plain) Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error) {
	r, err := p.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return r.relations, nil
}

func (p *plain) Datasets(ctx context.Context, revision int) ([]*knowledge.Dataset, error) {
	r, err := p.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return r.datasets, nil
}

func (p *plain) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	return each(ctx, p, revision, ids, func(r *plainRevision, id knowledge.ID) (*knowledge.Entity, error) { return r.entity(id), nil })
}

func (p *plain) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	return each(ctx, p, revision, keys, func(r *plainRevision, key string) ([]*knowledge.Entity, error) { return r.lookup(key), nil })
}

func (p *plain) ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.EntityQuery, by store.Page) ([]store.List[*knowledge.Entity], error) {
	return each(ctx, p, scope.Revision, of, func(r *plainRevision, anchor knowledge.ID) (store.List[*knowledge.Entity], error) {
		if err := q.Filter.During.Check(); err != nil {
			return store.List[*knowledge.Entity]{}, err
		}
		return r.listEntities(scope, anchor, q, by)
	})
}

func (p *plain) CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error) {
	return totals(p.ListEntities(ctx, scope, of, store.EntityQuery{Filter: filter}, everything))
}

// totals are the numbers of rows of lists.
func totals[T any](lists []store.List[T], err error) ([]int, error) {
	n := make([]int, len(lists))
	for i, list := range lists {
		n[i] = len(list.Rows)
	}
	return n, err
}

func (p *plain) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	return each(ctx, p, scope.Revision, ids, func(r *plainRevision, id knowledge.ID) (store.EventSpan, error) { return r.eventSpan(scope, id), nil })
}

func (p *plain) Documents(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	return each(ctx, p, revision, ids, func(r *plainRevision, id knowledge.ID) (*knowledge.Document, error) {
		return find(r.documents, func(d *knowledge.Document) bool { return d.ID == id }), nil
	})
}

func (p *plain) ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.DocumentQuery, by store.Page) ([]store.List[*knowledge.Document], error) {
	return each(ctx, p, scope.Revision, of, func(r *plainRevision, anchor knowledge.ID) (store.List[*knowledge.Document], error) {
		return r.listDocuments(scope, anchor, q, by), q.Filter.PublishedOn.Check()
	})
}

func (p *plain) CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error) {
	return totals(p.ListDocuments(ctx, scope, of, store.DocumentQuery{Filter: filter}, everything))
}

func (p *plain) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	return each(ctx, p, revision, ids, func(r *plainRevision, id knowledge.ID) (*knowledge.Statement, error) {
		return find(r.statements, func(st *knowledge.Statement) bool { return st.ID == id }), nil
	})
}

func (p *plain) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.StatementQuery, by store.Page) ([]store.List[*knowledge.Statement], error) {
	return each(ctx, p, scope.Revision, of, func(r *plainRevision, anchor knowledge.ID) (store.List[*knowledge.Statement], error) {
		return r.listStatements(scope, anchor, q, by)
	})
}

func (p *plain) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	return totals(p.ListStatements(ctx, scope, of, store.StatementQuery{Filter: filter}, everything))
}

func (p *plain) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	return each(ctx, p, scope.Revision, ids, func(r *plainRevision, id knowledge.ID) (*knowledge.Link, error) { return r.link(scope, id), nil })
}

func (p *plain) ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.LinkQuery, by store.Page) ([]store.List[*knowledge.Link], error) {
	return each(ctx, p, scope.Revision, of, func(r *plainRevision, end knowledge.ID) (store.List[*knowledge.Link], error) {
		list, err := r.listLinks(scope, end, q, by)
		if r.entity(end) == nil {
			list = store.List[*knowledge.Link]{}
		}
		return list, err
	})
}

func (p *plain) CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, q store.LinkQuery) ([]int, error) {
	return totals(p.ListLinks(ctx, scope, of, q, everything))
}

func (p *plain) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	return func(yield func(knowledge.Row, error) bool) {
		r, err := p.at(ctx, revision)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, row := range slices.SortedFunc(maps.Values(r.rows), compareRows) {
			if k := row.Key(); k.Table == table && (dataset == "" || k.Dataset == dataset) && !yield(row, nil) {
				return
			}
		}
	}
}

func (p *plain) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return store.Pages(ctx, p, scope, filter)
}
