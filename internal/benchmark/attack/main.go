// Command attack measures how long a point question waits while others send the dearest questions that they may.
//
//	go run ./internal/benchmark/serve -data '' -guarded &
//	go run ./internal/benchmark/attack -for 30s
//
// The attackers send from another address of the loopback network than the one who asks the point question, as the server is fair by
// address; where the system lets nobody send from there (macOS), they share one. It prints the latency of the point question
// alone and under attack, and what the attackers were answered. Everything shares the processors of one machine: the attackers send as
// soon as they have an answer, or wait as long as a refusal says.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"sync"
	"time"

	"entente/internal/benchmark"
)

// pause is how long whoever asks the point question waits between two.
const pause = 5 * time.Millisecond

type options struct {
	url, point string
	during     time.Duration
	attackers  int
}

func main() {
	var o options
	flag.StringVar(&o.url, "url", "http://127.0.0.1:18305/graphql", "`address` of the endpoint")
	flag.StringVar(&o.point, "point", `{country(ref: "country:entity-0010-10") {name}}`, "the point `question`")
	flag.DurationVar(&o.during, "for", 30*time.Second, "how long to ask, first alone, then under attack")
	flag.IntVar(&o.attackers, "attackers", 8, "`connections` of attackers; 0 for the point question alone")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
}

// run asks the point question alone, then while attackers ask.
func run(ctx context.Context, o options, out io.Writer) error {
	alone, err := watch(ctx, o)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "alone:        %s\n", alone)
	if o.attackers == 0 {
		return nil
	}
	attacked, stop := context.WithCancel(ctx)
	tallies := make([]map[int]int, o.attackers)
	var all sync.WaitGroup
	for i := range o.attackers {
		all.Go(func() { tallies[i] = attack(attacked, o.url, i) })
	}
	under, err := watch(ctx, o)
	stop()
	all.Wait()
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "under attack: %s\n", under)
	sum := map[int]int{}
	for _, tally := range tallies {
		for status, n := range tally {
			sum[status] += n
		}
	}
	_, _ = fmt.Fprintf(out, "attackers' answers by status: %v\n", sum)
	return nil
}

// latencies are those of a question, in order of time.
type latencies []time.Duration

// String gives the quantiles.
func (l latencies) String() string {
	slices.Sort(l)
	at := func(share float64) time.Duration {
		return l[min(int(share*float64(len(l))), len(l)-1)].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("%d answers, p50 %s, p99 %s, max %s", len(l), at(0.5), at(0.99), at(1))
}

// watch asks the point question for a while.
func watch(ctx context.Context, o options) (latencies, error) {
	client := benchmark.ClientFrom(benchmark.OwnAddress)
	var l latencies
	for end := time.Now().Add(o.during); time.Now().Before(end); time.Sleep(pause) {
		began := time.Now()
		answered, err := benchmark.Post(ctx, client, o.url, o.point)
		switch {
		case err != nil:
			return nil, err
		case answered.Status != http.StatusOK:
			return nil, fmt.Errorf("the point question was answered with status %d", answered.Status)
		}
		l = append(l, time.Since(began))
	}
	return l, nil
}

// attack asks dear questions in turn until the context ends, and counts the answers by status; 0 is for none.
func attack(ctx context.Context, url string, first int) map[int]int {
	client, tally := benchmark.ClientFrom(benchmark.AttackerAddress), map[int]int{}
	questions := slices.Collect(maps.Values(benchmark.DearQuestions()))
	for i := first; ctx.Err() == nil; i++ {
		answered, _ := benchmark.Post(ctx, client, url, questions[i%len(questions)])
		if ctx.Err() == nil {
			tally[answered.Status]++
		}
		select {
		case <-time.After(answered.RetryAfter):
		case <-ctx.Done():
		}
	}
	return tally
}
