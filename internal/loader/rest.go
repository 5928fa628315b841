package loader

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// rest is a row that a plan leaves in the graph, or brings, though it takes away what the row needs.
type rest struct {
	row   knowledge.Row
	needs knowledge.ID
}

// restingOn finds the rows that would be left without what they need. It reads the whole graph once, for a claim may need an
// entity of any dataset, and holds the ids that go.
func restingOn(ctx context.Context, reader store.Reader, p *Plan) ([]rest, error) {
	// touched are the rows that will not be as they are.
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
	// An entity and a relation stay while some dataset has a part of them, and a document that moves is not gone.
	for c := range p.changes {
		touched[c.row.Key()] = true
		delete(gone, c.row.Key().ID)
	}
	var rests []rest
	check := func(row knowledge.Row) {
		if i := slices.IndexFunc(needs(row), func(id knowledge.ID) bool { return gone[id] }); i >= 0 {
			rests = append(rests, rest{row, needs(row)[i]})
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
	return rests, nil
}

// needs gives the ids of all that a row refers to.
func needs(row knowledge.Row) []knowledge.ID {
	s, ok := row.(*knowledge.Statement)
	if !ok {
		return []knowledge.ID{row.Key().Dataset}
	}
	return slices.Concat([]knowledge.ID{s.Dataset, s.Document, knowledge.RelationID(s.Relation), s.Subject, s.Object, s.AttributedTo}, s.About)
}

// lacking finds the rows that a plan puts though neither it nor the graph has what they need.
func lacking(ctx context.Context, reader store.Reader, p *Plan) ([]rest, error) {
	has := map[knowledge.ID]bool{"": true}
	for c := range p.changes {
		has[c.row.Key().ID] = true
	}
	var asked []knowledge.ID
	for c := range p.changes {
		for _, id := range needs(c.row) {
			if !has[id] {
				asked = append(asked, id)
			}
		}
	}
	if err := present(ctx, reader, p.Base, asked, has); err != nil {
		return nil, err
	}
	var rests []rest
	for c := range p.changes {
		if i := slices.IndexFunc(needs(c.row), func(id knowledge.ID) bool { return !has[id] }); i >= 0 {
			rests = append(rests, rest{c.row, needs(c.row)[i]})
		}
	}
	return rests, nil
}

// present notes which of the ids of entities and documents the graph has, and all of its datasets and relations.
func present(ctx context.Context, reader store.Reader, revision int, ids []knowledge.ID, has map[knowledge.ID]bool) error {
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
