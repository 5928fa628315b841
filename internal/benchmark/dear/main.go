// Command dear looks for the questions that cost the most, and prints the dearest of each kind as it finds them.
//
//	go run ./internal/benchmark/dear -for 1h
//
// It asks the endpoint within its own process, over the facts of a folder or drawn ones, which are kept in memory, or, with -store and
// NEO4J_PASSWORD, in a Neo4j database that has them already (go run ./internal/benchmark/serve loads them). It exits with 1 if a question took more
// than half a second of the processors. What it finds belongs into a test: benchmark.DearQuestions.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"entente/internal/benchmark"
	"entente/internal/benchmark/dearest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/neo4jstore"
)

// tooDear is the time of processors that no question may take.
const tooDear = 500 * time.Millisecond

type options struct {
	data, store, url string
	builtIn          bool
	attackers        int
	during           time.Duration
	seed             uint64
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data/icews14", "`folder` of facts; drawn ones where there is none")
	flag.StringVar(&o.store, "store", "", "`address` of the Neo4j server that has the facts; in memory without it")
	flag.BoolVar(&o.builtIn, "built-in", false, "ask about the built-in datasets, which the server at -url has")
	flag.StringVar(&o.url, "url", "", "`address` of the endpoint of a server to ask, in place of one in this process")
	flag.IntVar(&o.attackers, "attackers", 8, "`connections` to the server at -url")
	flag.DurationVar(&o.during, "for", time.Minute, "how long to look")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "where the random questions begin")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	dear, err := run(ctx, o, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "dear:", err)
	}
	if err != nil || dear {
		os.Exit(1)
	}
}

// run looks for dear questions, and reports whether one was too dear.
func run(ctx context.Context, o options, out io.Writer) (dear bool, err error) {
	if o.builtIn && o.url == "" {
		return false, errors.New("-built-in needs a server that has the built-in datasets: -url")
	}
	if o.builtIn {
		return false, attack(ctx, o, dearest.BuiltInValues(), out)
	}
	facts, err := benchmark.Open(o.data)
	if err != nil {
		return false, err
	}
	if o.url != "" {
		return false, attack(ctx, o, dearest.ValuesOf(facts), out)
	}
	kept, err := open(ctx, o.store, facts)
	if err != nil {
		return false, err
	}
	defer func() { _ = kept.Close() }()
	asker, err := dearest.NewAsker(ctx, kept, processorTime)
	if err != nil {
		return false, err
	}
	s := dearest.New(o.seed, dearest.ValuesOf(facts), asker.Ask)
	_, _ = fmt.Fprintf(out, "seed %d\n", o.seed)
	most := time.Duration(0)
	err = s.Run(ctx, o.during, func(f *dearest.Found) {
		if f.Cost.Processor > most {
			most = f.Cost.Processor
			_, _ = fmt.Fprintf(out, "%d: %s\n", s.Asked, line(f))
		}
	})
	_, _ = fmt.Fprintf(out, "\n%d questions; the dearest:\n", s.Asked)
	for _, f := range s.Dearest() {
		_, _ = fmt.Fprintln(out, line(f))
	}
	return most > tooDear, err
}

// line says what a question cost, and what it is.
func line(f *dearest.Found) string {
	c := f.Cost
	return fmt.Sprintf("%s of processors, %s metered, %d MB allocated, %d MB held, %d kB answered: %s",
		c.Processor.Round(time.Millisecond), c.Work.Round(time.Millisecond), c.Allocated>>20, c.Held>>20, c.Answer>>10, f.Query)
}

// open gives the store that has the facts.
func open(ctx context.Context, address string, facts *benchmark.Facts) (store.Store, error) {
	if address != "" {
		return neo4jstore.Open(ctx, neo4jstore.Options{URI: address, Username: "neo4j", Password: os.Getenv("NEO4J_PASSWORD")})
	}
	s := memstore.New()
	_, err := benchmark.Load(ctx, s, facts)
	return s, err
}
