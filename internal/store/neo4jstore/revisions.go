package neo4jstore

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Revision gives one revision.
func (s *Store) Revision(ctx context.Context, number int) (*knowledge.Revision, error) {
	c, err := s.at(ctx, number)
	if err != nil {
		return nil, err
	}
	return c.Revision, nil
}

// ListRevisions pages over all revisions, newest first.
func (s *Store) ListRevisions(ctx context.Context, page store.Page) (store.List[*knowledge.Revision], error) {
	newest, err := s.recentNewest(ctx)
	if err := s.checkOpen(ctx); err != nil {
		return store.List[*knowledge.Revision]{}, err
	}
	if err != nil {
		return store.List[*knowledge.Revision]{}, err
	}
	a := newPageRequest(knowledge.Descending, page)
	g := rowCollector[*knowledge.Revision]{}
	params := map[string]any{"newest": newest}
	pages := pages{pageRequest: a}
	pages.add(0, nil, nil)
	pages.setParams(params)
	err = s.read(ctx, s.queries.text(queryVariant{file: "revisions", descending: a.descending()}), params, func() { g = rowCollector[*knowledge.Revision]{} }, func(r *neo4j.Record) error {
		if !g.noteRecord(r) {
			return nil
		}
		var stored storedRevision
		if err := json.Unmarshal(r.Values[2].([]byte), &stored); err != nil {
			return err
		}
		g.rows = append(g.rows, keyed[*knowledge.Revision]{knowledge.RevisionKey(stored.Number), stored.revision()})
		return nil
	})
	return g.list(a), err
}

// Relations gives all relations of a revision, by name.
func (s *Store) Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.Relations), nil
}

// Datasets gives all datasets of a revision, in load order.
func (s *Store) Datasets(ctx context.Context, revision int) ([]*knowledge.Dataset, error) {
	c, err := s.at(ctx, revision)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.Datasets), nil
}
