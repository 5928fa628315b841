package neo4jstore

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
)

// How long a writer may be silent before another takes its place, how often it speaks, and how often one that waits looks.
const (
	leaseTime = 12 * time.Second
	leaseBeat = 4 * time.Second
	leaseLook = time.Second
)

// lease is the right to write, held by one writer at a time over all processes. A writer that dies loses it by its silence; one
// that was only slow finds out before it writes again, as every batch renews the lease in its own transaction.
type lease struct {
	store  *Store
	writer string
	// newest is the revision at the time of taking, pending the number of one that was cut short, or 0, projected the last one
	// that people see.
	newest, pending, projected int
	stop                       context.CancelCauseFunc
	stopped                    chan struct{}
}

// errLeaseLost ends a writer that was silent for too long.
var errLeaseLost error = knowledge.Errorf(knowledge.Conflict, "another writer has taken over, as this one was silent for %s; nothing was changed", leaseTime)

// take takes the lease. Where somebody else has it, it waits for as long as that one may be silent: who was killed does not come
// back, and who speaks is at work, which is a knowledge.Conflict. The context that it gives ends when the lease is lost.
func (s *Store) take(ctx context.Context) (*lease, context.Context, error) {
	l := &lease{store: s, writer: rand.Text(), stopped: make(chan struct{})}
	other, until := "", int64(0)
	for {
		var free bool
		var writer string
		var end int64
		err := s.takeOnce(ctx, l, func(r *neo4j.Record) error {
			free, writer, end = r.Values[0].(bool), r.Values[4].(string), r.Values[5].(int64)
			l.newest, l.pending, l.projected = int(r.Values[1].(int64)), int(r.Values[2].(int64)), int(r.Values[3].(int64))
			return nil
		})
		switch {
		case err != nil:
			return nil, nil, err
		case free:
			return l, l.hold(ctx), nil
		case other == "":
			other, until = writer, end
		case other != writer || until != end:
			return nil, nil, knowledge.Errorf(knowledge.Conflict, "another writer is at work on this graph; try again when it is done")
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(leaseLook):
		}
	}
}

// takeOnce looks at the lease, tells of it, and takes it where it is free, in one transaction: the first query locks the graph's node.
func (s *Store) takeOnce(ctx context.Context, l *lease, record func(*neo4j.Record) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		free := false
		err := run(ctx, inside(tx), s.queries.text(form{file: "lease_take"}), l.params(), func(r *neo4j.Record) error {
			free = r.Values[0].(bool)
			return record(r)
		})
		if err != nil || !free {
			return nil, err
		}
		return nil, run(ctx, inside(tx), s.queries.text(form{file: "lease_have"}), l.params(), nil)
	}, neo4j.WithTxTimeout(writeTimeout))
	return s.calling(ctx, err)
}

// params are the lease's own parameters.
func (l *lease) params() map[string]any {
	return map[string]any{"writer": l.writer, "lease": leaseTime.Milliseconds()}
}

// hold keeps the lease until leave is called.
func (l *lease) hold(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	l.stop = cancel
	go func() {
		defer close(l.stopped)
		beat := time.NewTicker(leaseBeat)
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				if err := l.together(ctx, nil); err != nil && ctx.Err() == nil {
					cancel(err)
					return
				}
			}
		}
	}()
	return ctx
}

// leave lets the next writer in. It does so as well where the work was cancelled.
func (l *lease) leave(ctx context.Context) {
	l.stop(nil)
	<-l.stopped
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	// Where this fails the lease runs out by itself.
	_ = l.store.write(ctx, l.store.queries.text(form{file: "lease_leave"}), l.params(), nil)
}

// write runs a query and renews the lease in one transaction, so that nothing is written by a writer that has lost it.
func (l *lease) write(ctx context.Context, text string, params map[string]any, record func(*neo4j.Record) error) error {
	return l.together(ctx, []query{{text, params, record}})
}

// query is one of several that go together.
type query struct {
	text   string
	params map[string]any
	record func(*neo4j.Record) error
}

// together runs queries and renews the lease in one transaction. The lease comes last, and nothing is committed without it: so of
// two batches under way one waits for the other no longer than a commit takes.
func (l *lease) together(ctx context.Context, queries []query) error {
	s := l.store
	if err := s.ready(ctx); err != nil {
		return l.cause(ctx, err)
	}
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(ctx) }()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, q := range queries {
			if err := run(ctx, inside(tx), q.text, q.params, q.record); err != nil {
				return nil, err
			}
		}
		held := false
		err := run(ctx, inside(tx), s.queries.text(form{file: "lease_renew"}), l.params(), func(*neo4j.Record) error {
			held = true
			return nil
		})
		if err == nil && !held {
			err = errLeaseLost
		}
		return nil, err
	}, neo4j.WithTxTimeout(writeTimeout))
	return l.cause(ctx, s.calling(ctx, err))
}

// cause says why the context ended, where that was the lease.
func (l *lease) cause(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && knowledge.CodeOf(cause) == knowledge.Conflict {
		return cause
	}
	return err
}
