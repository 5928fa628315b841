package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entente/internal/store/neo4jstore"
	"entente/internal/store/storewrap"
)

// callTimeout limits a call of a remote store. A query has less, by the default of the store, so that it ends before the request does.
const callTimeout = 30 * time.Second

// openNeo4j opens a graph in a Neo4j database. It opens it read-only first, and for writing only if the command writes or the graph must be
// created, so a user without write permission can read.
func openNeo4j(ctx context.Context, o storeOptions) (*openedStore, error) {
	options := neo4jstore.Options{
		URI: o.config.Store, Username: o.config.Neo4j.Username, Password: string(o.config.Neo4j.Password), Database: o.config.Neo4j.Database,
		ReadOnly: true,
	}
	if !o.serving {
		options.QueryTimeout = callTimeout
	}
	s, err := neo4jstore.Open(ctx, options)
	empty := errors.Is(err, neo4jstore.ErrEmpty)
	switch {
	case empty && o.absent != absentMade:
		return o.absentStore(o.config.Store, "--store")
	case errors.Is(err, neo4jstore.ErrUnreachable):
		return nil, fmt.Errorf("%w; start it, or name another address with --store", err)
	case err != nil && !empty:
		return nil, err
	case err == nil && !o.writes:
		return newRemoteStore(s), nil
	case err == nil:
		if err := s.Close(); err != nil {
			return nil, err
		}
	}
	options.ReadOnly = false
	if s, err = neo4jstore.Open(ctx, options); err != nil {
		return nil, err
	}
	return newRemoteStore(s), nil
}

// newRemoteStore wraps a store on another machine, which may not answer.
func newRemoteStore(s *neo4jstore.Store) *openedStore {
	return &openedStore{Store: storewrap.Wrap(s, storewrap.Timeout(callTimeout)), kept: true, ping: s.Ping}
}
