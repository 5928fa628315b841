package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/seed"
)

// vocabulary is the built-in dataset of relations, which all others rest on.
const vocabulary = "vocabulary"

// folder is a dataset folder of the command line.
type folder struct {
	// dir is the folder as it was named.
	dir string
	// content is what it says; nil where it could not be opened, for the reason in err.
	content *dataset.Folder
	err     error
}

// isUnreadable says whether the folder, or a file in it, could not be read, so that nobody knows whether it is valid.
func (f *folder) isUnreadable() bool {
	if f.err != nil {
		return true
	}
	for _, p := range f.content.Problems.List {
		if p.Code == dataset.Unreadable {
			return true
		}
	}
	return false
}

// statusOf gives the exit status that says most about folders.
func statusOf(folders []*folder) int {
	status := exitOK
	for _, f := range folders {
		switch {
		case f.isUnreadable():
			return exitUnreadable
		case f.content.Problems.Errors > 0:
			status = exitFailed
		}
	}
	return status
}

// thriftyPercent is by how much the heap may grow over what is in use while folders are read and loaded: half, where Go takes as much
// again. Of 500,000 statements that is 430 MB instead of 550, for an eighth more time.
const thriftyPercent = 50

// beThrifty keeps the memory of a command near what it holds, until end is called. GOGC counts instead where it is set.
func beThrifty() (end func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(thriftyPercent)
	return func() { debug.SetGCPercent(before) }
}

// readFolders reads folders against a graph and built-in datasets beside it, which it gives too: all that no folder replaces where
// withSeed asks for them, else the vocabulary where the graph has none. The error is the context's or the store's; what is wrong
// with a folder is in its place.
func readFolders(ctx context.Context, s store.Reader, dirs []string, withSeed bool) (folders []*folder, beside []loader.Content, err error) {
	builtIn, err := builtInBeside(ctx, s, withSeed)
	if err != nil {
		return nil, nil, err
	}
	var sources []dataset.Source
	var opened []*folder
	for _, dir := range dirs {
		f := &folder{dir: dir}
		folders = append(folders, f)
		open, openErr := dataset.Open(dir)
		if openErr != nil {
			f.err = openErr
			continue
		}
		defer func() { err = errors.Join(err, open.Close()) }()
		opened = append(opened, f)
		sources = append(sources, dataset.Source{FS: open, Name: open.Name})
	}
	builtIn = slices.DeleteFunc(builtIn, func(name string) bool { return named(sources, name) })
	if beside, err = readSeed(ctx, s, builtIn...); err != nil {
		return nil, nil, err
	}
	contents, err := loader.Read(ctx, s, sources, beside...)
	if err != nil {
		return nil, nil, err
	}
	for i, c := range contents {
		opened[i].content = c
	}
	return folders, beside, nil
}

// builtInBeside names the built-in datasets that folders are read beside.
func builtInBeside(ctx context.Context, s store.Reader, all bool) ([]string, error) {
	if all {
		return seed.Names(), nil
	}
	missing, err := loader.Missing(ctx, s, knowledge.DatasetPrefix+":"+vocabulary)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	return []string{vocabulary}, nil
}

func named(sources []dataset.Source, name string) bool {
	for _, s := range sources {
		if s.Name == name {
			return true
		}
	}
	return false
}
