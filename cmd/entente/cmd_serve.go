package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"strings"
	"syscall"
	"time"

	"entente/graph"
	"entente/internal/admission"
	"entente/internal/config"
	"entente/internal/meter"
	"entente/internal/reconcile"
	"entente/internal/server"
	"entente/internal/store/storewrap"
	"entente/internal/telemetry"
	"entente/internal/webui"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

type serveOptions struct {
	// addr and metrics are the listen addresses from the flags; "" for those from the environment.
	addr, metrics string
	// origins are the allowed origins from the flags; none for those from the environment.
	origins []string
	// connections and ofClient bound the connections, where the flags are given.
	connections, ofClient int
	store                 storeOptions
}

// newServe returns the subcommand that serves the graph.
func (p program) newServe() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the graph over HTTP",
		Long: `Serve answers GraphQL on /graphql, and OpenRefine on /reconcile, until it is interrupted (Ctrl-C) or terminated; then it lets running requests end.

It serves the built-in datasets, from memory, or with --data the graph of a data directory, which it makes where there is none,
or with --store the one of a Neo4j database. These hold what was loaded into them and nothing else; with --seed the built-in
datasets are loaded first, as entente load --seed --apply does it. While a data directory is served, other commands can read it, and none
can change it: load --apply says which process serves it. A read-only directory is served as it is. A Neo4j database may have many servers and a loader beside, and a new revision is seen within two seconds.

While the graph is small, garbage is collected less often than is usual for Go; memory stays below nine tenths of the container's or
machine's (environment: GOGC, GOMEMLIMIT).

So many connections may be open, and so many of one address, as --connections and --client-connections say; beyond, those that wait for
their client are closed.

Programs may ask it from anywhere. Of web pages only its own may, and on /reconcile those of programs on this machine, as OpenRefine's;
--allow-origin names others, from whose origin browsers then let scripts ask.

/readyz tells whether it answers and what it builds once is built, /healthz whether it runs, /version which version it is. With
--metrics-addr, Prometheus reads /metrics there. Terminated (SIGTERM), it first says on /readyz that it is not ready, for as long
as ENTENTE_DRAIN says.

Exit status: 0 after a clean stop, also by Ctrl-C, 1 when it could not load or listen, 2 when the command line was wrong.`,
		Example: `  entente serve
  entente serve --addr 127.0.0.1:0
  entente serve --data graph --seed
  NEO4J_PASSWORD_FILE=secret entente serve --store neo4j://localhost:7687 --seed`,
		Args: none,
		RunE: withFailure(func(cmd *cobra.Command, _ []string) error {
			o.store.writes = o.store.seed
			c := o.settings(cmd.Flags().Changed)
			if err := c.Verify(); err != nil && o.store.err == nil {
				return usage(err)
			}
			return p.serve(cmd.Context(), c, o.store, cmd.OutOrStdout(), cmd.ErrOrStderr())
		}),
	}
	o.store.absent, o.store.serving = absentMade, true
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.store.seed, "seed", false, "load the built-in datasets first; a graph in memory always has them")
	cmd.Flags().StringVar(&o.addr, "addr", "", "`host:port` to listen on; port 0 takes a free one (environment: ENTENTE_ADDR; default "+config.Default().Addr+")")
	cmd.Flags().StringVar(&o.metrics, "metrics-addr", "", "`host:port` to serve metrics on; none without it (environment: ENTENTE_METRICS_ADDR)")
	cmd.Flags().StringArrayVar(&o.origins, "allow-origin", nil, "`origin` of web pages that may ask the API from a browser, as https://example.org; may be given several times, and * is all (environment: ENTENTE_ALLOW_ORIGIN; none without it)")
	cmd.Flags().IntVar(&o.connections, "connections", config.Default().Connections, "`number` of connections that may be open (environment: ENTENTE_CONNECTIONS)")
	cmd.Flags().IntVar(&o.ofClient, "client-connections", config.Default().ClientConnections, "`number` of them that one address may have; behind a proxy, as many as all (environment: ENTENTE_CLIENT_CONNECTIONS)")
	return cmd
}

// settings are those of the environment, overridden by flags. isGiven reports whether a flag is.
func (o serveOptions) settings(isGiven func(flag string) bool) config.Config {
	c := o.store.config
	if o.addr != "" {
		c.Addr = o.addr
	}
	if o.metrics != "" {
		c.MetricsAddr = o.metrics
	}
	if len(o.origins) > 0 {
		c.AllowOrigins = o.origins
	}
	if isGiven("connections") {
		c.Connections = o.connections
	}
	if isGiven("client-connections") {
		c.ClientConnections = o.ofClient
	}
	return c
}

// serve runs the server until the context ends. It writes what it loaded and where it listens to out, the log to logTo.
func (p program) serve(ctx context.Context, c config.Config, o storeOptions, out, logTo io.Writer) (err error) {
	log := slog.New(slog.NewTextHandler(logTo, nil))
	began := time.Now()
	if err := checkFree(ctx, c.Addr, "--addr"); err != nil {
		return err
	}
	opened, err := p.openStore(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if err := opened.Close(); err != nil {
			log.Error("close the store", "error", err)
		}
	}()
	var summary strings.Builder
	if err := summarize(ctx, opened, &summary); err != nil {
		return err
	}
	if summary.Len() == 0 {
		summary.WriteString("the graph is empty: stop, and start with --seed for the built-in datasets, or load your own first (entente load --apply FOLDER)\n")
	}
	background, stop := context.WithCancel(ctx)
	var work errgroup.Group
	defer func() {
		stop()
		err = errors.Join(err, work.Wait())
	}()
	server.PaceCollector(background, log)
	handler, s, err := newServer(background, &work, c, opened, log)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, c.Addr, "--addr")
	if err != nil {
		return err
	}
	if opened.announce != nil {
		opened.announce("http://" + listener.Addr().String())
	}
	if _, err := fmt.Fprintf(out, "%sloaded in %s\nlistening on http://%[3]s/graphql\nthe map is at http://%[3]s/map/\n", summary.String(), time.Since(began).Round(time.Millisecond), listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	work.Go(func() error {
		makeReady(background, handler, s, log, opened.ping == nil)
		return nil
	})
	if err := s.Run(ctx, listener); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "stopped")
	return err
}

// makeReady builds what all requests share, reads data ahead of the first if requested, and marks the server as ready. A database that several
// servers share is not read ahead: each would read all of it, and it answers the first request from its own cache.
func makeReady(ctx context.Context, handler *graph.Handler, s *server.Server, log *slog.Logger, ahead bool) {
	if err := handler.Prepare(ctx); err != nil && ctx.Err() == nil {
		log.Warn("could not make the index; the first search will try again", "error", err)
	}
	if ahead {
		if err := handler.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Warn("could not read ahead; first questions will take longer", "error", err)
		}
	}
	if ctx.Err() == nil {
		s.SetReady(true)
	}
}

// newServer wraps a store for a server: metrics if they are enabled, and a circuit breaker if the store is remote. Background tasks are
// added to work and end with ctx.
func newServer(ctx context.Context, work *errgroup.Group, c config.Config, opened *openedStore, log *slog.Logger) (*graph.Handler, *server.Server, error) {
	gate := admission.New(admission.DefaultOptions())
	limits := admission.DefaultConnectionLimits()
	limits.Connections, limits.PerClient = c.Connections, c.ClientConnections
	connections := admission.NewConnections(limits)
	o := server.Options{
		Version: version(), Log: log, Gate: gate, Connections: connections, SDL: graph.SDL(), Drain: c.Drain, AllowOrigins: c.AllowOrigins,
	}
	var arounds []storewrap.Around
	var metrics *telemetry.Metrics
	if c.MetricsAddr != "" {
		metrics = telemetry.New(version())
		arounds = append(arounds, storewrap.Measure(metrics.StoreCall))
		o.Observe = metrics.Request
	}
	if opened.ping != nil {
		breaker := storewrap.NewBreaker(opened.ping, log)
		arounds = append(arounds, breaker.Around)
		o.Answers = breaker.Closed
		work.Go(func() error { breaker.Watch(ctx); return nil })
	}
	reader := opened.Store
	if len(arounds) > 0 {
		reader = storewrap.Wrap(reader, arounds...)
	}
	handler, err := graph.NewHandler(reader, graph.DefaultLimits(), log)
	if err != nil {
		return nil, nil, err
	}
	pages, err := webui.New()
	if err != nil {
		return nil, nil, err
	}
	o.GraphQL, o.Export, o.Pages = handler, handler.Export(graph.MaxServedExport), pages
	o.Reconcile = reconcile.New(handler.Interpreter(), version(), meter.DefaultLimits(), log)
	s := server.New(o)
	if metrics == nil {
		return handler, s, nil
	}
	metrics.Ready(s.IsReady)
	metrics.Admission(gate.Stats)
	metrics.Connections(connections.Stats)
	metrics.Kept(func() (newest, older map[string]int) {
		kept := handler.Kept()
		return kept.Newest, kept.Older
	}, func() int64 { return handler.Kept().Evicted })
	listener, err := listen(ctx, c.MetricsAddr, "--metrics-addr")
	if err != nil {
		return nil, nil, err
	}
	log.Info("metrics", "url", fmt.Sprintf("http://%s/metrics", listener.Addr()))
	work.Go(func() error { return server.RunMetrics(ctx, listener, metrics.Handler()) })
	return handler, s, nil
}

// listen listens on an address. Its error says what to do, and names the flag that selects another address.
func listen(ctx context.Context, addr, flag string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	var malformed *net.AddrError
	switch {
	case err == nil:
		return listener, nil
	case errors.As(err, &malformed):
		return nil, usage(fmt.Errorf("%s is HOST:PORT, as 127.0.0.1:8080, and not %q", flag, addr))
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use by another program: stop that, or choose another address with %s HOST:PORT; port 0 takes a free one", addr, flag)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("the address %s is not for everybody to listen on: choose a port from 1024 on with %s HOST:PORT", addr, flag)
	}
	return nil, fmt.Errorf("listen: %w (another address: %s HOST:PORT)", err, flag)
}

// checkFree checks that an address can be listened on, before a long load.
func checkFree(ctx context.Context, addr, flag string) error {
	listener, err := listen(ctx, addr, flag)
	if err != nil {
		return err
	}
	return listener.Close()
}
