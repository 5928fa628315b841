package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/seed"
)

// storeOptions say which store a command works on. There is one kind of store to choose from: the embedded one, in memory.
type storeOptions struct{}

// openedStore is a store with what a command must know of it.
type openedStore struct {
	store.Store
	// kept: what is written outlives the command. A graph in memory does not, so that there is nothing to apply a change to.
	kept bool
}

// openStore gives the store that a command works on. It is the only place that names stores: today the embedded one, in
// memory, with the built-in datasets.
func openStore(ctx context.Context, _ storeOptions) (*openedStore, error) {
	s := memstore.New()
	if err := loadSeed(ctx, s); err != nil {
		return nil, errors.Join(fmt.Errorf("load the built-in datasets: %w", err), s.Close())
	}
	return &openedStore{Store: s}, nil
}

// loadSeed loads the built-in datasets as one revision.
func loadSeed(ctx context.Context, s store.Store) error {
	contents, err := readSeed(ctx, s, seed.Names()...)
	if err != nil {
		return err
	}
	plan, err := loader.NewPlan(ctx, s, contents...)
	if err != nil {
		return err
	}
	_, err = plan.Apply(ctx, s, time.Now())
	return err
}

// readSeed reads built-in datasets, to be loaded into a store.
func readSeed(ctx context.Context, s store.Reader, names ...string) ([]loader.Content, error) {
	sources := make([]dataset.Source, len(names))
	for i, name := range names {
		folder, err := fs.Sub(seed.Files, name)
		if err != nil {
			return nil, err
		}
		sources[i] = dataset.Source{FS: folder, Name: name}
	}
	folders, err := loader.Read(ctx, s, sources)
	if err != nil {
		return nil, err
	}
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		if err := f.Problems.Err(); err != nil {
			return nil, fmt.Errorf("dataset %s: %w", f.Name, err)
		}
		contents[i] = f
	}
	return contents, nil
}
