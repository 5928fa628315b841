package neo4jstore

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// graphFormat is the number of the format in which this package stores a graph.
const graphFormat = 2

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
	case format != 0 && format < graphFormat:
		return fmt.Errorf("%w: %d, where this version keeps %d", ErrOlderFormat, format, graphFormat)
	case format == graphFormat:
		return nil
	}
	nodes := int64(0)
	err = s.read(ctx, s.queries.text(queryVariant{file: "holdings"}), nil, nil, func(r *neo4j.Record) error {
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
	return s.write(ctx, s.queries.text(queryVariant{file: "found"}), map[string]any{"format": graphFormat}, nil)
}
