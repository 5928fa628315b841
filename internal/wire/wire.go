// Package wire is the written form of rows: CBOR (RFC 8949), each as an array of its fields, which is a third of the size and of the
// time of names and values. Stores write it, and Statements holds very many rows in it. Start at Codec.
package wire

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"entente/internal/knowledge"
)

// Codec encodes and decodes rows. Any number of goroutines may use one at once.
type Codec struct {
	enc cbor.EncMode
	dec cbor.DecMode
}

// NewCodec gives a codec. It costs some microseconds; keep it.
func NewCodec() (*Codec, error) {
	enc, err := cbor.EncOptions{TextMarshaler: cbor.TextMarshalerTextString, Time: cbor.TimeRFC3339Nano}.EncMode()
	if err != nil {
		return nil, err
	}
	dec, err := decoding().DecMode()
	return &Codec{enc, dec}, err
}

func decoding() cbor.DecOptions {
	return cbor.DecOptions{
		TextUnmarshaler: cbor.TextUnmarshalerTextString, MaxArrayElements: 1 << 24,
		// What a row may hold was decided when it was applied.
		UTF8: cbor.UTF8DecodeInvalid,
	}
}

// Marshal gives the bytes of a value that is made of written forms and of what CBOR has.
func (c *Codec) Marshal(value any) ([]byte, error) { return c.enc.Marshal(value) }

// Unmarshal reads such a value back.
func (c *Codec) Unmarshal(content []byte, value any) error { return c.dec.Unmarshal(content, value) }

// Encode gives the bytes of a row, an empty list and an absent one alike.
func (c *Codec) Encode(row knowledge.Row) ([]byte, error) {
	switch r := row.(type) {
	case *knowledge.Dataset:
		return c.enc.Marshal(DatasetOf(r))
	case *knowledge.Relation:
		return c.enc.Marshal(RelationOf(r))
	case *knowledge.Document:
		return c.enc.Marshal(DocumentOf(r))
	case *knowledge.EntityPart:
		return c.enc.Marshal(PartOf(r))
	case *knowledge.Statement:
		if len(r.Qualifiers) > 0 {
			return c.enc.Marshal(QualifiedOf(r))
		}
		return c.enc.Marshal(StatementOf(r))
	}
	return nil, fmt.Errorf("wire: %T is no kind of row", row)
}

// Decode gives the row of a table back, equal to the one that was encoded, but that an empty list is an absent one.
func (c *Codec) Decode(table knowledge.Table, content []byte) (knowledge.Row, error) {
	switch table {
	case knowledge.TableDataset:
		return decode(c, content, (*Dataset).Row)
	case knowledge.TableRelation:
		return decode(c, content, (*Relation).Row)
	case knowledge.TableDocument:
		return decode(c, content, (*Document).Row)
	case knowledge.TableEntity:
		return decode(c, content, (*Part).Row)
	case knowledge.TableStatement:
		return c.decodeStatement(content)
	}
	return nil, fmt.Errorf("wire: there is no table %d", table)
}

func decode[W any, R knowledge.Row](c *Codec, content []byte, row func(*W) R) (knowledge.Row, error) {
	var w W
	if err := c.dec.Unmarshal(content, &w); err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	return row(&w), nil
}

// EncodeBounded gives the bytes of a statement, and behind them those of its horizon, where it has one. Decode reads both.
func (c *Codec) EncodeBounded(st *knowledge.Statement) ([]byte, error) {
	content, err := c.Encode(st)
	if err != nil || st.Horizon == nil {
		return content, err
	}
	bounds, err := c.enc.Marshal(horizonOf(st.Horizon))
	return append(content, bounds...), err
}

// decodeStatement decodes a statement, and its horizon if one follows.
func (c *Codec) decodeStatement(content []byte) (knowledge.Row, error) {
	st := new(knowledge.Statement)
	bounds, err := c.decodeFields(content, st)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	if len(bounds) == 0 {
		return st, nil
	}
	var h horizon
	if err := c.dec.Unmarshal(bounds, &h); err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	st.Horizon = h.horizon()
	return st, nil
}

// The head of a statement's array has headLength bytes, the last of which says how many fields it has.
const (
	headLength      = 2
	qualifiedFields = 27
)

// decodeFields decodes a statement, with or without qualifiers, and returns what follows it.
func (c *Codec) decodeFields(content []byte, to *knowledge.Statement) (rest []byte, err error) {
	if len(content) >= headLength && content[headLength-1] == qualifiedFields {
		var w QualifiedStatement
		if rest, err = c.dec.UnmarshalFirst(content, &w); err == nil {
			w.Into(to)
		}
		return rest, err
	}
	var w Statement
	if rest, err = c.dec.UnmarshalFirst(content, &w); err == nil {
		w.Into(to)
	}
	return rest, err
}

// EncodeEntity gives the bytes of an entity that was joined of parts.
func (c *Codec) EncodeEntity(e *knowledge.Entity) ([]byte, error) {
	return c.enc.Marshal(entity{Part: PartOf(&knowledge.EntityPart{Entity: *e}), Datasets: e.Datasets, Life: daysOf(e.Life)})
}

// DecodeEntity gives the entity back.
func (c *Codec) DecodeEntity(content []byte) (*knowledge.Entity, error) {
	var w entity
	if err := c.dec.Unmarshal(content, &w); err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	e := &w.Part.Row().Entity
	e.Kind, _ = knowledge.KindOf(e.ID)
	e.Datasets, e.Life = w.Datasets, spansOf(w.Life)
	return e, nil
}
