package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// treaties is a small dataset that rests on the built-in vocabulary and names Georgia of another dataset.
func treaties() map[string]string {
	return map[string]string{
		"dataset.yaml":      "id: dataset:treaties\ntitle: Treaties\nlicense: CC0-1.0\nversion: \"1\"\n",
		"entities.yaml":     "- id: country:norland\n  name: Norland\n- id: alliance:northern-pact\n  name: Northern Pact\n  abbreviation: NP\n",
		"documents/pact.md": "---\ntitle: The pact\npublishedOn: 1994-05-04\nlanguage: en\nreliability: B\n---\nNorland has been a member of the Northern Pact since 1990.\nNorland borders Esteria.\nGeorgia will become a member.\n",
		"statements.yaml":   "- subject: Norland\n  relation: MEMBER_OF\n  object: NP\n  valid: 1990/..\n  quote: Norland has been a member of the Northern Pact since 1990\n",
	}
}

// with gives the files with others in their place; an empty text takes one away.
func with(files map[string]string, name, text string) map[string]string {
	if files[name] = text; text == "" {
		delete(files, name)
	}
	return files
}

// write makes a dataset folder under a name of its own and gives its path.
func write(t *testing.T, name string, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	rewrite(t, dir, files)
	return dir
}

// rewrite puts files into a folder.
func rewrite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for file, text := range files {
		path := filepath.Join(dir, file)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
}

// result is what a command did.
type result struct {
	status    int
	out, errs string
}

// entente runs the program with its own stores.
func entente(t *testing.T, args ...string) result {
	t.Helper()
	return runProgram(t.Context(), tested(), args...)
}

func runProgram(ctx context.Context, p program, args ...string) result {
	var out, errs bytes.Buffer
	status := p.run(ctx, args, &out, &errs)
	return result{status, out.String(), errs.String()}
}

// keptStore is a store that outlives the commands that are run on it.
type keptStore struct{ *memstore.Store }

// Close leaves the store open for the next command.
func (keptStore) Close() error { return nil }

// kept gives a program on one empty store that all its commands share, as they do one that is on disk.
func kept(t *testing.T) (program, *memstore.Store) {
	t.Helper()
	s := memstore.New()
	t.Cleanup(func() { _ = s.Close() })
	return program{openStore: func(context.Context, storeOptions) (*openedStore, error) {
		return &openedStore{Store: keptStore{s}, kept: true}, nil
	}}, s
}

func TestHeapGrowth_IsTheSlackAndNoMore(t *testing.T) {
	for live, want := range map[uint64]int{0: maxHeapGrowth, 1 << 20: maxHeapGrowth, 256 << 20: 100, 512 << 20: 50, 1 << 30: 20, 64 << 30: minHeapGrowth} {
		assert.Equal(t, want, heapGrowth(live), live)
	}
}

func TestBeThrifty_EndsAsItBegan_AndLeavesGOGCAlone(t *testing.T) {
	const own = 300
	was := debug.SetGCPercent(own)
	defer debug.SetGCPercent(was)
	percent := func() int {
		now := debug.SetGCPercent(own)
		debug.SetGCPercent(now)
		return now
	}
	t.Setenv("GOGC", "")
	end := limitHeapGrowth()
	assert.LessOrEqual(t, percent(), maxHeapGrowth)
	end()
	assert.Equal(t, own, percent())
	t.Setenv("GOGC", "300")
	end = limitHeapGrowth()
	assert.Equal(t, own, percent())
	end()
	assert.Equal(t, own, percent())
}
