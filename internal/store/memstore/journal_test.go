package memstore_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

// notebook is a journal in memory. It fails with err where that is not nil.
type notebook struct {
	records []memstore.Record
	err     error
}

func (n *notebook) Append(_ context.Context, r *knowledge.Revision, changes []store.RowChange) error {
	if n.err != nil {
		return n.err
	}
	record := memstore.Record{Revision: r}
	for _, c := range changes {
		if c.After != nil {
			record.Changes = append(record.Changes, store.Change{Put: c.After})
		} else {
			record.Changes = append(record.Changes, store.Change{Remove: c.Before.Key()})
		}
	}
	n.records = append(n.records, record)
	return nil
}

func all(records []memstore.Record) iter.Seq2[memstore.Record, error] {
	return func(yield func(memstore.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// journaled gives a notebook with two revisions of the world, and the newest.
func journaled(t *testing.T) (*notebook, *knowledge.Revision) {
	t.Helper()
	ctx, n, w := context.Background(), &notebook{}, storetest.NewWorld(t)
	s, err := memstore.Restore(ctx, n, all(nil))
	require.NoError(t, err)
	_, err = s.Apply(ctx, storetest.ChangeSet(0, storetest.Put(w.Rows()...)))
	require.NoError(t, err)
	r, err := s.Apply(ctx, storetest.ChangeSet(1, storetest.Remove(w.Statement("a1"))))
	require.NoError(t, err)
	require.Len(t, n.records, 2)
	return n, r
}

func TestRestore_GivesTheSameContent(t *testing.T) {
	n, want := journaled(t)
	s, err := memstore.Restore(context.Background(), n, all(n.records))
	require.NoError(t, err)
	got, err := s.Revision(context.Background(), 0)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestRestore_RecordsThatDoNotFit(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(records []memstore.Record) []memstore.Record
		want  string
	}{
		"a revision is missing": {func(r []memstore.Record) []memstore.Record { return r[1:] }, "not there"},
		"one stands twice": {func(r []memstore.Record) []memstore.Record {
			return append(r[:1], memstore.Record{Revision: r[0].Revision})
		}, "revision 1 stands behind revision 1"},
		"a change is missing": {func(r []memstore.Record) []memstore.Record {
			r[0].Changes = r[0].Changes[:len(r[0].Changes)-1]
			return r
		}, "says that it added"},
		"a change stands twice": {func(r []memstore.Record) []memstore.Record {
			r[1].Changes = append(r[1].Changes, r[1].Changes...)
			return r
		}, "changed twice"},
		"a row is another": {func(r []memstore.Record) []memstore.Record {
			d := *r[0].Changes[0].Put.(*knowledge.Dataset)
			d.Title = "Another"
			r[0].Changes[0].Put = &d
			return r
		}, "hash of its content"},
	} {
		t.Run(name, func(t *testing.T) {
			n, _ := journaled(t)
			_, err := memstore.Restore(context.Background(), n, all(tt.spoil(n.records)))
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

func TestRestore_EndsWithTheErrorOfTheRecords(t *testing.T) {
	bad := errors.New("unreadable")
	_, err := memstore.Restore(context.Background(), &notebook{}, func(yield func(memstore.Record, error) bool) { yield(memstore.Record{}, bad) })
	assert.ErrorIs(t, err, bad)
	n, _ := journaled(t)
	_, err = memstore.Restore(&later{Context: context.Background(), looks: 1}, n, all(n.records))
	assert.ErrorIs(t, err, context.Canceled)
}

func TestApply_JournalFails(t *testing.T) {
	ctx, n := context.Background(), &notebook{err: errors.New("no room")}
	s, err := memstore.Restore(ctx, n, all(nil))
	require.NoError(t, err)
	rows := storetest.NewWorld(t).Rows()
	_, err = s.Apply(ctx, storetest.ChangeSet(0, storetest.Put(rows...)))
	assert.ErrorIs(t, err, n.err)
	r, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	assert.Zero(t, r.Number, "nothing was published")
	n.err = nil
	_, err = s.Apply(ctx, storetest.ChangeSet(0, storetest.Put(rows...)))
	assert.NoError(t, err, "the next change is taken")
}
