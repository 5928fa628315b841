package neo4jstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
)

// catalog is what is asked of a revision again and again: the revision itself, its datasets and relations, and how many rows it
// has. It never changes once the revision is there, so it is read once and kept.
type catalog struct {
	revision *knowledge.Revision
	// datasets are in load order, parts the relations as each dataset defines them, relations as the first of them does, by name.
	datasets  []*knowledge.Dataset
	parts     []*knowledge.Relation
	relations []*knowledge.Relation
	counts    counts
}

// counts are how many rows a revision has, so that totals cost nothing and a query can begin at the shorter list.
type counts struct {
	Entities   int `json:"entities"`
	Documents  int `json:"documents"`
	Statements int `json:"statements"`
	// UnknownBegins and UnknownEnds are how many statements do not know when they began or ended. They stand at the end of a list;
	// where there are none, nothing looks for them.
	UnknownBegins int                          `json:"unknownBegins"`
	UnknownEnds   int                          `json:"unknownEnds"`
	Datasets      map[knowledge.ID]countsOfSet `json:"datasets"`
	Relations     map[string]int               `json:"relations"`
}

// countsOfSet are how many rows a dataset has.
type countsOfSet struct {
	Entities   int `json:"entities"`
	Documents  int `json:"documents"`
	Statements int `json:"statements"`
}

// clone gives counts that can be changed.
func (c counts) clone() counts {
	if c.Datasets, c.Relations = maps.Clone(c.Datasets), maps.Clone(c.Relations); c.Datasets == nil {
		c.Datasets = map[knowledge.ID]countsOfSet{}
	}
	if c.Relations == nil {
		c.Relations = map[string]int{}
	}
	return c
}

// maxCatalogs is how many revisions' catalogs are kept.
const maxCatalogs = 32

// at gives the catalog of a revision, 0 being the newest, or why there is none to read.
func (s *Store) at(ctx context.Context, revision int) (*catalog, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	newest, err := s.fresh(ctx)
	if err == nil && revision > newest {
		// Another server may have made it a moment ago.
		newest, err = s.askNewest(ctx)
	}
	switch {
	case err != nil:
		return nil, err
	case revision == 0:
		revision = newest
	case revision < 0 || revision > newest:
		return nil, knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d; the newest is %d", revision, newest)
	}
	s.mu.Lock()
	known := s.catalogs[revision]
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	known, err = s.readCatalog(ctx, revision)
	if err != nil {
		return nil, err
	}
	s.remember(known)
	return known, nil
}

// remember keeps a catalog, and lets go of the oldest revision's where there are many.
func (s *Store) remember(c *catalog) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.catalogs) >= maxCatalogs {
		delete(s.catalogs, slices.Min(slices.Collect(maps.Keys(s.catalogs))))
	}
	s.catalogs[c.revision.Number] = c
}

// fresh gives the number of the newest revision, as it was a moment ago.
func (s *Store) fresh(ctx context.Context) (int, error) {
	s.mu.Lock()
	newest, known := s.newest, !s.seen.IsZero() && time.Since(s.seen) < s.options.FreshFor
	s.mu.Unlock()
	if known {
		return newest, nil
	}
	return s.askNewest(ctx)
}

func (s *Store) askNewest(ctx context.Context) (int, error) {
	if err := s.ready(ctx); err != nil {
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
	return s.saw(newest), nil
}

// saw notes the number of the newest revision. An answer that was under way while this store made a revision is older.
func (s *Store) saw(newest int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.newest, s.seen = max(s.newest, newest), time.Now()
	return s.newest
}

// readCatalog reads the catalog of a revision that is there.
func (s *Store) readCatalog(ctx context.Context, revision int) (*catalog, error) {
	var c *catalog
	err := s.read(ctx, s.queries.catalog, map[string]any{"revision": revision}, func() { c = &catalog{revision: &knowledge.Revision{}} },
		func(r *neo4j.Record) error { return s.takeCatalog(c, r) })
	if err != nil {
		return nil, err
	}
	c.sort()
	return c, nil
}

func (s *Store) takeCatalog(c *catalog, r *neo4j.Record) error {
	content := r.Values[1].([]byte)
	switch what := r.Values[0].(string); what {
	case "revision":
		var kept keptRevision
		if err := json.Unmarshal(content, &kept); err != nil {
			return err
		}
		c.revision, c.counts = kept.revision(), kept.Counts
		return nil
	case "dataset":
		row, err := s.codec.Decode(knowledge.TableDataset, content)
		if err != nil {
			return err
		}
		c.datasets = append(c.datasets, row.(*knowledge.Dataset))
		return nil
	default:
		row, err := s.codec.Decode(knowledge.TableRelation, content)
		if err != nil {
			return err
		}
		c.parts = append(c.parts, row.(*knowledge.Relation))
		return nil
	}
}

// sort brings datasets and relations into order, and finds what each relation is.
func (c *catalog) sort() {
	slices.SortFunc(c.datasets, func(a, b *knowledge.Dataset) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(c.parts, func(a, b *knowledge.Relation) int {
		return cmp.Or(strings.Compare(a.ID(), b.ID()), strings.Compare(a.Dataset, b.Dataset))
	})
	joined := map[string]*knowledge.Relation{}
	for _, d := range c.datasets {
		for _, r := range c.parts {
			if r.Dataset == d.ID && joined[r.Name] == nil {
				joined[r.Name] = r
			}
		}
	}
	c.relations = nil
	for _, name := range slices.Sorted(maps.Keys(joined)) {
		c.relations = append(c.relations, joined[name])
	}
}

// dataset gives a dataset, or nil.
func (c *catalog) dataset(id knowledge.ID) *knowledge.Dataset {
	for _, d := range c.datasets {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// relation gives what a relation is, or nil.
func (c *catalog) relation(name string) *knowledge.Relation {
	at, found := slices.BinarySearchFunc(c.relations, name, func(r *knowledge.Relation, name string) int { return strings.Compare(r.Name, name) })
	if !found {
		return nil
	}
	return c.relations[at]
}
