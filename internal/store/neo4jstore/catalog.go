package neo4jstore

import (
	"encoding/hex"
	"maps"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// catalog is the data of a revision that most calls need: the revision itself, its datasets and relations, and its row counts. A revision
// never changes, so its catalog is read once and kept.
type catalog struct {
	changeset.Catalog
	counts counts
}

// counts are the row counts of a revision, so that totals need no query and a query can start at the shorter list.
type counts struct {
	Entities   int `json:"entities"`
	Documents  int `json:"documents"`
	Statements int `json:"statements"`
	// UnknownBegins and UnknownEnds are how many statements have no known begin or end. They sort last; if there are none, they are not
	// looked for.
	UnknownBegins int                            `json:"unknownBegins"`
	UnknownEnds   int                            `json:"unknownEnds"`
	Datasets      map[knowledge.ID]datasetCounts `json:"datasets"`
	Relations     map[string]int                 `json:"relations"`
}

// datasetCounts are how many rows a dataset has.
type datasetCounts struct {
	Entities   int `json:"entities"`
	Documents  int `json:"documents"`
	Statements int `json:"statements"`
}

// clone returns counts that can be changed.
func (c counts) clone() counts {
	if c.Datasets, c.Relations = maps.Clone(c.Datasets), maps.Clone(c.Relations); c.Datasets == nil {
		c.Datasets = map[knowledge.ID]datasetCounts{}
	}
	if c.Relations == nil {
		c.Relations = map[string]int{}
	}
	return c
}

// addRow counts a document or a part of an entity, or no longer if by is -1.
func (c *counts) addRow(k knowledge.RowKey, by int) {
	of := c.Datasets[k.Dataset]
	if k.Table == knowledge.TableDocument {
		of.Documents += by
		c.Documents += by
	} else {
		of.Entities += by
	}
	c.Datasets[k.Dataset] = of
}

// addStatement counts a statement, or no longer if by is -1.
func (c *counts) addStatement(st *knowledge.Statement, by int) {
	of := c.Datasets[st.Dataset]
	of.Statements += by
	c.Datasets[st.Dataset] = of
	c.Relations[st.Relation] += by
	c.Statements += by
	if st.Validity.Begin != knowledge.BoundKnown {
		c.UnknownBegins += by
	}
	if st.Validity.End != knowledge.BoundKnown {
		c.UnknownEnds += by
	}
}

// maxCatalogs is how many revisions' catalogs are kept.
const maxCatalogs = 32

// storedRevision is a revision as its node stores it.
type storedRevision struct {
	Number      int       `json:"number"`
	Content     string    `json:"content"`
	CreatedAt   time.Time `json:"createdAt"`
	Description string    `json:"description"`
	Added       int       `json:"added"`
	Removed     int       `json:"removed"`
	Undoes      int       `json:"undoes"`
	Counts      counts    `json:"counts"`
}

func storedRevisionOf(r *knowledge.Revision, c counts) storedRevision {
	return storedRevision{r.Number, r.Hash(), r.CreatedAt, r.Description, r.Added, r.Removed, r.UndoesNumber, c}
}

func (k storedRevision) revision() *knowledge.Revision {
	r := &knowledge.Revision{
		Number: k.Number, CreatedAt: k.CreatedAt, Description: k.Description,
		Added: k.Added, Removed: k.Removed, UndoesNumber: k.Undoes,
	}
	// An invalid hash stays zero, and differs from every other.
	_, _ = hex.Decode(r.Content[:], []byte(k.Content))
	return r
}
