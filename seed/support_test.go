package seed_test

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"entente/internal/dataset"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/seedtest"

	"github.com/stretchr/testify/require"
)

// readSeed returns the embedded datasets, in load order. They are read once for all tests, which do not change them.
func readSeed(t testing.TB) []*dataset.Folder {
	t.Helper()
	if testing.Short() {
		t.Skip("reading all datasets takes seconds, and a minute with the race detector")
	}
	return seedtest.Folders(t)
}

// reference is the dataset of this name.
func reference(t testing.TB) *dataset.Folder {
	t.Helper()
	return named(t, "reference")
}

// named is the dataset of a name.
func named(t testing.TB, name string) *dataset.Folder {
	t.Helper()
	folders := readSeed(t)
	at := slices.IndexFunc(folders, func(f *dataset.Folder) bool { return f.Name == name })
	require.GreaterOrEqual(t, at, 0)
	return folders[at]
}

// world is every entity of datasets in load order, as a graph that has them gives it.
func world(folders ...*dataset.Folder) map[knowledge.ID]*knowledge.Entity {
	parts := map[knowledge.ID][]*knowledge.EntityPart{}
	for _, f := range folders {
		for _, p := range f.Entities {
			parts[p.ID] = append(parts[p.ID], p)
		}
	}
	all := map[knowledge.ID]*knowledge.Entity{}
	for id, p := range parts {
		all[id] = knowledge.MergeEntity(p)
	}
	return all
}

// areas are the countries and territories of a list of parts, by id.
func areas(parts []*knowledge.EntityPart) []*knowledge.EntityPart {
	var found []*knowledge.EntityPart
	for _, p := range parts {
		if kind, _ := knowledge.KindOf(p.ID); kind == knowledge.KindCountry || kind == knowledge.KindTerritory {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b *knowledge.EntityPart) int { return cmp.Compare(a.ID, b.ID) })
	return found
}

// on is a date of a test, or none.
func on(t *testing.T, text string) edtf.Date {
	t.Helper()
	if text == "" {
		return edtf.Date{}
	}
	date, err := edtf.ParseDate(text)
	require.NoError(t, err)
	return date
}

// today is a day on which the codes that have no end hold.
const today = "2026-01-22"

// oracle reads a table that stands beside the checkout on some machines and is never part of the project, by column name.
func oracle(t *testing.T, path ...string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(append([]string{"..", "..", "shared", "data"}, path...)...))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the tables to check against are not beside this checkout")
	}
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	lines, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	require.NotEmpty(t, rows)
	return rows
}

// BenchmarkReadSeed reads and checks all built-in datasets, as each start of the program without a data directory does.
func BenchmarkReadSeed(b *testing.B) {
	for b.Loop() {
		_, err := seedtest.Read()
		require.NoError(b, err)
	}
}
