package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"

	"entente/graph"
	"entente/internal/server"
	"github.com/spf13/cobra"
)

// defaultAddr is where the server listens: this machine only.
const defaultAddr = "127.0.0.1:8080"

type serveOptions struct {
	addr  string
	store storeOptions
}

func (p program) newServe() *cobra.Command {
	o := serveOptions{addr: defaultAddr}
	if addr := os.Getenv("ENTENTE_ADDR"); addr != "" {
		o.addr = addr
	}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the graph over HTTP",
		Long: `Serve answers GraphQL on /graphql until it is interrupted (Ctrl-C) or terminated; then it lets running requests end.

It serves the built-in datasets, from memory, or with --data the graph of a data directory, which it makes where there is none.
A data directory holds what was loaded into it and nothing else; with --seed the built-in datasets are loaded into it first, as
entente load --seed --apply does it. While it is served no other command can open it.

/readyz tells whether it answers and the index of search is made, /healthz whether it runs, /version which version it is.

Exit status: 0 after a clean stop, 1 when it could not load or listen, 2 when the command line was wrong.`,
		Args: cobra.NoArgs,
		RunE: failing(func(cmd *cobra.Command, _ []string) error {
			return p.serve(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		}),
	}
	o.store.absent = absentMade
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.store.seed, "seed", false, "load the built-in datasets first; a graph in memory always has them")
	cmd.Flags().StringVar(&o.addr, "addr", o.addr, "`host:port` to listen on; port 0 takes a free one (environment: ENTENTE_ADDR)")
	return cmd
}

// serve runs the server until the context ends. What it loaded and where it listens goes to out, the log to logTo.
func (p program) serve(ctx context.Context, o serveOptions, out, logTo io.Writer) error {
	log := slog.New(slog.NewTextHandler(logTo, nil))
	began := time.Now()
	graphStore, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() {
		if err := graphStore.Close(); err != nil {
			log.Error("close the store", "error", err)
		}
	}()
	var summary strings.Builder
	if err := summarize(ctx, graphStore, &summary); err != nil {
		return err
	}
	if summary.Len() == 0 {
		summary.WriteString("the graph is empty: --seed loads the built-in datasets, entente load --apply your own\n")
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("listen: %w (another address: --addr HOST:PORT)", err)
	}
	handler, err := graph.NewHandler(graphStore.Store, graph.DefaultLimits(), log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	s := server.New(server.Options{GraphQL: handler, Version: version(), Log: log})
	if _, err := fmt.Fprintf(out, "%sloaded in %s\nlistening on http://%s/graphql\n", summary.String(), time.Since(began).Round(time.Millisecond), listener.Addr()); err != nil {
		return err
	}
	warm := make(chan struct{})
	go func() {
		defer close(warm)
		if err := handler.Prepare(ctx); err != nil && ctx.Err() == nil {
			log.Warn("could not make the index; the first search will try again", "error", err)
		}
		if ctx.Err() == nil {
			s.SetReady(true)
		}
		if err := handler.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Warn("could not read ahead; first questions will take longer", "error", err)
		}
	}()
	err = s.Run(ctx, listener)
	<-warm
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "stopped")
	return err
}
