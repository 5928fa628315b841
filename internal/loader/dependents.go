package loader

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// dependent is a row that a plan keeps in the graph, or adds, although it removes a row that the row needs.
type dependent struct {
	row   knowledge.Row
	needs knowledge.ID
}

// findDependents returns the rows that would remain without a row that they need. It reads the whole graph once, as a claim may need an
// entity of any dataset, and holds the removed ids.
func findDependents(ctx context.Context, reader store.Reader, p *Plan) ([]dependent, error) {
	// touched are the rows that the plan changes or removes.
	touched := map[knowledge.RowKey]bool{}
	gone := map[knowledge.ID]bool{}
	for _, key := range p.removals {
		touched[key] = true
		if key.Table != knowledge.TableStatement {
			gone[key.ID] = true
		}
	}
	if len(gone) == 0 {
		return nil, nil
	}
	// An entity and a relation remain while a dataset has a part of them, and a document that moves is not removed.
	for c := range p.changes {
		touched[c.row.Key()] = true
		delete(gone, c.row.Key().ID)
	}
	var dependents []dependent
	check := func(row knowledge.Row) {
		if i := slices.IndexFunc(needs(row), func(id knowledge.ID) bool { return gone[id] }); i >= 0 {
			dependents = append(dependents, dependent{row, needs(row)[i]})
		}
	}
	for _, table := range []knowledge.Table{knowledge.TableRelation, knowledge.TableDocument, knowledge.TableEntity, knowledge.TableStatement} {
		for row, err := range reader.Scan(ctx, p.Base, table, "") {
			if err != nil {
				return nil, err
			}
			if touched[row.Key()] {
				continue
			}
			delete(gone, row.Key().ID)
			check(row)
		}
	}
	for c := range p.changes {
		check(c.row)
	}
	return dependents, nil
}

// needs returns the ids of all rows that a row refers to.
func needs(row knowledge.Row) []knowledge.ID {
	s, ok := row.(*knowledge.Statement)
	if !ok {
		return []knowledge.ID{row.Key().Dataset}
	}
	return slices.Concat([]knowledge.ID{s.Dataset, s.Document, knowledge.RelationID(s.Relation), s.Subject, s.Object, s.AttributedTo}, s.ThirdParties())
}

// findLacking returns the rows that a plan puts although neither it nor the graph has what they need.
func findLacking(ctx context.Context, reader store.Reader, p *Plan) ([]dependent, error) {
	exists := map[knowledge.ID]bool{"": true}
	for c := range p.changes {
		exists[c.row.Key().ID] = true
	}
	var asked []knowledge.ID
	for c := range p.changes {
		for _, id := range needs(c.row) {
			if !exists[id] {
				asked = append(asked, id)
			}
		}
	}
	if err := findPresent(ctx, reader, p.Base, asked, exists); err != nil {
		return nil, err
	}
	var dependents []dependent
	for c := range p.changes {
		if i := slices.IndexFunc(needs(c.row), func(id knowledge.ID) bool { return !exists[id] }); i >= 0 {
			dependents = append(dependents, dependent{c.row, needs(c.row)[i]})
		}
	}
	return dependents, nil
}

// findPresent sets which of the ids of entities and documents the graph has, and all of its datasets and relations.
func findPresent(ctx context.Context, reader store.Reader, revision int, ids []knowledge.ID, has map[knowledge.ID]bool) error {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	entities, err := reader.Entities(ctx, revision, ids)
	if err != nil {
		return err
	}
	documents, err := reader.Documents(ctx, revision, ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		has[id] = entities[i] != nil || documents[i] != nil
	}
	relations, err := reader.Relations(ctx, revision)
	if err != nil {
		return err
	}
	for _, r := range relations {
		has[r.ID()] = true
	}
	datasets, err := reader.Datasets(ctx, revision)
	for _, d := range datasets {
		has[d.ID] = true
	}
	return err
}
