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
		"a file that is closed": {func(f *file) context.Context {
			assert.NoError(t, f.db.Close())
			return context.Background()
		}, "cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(context.Background(), dir, nil)
			require.NoError(t, err)
			before, err := os.ReadFile(filepath.Join(dir, FileName))
			require.NoError(t, err)
			err = s.file.Append(tt.spoil(s.file), &knowledge.Revision{Number: 1}, one())
			assert.ErrorContains(t, err, tt.want)
			_ = s.Close()
			after, err := os.ReadFile(filepath.Join(dir, FileName))
			require.NoError(t, err)
			assert.Equal(t, before, after)
		})
	}
}

func TestAppend_AFileThatCannotBeWritten(t *testing.T) {
	s, err := Open(context.Background(), t.TempDir(), nil)
	require.NoError(t, err)
	require.NoError(t, s.file.os.Close())
	err = s.file.Append(context.Background(), &knowledge.Revision{Number: 1}, one())
	assert.Equal(t, knowledge.Unavailable, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, s.file.path)
}

func TestOpen_Cancelled(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(context.Background(), dir, nil)
	require.NoError(t, err)
	require.NoError(t, s.file.Append(context.Background(), &knowledge.Revision{Number: 1}, one()))
	require.NoError(t, s.Close())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Open(ctx, dir, nil)
	assert.ErrorIs(t, err, context.Canceled)
}
