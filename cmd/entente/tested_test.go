package main

import (
	"context"
	"sync"

	"entente/internal/store"
)

// tested is the program as tests run it: what openStore opens, but for the graph in memory. No command can change that one, so all share
// one that openStore made: reading and loading the built-in datasets takes longer than all else that most commands do.
// TestServe_SaysWhatItLoadedAndStopsCleanly has one of its own.
func tested() program {
	return program{openStore: func(ctx context.Context, o storeOptions) (*openedStore, error) {
		if o.err != nil || o.config.Store != "" || o.config.Data != "" {
			return openStore(ctx, o)
		}
		s, err := inMemory()
		if err != nil {
			return nil, err
		}
		return &openedStore{Store: lent{s}}, nil
	}}
}

// inMemory opens the graph that is in memory for want of another.
var inMemory = sync.OnceValues(func() (store.Store, error) { return openStore(context.Background(), storeOptions{}) })

// lent is a store that the next command uses, too.
type lent struct{ store.Store }

// Close leaves it open.
func (lent) Close() error { return nil }
