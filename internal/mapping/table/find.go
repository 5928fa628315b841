package table

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"entente/internal/knowledge"
)

// Dir is the folder of a dataset that its tables are in.
const Dir = "tables"

// Files are where tables are found: in a dataset's folder, or outside.
type Files struct {
	FS fs.FS
	// Outside are files by the names of their tables. They go before those of the folder.
	Outside map[string]string
}

// Find gives the file of a table: its file system, its name there, and the name to show. Its errors are of the type *Error.
func (f Files) Find(name string) (fsys fs.FS, file, shown string, err error) {
	if outside, ok := f.Outside[name]; ok {
		return os.DirFS(filepath.Dir(outside)), filepath.Base(outside), outside, nil
	}
	entries, err := fs.ReadDir(f.FS, Dir)
	var found, others []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if stem := Stem(e.Name()); stem == name {
			found = append(found, e.Name())
		} else {
			others = append(others, stem)
		}
	}
	switch {
	case len(found) == 1:
		file = path.Join(Dir, found[0])
		return f.FS, file, file, nil
	case len(found) > 1:
		return nil, "", "", &Error{Message: fmt.Sprintf("several files have the table %s: %s", name, strings.Join(found, ", ")), Hint: "keep one of them"}
	}
	return nil, "", "", &Error{
		Message: "there is no table " + knowledge.Quote(name) + knowledge.DidYouMean(name, others), Missing: err != nil && len(f.Outside) == 0,
		Hint: fmt.Sprintf("put it into %s/%s.csv (or .%s), or name it: --table %s=PATH", Dir, name, strings.Join(Formats()[1:], ", ."), name),
	}
}
