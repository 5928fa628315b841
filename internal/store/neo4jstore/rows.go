package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// byID gives the row of each id.
func byID[T any](ctx context.Context, s *Store, c *catalog, ids []knowledge.ID, file string, decode func([]byte) (T, error)) ([]T, error) {
	var found []T
	params := map[string]any{"ids": ids, "revision": c.Revision.Number}
	err := s.read(ctx, s.queries.text(queryVariant{file: file}), params, func() { found = make([]T, len(ids)) }, func(r *neo4j.Record) error {
		return eachSlot(r, func(slot int, content []byte) (err error) {
			found[slot], err = decode(content)
			return err
		})
	})
	return found, err
}

// eachSlot calls take for each slot of a record, which holds a list of slots and a list of as many rows. Many rows share a record, as a
// record costs driver and server far more than a row.
func eachSlot(r *neo4j.Record, take func(slot int, content []byte) error) error {
	slots, rows := r.Values[0].([]any), r.Values[1].([]any)
	for i, slot := range slots {
		if err := take(int(slot.(int64)), rows[i].([]byte)); err != nil {
			return err
		}
	}
	return nil
}

// rowOf decodes a row of a table, whose type T is.
func rowOf[T knowledge.Row](s *Store, table knowledge.Table, content []byte) (T, error) {
	row, err := s.codec.Decode(table, content)
	if err != nil {
		var none T
		return none, err
	}
	return row.(T), nil
}

func (s *Store) statement(content []byte) (*knowledge.Statement, error) {
	return rowOf[*knowledge.Statement](s, knowledge.TableStatement, content)
}

// count runs a query that counts for each slot.
func (s *Store) count(ctx context.Context, f queryVariant, params map[string]any, counts []int) error {
	return s.read(ctx, s.queries.text(f), params, nil, func(r *neo4j.Record) error {
		counts[slotOf(r)] = int(r.Values[1].(int64))
		return nil
	})
}

func (s *Store) document(content []byte) (*knowledge.Document, error) {
	return rowOf[*knowledge.Document](s, knowledge.TableDocument, content)
}

// spansOf returns the spans with these first and last days.
func spansOf(first, last any) []edtf.Span {
	firsts, ok := first.([]any)
	if !ok {
		return nil
	}
	spans := make([]edtf.Span, len(firsts))
	for i, d := range firsts {
		spans[i] = edtf.Span{First: edtf.Day(d.(int64)), Last: edtf.Day(last.([]any)[i].(int64))}
	}
	return spans
}
