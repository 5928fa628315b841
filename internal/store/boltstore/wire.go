package boltstore

import (
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/wire"
)

// chunk is some changes of one revision, with rows as package wire encodes them. The order of fields is the format; fields are only added
// at the end, with a new format number.
type chunk struct {
	_          struct{} `cbor:",toarray"`
	Removed    []wireKey
	Datasets   []wire.Dataset
	Relations  []wire.Relation
	Documents  []wire.Document
	Parts      []wire.Part
	Statements []wire.Statement
}

type wireKey struct {
	_       struct{} `cbor:",toarray"`
	Table   uint8
	ID      string
	Dataset string
}

// add adds a change to the chunk.
func (c *chunk) add(change store.RowChange) {
	switch r := change.After.(type) {
	case nil:
		k := change.Before.Key()
		c.Removed = append(c.Removed, wireKey{Table: uint8(k.Table), ID: k.ID, Dataset: k.Dataset})
	case *knowledge.Dataset:
		c.Datasets = append(c.Datasets, wire.DatasetOf(r))
	case *knowledge.Relation:
		c.Relations = append(c.Relations, wire.RelationOf(r))
	case *knowledge.Document:
		c.Documents = append(c.Documents, wire.DocumentOf(r))
	case *knowledge.EntityPart:
		c.Parts = append(c.Parts, wire.PartOf(r))
	case *knowledge.Statement:
		c.Statements = append(c.Statements, wire.StatementOf(r))
	}
}

// changes returns the changes of a chunk. Statements are allocated together, so that the garbage collector has one object to look at
// instead of a thousand.
func (c *chunk) changes() []store.Change {
	changes := make([]store.Change, 0, len(c.Removed)+len(c.Datasets)+len(c.Relations)+len(c.Documents)+len(c.Parts)+len(c.Statements))
	for _, k := range c.Removed {
		changes = append(changes, store.Change{Remove: knowledge.RowKey{Table: knowledge.Table(k.Table), ID: k.ID, Dataset: k.Dataset}})
	}
	for i := range c.Datasets {
		changes = append(changes, store.Change{Put: c.Datasets[i].Row()})
	}
	for i := range c.Relations {
		changes = append(changes, store.Change{Put: c.Relations[i].Row()})
	}
	for i := range c.Documents {
		changes = append(changes, store.Change{Put: c.Documents[i].Row()})
	}
	for i := range c.Parts {
		changes = append(changes, store.Change{Put: c.Parts[i].Row()})
	}
	statements := make([]knowledge.Statement, len(c.Statements))
	for i := range c.Statements {
		c.Statements[i].Into(&statements[i])
		changes = append(changes, store.Change{Put: &statements[i]})
	}
	return changes
}
