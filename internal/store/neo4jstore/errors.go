package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// The errors of Open. Each has a code of knowledge, and the returned error says more: compare with errors.Is.
var (
	// ErrUnreachable: no server answers.
	ErrUnreachable error = knowledge.Errorf(knowledge.Unavailable, "no Neo4j server answers")
	// ErrUnauthorized: the server refuses the user or the password.
	ErrUnauthorized error = knowledge.Errorf(knowledge.BadInput, "the Neo4j server refuses the user name or the password")
	// ErrNoDatabase: the server has no database of this name.
	ErrNoDatabase error = knowledge.Errorf(knowledge.NotFound, "the Neo4j server has no such database")
	// ErrForeign: the database holds something else than a graph of this program.
	ErrForeign error = knowledge.Errorf(knowledge.Conflict, "the database holds something else")
	// ErrEmpty: the database holds no graph, and none may be made.
	ErrEmpty error = knowledge.Errorf(knowledge.NotFound, "the database holds no graph")
	// ErrNewerFormat: a newer version of this program wrote the graph.
	ErrNewerFormat error = knowledge.Errorf(knowledge.Conflict, "the graph has a newer format")
	// ErrOlderFormat: an older version of this program wrote the graph.
	ErrOlderFormat error = knowledge.Errorf(knowledge.Conflict, "the graph has an older format")
)

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

// address is the server's scheme and host, without credentials and other parts of the URI.
func address(o Options) string {
	u, err := url.Parse(o.URI)
	if err != nil {
		return "the address given"
	}
	return u.Scheme + "://" + u.Host
}

func isConnectivity(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	return neo4j.IsConnectivityError(err) || errors.As(err, &limit) || isCutShort(err)
}

// isCutShort reports whether a connection was closed in the middle of a message, as by a server that is killed. The driver does not treat
// that as a connection error.
func isCutShort(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

// isTransient reports whether a failed call may succeed at the next attempt.
func isTransient(err error) bool { return neo4j.IsRetryable(err) || isCutShort(err) }

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
