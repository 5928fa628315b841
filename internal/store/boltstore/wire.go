package boltstore

import (
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/wire"
)

// chunk is some changes of one revision, with rows as package wire encodes them. The order of fields is the format; fields are only added
// at the end, with a new format number.
type chunk struct {
	_ struct{} `cbor:",toarray"`
	chunkFields2
	// Qualified are the statements that have qualifiers.
	Qualified []wire.QualifiedStatement
}

// chunkFormat2 is a chunk in the formats before there were qualifiers.
type chunkFormat2 struct {
	_ struct{} `cbor:",toarray"`
	chunkFields2
}

// chunkFields2 are the fields that chunks have in all formats.
type chunkFields2 struct {
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
		if len(r.Qualifiers) > 0 {
			c.Qualified = append(c.Qualified, wire.QualifiedOf(r))
			return
		}
		c.Statements = append(c.Statements, wire.StatementOf(r))
	}
}

// changes returns the changes of a chunk. Statements are allocated together, so that the garbage collector has one object to look at
// instead of a thousand.
func (c *chunk) changes() []store.Change {
	changes := make([]store.Change, 0, len(c.Removed)+len(c.Datasets)+len(c.Relations)+len(c.Documents)+len(c.Parts)+len(c.Statements)+len(c.Qualified))
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
	statements := make([]knowledge.Statement, len(c.Statements)+len(c.Qualified))
	for i := range c.Statements {
		c.Statements[i].Into(&statements[i])
		changes = append(changes, store.Change{Put: &statements[i]})
	}
	for i := range c.Qualified {
		st := &statements[len(c.Statements)+i]
		c.Qualified[i].Into(st)
		changes = append(changes, store.Change{Put: st})
	}
	return changes
}

// headFormat2 begins a chunk of six fields, as those before there were qualifiers.
const headFormat2 = 0x86

// decodeChunk is decodeEntry for a chunk of any format.
func (f *file) decodeChunk(key, content []byte, c *chunk) error {
	if len(content) <= checksumLength || content[checksumLength] != headFormat2 {
		return f.decodeEntry(key, content, c)
	}
	var before chunkFormat2
	err := f.decodeEntry(key, content, &before)
	c.chunkFields2 = before.chunkFields2
	return err
}
