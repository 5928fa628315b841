package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"entente/internal/config"
	"entente/internal/dataset"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/memstore"
	"entente/seed"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// program is what the subcommands share.
type program struct {
	// openStore opens the store of a command; the command closes it.
	openStore func(ctx context.Context, o storeOptions) (*openedStore, error)
}

// storeOptions select the store of a command: a data directory, a Neo4j server or, if neither is named, a graph in memory.
type storeOptions struct {
	// data and address are what the flags say: a data directory, or a server's address.
	data, address string
	// config is what the flags and the environment set together, and err what is wrong with it.
	config config.Config
	err    error
	// absent says what becomes of a data directory or a database that has no graph yet.
	absent absence
	// writes: the command will change the graph.
	writes bool
	// serving: there are requests that wait for the store.
	serving bool
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

// addStoreFlags adds the flags that select the store of a command.
func addStoreFlags(cmd *cobra.Command, o *storeOptions) {
	cmd.Flags().StringVar(&o.data, "data", "",
		"keep the graph and its revisions in the data directory `DIR`; without --data and --store it lives in memory and has the built-in datasets (environment: ENTENTE_DATA)")
	cmd.Flags().StringVar(&o.address, "store", "",
		"keep the graph in the Neo4j server at `ADDRESS`, as neo4j://localhost:7687; NEO4J_PASSWORD is for the environment (environment: ENTENTE_STORE)")
	cmd.PreRun = func(cmd *cobra.Command, _ []string) {
		o.tell = cmd.ErrOrStderr()
		o.applyEnvironment(cmd.Flags())
	}
}

// applyEnvironment completes the flags from the environment: a flag that selects a store takes precedence over all stores that the
// environment names.
func (o *storeOptions) applyEnvironment(flags *pflag.FlagSet) {
	o.config, o.err = config.FromEnvironment(os.Getenv)
	if flags.Changed("data") || flags.Changed("store") {
		o.config.Data, o.config.Store = o.data, o.address
	}
	if o.err == nil {
		o.err = o.config.Verify()
	}
	if o.err != nil {
		o.err = usage(o.err)
	}
}

// openedStore is a store with its properties.
type openedStore struct {
	store.Store
	// kept: written data outlives the command. A graph in memory does not, so no change is applied to it.
	kept bool
	// announce tells other processes at which URL this one serves the store; nil for a store that keeps nobody out.
	announce func(url string)
	// ping requests a small answer from a remote store; nil for a store in this process, which always answers.
	ping func(context.Context) error
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

// besideHolder says what to do where another process has the data directory open for writing.
func (o storeOptions) besideHolder(h boltstore.Holder) string {
	switch {
	case h.URL == "":
		return "try again when that has ended"
	case o.serving:
		return "ask that server, or stop it first"
	}
	return fmt.Sprintf("without --apply the plan is shown beside it; to write, stop the server (kill %d), run this again, and start the server again", h.PID)
}

// absentStore is the store of a command if the graph that a flag names does not exist and is not to be created.
func (o storeOptions) absentStore(name, flag string) (*openedStore, error) {
	if o.absent == absentRefused {
		return nil, fmt.Errorf("there is no graph in %s yet; entente load %s %[1]s --apply makes one", name, flag)
	}
	_, _ = fmt.Fprintf(o.tell, "there is no graph in %s yet: compared with an empty one\n", name)
	return &openedStore{Store: memstore.New(), kept: true}, nil
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
