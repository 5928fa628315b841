package main

import (
	"context"
	"errors"
	"time"

	"entente/internal/store/neo4jstore"
	"entente/internal/store/storewrap"
)

// callTimeout bounds a call of a store on another machine. A question to a server has less, by the store's own default, so that
// its answer is known before the request ends.
const callTimeout = 30 * time.Second

// openNeo4j opens a graph in a Neo4j database. It looks first, and writes only where the command will, or where the graph is to
// be made; so a user without the right to write is enough for who reads.
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
		return o.without(o.config.Store, "--store")
	case err != nil && !empty:
		return nil, err
	case err == nil && !o.writes:
		return remote(s), nil
	case err == nil:
		if err := s.Close(); err != nil {
			return nil, err
		}
	}
	options.ReadOnly = false
	if s, err = neo4jstore.Open(ctx, options); err != nil {
		return nil, err
	}
	return remote(s), nil
}

// remote is a store on another machine, which may not answer.
func remote(s *neo4jstore.Store) *openedStore {
	return &openedStore{Store: storewrap.Wrap(s, storewrap.Timeout(callTimeout)), kept: true, ping: s.Ping}
}
