package knowledge

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Row is a row of a store: a *Dataset, *Relation, *Document, *EntityPart or *Statement. Loading, undoing, dropping and exporting work on
// rows.
type Row interface {
	Key() RowKey
}

// Table names a kind of row. Rows are written in the order of their tables, so that what a row refers to stands before it.
type Table uint8

// The tables, in the order of writing.
const (
	TableDataset Table = iota
	TableRelation
	TableDocument
	TableEntity
	TableStatement
)

// String is the table's name in messages: `statement`.
func (t Table) String() string {
	return [...]string{"dataset", "relation", "document", "entity", "statement"}[t]
}

// RowKey identifies a row across its changes.
type RowKey struct {
	Table Table
	ID    ID
	// Dataset is the dataset that the row belongs to: entities and relations have a part in each of theirs.
	Dataset ID
}

// String names the row in messages.
func (k RowKey) String() string { return fmt.Sprintf("%s %s of %s", k.Table, k.ID, k.Dataset) }

// Key is the dataset's row key.
func (d *Dataset) Key() RowKey { return RowKey{TableDataset, d.ID, d.ID} }

// Key is the relation's row key.
func (r *Relation) Key() RowKey { return RowKey{TableRelation, r.ID(), r.Dataset} }

// Key is the document's row key.
func (d *Document) Key() RowKey { return RowKey{TableDocument, d.ID, d.Dataset} }

// Key is the part's row key.
func (p *EntityPart) Key() RowKey { return RowKey{TableEntity, p.ID, p.Dataset} }

// Key is the statement's row key.
func (s *Statement) Key() RowKey { return RowKey{TableStatement, s.ID, s.Dataset} }

// ContentHash is the hash of a row, or the sum of the hashes of many.
type ContentHash [sha256.Size]byte

// Add returns the hash of a content with a row added, and Sub that of one without it. The sum is modulo 2^256, so the order of rows does
// not matter, and updating the hash of a revision costs what changed. It distinguishes contents, but does not resist deliberately
// constructed collisions.
func (h ContentHash) Add(row ContentHash) ContentHash {
	carry := uint16(0)
	for i := len(h) - 1; i >= 0; i-- {
		carry += uint16(h[i]) + uint16(row[i])
		h[i] = byte(carry)
		carry >>= 8
	}
	return h
}

// Sub is Add's inverse.
func (h ContentHash) Sub(row ContentHash) ContentHash {
	borrow := int16(0)
	for i := len(h) - 1; i >= 0; i-- {
		d := int16(h[i]) - int16(row[i]) - borrow
		borrow = 0
		if d < 0 {
			d, borrow = d+256, 1
		}
		h[i] = byte(d)
	}
	return h
}

// String is the hash in hexadecimal.
func (h ContentHash) String() string { return fmt.Sprintf("%x", h[:]) }

// Revision is one applied change of the graph.
type Revision struct {
	// Number grows by one with each applied change, from 1.
	Number int
	// Content is the sum of the hashes of all rows of the graph: the same content has the same hash, in every store.
	Content   ContentHash
	CreatedAt time.Time
	// Description is the loader's: what was loaded, dropped or undone.
	Description string
	// Added and Removed count rows; a changed row is both.
	Added   int
	Removed int
	// UndoesNumber is the revision that this one undoes; 0 for none.
	UndoesNumber int
}

// ID is `revision:3`.
func (r *Revision) ID() ID { return RevisionID(r.Number) }

// Hash is Content as text.
func (r *Revision) Hash() string { return r.Content.String() }

// NodeID is the id.
func (r *Revision) NodeID() ID { return r.ID() }

// Noun is the table's name for a number of rows: `entity`, `entities`.
func (t Table) Noun(n int) string {
	switch {
	case n == 1:
		return t.String()
	case t == TableEntity:
		return "entities"
	}
	return t.String() + "s"
}
