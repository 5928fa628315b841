package neo4jstore

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
)

// How long a lease lasts without renewal, how often it is renewed, and how often a waiting writer polls it.
const (
	leaseTime    = 12 * time.Second
	leaseRenewal = 4 * time.Second
	leasePoll    = time.Second
)

// lease is the right to write, held by one writer at a time over all processes. A writer that dies loses it when it expires. A writer that
// was only slow finds out before its next write, as every batch renews the lease in its own transaction.
type lease struct {
	store  *Store
	writer string
	// newest is the newest revision when the lease was taken, pending the number of an interrupted revision, or 0, and projected the last
	// revision that the (:Entity) nodes show.
	newest, pending, projected int
	stop                       context.CancelCauseFunc
	stopped                    chan struct{}
}

// errLeaseLost is returned when the lease expired and another writer took it.
var errLeaseLost error = knowledge.Errorf(knowledge.Conflict, "another writer has taken over, as this one was silent for %s; nothing was changed", leaseTime)

// acquireLease takes the lease. If another writer has it, it waits for at most the time of a lease: a writer that was killed does not renew
// it, and one that renews it is active, which is a knowledge.Conflict. The returned context ends when the lease is lost.
func (s *Store) acquireLease(ctx context.Context) (*lease, context.Context, error) {
	l := &lease{store: s, writer: rand.Text(), stopped: make(chan struct{})}
	other, until := "", int64(0)
	for {
		var free bool
		var writer string
		var end int64
		err := s.tryLease(ctx, l, func(r *neo4j.Record) error {
			free, writer, end = r.Values[0].(bool), r.Values[4].(string), r.Values[5].(int64)
			l.newest, l.pending, l.projected = int(r.Values[1].(int64)), int(r.Values[2].(int64)), int(r.Values[3].(int64))
			return nil
		})
		switch {
		case err != nil:
			return nil, nil, err
		case free:
			return l, l.startRenewal(ctx), nil
		case other == "":
			other, until = writer, end
		case other != writer || until != end:
			return nil, nil, knowledge.Errorf(knowledge.Conflict, "another writer is at work on this graph; try again when it is done")
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(leasePoll):
		}
	}
}

// tryLease reads the lease, reports it to record, and takes it if it is free, in one transaction. The first query locks the graph node.
func (s *Store) tryLease(ctx context.Context, l *lease, record func(*neo4j.Record) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		free := false
		err := run(ctx, transactionRunner(tx), s.queries.text(queryVariant{file: "lease_take"}), l.params(), func(r *neo4j.Record) error {
			free = r.Values[0].(bool)
			return record(r)
		})
		if err != nil || !free {
			return nil, err
		}
		return nil, run(ctx, transactionRunner(tx), s.queries.text(queryVariant{file: "lease_have"}), l.params(), nil)
	}, neo4j.WithTxTimeout(writeTimeout))
	return s.callError(ctx, err)
}

// params are the lease's own parameters.
func (l *lease) params() map[string]any {
	return map[string]any{"writer": l.writer, "lease": leaseTime.Milliseconds()}
}

// startRenewal renews the lease in the background until release is called.
func (l *lease) startRenewal(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	l.stop = cancel
	go func() {
		defer close(l.stopped)
		ticker := time.NewTicker(leaseRenewal)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				if err := l.writeAll(ctx, nil); err != nil && ctx.Err() == nil {
					cancel(err)
					return
				}
			}
		}
	}()
	return ctx
}

// release gives the lease up, also after the work was cancelled.
func (l *lease) release(ctx context.Context) {
	l.stop(nil)
	<-l.stopped
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	// If this fails, the lease expires.
	_ = l.store.write(ctx, l.store.queries.text(queryVariant{file: "lease_leave"}), l.params(), nil)
}

// write runs a query and renews the lease in one transaction, so that nothing is written by a writer that has lost it.
func (l *lease) write(ctx context.Context, text string, params map[string]any, record func(*neo4j.Record) error) error {
	return l.writeAll(ctx, []query{{text, params, record}})
}

// query is one of several queries of a transaction.
type query struct {
	text   string
	params map[string]any
	record func(*neo4j.Record) error
}

// writeAll runs queries and renews the lease in one transaction. The renewal comes last, and nothing is committed without it, so of two
// concurrent batches one waits for the other only during a commit.
func (l *lease) writeAll(ctx context.Context, queries []query) error {
	s := l.store
	if err := s.checkOpen(ctx); err != nil {
		return l.cause(ctx, err)
	}
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, q := range queries {
			if err := run(ctx, transactionRunner(tx), q.text, q.params, q.record); err != nil {
				return nil, err
			}
		}
		held := false
		err := run(ctx, transactionRunner(tx), s.queries.text(queryVariant{file: "lease_renew"}), l.params(), func(*neo4j.Record) error {
			held = true
			return nil
		})
		if err == nil && !held {
			err = errLeaseLost
		}
		return nil, err
	}, neo4j.WithTxTimeout(writeTimeout))
	return l.cause(ctx, s.callError(ctx, err))
}

// cause returns the loss of the lease, if that ended the context, and err otherwise.
func (l *lease) cause(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && knowledge.CodeOf(cause) == knowledge.Conflict {
		return cause
	}
	return err
}
