package loader

import (
	"context"
	"slices"

	"entente/internal/dataset"
	"entente/internal/dataset/rules"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// judge holds the claims of folders without errors against rules of the domain, together with each other's and with those of
// the graph that speak of the same.
func judge(ctx context.Context, reader store.Reader, revision int, folders []*dataset.Folder, beside []Content) error {
	var own []knowledge.ID
	for _, f := range folders {
		own = append(own, f.Dataset.ID)
	}
	relations, err := relationsOf(ctx, reader, revision, folders, beside)
	if err != nil {
		return err
	}
	judged := make([][]*knowledge.Statement, len(folders))
	for i, f := range folders {
		judged[i] = f.Judged()
	}
	for i, f := range folders {
		if f.Problems.Errors > 0 {
			continue
		}
		others, err := related(ctx, reader, revision, judged[i], own)
		if err != nil {
			return err
		}
		for j := range folders {
			if j != i {
				others = append(others, judged[j]...)
			}
		}
		f.Judge(rules.Check(judged[i], others, relations))
	}
	return nil
}

// relationsOf gives all relations by name, as folders define them, else as the graph does.
func relationsOf(ctx context.Context, reader store.Reader, revision int, folders []*dataset.Folder, beside []Content) (map[string]*knowledge.Relation, error) {
	list, err := reader.Relations(ctx, revision)
	if err != nil {
		return nil, err
	}
	all := map[string]*knowledge.Relation{}
	for _, r := range list {
		all[r.Name] = r
	}
	for _, content := range beside {
		for row := range content.Rows() {
			if r, ok := row.(*knowledge.Relation); ok {
				all[r.Name] = r
			}
		}
	}
	for _, f := range folders {
		for _, r := range f.Relations {
			all[r.Name] = r
		}
	}
	return all, nil
}

// related gives the graph's claims under the rules' relations that share an end with the claims of a folder, but for those of
// datasets that are read anew.
func related(ctx context.Context, reader store.Reader, revision int, statements []*knowledge.Statement, except []knowledge.ID) ([]*knowledge.Statement, error) {
	names, err := inGraph(ctx, reader, revision, rules.Relations())
	if err != nil || len(names) == 0 {
		return nil, err
	}
	looked := rules.Relations()
	var ends []knowledge.ID
	for _, s := range statements {
		if slices.Contains(looked, s.Relation) {
			ends = append(ends, s.Subject, s.Object)
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	query := store.StatementQuery{Filter: knowledge.StatementFilter{Relations: names}}
	scope := &knowledge.Scope{Revision: revision}
	seen := map[knowledge.ID]bool{}
	var found []*knowledge.Statement
	for anchors := range slices.Chunk(ends, anchorsAtOnce) {
		err := eachStatement(ctx, reader, scope, anchors, query, func(s *knowledge.Statement) {
			if !seen[s.ID] && !slices.Contains(except, s.Dataset) {
				seen[s.ID] = true
				found = append(found, s)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// inGraph gives those of the relations that the graph has: a store refuses a filter that names others.
func inGraph(ctx context.Context, reader store.Reader, revision int, names []string) ([]string, error) {
	list, err := reader.Relations(ctx, revision)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(list, func(r *knowledge.Relation) bool { return r.Name == name })
	}), nil
}

// How much of a store is asked for at once.
const (
	anchorsAtOnce = 200
	rowsAtOnce    = 500
)

// eachStatement pages over the statements of anchors.
func eachStatement(ctx context.Context, reader store.Reader, scope *knowledge.Scope, anchors []knowledge.ID, query store.StatementQuery, take func(*knowledge.Statement)) error {
	lists, err := reader.ListStatements(ctx, scope, anchors, query, store.Page{Limit: rowsAtOnce})
	if err != nil {
		return err
	}
	for i, list := range lists {
		for {
			for _, s := range list.Rows {
				take(s)
			}
			if !list.HasNext {
				break
			}
			page := store.Page{Limit: rowsAtOnce, After: list.LastKey()}
			next, err := reader.ListStatements(ctx, scope, anchors[i:i+1], query, page)
			if err != nil {
				return err
			}
			list = next[0]
		}
	}
	return nil
}
