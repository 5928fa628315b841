package neo4jstore

import (
	"errors"
	"io"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
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

func isConnectivity(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	return neo4j.IsConnectivityError(err) || errors.As(err, &limit) || isCutShort(err)
}

// isCutShort reports whether a connection was closed in the middle of a message, as by a server that is killed. The driver does not treat
// that as a connection error.
func isCutShort(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

// isTransient reports whether a failed call may succeed at the next attempt.
func isTransient(err error) bool { return neo4j.IsRetryable(err) || isCutShort(err) }
