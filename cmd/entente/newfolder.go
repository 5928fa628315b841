package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/seed"
)

// templates are the files of a new dataset, with NAME for its name.
//
//go:embed template
var templates embed.FS

// placeholder is replaced by the dataset's name in templates and in their file names.
const placeholder = "NAME"

// schemaDir is the directory of the schemas that the files of a dataset name. A directory that begins with a dot is not part of the
// dataset.
const schemaDir = ".schemas"

// makeDir makes the folder of a new dataset, and returns the dataset's name.
func makeDir(dir string) (name string, err error) {
	name = filepath.Base(filepath.Clean(dir))
	id := knowledge.DatasetPrefix + ":" + name
	switch {
	case knowledge.CheckID(id) != nil:
		return "", fmt.Errorf("%s is no name for a dataset: it has letters a-z, digits and -", knowledge.Quote(name))
	case slices.Contains(seed.Names(), name):
		return "", fmt.Errorf("%s comes with the program: choose another name", id)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("%s is there already; nothing was written", dir)
		}
		return "", err
	}
	return name, nil
}

// writeTemplates writes the files of a new dataset and returns their names.
func writeTemplates(dir, name string) (written []string, err error) {
	const root = "template"
	err = fs.WalkDir(templates, root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || file == root {
			return err
		}
		own := strings.ReplaceAll(strings.TrimPrefix(file, root+"/"), placeholder, name)
		target := filepath.Join(dir, filepath.FromSlash(own))
		if entry.IsDir() {
			return os.Mkdir(target, 0o755)
		}
		text, err := templates.ReadFile(file)
		if err != nil {
			return err
		}
		written = append(written, own)
		return os.WriteFile(target, []byte(strings.ReplaceAll(string(text), placeholder, name)), 0o644)
	})
	return written, err
}

// writeSchemas writes the schemas into a directory.
func writeSchemas(dir string) error {
	schemas, err := dataset.Schemas()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range schemas {
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
