package memstore_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

func date(t testing.TB, s string) edtf.Date {
	t.Helper()
	d, err := edtf.ParseDate(s)
	require.NoError(t, err)
	return d
}

// crowd gives a store with n statements about as many countries and one organization.
func crowd(t testing.TB, n int) *memstore.Store {
	t.Helper()
	g := storetest.NewGraph(t)
	g.Dataset("big")
	g.Relation("MEMBER_OF", knowledge.CategoryAffiliation, "country", "organization")
	g.Document("big")
	g.Entity("organization:o1", "One")
	for i := range n {
		id := "country:c" + strconv.Itoa(i)
		g.Entity(id, "C")
		g.Claim(id, "MEMBER_OF", "organization:o1").Valid(strconv.Itoa(1000+i%1000) + "/..")
	}
	s := memstore.New()
	_, err := s.Apply(context.Background(), storetest.ChangeSet(0, storetest.Put(g.Rows()...)))
	require.NoError(t, err)
	return s
}

// later is a context that is cancelled when it has been looked at so many times: a client that goes away in the midst.
type later struct {
	context.Context
	mu    sync.Mutex
	looks int
}

// Err counts a look.
func (c *later) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancelledWhileLooping has calls that pass thousands of rows end in the midst of them.
func TestCancelledWhileLooping(t *testing.T) {
	ctx := context.Background()
	s := crowd(t, 5000)
	of := []knowledge.ID{"", "organization:o1", "dataset:big", "document:big"}
	scope := &knowledge.Scope{AsOf: date(t, "1950")}
	page := store.Page{Limit: 5000}
	nothing := knowledge.StatementFilter{Polarity: knowledge.Denied, Ends: &knowledge.DateRange{From: date(t, "1800"), To: date(t, "1801")}}
	related := knowledge.EntityFilter{RelatedTo: &knowledge.RelatedTo{Entity: "organization:o1"}}
	middle := store.Page{Limit: 1, After: "8"}
	calls := map[string]func(context.Context) error{
		"list": func(ctx context.Context) error {
			_, err := s.ListStatements(ctx, scope, of, store.StatementQuery{}, page)
			return err
		},
		"list, sorted": func(ctx context.Context) error {
			_, err := s.ListStatements(ctx, scope, of, store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderRelation}}, page)
			return err
		},
		"list, none fit": func(ctx context.Context) error {
			_, err := s.ListStatements(ctx, scope, of, store.StatementQuery{Filter: nothing}, middle)
			return err
		},
		"list, none fit, backward": func(ctx context.Context) error {
			_, err := s.ListStatements(ctx, scope, of, store.StatementQuery{Filter: nothing}, store.Page{Limit: 1, Before: "~z", Backward: true})
			return err
		},
		"list, none fit, before": func(ctx context.Context) error {
			_, err := s.ListStatements(ctx, scope, of, store.StatementQuery{Filter: nothing}, store.Page{Limit: 1, Before: "0"})
			return err
		},
		"count": func(ctx context.Context) error {
			_, err := s.CountStatements(ctx, scope, of, knowledge.StatementFilter{})
			return err
		},
		"count, narrow": func(ctx context.Context) error {
			_, err := s.CountStatements(ctx, scope, of, knowledge.StatementFilter{Relations: []string{"MEMBER_OF"}})
			return err
		},
		"entities": func(ctx context.Context) error {
			_, err := s.ListEntities(ctx, scope, of, store.EntityQuery{}, page)
			return err
		},
		"entities, by date": func(ctx context.Context) error {
			_, err := s.ListEntities(ctx, scope, of, store.EntityQuery{Order: knowledge.EntityOrder{By: knowledge.OrderDate}}, page)
			return err
		},
		"entities, related": func(ctx context.Context) error {
			_, err := s.CountEntities(ctx, scope, of, related)
			return err
		},
		"entities, of an entity": func(ctx context.Context) error {
			_, err := s.CountEntities(ctx, scope, of[1:2], knowledge.EntityFilter{})
			return err
		},
		"documents of an entity": func(ctx context.Context) error {
			_, err := s.ListDocuments(ctx, scope, of[1:2], store.DocumentQuery{}, page)
			return err
		},
		"count of documents of an entity": func(ctx context.Context) error {
			_, err := s.CountDocuments(ctx, scope, of[1:2], knowledge.DocumentFilter{})
			return err
		},
		"links": func(ctx context.Context) error {
			_, err := s.ListLinks(ctx, scope, of[1:2], store.LinkQuery{}, page)
			return err
		},
		"look-ups": func(ctx context.Context) error {
			_, err := s.Entities(ctx, 0, make([]knowledge.ID, 5000))
			return err
		},
		"scan": func(ctx context.Context) error {
			for _, err := range s.Scan(ctx, 0, knowledge.TableStatement, "") {
				if err != nil {
					return err
				}
			}
			return nil
		},
		"changes": func(ctx context.Context) error {
			for _, err := range s.Changes(ctx, 1) {
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	for name, call := range calls {
		require.NoError(t, call(ctx), name)
		assert.ErrorIs(t, call(&later{Context: ctx, looks: 1}), context.Canceled, "%s: looked at once, and then gone", name)
	}
	var changes []store.Change
	for row, err := range s.Scan(ctx, 0, knowledge.TableStatement, "") {
		require.NoError(t, err)
		changes = append(changes, store.Change{Remove: row.Key()})
	}
	for looks := 1; ; looks++ {
		_, err := s.Apply(&later{Context: ctx, looks: looks}, storetest.ChangeSet(1, changes))
		if err == nil {
			break
		}
		require.ErrorIs(t, err, context.Canceled)
		r, err := s.Revision(ctx, 0)
		require.NoError(t, err)
		require.Equal(t, 1, r.Number)
	}
}
