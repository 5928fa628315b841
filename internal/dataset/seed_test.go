package dataset_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"entente/internal/dataset"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// meantTwice are the names of the data that mean two entities in the world as well: states and territories under one name, Guam and GUAM,
// two islands' capitals, and Ireland and Iceland, Kingston and Kingstown, which differ by a letter. The code AI was that of the French Afars and Issas until 1977; Anguilla's has no date.
var meantTwice = regexp.MustCompile(`^(?:"(?:GUAM|Guam|(?:Armenian|Azerbaijan|Georgian) Soviet Socialist Republic|Congo|Korea|Yugoslavia|Virgin Islands|Kingston)" means|iso2:AI is|"(?:Ireland|Kingstown)" looks like) `)

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
		for _, p := range f.Problems.List {
			assert.Regexp(t, meantTwice, p.Message, "%s: %s", f.Name, p)
		}
		t.Logf("%s: %d relations, %d entities, %d documents, %d statements", f.Name, len(f.Relations), len(f.Entities), len(f.Documents), f.Statements.Len())
	}
}
