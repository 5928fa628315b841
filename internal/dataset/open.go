package dataset

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"entente/internal/knowledge"
)

// Dir is a folder of the disk, opened for Read. No path and no link leads out of it.
type Dir struct {
	fs.FS
	// Name is the folder's own name, which its dataset's id ends in.
	Name string
	root *os.Root
}

// Open opens a folder; the caller closes it. The error, with the code BadInput, says that it is not there, is no folder,
// or may not be read.
func Open(dir string) (*Dir, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open dataset %s: %w", dir, err)
	}
	if info, err := os.Stat(absolute); err == nil && !info.IsDir() {
		return nil, knowledge.Errorf(knowledge.BadInput, "%s is a file; a dataset is a folder with a dataset.yaml", dir)
	}
	root, err := os.OpenRoot(absolute)
	if err != nil {
		return nil, &knowledge.Error{Code: knowledge.BadInput, Message: fmt.Sprintf("the dataset folder %s cannot be opened: %v", dir, reason(err)), Cause: err}
	}
	return &Dir{FS: root.FS(), Name: filepath.Base(absolute), root: root}, nil
}

// Stat describes a file without opening it: to open a named pipe waits for a writer, perhaps for ever.
func (d *Dir) Stat(name string) (fs.FileInfo, error) { return fs.Stat(d.FS, name) }

// Close closes the folder.
func (d *Dir) Close() error { return d.root.Close() }
