package memstore

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

var (
	_ changeset.Base   = (*snapshot)(nil)
	_ changeset.Result = (*draft)(nil)
)

// catalog returns the catalog of a snapshot.
func (s *snapshot) catalog() changeset.Catalog {
	c := changeset.Catalog{Revision: s.revision, Definitions: s.relationParts, Relations: s.relationList}
	for _, d := range s.datasets {
		c.Datasets = append(c.Datasets, d.Dataset)
	}
	return c
}

// Live calls found for the rows that have the keys.
func (s *snapshot) Live(_ context.Context, table knowledge.Table, keys []knowledge.RowKey, found func(changeset.Row)) error {
	for _, k := range keys {
		switch table {
		case knowledge.TableDataset:
			if d := s.dataset(k.ID); d != nil {
				found(changeset.Row{Row: d.Dataset})
			}
		case knowledge.TableRelation:
			if at, ok := slices.BinarySearchFunc(s.relationParts, k, compareRelation); ok {
				found(changeset.Row{Row: s.relationParts[at]})
			}
		case knowledge.TableDocument:
			if d := s.document(k.ID); d != nil {
				found(changeset.Row{Row: d.Document})
			}
		case knowledge.TableEntity:
			for part := range between(s.parts, partOf(k.ID, ""), partOf(k.ID, "\xff"), false) {
				found(changeset.Row{Row: part})
			}
		case knowledge.TableStatement:
			if st, ok := s.statements.get(k.ID); ok {
				found(changeset.Row{Row: st})
			}
		}
	}
	return nil
}

func compareRelation(r *knowledge.Relation, k knowledge.RowKey) int {
	key := r.Key()
	return cmp.Or(strings.Compare(key.ID, k.ID), strings.Compare(key.Dataset, k.Dataset))
}

// Existing calls found for those of the entities that there are.
func (s *snapshot) Existing(_ context.Context, ids []knowledge.ID, found func(knowledge.ID)) error {
	for _, id := range ids {
		if s.entity(id) != nil {
			found(id)
		}
	}
	return nil
}

// PartsOf calls found for each entity of which a dataset has a part.
func (s *snapshot) PartsOf(_ context.Context, dataset knowledge.ID, found func(knowledge.ID)) error {
	for part := range s.partsOf(s.dataset(dataset)) {
		found(part.ID)
	}
	return nil
}

// Dependents calls found for each statement that refers to a row.
func (s *snapshot) Dependents(_ context.Context, table knowledge.Table, id string, found func(*knowledge.Statement)) error {
	for st := range s.referring(s, table, id) {
		found(st)
	}
	return nil
}

// referring returns the statements that refer to a row of a base.
func (s *snapshot) referring(base *snapshot, table knowledge.Table, id string) iter.Seq[*knowledge.Statement] {
	var lists []list
	switch table {
	case knowledge.TableDataset:
		lists = []list{base.dataset(id).statements}
	case knowledge.TableRelation:
		lists = []list{base.relations[id].statements}
	case knowledge.TableDocument:
		lists = []list{base.document(id).statements}
	case knowledge.TableEntity:
		e := base.entity(id)
		lists = []list{e.ends, e.about, e.attributed}
	}
	return func(yield func(*knowledge.Statement) bool) {
		for _, l := range lists {
			for st := range s.inList(l)("", knowledge.AfterAll, false) {
				if !yield(st) {
					return
				}
			}
		}
	}
}

// Needing calls found for each row that the change removes and to which a statement refers.
func (d *draft) Needing(_ context.Context, table knowledge.Table, ids []string, found func(int, *knowledge.Statement)) error {
	for i, id := range ids {
		for st := range d.referring(d.base, table, id) {
			found(i, st)
			break
		}
	}
	return nil
}

// Members calls found with a document and an entity of each dataset that the change removes.
func (d *draft) Members(_ context.Context, datasets []knowledge.ID, found func(int, knowledge.ID)) error {
	for i, id := range datasets {
		set := d.base.dataset(id)
		for _, l := range []list{set.documents, set.entities} {
			for m := range between(d.members, member{list: l}, member{list: l + 1}, false) {
				found(i, m.id)
				break
			}
		}
	}
	return nil
}
