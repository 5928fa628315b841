package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/memstore"
	"entente/seed"
)

// program is what the subcommands share.
type program struct {
	// openStore opens the store of a command; the command closes it.
	openStore func(ctx context.Context, o storeOptions) (*openedStore, error)
}

// openStore opens the store of a command. It is the only function that chooses among stores.
//
// A persistent graph contains only what was loaded into it: a new one is empty, until datasets are loaded or the built-in ones are
// requested (seed). A graph in memory, into which nothing could be loaded before, has the built-in ones from the start.
func openStore(ctx context.Context, o storeOptions) (*openedStore, error) {
	s, err := chooseStore(ctx, o)
	if err != nil || s.kept && !o.seed {
		return s, err
	}
	defer showWorking(o.tell, "reading the built-in datasets")()
	if err := loadSeed(ctx, s); err != nil {
		return nil, errors.Join(fmt.Errorf("load the built-in datasets: %w", err), s.Close())
	}
	return s, nil
}

func chooseStore(ctx context.Context, o storeOptions) (*openedStore, error) {
	switch {
	case o.err != nil:
		return nil, o.err
	case o.config.Store != "":
		return openNeo4j(ctx, o)
	case o.config.Data != "":
		return openData(ctx, o, o.config.Data)
	}
	return &openedStore{Store: memstore.New()}, nil
}

// openData opens the data directory of a command, or what stands for a missing one. A command that only looks at it does so beside the
// process that has it open for writing; a server keeps others from writing, for it would not see what they write.
func openData(ctx context.Context, o storeOptions, dir string) (*openedStore, error) {
	if !boltstore.Exists(dir) && o.absent != absentMade {
		return o.absentStore(dir, "--data")
	}
	progress, end := showOpening(o.tell)
	defer end()
	if !o.writes && !o.serving {
		return keptData(boltstore.OpenReadOnly(ctx, dir, progress))
	}
	s, err := boltstore.Open(ctx, dir, progress)
	if errors.Is(err, boltstore.ErrReadOnly) && !o.writes && boltstore.Exists(dir) {
		_, _ = fmt.Fprintf(o.tell, "the data directory %s may only be read here: it is served as it is now\n", dir)
		return keptData(boltstore.OpenReadOnly(ctx, dir, progress))
	}
	var held *boltstore.HeldError
	if errors.As(err, &held) {
		return nil, fmt.Errorf("%w; %s", err, o.besideHolder(held.Holder))
	}
	return keptData(s, err)
}

// keptData is a data directory that was opened, or the error instead, with what to do about it.
func keptData(s *boltstore.Store, err error) (*openedStore, error) {
	switch {
	case err == nil:
		return &openedStore{Store: s, kept: true, announce: s.Announce}, nil
	case errors.Is(err, boltstore.ErrForeign), errors.Is(err, syscall.ENOTDIR):
		return nil, fmt.Errorf("%w; name another directory with --data, or one that is not there, to be made", err)
	case errors.Is(err, boltstore.ErrReadOnly), errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%w; run this as its owner, or name another directory with --data", err)
	}
	return nil, err
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
	files, err := seed.Files()
	if err != nil {
		return nil, err
	}
	sources := make([]dataset.Source, len(names))
	for i, name := range names {
		folder, err := fs.Sub(files, name)
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
