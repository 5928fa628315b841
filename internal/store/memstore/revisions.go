package memstore

import (
	"context"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Revision gives one revision.
func (s *Store) Revision(ctx context.Context, number int) (*knowledge.Revision, error) {
	snap, err := s.at(ctx, number)
	if err != nil {
		return nil, err
	}
	return snap.revision, nil
}

// ListRevisions pages over all revisions, newest first.
func (s *Store) ListRevisions(ctx context.Context, page store.Page) (store.List[*knowledge.Revision], error) {
	newest, err := s.at(ctx, 0)
	if err != nil {
		return store.List[*knowledge.Revision]{}, err
	}
	history := s.history.Load()
	if history == nil {
		return store.List[*knowledge.Revision]{}, store.ErrClosed
	}
	revisions := func(yield func(*knowledge.Revision) bool) {
		for _, snap := range (*history)[1 : newest.revision.Number+1] {
			if !yield(snap.revision) {
				return
			}
		}
	}
	key := func(r *knowledge.Revision) knowledge.SortKey { return knowledge.RevisionKey(r.Number) }
	return pick(newWatch(ctx), revisions, sorting[*knowledge.Revision]{direction: knowledge.Descending, key: key}, page)
}

// Relations gives all relations of a revision, by name.
func (s *Store) Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return slices.Clone(snap.relationList), nil
}

// Datasets gives all datasets of a revision, in load order.
func (s *Store) Datasets(ctx context.Context, revision int) ([]*knowledge.Dataset, error) {
	snap, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	datasets := make([]*knowledge.Dataset, len(snap.datasets))
	for i, d := range snap.datasets {
		datasets[i] = d.Dataset
	}
	return datasets, nil
}

// Changes gives what a revision changed.
func (s *Store) Changes(ctx context.Context, revision int) iter.Seq2[store.RowChange, error] {
	return func(yield func(store.RowChange, error) bool) {
		snap, err := s.at(ctx, revision)
		if err != nil {
			yield(store.RowChange{}, err)
			return
		}
		w := newWatch(ctx)
		for _, c := range snap.changes {
			if err := w.err(); err != nil {
				yield(store.RowChange{}, err)
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}
