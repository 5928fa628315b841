package boltstore_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

var ctx = context.Background()

func open(t testing.TB, dir string) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(ctx, dir, nil)
	require.NoError(t, err)
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		s := open(t, t.TempDir())
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
}

// reopening is a store that is closed and opened again after each change, so that a test that reads what it wrote reads what
// was kept.
type reopening struct {
	store.Store
	t   *testing.T
	dir string
}

func (r *reopening) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
	revision, err := r.Store.Apply(ctx, change)
	if err != nil {
		return nil, err
	}
	require.NoError(r.t, r.Store.Close())
	r.Store = open(r.t, r.dir)
	return revision, nil
}

// TestStoreReopenedAfterEachChange leaves out the tests of calls, which close a store or read it while it is written.
func TestStoreReopenedAfterEachChange(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole suite, with a file that is opened anew each time")
	}
	storetest.Run(t, func(t *testing.T) store.Store {
		dir := t.TempDir()
		if strings.Contains(t.Name(), "/Calls/") {
			s := open(t, dir)
			t.Cleanup(func() { _ = s.Close() })
			return s
		}
		r := &reopening{Store: open(t, dir), t: t, dir: dir}
		t.Cleanup(func() { _ = r.Store.Close() })
		return r
	})
}

// world applies the suite's world, then takes the statements of one document away, changes one, and undoes that.
func world(t testing.TB, s store.Store) {
	t.Helper()
	var rows []knowledge.Row
	w := storetest.NewWorld(t)
	rows = append(rows, w.Rows()...)
	_, err := s.Apply(ctx, storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(t, err)
	mended := *w.Statement("a12")
	mended.Note = "since its second year"
	change := storetest.ChangeSet(1, append(storetest.Remove(w.Statement("l1")), storetest.Put(&mended)...))
	change.Description = "a\xffb"
	_, err = s.Apply(ctx, change)
	require.NoError(t, err)
	undo := storetest.ChangeSet(2, storetest.Put(w.Statement("l1"), w.Statement("a12")))
	undo.Undoes = 2
	_, err = s.Apply(ctx, undo)
	require.NoError(t, err)
}

// contents gives all that a store holds, at all revisions.
func contents(t testing.TB, s store.Store) (all []any) {
	t.Helper()
	newest, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	for n := 1; n <= newest.Number; n++ {
		r, err := s.Revision(ctx, n)
		require.NoError(t, err)
		all = append(all, *r)
		for change, err := range s.Changes(ctx, n) {
			require.NoError(t, err)
			all = append(all, change)
		}
		for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
			for row, err := range s.Scan(ctx, n, table, "") {
				require.NoError(t, err)
				all = append(all, row)
			}
		}
	}
	return all
}

func TestOpen_GivesBackAllRevisions(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	world(t, s)
	want := contents(t, s)
	require.NoError(t, s.Close())
	var told [][2]int
	again, err := boltstore.Open(ctx, dir, func(done, total int) { told = append(told, [2]int{done, total}) })
	require.NoError(t, err)
	defer func() { require.NoError(t, again.Close()) }()
	assert.Equal(t, want, contents(t, again))
	require.NotEmpty(t, told)
	last := told[len(told)-1]
	assert.Equal(t, last[1], last[0], "in the end all was read")
	assert.Equal(t, [2]int{0, last[1]}, told[0])
}
