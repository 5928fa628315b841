package changeset

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// Base looks rows up in the newest revision. A method takes a batch of at most 5,000 ids, gives what it finds in any order, and may give it
// twice. Where Options.Stream is not set, several goroutines call Live and Existing at once.
type Base interface {
	// Live calls found for the rows of a table that have the keys. Documents and entities are looked up by the id of a key, whatever their
	// dataset: all parts of an entity, and a document also where the key names another dataset.
	Live(ctx context.Context, table knowledge.Table, keys []knowledge.RowKey, found func(Row)) error
	// Existing calls found for those of the entities that there are.
	Existing(ctx context.Context, ids []knowledge.ID, found func(knowledge.ID)) error
	// PartsOf calls found for each entity of which a dataset has a part.
	PartsOf(ctx context.Context, dataset knowledge.ID, found func(entity knowledge.ID)) error
	// Dependents calls found for each statement that refers to a row: to a dataset or a document by its id, to a relation by its name.
	Dependents(ctx context.Context, table knowledge.Table, id string, found func(*knowledge.Statement)) error
}

// Result looks rows up in the graph as the change leaves it.
type Result interface {
	// Needing calls found with the index of each id to which some statement refers, at least once, and with such a statement. The ids are
	// those of datasets, documents or entities, or names of relations.
	Needing(ctx context.Context, table knowledge.Table, ids []string, found func(i int, by *knowledge.Statement)) error
	// Members calls found with the index of each dataset that has a document or a part of an entity, and with the id of one of each.
	Members(ctx context.Context, datasets []knowledge.ID, found func(i int, member knowledge.ID)) error
}

// Row is a row of the newest revision; the zero value stands for none.
type Row struct {
	knowledge.Row
	// AddedIn is the revision that added it, for a store that asks for it in Step; others leave it 0.
	AddedIn int
}

// batchRows is how many rows are looked up in one call.
const batchRows = 5000

// Catalog is what is read of a revision as a whole.
type Catalog struct {
	Revision *knowledge.Revision
	// Datasets are in load order.
	Datasets []*knowledge.Dataset
	// Definitions are the relations as each dataset defines them, by id and dataset.
	Definitions []*knowledge.Relation
	// Relations are the definitions that count, those of the first dataset in load order, by name.
	Relations []*knowledge.Relation
}

// Join sorts datasets and definitions, and finds the definitions that count.
func (c *Catalog) Join() {
	slices.SortFunc(c.Datasets, func(a, b *knowledge.Dataset) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(c.Definitions, func(a, b *knowledge.Relation) int { return compareKeys(a.Key(), b.Key()) })
	c.Relations = nil
	defined := map[string]bool{}
	for _, set := range c.Datasets {
		for _, r := range c.Definitions {
			if r.Dataset == set.ID && !defined[r.Name] {
				defined[r.Name], c.Relations = true, append(c.Relations, r)
			}
		}
	}
	slices.SortFunc(c.Relations, func(a, b *knowledge.Relation) int { return strings.Compare(a.Name, b.Name) })
}

// Dataset returns a dataset, or nil.
func (c *Catalog) Dataset(id knowledge.ID) *knowledge.Dataset {
	for _, d := range c.Datasets {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Relation returns the definition of a relation that counts, or nil.
func (c *Catalog) Relation(name string) *knowledge.Relation {
	at, found := slices.BinarySearchFunc(c.Relations, name, func(r *knowledge.Relation, name string) int { return strings.Compare(r.Name, name) })
	if !found {
		return nil
	}
	return c.Relations[at]
}

// compareKeys compares in the order of rows.
func compareKeys(a, b knowledge.RowKey) int {
	return cmp.Or(cmp.Compare(a.Table, b.Table), strings.Compare(a.ID, b.ID), strings.Compare(a.Dataset, b.Dataset))
}
