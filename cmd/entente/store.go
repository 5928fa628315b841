package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/memstore"
	"entente/seed"

	"github.com/spf13/cobra"
)

// storeOptions say which store a command works on: a data directory or, where none is named, a graph in memory.
type storeOptions struct {
	// data is the data directory; "" for none.
	data string
	// absent says what becomes of a data directory that has no graph yet.
	absent absence
	// seed: a graph that is kept gets the built-in datasets, too. One in memory always has them.
	seed bool
	// tell gets how far opening is, where that is worth telling.
	tell io.Writer
}

// absence is what a command does about a graph that is not there yet.
type absence int

const (
	// absentRefused: there must be one to ask or to change.
	absentRefused absence = iota
	// absentEmpty: the command works on an empty one, of which nothing is kept: it only looks.
	absentEmpty
	// absentMade: it is made.
	absentMade
)

// addStoreFlags gives a command the flags that name its store.
func addStoreFlags(cmd *cobra.Command, o *storeOptions) {
	cmd.Flags().StringVar(&o.data, "data", os.Getenv("ENTENTE_DATA"),
		"keep the graph and its revisions in the data directory `DIR`; without one it lives in memory and has the built-in datasets (environment: ENTENTE_DATA)")
	cmd.PreRun = func(cmd *cobra.Command, _ []string) { o.tell = cmd.ErrOrStderr() }
}

// openedStore is a store with what a command must know of it.
type openedStore struct {
	store.Store
	// kept: what is written outlives the command. A graph in memory does not, so that there is nothing to apply a change to.
	kept bool
}

// openStore gives the store that a command works on. It is the only place that chooses among stores.
//
// One rule holds for all of them. A graph that is kept has what was loaded into it, and nothing comes into it unasked: a new one
// is empty, until datasets are loaded or the built-in ones asked for (seed). A graph in memory, which nobody could load anything
// into beforehand, has the built-in ones from the start.
func openStore(ctx context.Context, o storeOptions) (*openedStore, error) {
	s, err := chooseStore(ctx, o)
	if err != nil || s.kept && !o.seed {
		return s, err
	}
	if err := loadSeed(ctx, s); err != nil {
		return nil, errors.Join(fmt.Errorf("load the built-in datasets: %w", err), s.Close())
	}
	return s, nil
}

func chooseStore(ctx context.Context, o storeOptions) (*openedStore, error) {
	if o.data == "" {
		return &openedStore{Store: memstore.New()}, nil
	}
	if !boltstore.Exists(o.data) {
		switch o.absent {
		case absentRefused:
			return nil, fmt.Errorf("there is no graph in %s yet; entente load --data %[1]s --apply makes one", o.data)
		case absentEmpty:
			_, _ = fmt.Fprintf(o.tell, "there is no graph in %s yet: compared with an empty one\n", o.data)
			return &openedStore{Store: memstore.New(), kept: true}, nil
		}
	}
	progress, end := watchOpening(o.tell)
	defer end()
	s, err := boltstore.Open(ctx, o.data, progress)
	if err != nil {
		return nil, err
	}
	return &openedStore{Store: s, kept: true}, nil
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
