package graph

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counted counts the calls of a store's methods.
type counted struct {
	store.Reader
	calls atomic.Int64
}

func counting[T any](c *counted, call func() (T, error)) (T, error) {
	c.calls.Add(1)
	return call()
}

func (c *counted) Revision(ctx context.Context, n int) (*knowledge.Revision, error) {
	return counting(c, func() (*knowledge.Revision, error) { return c.Reader.Revision(ctx, n) })
}

func (c *counted) ListRevisions(ctx context.Context, p store.Page) (store.List[*knowledge.Revision], error) {
	return counting(c, func() (store.List[*knowledge.Revision], error) { return c.Reader.ListRevisions(ctx, p) })
}

func (c *counted) Relations(ctx context.Context, n int) ([]*knowledge.Relation, error) {
	return counting(c, func() ([]*knowledge.Relation, error) { return c.Reader.Relations(ctx, n) })
}

func (c *counted) Datasets(ctx context.Context, n int) ([]*knowledge.Dataset, error) {
	return counting(c, func() ([]*knowledge.Dataset, error) { return c.Reader.Datasets(ctx, n) })
}

func (c *counted) Entities(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	return counting(c, func() ([]*knowledge.Entity, error) { return c.Reader.Entities(ctx, n, ids) })
}

func (c *counted) Lookup(ctx context.Context, n int, keys []string) ([][]*knowledge.Entity, error) {
	return counting(c, func() ([][]*knowledge.Entity, error) { return c.Reader.Lookup(ctx, n, keys) })
}

func (c *counted) ListEntities(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.EntityQuery, p store.Page) ([]store.List[*knowledge.Entity], error) {
	return counting(c, func() ([]store.List[*knowledge.Entity], error) { return c.Reader.ListEntities(ctx, s, of, q, p) })
}

func (c *counted) CountEntities(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, f knowledge.EntityFilter) ([]int, error) {
	return counting(c, func() ([]int, error) { return c.Reader.CountEntities(ctx, s, of, f) })
}

func (c *counted) EventSpans(ctx context.Context, s *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	return counting(c, func() ([]store.EventSpan, error) { return c.Reader.EventSpans(ctx, s, ids) })
}

func (c *counted) Documents(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	return counting(c, func() ([]*knowledge.Document, error) { return c.Reader.Documents(ctx, n, ids) })
}

func (c *counted) ListDocuments(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.DocumentQuery, p store.Page) ([]store.List[*knowledge.Document], error) {
	return counting(c, func() ([]store.List[*knowledge.Document], error) { return c.Reader.ListDocuments(ctx, s, of, q, p) })
}

func (c *counted) CountDocuments(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, f knowledge.DocumentFilter) ([]int, error) {
	return counting(c, func() ([]int, error) { return c.Reader.CountDocuments(ctx, s, of, f) })
}

func (c *counted) Statements(ctx context.Context, n int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	return counting(c, func() ([]*knowledge.Statement, error) { return c.Reader.Statements(ctx, n, ids) })
}

func (c *counted) ListStatements(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.StatementQuery, p store.Page) ([]store.List[*knowledge.Statement], error) {
	return counting(c, func() ([]store.List[*knowledge.Statement], error) { return c.Reader.ListStatements(ctx, s, of, q, p) })
}

func (c *counted) CountStatements(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, f knowledge.StatementFilter) ([]int, error) {
	return counting(c, func() ([]int, error) { return c.Reader.CountStatements(ctx, s, of, f) })
}

func (c *counted) Links(ctx context.Context, s *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	return counting(c, func() ([]*knowledge.Link, error) { return c.Reader.Links(ctx, s, ids) })
}

func (c *counted) ListLinks(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.LinkQuery, p store.Page) ([]store.List[*knowledge.Link], error) {
	return counting(c, func() ([]store.List[*knowledge.Link], error) { return c.Reader.ListLinks(ctx, s, of, q, p) })
}

func (c *counted) CountLinks(ctx context.Context, s *knowledge.Scope, of []knowledge.ID, q store.LinkQuery) ([]int, error) {
	return counting(c, func() ([]int, error) { return c.Reader.CountLinks(ctx, s, of, q) })
}

func (c *counted) Scan(ctx context.Context, n int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	c.calls.Add(1)
	return c.Reader.Scan(ctx, n, table, dataset)
}

// TestCalls_OfEachExample checks the number of calls of the store: it depends on the levels of the query, not on its rows. Three
// of 14-search build the search index, as the first such query does.
func TestCalls_OfEachExample(t *testing.T) {
	want := map[string]int64{
		"01-georgia": 13, "02-pfp": 10, "03-itpp-planned": 9, "04-as-of": 22, "05-denied": 6,
		"06-whose-word": 10, "07-events": 7, "08-subgraph": 10, "09-paths": 9, "10-compare": 7, "11-timeline": 10, "12-diff": 15, "13-quotes": 8, "14-search": 6, "15-nodes": 5, "16-both-ways": 8, "17-codes-in-time": 11,
	}
	c := &counted{Reader: seeded(t)}
	files, err := filepath.Glob("../docs/examples/*.graphql")
	require.NoError(t, err)
	got := map[string]int64{}
	for _, file := range files {
		query, err := os.ReadFile(file)
		require.NoError(t, err)
		// What is known of a revision already would make the next example cheaper.
		e := over(t, c)
		c.calls.Store(0)
		e.data(t, string(query))
		got[strings.TrimSuffix(filepath.Base(file), ".graphql")] = c.calls.Load()
	}
	assert.Equal(t, want, got)
}

const fiveLevels = `query($n: Int) { country(ref: "GE") { links(first: $n) { nodes { target { links(first: $n) { nodes { target {
	statements(first: $n) { totalCount nodes { subject { name } object { name } document { title } relation { name } } } } } } } } } } }`

func TestCalls_OfFiveLevels_DoNotDependOnThePages(t *testing.T) {
	c := &counted{Reader: seeded(t)}
	for _, n := range []int{1, 2, 5, 12} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			e := over(t, c) // which has not read the revision's relations yet
			c.calls.Store(0)
			e.data(t, fiveLevels, map[string]any{"n": n})
			assert.EqualValues(t, 12, c.calls.Load(), "ten levels, and what belongs to the last")
		})
	}
}

// Aliases of one look-up are one call of the store.
func TestCalls_OfAliasedLookups_AreOne(t *testing.T) {
	c := &counted{Reader: seeded(t)}
	e := over(t, c)
	e.data(t, `{ a: country(ref: "GE") { id } }`)
	once := c.calls.Swap(0)
	e.data(t, `{ a: country(ref: "GE") { id } b: country(ref: "AZ") { id } c: country(ref: "country:armenia") { id } d: country(ref: "country:iran") { id } }`)
	assert.Equal(t, once+1, c.calls.Load(), "the names in one call, the ids in another")
}

// A field of all kinds of entities is one call, whichever kinds are there.
func TestCalls_OfAnInterfaceField_AreOneForAllKinds(t *testing.T) {
	c := &counted{Reader: seeded(t)}
	e := over(t, c)
	e.data(t, `{ entities(first: 5, where: {kinds: [COUNTRY]}) { nodes { statements { nodes { id } } } } }`)
	one := c.calls.Swap(0)
	e.data(t, `{ entities(first: 500) { nodes { __typename statements { nodes { id } } } } }`)
	assert.Equal(t, one, c.calls.Load())
}
