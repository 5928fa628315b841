package main

import (
	"errors"
	"os"
	"strings"

	"entente/internal/export"
	"entente/internal/knowledge"
	"entente/internal/loader"
)

// exportedRows is how the name of a file ends that has exported rows.
const exportedRows = ".jsonl"

// readExported reads the files of exported rows among arguments, and returns the others.
func readExported(args []string) (dirs []string, contents []loader.Content, err error) {
	var errs []error
	for _, name := range args {
		if !strings.HasSuffix(name, exportedRows) {
			dirs = append(dirs, name)
			continue
		}
		found, err := readExportedFile(name)
		errs = append(errs, err)
		for _, c := range found {
			contents = append(contents, c)
		}
	}
	return dirs, contents, errors.Join(errs...)
}

// beside adds built-in datasets to those that were read from files, unless a file has them.
func beside(exported, builtIn []loader.Content) []loader.Content {
	has := map[knowledge.RowKey]bool{}
	for _, c := range exported {
		has[datasetOf(c)] = true
	}
	for _, c := range builtIn {
		if !has[datasetOf(c)] {
			exported = append(exported, c)
		}
	}
	return exported
}

// datasetOf is the key of the dataset of a content, which is its first row.
func datasetOf(c loader.Content) knowledge.RowKey {
	for row := range c.Rows() {
		return row.Key()
	}
	return knowledge.RowKey{}
}

func readExportedFile(name string) ([]*export.Content, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return export.Read(name, file)
}
