package storetest

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
	"entente/internal/store/integrity"
)

func (p *plain) Apply(ctx context.Context, set store.ChangeSet) (*knowledge.Revision, error) {
	select {
	case <-p.writer:
		defer func() { p.writer <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	newest, err := p.at(ctx, 0)
	if err != nil {
		return nil, err
	}
	d, err := changeset.Stage(ctx, newest, newest.catalog(), set, changeset.Options{Stream: p.stream, Staged: func(n int) {
		if set.Progress != nil {
			set.Progress(store.Writing, n)
		}
	}})
	if err != nil {
		return nil, err
	}
	if err := d.Decide(ctx); err != nil {
		return nil, err
	}
	if d.IsEmpty() {
		return newest.revision, nil
	}
	next := &plainRevision{revision: d.Revision(set), rows: map[knowledge.RowKey]knowledge.Row{}}
	maps.Copy(next.rows, newest.rows)
	if err := next.write(ctx, d, newest); err != nil {
		return nil, err
	}
	if err := d.CheckRemoved(ctx, next); err != nil {
		return nil, err
	}
	next.reference = newReference(next.rows)
	for _, st := range next.statements {
		next.rows[st.Key()] = st
	}
	return next.revision, p.publish(next)
}

// write applies the steps of a draft to the rows, and notes the changes.
func (r *plainRevision) write(ctx context.Context, d *changeset.Draft, before *plainRevision) error {
	var changed []knowledge.RowKey
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		for _, s := range d.Steps(table) {
			if s.Skip {
				continue
			}
			changed = append(changed, s.Key)
			if delete(r.rows, s.Key); s.Put != nil {
				r.rows[s.Key] = s.Put
			}
		}
	}
	for st, err := range d.Statements(ctx) {
		if err != nil {
			return err
		}
		r.rows[st.Key()] = integrity.Copy(st)
	}
	for _, k := range changed {
		r.changes = append(r.changes, store.RowChange{Before: before.rows[k], After: r.rows[k]})
	}
	return nil
}

func (p *plain) publish(next *plainRevision) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.revisions == nil {
		return store.ErrClosed
	}
	p.revisions = append(p.revisions, next)
	return nil
}

func (p *plain) Changes(ctx context.Context, revision int) iter.Seq2[store.RowChange, error] {
	return func(yield func(store.RowChange, error) bool) {
		r, err := p.at(ctx, revision)
		if err != nil {
			yield(store.RowChange{}, err)
			return
		}
		for _, c := range r.changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (r *plainRevision) catalog() changeset.Catalog {
	c := changeset.Catalog{Revision: r.revision}
	for _, row := range r.rows {
		switch row := row.(type) {
		case *knowledge.Dataset:
			c.Datasets = append(c.Datasets, row)
		case *knowledge.Relation:
			c.Definitions = append(c.Definitions, row)
		}
	}
	c.Join()
	return c
}

func (r *plainRevision) Live(_ context.Context, table knowledge.Table, keys []knowledge.RowKey, found func(changeset.Row)) error {
	ids := map[knowledge.ID]bool{}
	for _, k := range keys {
		ids[k.ID] = true
	}
	for k, row := range r.rows {
		if k.Table == table && ids[k.ID] {
			found(changeset.Row{Row: row})
		}
	}
	return nil
}

func (r *plainRevision) Existing(_ context.Context, ids []knowledge.ID, found func(knowledge.ID)) error {
	for k := range r.rows {
		if k.Table == knowledge.TableEntity && slices.Contains(ids, k.ID) {
			found(k.ID)
		}
	}
	return nil
}

func (r *plainRevision) PartsOf(_ context.Context, dataset knowledge.ID, found func(knowledge.ID)) error {
	for k := range r.rows {
		if k.Table == knowledge.TableEntity && k.Dataset == dataset {
			found(k.ID)
		}
	}
	return nil
}

func (r *plainRevision) Dependents(_ context.Context, table knowledge.Table, id string, found func(*knowledge.Statement)) error {
	for _, row := range r.rows {
		if st, ok := row.(*knowledge.Statement); ok && refersTo(st, table, id) {
			found(st)
		}
	}
	return nil
}

// refersTo reports whether a statement refers to a row of a table.
func refersTo(st *knowledge.Statement, table knowledge.Table, id string) bool {
	switch table {
	case knowledge.TableDataset:
		return st.Dataset == id
	case knowledge.TableRelation:
		return st.Relation == id
	case knowledge.TableDocument:
		return st.Document == id
	}
	return st.Subject == id || st.Object == id || st.AttributedTo == id || slices.Contains(st.About, id) ||
		slices.ContainsFunc(st.Qualifiers, func(q knowledge.Qualifier) bool { return q.Type == knowledge.QualifierEntity && q.Value == id })
}

func (r *plainRevision) Needing(ctx context.Context, table knowledge.Table, ids []string, found func(int, *knowledge.Statement)) error {
	for i, id := range ids {
		if err := r.Dependents(ctx, table, id, func(st *knowledge.Statement) { found(i, st) }); err != nil {
			return err
		}
	}
	return nil
}

func (r *plainRevision) Members(_ context.Context, datasets []knowledge.ID, found func(int, knowledge.ID)) error {
	for k := range r.rows {
		if i := slices.Index(datasets, k.Dataset); i >= 0 && (k.Table == knowledge.TableDocument || k.Table == knowledge.TableEntity) {
			found(i, k.ID)
		}
	}
	return nil
}
