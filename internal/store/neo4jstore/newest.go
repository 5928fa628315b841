package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/changeset"
)

// at returns the catalog of a revision, 0 for the newest. The error says why it cannot be read.
func (s *Store) at(ctx context.Context, revision int) (*catalog, error) {
	if err := s.checkOpen(ctx); err != nil {
		return nil, err
	}
	newest, err := s.recentNewest(ctx)
	if err == nil && revision > newest {
		// Another server may have made it meanwhile.
		newest, err = s.queryNewest(ctx)
	}
	if err == nil {
		err = store.CheckRevision(revision, newest)
	}
	if err != nil {
		return nil, err
	}
	if revision == 0 {
		revision = newest
	}
	return s.catalogs.Get(ctx, revision, func(ctx context.Context) (*catalog, error) { return s.readCatalog(ctx, revision) })
}

// recentNewest returns the number of the newest revision, at most FreshFor old.
func (s *Store) recentNewest(ctx context.Context) (int, error) {
	s.mu.Lock()
	newest, known := s.newest, !s.newestAt.IsZero() && time.Since(s.newestAt) < s.options.FreshFor
	s.mu.Unlock()
	if known {
		return newest, nil
	}
	return s.queryNewest(ctx)
}

// queryNewest reads the number of the newest revision from the database.
func (s *Store) queryNewest(ctx context.Context) (int, error) {
	if err := s.checkOpen(ctx); err != nil {
		return 0, err
	}
	newest := -1
	err := s.read(ctx, s.queries.newest, nil, nil, func(r *neo4j.Record) error {
		newest = int(r.Values[0].(int64))
		return nil
	})
	switch {
	case err != nil:
		return 0, err
	case newest < 0:
		return 0, fmt.Errorf("%w any more: somebody has emptied it", ErrEmpty)
	}
	return s.noteNewest(newest), nil
}

// noteNewest records the number of the newest revision. A read that ran while this store made a revision may return an older one.
func (s *Store) noteNewest(newest int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.newest, s.newestAt = max(s.newest, newest), time.Now()
	return s.newest
}

// readCatalog reads the catalog of an existing revision.
func (s *Store) readCatalog(ctx context.Context, revision int) (*catalog, error) {
	var c *catalog
	err := s.read(ctx, s.queries.catalog, map[string]any{"revision": revision}, func() { c = &catalog{Catalog: changeset.Catalog{Revision: &knowledge.Revision{}}} },
		func(r *neo4j.Record) error { return s.addToCatalog(c, r) })
	if err != nil {
		return nil, err
	}
	c.Join()
	return c, nil
}

// addToCatalog adds a record of the catalog query to a catalog.
func (s *Store) addToCatalog(c *catalog, r *neo4j.Record) error {
	content := r.Values[1].([]byte)
	switch what := r.Values[0].(string); what {
	case "revision":
		var stored storedRevision
		if err := json.Unmarshal(content, &stored); err != nil {
			return err
		}
		c.Revision, c.counts = stored.revision(), stored.Counts
		return nil
	case "dataset":
		row, err := rowOf[*knowledge.Dataset](s, knowledge.TableDataset, content)
		c.Datasets = append(c.Datasets, row)
		return err
	default:
		row, err := rowOf[*knowledge.Relation](s, knowledge.TableRelation, content)
		c.Definitions = append(c.Definitions, row)
		return err
	}
}

// Ping makes one cheap round trip to the database.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.queryNewest(ctx)
	return err
}
