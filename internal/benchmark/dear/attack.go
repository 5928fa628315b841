package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"entente/internal/benchmark"
	"entente/internal/benchmark/dearest"
	"golang.org/x/sync/errgroup"
)

// attack has attackers look for dear questions at a server, all at once, and says what they were answered.
func attack(ctx context.Context, o options, values dearest.Values, out io.Writer) error {
	var mu sync.Mutex
	statuses, bytes := map[int]int{}, 0
	searches := make([]*dearest.Search, o.attackers)
	all, ctx := errgroup.WithContext(ctx)
	for i := range searches {
		client := benchmark.ClientFrom(benchmark.AttackerAddress)
		ask := func(ctx context.Context, query string) (dearest.Cost, error) {
			began := time.Now()
			answered, err := benchmark.Post(ctx, client, o.url, query)
			if err != nil {
				return dearest.Cost{}, err
			}
			took := time.Since(began)
			mu.Lock()
			statuses[answered.Status]++
			bytes += answered.Bytes
			mu.Unlock()
			select {
			case <-time.After(answered.RetryAfter):
			case <-ctx.Done():
			}
			return dearest.Cost{Processor: took, Answer: answered.Bytes}, ctx.Err()
		}
		searches[i] = dearest.New(o.seed+uint64(i), values, ask)
		all.Go(func() error { return searches[i].Run(ctx, o.during, nil) })
	}
	err := all.Wait()
	_, _ = fmt.Fprintf(out, "seed %d: answers by status %v, %d MB\n", o.seed, statuses, bytes>>20)
	for _, f := range searches[0].Dearest() {
		_, _ = fmt.Fprintf(out, "%s, %d kB answered: %s\n", f.Cost.Processor.Round(time.Millisecond), f.Cost.Answer>>10, f.Query)
	}
	return err
}
