package dataset_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/dataset"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// endless is a folder of which one file is a single line of a size, made while it is read.
type endless struct {
	fs.FS
	name string
	size int64
}

func (e endless) Open(name string) (fs.File, error) {
	if name == e.name {
		return &endlessFile{e, io.LimitReader(letters{}, e.size)}, nil
	}
	return e.FS.Open(name)
}

// ReadDir gives the file besides what the folder has.
func (e endless) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(e.FS, name)
	if name == "." {
		entries = append(entries, fs.FileInfoToDirEntry(e))
	}
	return entries, err
}

func (e endless) Name() string       { return e.name }
func (e endless) Size() int64        { return e.size }
func (e endless) Mode() fs.FileMode  { return 0o600 }
func (e endless) ModTime() time.Time { return time.Time{} }
func (e endless) IsDir() bool        { return false }
func (e endless) Sys() any           { return nil }

type endlessFile struct {
	endless
	io.Reader
}

func (f *endlessFile) Stat() (fs.FileInfo, error) { return f.endless, nil }
func (f *endlessFile) Close() error               { return nil }

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// allocated runs work and gives the bytes that it allocated in all.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestLineOf100MB_IsRefusedInLittleMemory(t *testing.T) {
	folder := endless{with(only("")), "entities.yaml", 100_000_000}
	var f *dataset.Folder
	bytes := allocated(func() {
		var err error
		f, err = dataset.Read(t.Context(), folder, "demo", nil)
		require.NoError(t, err)
	})
	assert.Equal(t, []string{"entities.yaml:1:1: error: the line has more than 1 MiB, which is all that is read [too-large]"}, problems(f))
	assert.Less(t, bytes, uint64(20<<20))
}

// TestPipes_AreNotOpened: to open one waits for a writer, to read one for its end.
func TestPipes_AreNotOpened(t *testing.T) {
	for _, name := range []string{"dataset.yaml", "statements.yaml", "documents/pipe.md", "documents"} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "demo")
			for file, text := range demo() {
				if file == name || strings.HasPrefix(file, name+"/") {
					continue
				}
				require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, file)), 0o755))
				require.NoError(t, os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600))
			}
			require.NoError(t, exec.CommandContext(t.Context(), "mkfifo", filepath.Join(folder, name)).Run())
			dir, err := dataset.Open(folder)
			require.NoError(t, err)
			defer func() { assert.NoError(t, dir.Close()) }()
			f, err := dataset.Read(t.Context(), dir, "demo", nil)
			require.NoError(t, err)
			unreadable := slices.IndexFunc(f.Problems.List, func(p dataset.Problem) bool { return p.File == name && p.Code == dataset.Unreadable })
			assert.GreaterOrEqual(t, unreadable, 0, f.Problems.String())
		})
	}
}

func TestOpen_OfAPipe_IsRefused(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "demo")
	require.NoError(t, exec.CommandContext(t.Context(), "mkfifo", pipe).Run())
	_, err := dataset.Open(pipe)
	assert.ErrorContains(t, err, "is a file; a dataset is a folder")
}

func TestFileOver256MiB_IsNotRead(t *testing.T) {
	folder := endless{with(only("")), "entities.yaml", dataset.MaxListFile + 1}
	f, err := dataset.Read(t.Context(), folder, "demo", nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"entities.yaml:1:1: error: the file has more than 256 MiB, which is all that is read; divide it into several datasets [too-large]"}, problems(f))
}

func TestAliasBombs_AreRefusedBeforeTheyGrow(t *testing.T) {
	laughs := "- &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for c := 'b'; c <= 'i'; c++ {
		laughs += fmt.Sprintf("- &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	merges := "- &a {id: country:a, name: A}\n- <<: *a\n"
	inFrontMatter := strings.Replace(demoDocument("x\n"), "title: An article", "title: &a [x]\nauthor: *a", 1)
	for name, files := range map[string]map[string]string{"lists": only(laughs), "merge keys": only(merges), "front matter": document(inFrontMatter)} {
		t.Run(name, func(t *testing.T) {
			var f *dataset.Folder
			bytes := allocated(func() { f = read(t, files) })
			require.NotZero(t, f.Problems.Errors)
			assert.Equal(t, dataset.BrokenYAML, f.Problems.List[0].Code)
			assert.Contains(t, f.Problems.List[0].Message, "anchors and aliases (& and *) are not read")
			assert.Less(t, bytes, uint64(1<<20))
		})
	}
}

func TestManyErrors_AreCountedAndTheFirstShown(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which runs short tests, allocates for itself")
	}
	const n = 100_000
	var f *dataset.Folder
	bytes := allocated(func() { f = read(t, only(strings.Repeat("- x\n", n))) })
	assert.Equal(t, n, f.Problems.Errors)
	require.Len(t, f.Problems.List, dataset.MaxProblems)
	assert.Equal(t, "entities.yaml:1000:3: error: an entity is a mapping of keys to values, not a text; its keys are id, name, abbreviation, description, names, identifiers, location and region [wrong-type]", f.Problems.List[999].String())
	assert.True(t, strings.HasSuffix(f.Problems.String(), "\nand 99000 more errors"))
	assert.Less(t, bytes, uint64(512<<20))
}

func TestManyEntitiesOfOneName_AreReadInTimeAndTheFirstNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which runs short tests, takes many times as long")
	}
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, "- {id: country:c%05d, name: Georgia}\n", i)
	}
	began := time.Now()
	f := read(t, map[string]string{"entities.yaml": b.String() + "- {id: alliance:nato, name: NATO}\n"})
	assert.Less(t, time.Since(began), 20*time.Second, "not the square of their number")
	assert.Equal(t, 1, f.Problems.Errors)
	last := f.Problems.List[len(f.Problems.List)-1]
	assert.Equal(t, `"Georgia" is the name of several entities: country:c00000, country:c00001, country:c00002, country:c00003, country:c00004, `+
		`country:c00005, country:c00006, country:c00007, country:c00008, country:c00009 and 49990 more`, last.Message)
}
