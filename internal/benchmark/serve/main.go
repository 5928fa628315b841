// Command serve answers GraphQL over facts to be measured, and writes the plan of questions that a load generator asks.
//
//	go run ./internal/benchmark/serve -data ../shared/data/icews14 -peers ../shared/bench/peers.json -plan plan.json
//
// Where there is no such folder of facts it draws some. They are kept in memory, or, with -store and NEO4J_PASSWORD, in a Neo4j
// database, which gets them where it is empty. Nothing caches answers. It ends when it is interrupted.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	_ "net/http/pprof" // profiles are half of what this is for
	"os"
	"os/signal"
	"syscall"
	"time"

	"entente/graph"
	"entente/internal/admission"
	"entente/internal/benchmark"
	"entente/internal/server"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/neo4jstore"
)

type options struct {
	data, store, addr, peers, plan, profiles string
	guarded                                  bool
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data/icews14", "`folder` of facts; drawn ones where there is none")
	flag.StringVar(&o.store, "store", "", "`address` of the Neo4j server to keep the graph in")
	flag.StringVar(&o.addr, "addr", "127.0.0.1:18305", "`host:port` to listen on")
	flag.StringVar(&o.peers, "peers", "", "`file` with the questions of other servers, to ask the same of the same")
	flag.StringVar(&o.plan, "plan", "", "`file` to write the questions of all servers to")
	flag.StringVar(&o.profiles, "profiles", "", "`host:port` to serve /debug/pprof on; nowhere without it")
	flag.BoolVar(&o.guarded, "guarded", false, "bound the work in progress, and cut answers that nobody reads, as entente serve does")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, out io.Writer) error {
	facts, err := benchmark.Open(o.data)
	if err != nil {
		return err
	}
	kept, err := open(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { _ = kept.Close() }()
	if err := load(ctx, kept, facts, out); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	server.PaceCollector(ctx, log) // as entente serve does
	handler, err := graph.NewHandler(kept, graph.DefaultLimits(), log)
	if err != nil {
		return err
	}
	if o.guarded {
		if err := errors.Join(handler.Prepare(ctx), handler.Warm(ctx)); err != nil {
			return err
		}
	}
	serve := (&http.Server{Handler: handler, ReadHeaderTimeout: time.Second}).Serve
	if o.guarded {
		guarded := server.New(server.Options{
			GraphQL: handler, Log: slog.New(slog.DiscardHandler), Gate: admission.New(admission.DefaultOptions()),
			Connections: admission.NewConnections(admission.DefaultConnectionLimits()),
		})
		serve = func(l net.Listener) error { return guarded.Run(ctx, l) }
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return err
	}
	if o.profiles != "" {
		go func() { _, _ = fmt.Fprintln(os.Stderr, http.ListenAndServe(o.profiles, nil)) }()
	}
	served := make(chan error, 1)
	go func() { served <- serve(listener) }()
	url := "http://" + listener.Addr().String() + "/graphql"
	if err := writePlan(ctx, o, url, facts); err != nil {
		return errors.Join(err, listener.Close())
	}
	_, _ = fmt.Fprintln(out, "listening on", url)
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return listener.Close()
	}
}

// open gives the store that an address names, or one in memory.
func open(ctx context.Context, address string) (store.Store, error) {
	if address == "" {
		return memstore.New(), nil
	}
	return neo4jstore.Open(ctx, neo4jstore.Options{URI: address, Username: "neo4j", Password: os.Getenv("NEO4J_PASSWORD")})
}

// load puts the facts into a store that is empty, and says what there is.
func load(ctx context.Context, to store.Store, facts *benchmark.Facts, out io.Writer) error {
	newest, err := to.Revision(ctx, 0)
	if err != nil {
		return err
	}
	if newest.Number > 0 {
		_, _ = fmt.Fprintf(out, "%s: as they were loaded before\n", facts.Source)
		return nil
	}
	began := time.Now()
	loaded, err := benchmark.Load(ctx, to, facts)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "%s: %s, in %s\n", facts.Source, loaded, time.Since(began).Round(time.Millisecond))
	return nil
}

// poolSize is how many entities are asked about where no peers say which.
const poolSize = 200

// writePlan writes the questions of all servers to a file.
func writePlan(ctx context.Context, o options, url string, facts *benchmark.Facts) error {
	if o.plan == "" {
		return nil
	}
	plan := benchmark.Plan{}
	if o.peers != "" {
		text, err := os.ReadFile(o.peers)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &plan); err != nil {
			return fmt.Errorf("%s: %w", o.peers, err)
		}
	}
	names := plan.Names()
	if names == nil {
		busiest, err := facts.Busiest(poolSize)
		if err != nil {
			return err
		}
		for _, name := range busiest {
			names = append(names, name)
		}
	}
	asks, err := benchmark.Asks(ctx, url, names)
	if err != nil {
		return err
	}
	plan.Merge(asks)
	text, err := json.MarshalIndent(plan, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.plan, append(text, '\n'), 0o644)
}
