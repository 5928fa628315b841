package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/seed"
)

// vocabulary is the built-in dataset of relations, which all others use.
const vocabulary = "vocabulary"

// readFolders reads folders against a graph and built-in datasets, which it returns too: all that no folder replaces with withSeed, else
// the vocabulary if the graph lacks it. The error is that of the context or the store; problems of a folder are in its content.
func readFolders(ctx context.Context, s store.Reader, dirs []string, withSeed bool, tables tableOptions) (folders []*folder, beside []loader.Content, err error) {
	builtIn, err := builtInNames(ctx, s, withSeed)
	if err != nil {
		return nil, nil, err
	}
	outside, err := tables.outside()
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
		sources = append(sources, dataset.Source{FS: open, Name: open.Name, Tables: outside, Progress: tables.progress(), Preview: tables.preview, MaxProblems: tables.problems})
	}
	builtIn = slices.DeleteFunc(builtIn, func(name string) bool { return hasSource(sources, name) })
	if beside, err = readSeed(ctx, s, builtIn...); err != nil {
		return nil, nil, err
	}
	contents, err := loader.Read(ctx, s, sources, beside...)
	if err != nil {
		return nil, nil, err
	}
	now := time.Now()
	for i, c := range contents {
		c.CheckFuture(now)
		opened[i].content = c
	}
	return folders, beside, nil
}

// builtInNames returns the names of the built-in datasets to read with the folders.
func builtInNames(ctx context.Context, s store.Reader, all bool) ([]string, error) {
	if all {
		return seed.Names(), nil
	}
	missing, err := loader.Missing(ctx, s, knowledge.DatasetPrefix+":"+vocabulary)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	return []string{vocabulary}, nil
}

func hasSource(sources []dataset.Source, name string) bool {
	for _, s := range sources {
		if s.Name == name {
			return true
		}
	}
	return false
}
