// Package preset has mappings for tables of the field: how their rows become claims, and no rows. A user brings the files.
//
// Start at All, which gives them. docs/presets.md has the page of each.
package preset

import (
	"embed"
	"io/fs"
	"strings"
)

// files has a folder for each preset: the files of a dataset's folder, with NAME for its name, and README.md, its page.
//
//go:embed files
var files embed.FS

const root = "files"

// Preset is a dataset's folder without its tables.
type Preset struct {
	// Name names it on the command line; Title is the first line of its page.
	Name, Title string
	// FS has its files: dataset.yaml, mappings/, README.md, and what else it needs. NAME in dataset.yaml stands for the dataset's name.
	FS fs.FS
}

// All gives all presets, by name. The error is of the embedded files, which cannot be broken in a program that was tested.
func All() ([]Preset, error) {
	entries, err := files.ReadDir(root)
	if err != nil {
		return nil, err
	}
	var all []Preset
	for _, e := range entries {
		sub, err := fs.Sub(files, root+"/"+e.Name())
		if err != nil {
			return nil, err
		}
		page, err := fs.ReadFile(sub, "README.md")
		if err != nil {
			return nil, err
		}
		title, _, _ := strings.Cut(strings.TrimPrefix(string(page), "# "), "\n")
		all = append(all, Preset{e.Name(), title, sub})
	}
	return all, nil
}
