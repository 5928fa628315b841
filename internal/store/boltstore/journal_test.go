package boltstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// one is a change of one row.
func one() []store.RowChange {
	return []store.RowChange{{After: &knowledge.Dataset{ID: "dataset:d", Title: "D"}}}
}

func TestAppend_Refused_LeavesTheFileAsItWas(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(f *file) context.Context
		want  string
	}{
		"a cancelled context": {func(*file) context.Context {
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			return ctx
		}, context.Canceled.Error()},
		"a write that failed before": {func(f *file) context.Context {
			f.broken = errors.New("open it again")
			return context.Background()
		}, "open it again"},
		"a file that is gone": {func(f *file) context.Context {
			f.path += "-gone"
			return context.Background()
		}, "cannot be used"},
		"a file that another hand changed": {func(f *file) context.Context {
			f.newest = []byte("another revision")
			return context.Background()
		}, "open it again"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(context.Background(), dir, nil)
			require.NoError(t, err)
			before, err := os.ReadFile(filepath.Join(dir, FileName))
			require.NoError(t, err)
			require.NoError(t, s.Close())
			f, err := newFile(filepath.Join(dir, FileName))
			require.NoError(t, err)
			err = f.Append(tt.spoil(f), &knowledge.Revision{Number: 1}, one())
			assert.ErrorContains(t, err, tt.want)
			after, err := os.ReadFile(filepath.Join(dir, FileName))
			require.NoError(t, err)
			assert.Equal(t, before, after)
		})
	}
}

func TestOpen_Cancelled(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(context.Background(), dir, nil)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	f, err := newFile(filepath.Join(dir, FileName))
	require.NoError(t, err)
	require.NoError(t, f.Append(context.Background(), &knowledge.Revision{Number: 1}, one()))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Open(ctx, dir, nil)
	assert.ErrorIs(t, err, context.Canceled)
}
