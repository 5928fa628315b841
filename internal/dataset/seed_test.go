package dataset_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"entente/internal/dataset"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The data that the project ships must be without any problem, warnings too.
func TestSeed(t *testing.T) {
	entries, err := os.ReadDir("../../seed")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no seed")
	}
	require.NoError(t, err)
	var sources []dataset.Source
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "testdata" {
			continue
		}
		dir, err := dataset.Open(filepath.Join("../../seed", e.Name()))
		require.NoError(t, err)
		t.Cleanup(func() { _ = dir.Close() })
		sources = append(sources, dataset.Source{FS: dir, Name: dir.Name})
	}
	folders, err := dataset.ReadAll(t.Context(), sources, nil)
	require.NoError(t, err)
	for _, f := range folders {
		assert.Empty(t, f.Problems.String(), f.Name)
		t.Logf("%s: %d relations, %d entities, %d documents, %d statements", f.Name, len(f.Relations), len(f.Entities), len(f.Documents), f.Statements.Len())
	}
}
