package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Driver opens a driver with short timeouts. The caller closes it.
func (c Connection) Driver() (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout = 5 * time.Second
		c.MaxTransactionRetryTime = 3 * time.Second
		c.TelemetryDisabled = true
	})
}

// withDriver runs some work on a driver that is closed afterwards.
func withDriver(ctx context.Context, c Connection, work func(neo4j.DriverWithContext) error) (err error) {
	d, err := c.Driver()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close(context.WithoutCancel(ctx))) }()
	return work(d)
}

// ping asks a server for an answer.
func ping(ctx context.Context, c Connection) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return withDriver(ctx, c, func(d neo4j.DriverWithContext) error {
		_, err := read(ctx, d, c.Database, "RETURN 1")
		return err
	})
}

// setPassword gives a new server the password of the connection, in place of the one that all new servers have.
func setPassword(ctx context.Context, c Connection) error {
	fresh := c
	fresh.Password = "neo4j"
	return withDriver(ctx, fresh, func(d neo4j.DriverWithContext) error {
		_, err := neo4j.ExecuteQuery(ctx, d, "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", map[string]any{"old": fresh.Password, "new": c.Password},
			neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("system"))
		return err
	})
}

func read(ctx context.Context, d neo4j.DriverWithContext, database, query string) (*neo4j.EagerResult, error) {
	return neo4j.ExecuteQuery(ctx, d, query, nil, neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(database), neo4j.ExecuteQueryWithReadersRouting())
}

// mayWipe returns an error for a configured database that is not empty, as tests wipe it.
func mayWipe(ctx context.Context, c Connection) error {
	if os.Getenv("NEO4J_WIPE") == "true" {
		return nil
	}
	return withDriver(ctx, c, func(d neo4j.DriverWithContext) error {
		result, err := read(ctx, d, c.Database, "MATCH (n) RETURN n LIMIT 1")
		if err == nil && len(result.Records) > 0 {
			err = fmt.Errorf("the database %s at NEO4J_URI (%s) is not empty, and tests wipe it: name another, or set NEO4J_WIPE=true", c.Database, c.URI)
		}
		return err
	})
}

// Wipe removes all nodes, relationships, constraints and indexes from a database, but for the two indexes of labels that each
// has. Its time grows with what is there.
func Wipe(ctx context.Context, c Connection) error {
	return withDriver(ctx, c, func(d neo4j.DriverWithContext) error {
		session := d.NewSession(ctx, neo4j.SessionConfig{DatabaseName: c.Database})
		defer func() { _ = session.Close(ctx) }()
		if err := run(ctx, session, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"); err != nil {
			return err
		}
		for _, kind := range []struct{ list, drop string }{
			{"SHOW CONSTRAINTS YIELD name", "DROP CONSTRAINT"},
			{"SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", "DROP INDEX"},
		} {
			names, err := read(ctx, d, c.Database, kind.list)
			if err != nil {
				return err
			}
			for _, r := range names.Records {
				// A name is no value, so that it cannot be a parameter; it comes from the database itself.
				if err := run(ctx, session, fmt.Sprintf("%s `%s`", kind.drop, r.Values[0])); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Run runs one statement on a database, which may write.
func Run(ctx context.Context, c Connection, query string) error {
	return withDriver(ctx, c, func(d neo4j.DriverWithContext) error {
		_, err := neo4j.ExecuteQuery(ctx, d, query, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(c.Database))
		return err
	})
}

// Count runs a query on a database that reads one number.
func Count(ctx context.Context, c Connection, query string) (n int64, err error) {
	err = withDriver(ctx, c, func(d neo4j.DriverWithContext) error {
		result, err := read(ctx, d, c.Database, query)
		if err != nil {
			return err
		}
		var is bool
		if len(result.Records) == 1 {
			n, is = result.Records[0].Values[0].(int64)
		}
		if !is {
			return fmt.Errorf("%s gives no number", query)
		}
		return nil
	})
	return n, err
}

// run runs one statement in a transaction of its own, or in those that it asks for itself.
func run(ctx context.Context, session neo4j.SessionWithContext, query string) error {
	result, err := session.Run(ctx, query, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}
