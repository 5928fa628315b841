package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSplit_LeavesWhatTheTableReaches(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	code := write("generated.go", `package made

import (
	"context"
	"fmt"
)

// Root is what somebody writes.
type Root interface{ Field(ctx context.Context) Thing }

type Thing struct{ name string }

type executor struct{}

// args reads arguments.
func (e *executor) args() string { return helped() }

func (e *executor) run() { fmt.Println(limit) }

func helped() string { return text }

const limit = 3

var (
	text = "text"
	beside = 1
)
`)
	write("table.go", "package made\n\nfunc Table(e *executor) string { return e.args() }\n")
	reference := filepath.Join(dir, "reference")
	require.NoError(t, split(code, "example.com/made", reference))

	left, err := os.ReadFile(code)
	require.NoError(t, err)
	for _, kept := range []string{"// Root is what somebody writes.\ntype Root interface", "type Thing struct", "type executor struct", "// args reads arguments.\nfunc (e *executor) args", "func helped", `text   = "text"`, `"context"`} {
		assert.Contains(t, string(left), kept)
	}
	for _, gone := range []string{"run()", "limit", `"fmt"`} {
		assert.NotContains(t, string(left), gone)
	}

	whole, err := os.ReadFile(filepath.Join(reference, "generated.go"))
	require.NoError(t, err)
	for _, has := range []string{"package reference", "type Root = made.Root", "type Thing = made.Thing", "type executor struct", "func (e *executor) run", "const limit = 3", `"example.com/made"`} {
		assert.Contains(t, string(whole), has)
	}
}

func TestSplit_OfWhatIsNoGo_IsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "generated.go")
	require.ErrorIs(t, split(path, "", t.TempDir()), os.ErrNotExist)
	require.NoError(t, os.WriteFile(path, []byte("no go"), 0o600))
	require.ErrorContains(t, split(path, "", t.TempDir()), "generated.go:1:1")
}
