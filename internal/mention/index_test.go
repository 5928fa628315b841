package mention_test

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/mention"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// apply adds rows as one revision.
func apply(t *testing.T, s store.Store, rows ...knowledge.Row) {
	t.Helper()
	newest, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	_, err = s.Apply(t.Context(), store.ChangeSet{Base: newest.Number, At: time.Unix(0, 0), Description: "test", Changes: func(yield func(store.Change, error) bool) {
		for _, row := range rows {
			if !yield(store.Change{Put: row}, nil) {
				return
			}
		}
	}})
	require.NoError(t, err)
}

func document(t *testing.T, id, text string) *knowledge.Document {
	t.Helper()
	day, err := edtf.ParseDate("2025")
	require.NoError(t, err)
	return &knowledge.Document{ID: id, Title: id, Language: "en", Reliability: knowledge.ReliabilityC, PublishedOn: day, Text: knowledge.Text(text), Dataset: "dataset:d"}
}

func entity(id, name string) *knowledge.EntityPart {
	return &knowledge.EntityPart{Entity: knowledge.Entity{ID: id, Name: name}, Dataset: "dataset:d"}
}

func fixture(t *testing.T) store.Store {
	s := memstore.New()
	apply(t, s,
		&knowledge.Dataset{ID: "dataset:d", Title: "d", License: "CC0-1.0", Version: "1"},
		document(t, "document:a", "Georgia and NATO."), document(t, "document:b", "NATO alone."),
		entity("country:georgia", "Georgia"), entity("alliance:nato", "NATO"),
	)
	return s
}

func TestIndex_AnswersByDocumentEntityAndID(t *testing.T) {
	x, err := mention.Build(t.Context(), fixture(t), 1)
	require.NoError(t, err)
	require.Len(t, x.OfDocument("document:a"), 2)
	assert.Equal(t, &knowledge.Mention{ID: "mention:a-12-16", Document: "document:a", Entity: "alliance:nato", Text: "NATO", Start: 12, End: 16}, x.OfDocument("document:a")[1])
	require.Len(t, x.OfEntity("alliance:nato"), 2)
	assert.Equal(t, "document:b", x.OfEntity("alliance:nato")[1].Document)
	assert.Equal(t, x.OfDocument("document:a")[1], x.ByID("mention:a-12-16"))
	for _, id := range []knowledge.ID{"mention:a-12-17", "mention:a-0-1", "mention:z-0-1", "country:georgia", ""} {
		assert.Nil(t, x.ByID(id), id)
	}
}

func TestIndex_FollowsTheRevision(t *testing.T) {
	s := fixture(t)
	apply(t, s, entity("country:georgia", "Sakartvelo"))
	cache := mention.NewCache(s)
	for revision, count := range map[int]int{1: 1, 2: 0} {
		x, err := cache.At(t.Context(), revision)
		require.NoError(t, err)
		assert.Len(t, x.OfEntity("country:georgia"), count)
	}
}

// counting counts how often texts are read, and fails on demand.
type counting struct {
	store.Store
	scans atomic.Int32
	fails atomic.Bool
}

var errScan = errors.New("scan")

func (c *counting) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	if table == knowledge.TableDocument {
		c.scans.Add(1)
	}
	if c.fails.Load() {
		return func(yield func(knowledge.Row, error) bool) { yield(nil, errScan) }
	}
	return c.Store.Scan(ctx, revision, table, dataset)
}

func TestCache_BuildsARevisionOnceForAll(t *testing.T) {
	s := &counting{Store: fixture(t)}
	cache := mention.NewCache(s)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			x, err := cache.At(t.Context(), 1)
			assert.NoError(t, err)
			assert.Len(t, x.OfEntity("alliance:nato"), 2)
		})
	}
	group.Wait()
	assert.EqualValues(t, 1, s.scans.Load())
}

func TestCache_KeepsOnlyTheLastFew(t *testing.T) {
	s := &counting{Store: fixture(t)}
	for i := range 5 {
		apply(t, s, entity("country:georgia", string(rune('A'+i))+"land"))
	}
	cache := mention.NewCache(s)
	for _, revision := range []int{1, 2, 3, 4, 5, 5, 4, 1} {
		_, err := cache.At(t.Context(), revision)
		require.NoError(t, err)
	}
	assert.EqualValues(t, 6, s.scans.Load(), "1 to 5, and 1 again, which was the oldest")
}

func TestCache_AFailureIsNotKept(t *testing.T) {
	s := &counting{Store: fixture(t)}
	cache := mention.NewCache(s)
	s.fails.Store(true)
	_, err := cache.At(t.Context(), 1)
	assert.ErrorIs(t, err, errScan)
	s.fails.Store(false)
	_, err = cache.At(t.Context(), 1)
	assert.NoError(t, err)
}

// slow blocks until it is released.
type slow struct {
	store.Store
	begun, goOn chan struct{}
}

func (s *slow) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	if table == knowledge.TableEntity {
		close(s.begun)
		<-s.goOn
	}
	return s.Store.Scan(ctx, revision, table, dataset)
}

func TestCache_WhoWaitsMayGiveUp(t *testing.T) {
	s := &slow{fixture(t), make(chan struct{}), make(chan struct{})}
	cache := mention.NewCache(s)
	var group sync.WaitGroup
	group.Go(func() {
		_, err := cache.At(t.Context(), 1)
		assert.NoError(t, err)
	})
	<-s.begun
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := cache.At(cancelled, 1)
	assert.ErrorIs(t, err, context.Canceled)
	close(s.goOn)
	group.Wait()
}
