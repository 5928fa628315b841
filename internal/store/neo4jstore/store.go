package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/cache"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
	"entente/internal/wire"
)

// The settings of the driver. An unavailable database must not hold a request for its whole time, so all are far below the defaults of the
// driver.
const (
	retryTime      = 3 * time.Second
	firstWait      = 10 * time.Millisecond
	acquireTimeout = 5 * time.Second
	connectTimeout = 5 * time.Second
	livenessCheck  = 30 * time.Second
	poolSize       = 50
	queryTimeout   = 8 * time.Second
	// writeTimeout bounds one batch of a change.
	writeTimeout = 2 * time.Minute
	freshFor     = time.Second
)

// Store is a graph in a Neo4j database. It is made by Open; all its methods may be called by many goroutines at once.
type Store struct {
	options Options
	driver  neo4j.DriverWithContext
	queries *queries
	codec   *wire.Codec
	caches  caches
	closed  atomic.Bool
	trips   atomic.Int64
	// writer holds a token while this process does not write: a channel, so that a cancelled writer stops waiting.
	writer chan struct{}
	// catalogs are by revision.
	catalogs *cache.Cache[int, *catalog]
	// newest is the number of the newest revision that was read last, at newestAt; the mutex guards both.
	mu       sync.Mutex
	newest   int
	newestAt time.Time
}

var _ store.Store = (*Store)(nil)

// Trips is the number of queries sent to the database: the cost of an answer apart from the time that the database takes.
func (s *Store) Trips() int64 { return s.trips.Load() }

// read runs a reading query and passes each record to record. If the connection breaks, the query runs again: begin is called at each start
// and must discard earlier records.
//
// An auto-commit query takes one round trip. A managed transaction takes two and costs the server twice as much. The retries of the driver
// do not help if connections break repeatedly: it treats a read without a confirmed commit as failed, and waits for a second if it cannot
// connect.
func (s *Store) read(ctx context.Context, text string, params map[string]any, begin func(), record func(*neo4j.Record) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: neo4j.AccessModeRead, DatabaseName: s.options.Database, FetchSize: neo4j.FetchAll,
	})
	defer func() { _ = session.Close(ctx) }()
	took := time.Duration(0)
	err := s.callError(ctx, retry(ctx, func() error {
		if begin != nil {
			begin()
		}
		s.trips.Add(1)
		return run(ctx, timed(session.Run, &took), text, params, record, neo4j.WithTxTimeout(s.options.QueryTimeout))
	}))
	return cmp.Or(err, meter.From(ctx).Spend(meter.Waits, int(took.Milliseconds())))
}

// retry calls try until it succeeds, fails permanently, or retryTime is over. The wait doubles each time and is randomized: many clients
// lose their connections together and should not return together.
func retry(ctx context.Context, try func() error) error {
	began := time.Now()
	for wait := firstWait; ; wait *= 2 {
		err := try()
		if !isTransient(err) || time.Since(began) >= retryTime {
			return err
		}
		select {
		case <-time.After(wait/2 + rand.N(wait/2)):
		case <-ctx.Done():
			return err
		}
	}
}

// write runs a query that writes, as read does.
func (s *Store) write(ctx context.Context, text string, params map[string]any, record func(*neo4j.Record) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return nil, run(ctx, transactionRunner(tx), text, params, record)
	}, neo4j.WithTxTimeout(writeTimeout))
	return s.callError(ctx, err)
}

// runner runs a query by itself or within a transaction, which has its own configuration.
type runner func(ctx context.Context, text string, params map[string]any, configure ...func(*neo4j.TransactionConfig)) (neo4j.ResultWithContext, error)

// timed adds up the time that the database takes for the results of a runner, without that for planning.
func timed(with runner, took *time.Duration) runner {
	return func(ctx context.Context, text string, params map[string]any, configure ...func(*neo4j.TransactionConfig)) (neo4j.ResultWithContext, error) {
		result, err := with(ctx, text, params, configure...)
		if err != nil {
			return nil, err
		}
		return timedResult{result, took}, nil
	}
}

// timedResult is a result that tells at its end how long it took.
type timedResult struct {
	neo4j.ResultWithContext
	took *time.Duration
}

// Next moves to the next record, as the result does. At the end the summary is there, without another trip.
func (r timedResult) Next(ctx context.Context) bool {
	if r.ResultWithContext.Next(ctx) {
		return true
	}
	if summary, err := r.Consume(ctx); err == nil {
		*r.took += max(summary.ResultConsumedAfter(), 0)
	}
	return false
}

// transactionRunner returns the runner of a transaction.
func transactionRunner(tx neo4j.ManagedTransaction) runner {
	return func(ctx context.Context, text string, params map[string]any, _ ...func(*neo4j.TransactionConfig)) (neo4j.ResultWithContext, error) {
		return tx.Run(ctx, text, params)
	}
}

// run runs a query and passes each record to record, which may be nil.
func run(ctx context.Context, with runner, text string, params map[string]any, record func(*neo4j.Record) error, configure ...func(*neo4j.TransactionConfig)) error {
	// One map holds them all: the database keeps a plan for each combination of the parameters' types and sizes, and a map is a map.
	result, err := with(ctx, text, map[string]any{"p": params}, configure...)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		if record == nil {
			continue
		}
		if err := record(result.Record()); err != nil {
			return err
		}
	}
	return result.Err()
}

// callError converts the error of a call: the end of the context, a closed store, or a failed connection.
func (s *Store) callError(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case s.closed.Load():
		return store.ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	case knowledge.CodeOf(err) != "":
		return err
	case isConnectivity(err), isTransient(err):
		unavailable := knowledge.Errorf(knowledge.Unavailable, "the Neo4j server cannot be reached")
		unavailable.Cause = err
		return unavailable
	}
	var refused *neo4j.Neo4jError
	if errors.As(err, &refused) && strings.Contains(refused.Code, "TransactionTimedOut") {
		timeout := knowledge.Errorf(knowledge.Timeout, "the Neo4j server took longer than %s", s.options.QueryTimeout)
		timeout.Cause = err
		return timeout
	}
	return fmt.Errorf("neo4j: %w", err)
}

// checkOpen returns the error of a call that cannot start.
func (s *Store) checkOpen(ctx context.Context) error {
	if s.closed.Load() {
		return store.ErrClosed
	}
	return ctx.Err()
}
