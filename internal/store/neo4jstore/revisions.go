package neo4jstore

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// storedRevision is a revision as its node stores it.
type storedRevision struct {
	Number      int       `json:"number"`
	Content     string    `json:"content"`
	CreatedAt   time.Time `json:"createdAt"`
	Description string    `json:"description"`
	Added       int       `json:"added"`
	Removed     int       `json:"removed"`
	Undoes      int       `json:"undoes"`
	Counts      counts    `json:"counts"`
}

func storedRevisionOf(r *knowledge.Revision, c counts) storedRevision {
	return storedRevision{r.Number, r.Hash(), r.CreatedAt, r.Description, r.Added, r.Removed, r.UndoesNumber, c}
}

func (k storedRevision) revision() *knowledge.Revision {
	r := &knowledge.Revision{
		Number: k.Number, CreatedAt: k.CreatedAt, Description: k.Description,
		Added: k.Added, Removed: k.Removed, UndoesNumber: k.Undoes,
	}
	// An invalid hash stays zero, and differs from every other.
	_, _ = hex.Decode(r.Content[:], []byte(k.Content))
	return r
}

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
