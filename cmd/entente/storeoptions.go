package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"entente/internal/config"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/memstore"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

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
