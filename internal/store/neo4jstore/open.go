package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"entente/internal/cache"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/wire"
)

// Open connects to a database and initializes it if it is empty. The error is one of the package's errors if the operator can do something
// about it, and always names the server.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Database == "" {
		o.Database = "neo4j"
	}
	if o.QueryTimeout == 0 {
		o.QueryTimeout = queryTimeout
	}
	if o.FreshFor == 0 {
		o.FreshFor = freshFor
	}
	queries, err := loadQueries()
	if err != nil {
		return nil, err
	}
	codec, err := wire.NewCodec()
	if err != nil {
		return nil, err
	}
	caches, err := newCaches()
	if err != nil {
		return nil, err
	}
	driver, err := neo4j.NewDriverWithContext(o.URI, neo4j.BasicAuth(o.Username, o.Password, ""), configure)
	if err != nil {
		return nil, openError(o, err)
	}
	s := &Store{
		options: o, driver: driver, queries: queries, codec: codec, caches: caches,
		writer: make(chan struct{}, 1), catalogs: cache.New[int, *catalog](maxCatalogs),
	}
	s.writer <- struct{}{}
	if err := s.prepare(ctx); err != nil {
		_ = driver.Close(context.WithoutCancel(ctx))
		return nil, openError(o, err)
	}
	return s, nil
}

func configure(c *config.Config) {
	c.MaxTransactionRetryTime = retryTime
	c.ConnectionAcquisitionTimeout = acquireTimeout
	c.SocketConnectTimeout = connectTimeout
	c.ConnectionLivenessCheckTimeout = livenessCheck
	c.MaxConnectionPoolSize = poolSize
	c.NotificationsMinSeverity = notifications.DisabledLevel
	c.TelemetryDisabled = true
	c.UserAgent = "entente"
}

// openError converts an error of Open to one of the errors above.
func openError(o Options, err error) error {
	switch knowledge.CodeOf(err) {
	case "":
	case knowledge.Unavailable:
		return fmt.Errorf("%w at %s", ErrUnreachable, address(o))
	default:
		return err
	}
	var refused *neo4j.Neo4jError
	errors.As(err, &refused)
	switch {
	case refused != nil && strings.HasPrefix(refused.Code, "Neo.ClientError.Security"):
		return fmt.Errorf("%w: %s at %s", ErrUnauthorized, knowledge.Quote(o.Username), address(o))
	case refused != nil && strings.HasPrefix(refused.Code, "Neo.ClientError.Database"):
		return fmt.Errorf("%w: %s at %s", ErrNoDatabase, knowledge.Quote(o.Database), address(o))
	case isConnectivity(err):
		return fmt.Errorf("%w at %s: %w", ErrUnreachable, address(o), err)
	}
	return fmt.Errorf("open %s: %w", address(o), err)
}

// prepare checks the format of the database, and creates a graph in an empty one.
func (s *Store) prepare(ctx context.Context) error {
	format := 0
	err := s.read(ctx, s.queries.text(queryVariant{file: "graph"}), nil, nil, func(r *neo4j.Record) error {
		format = int(r.Values[0].(int64))
		return nil
	})
	switch {
	case err != nil:
		return err
	case format > graphFormat:
		return fmt.Errorf("%w: %d, where this version knows %d; use a newer version", ErrNewerFormat, format, graphFormat)
	case format != 0 && format < oldestFormat:
		return fmt.Errorf("%w: %d, where this version keeps %d", ErrOlderFormat, format, graphFormat)
	case format >= oldestFormat:
		return nil
	}
	nodes := int64(0)
	err = s.read(ctx, s.queries.text(queryVariant{file: "count_nodes"}), nil, nil, func(r *neo4j.Record) error {
		nodes = r.Values[0].(int64)
		return nil
	})
	switch {
	case err != nil:
		return err
	case nodes > 0:
		return fmt.Errorf("%w: it has %d nodes and no graph of this program; give an empty database", ErrForeign, nodes)
	case s.options.ReadOnly:
		return ErrEmpty
	}
	return s.createGraph(ctx)
}

// createGraph creates constraints and indexes, and then the node that marks the graph.
func (s *Store) createGraph(ctx context.Context) error {
	statements, err := schema()
	if err != nil {
		return err
	}
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	for _, statement := range statements {
		if _, err := session.Run(ctx, statement, nil); err != nil {
			return s.callError(ctx, err)
		}
	}
	if _, err := session.Run(ctx, "CALL db.awaitIndexes(60)", nil); err != nil {
		return s.callError(ctx, err)
	}
	return s.write(ctx, s.queries.text(queryVariant{file: "create_graph"}), map[string]any{"format": graphFormat}, nil)
}

// graphFormat is the number of the format in which this package stores a graph. One of oldestFormat or later is read, and becomes one of this format
// when something is written: 3 has qualifiers, which 2 has not.
const (
	graphFormat  = 3
	oldestFormat = 2
)

// Close closes all connections; calls in progress fail.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return store.ErrClosed
	}
	if err := s.driver.Close(context.Background()); err != nil {
		return fmt.Errorf("close the connections to %s: %w", address(s.options), err)
	}
	return nil
}
