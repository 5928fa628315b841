package loader

import (
	"context"
	"slices"

	"entente/internal/dataset"
	"entente/internal/dataset/rules"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// checkRules checks the claims of folders without errors against domain rules, together with each other's and with related claims of the
// graph.
func checkRules(ctx context.Context, reader store.Reader, revision int, folders []*dataset.Folder, alongside []Content) error {
	var own []knowledge.ID
	for _, f := range folders {
		own = append(own, f.Dataset.ID)
	}
	relations, err := relationsOf(ctx, reader, revision, folders, alongside)
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

// relationsOf returns all relations by name, as folders define them, else as the graph does.
func relationsOf(ctx context.Context, reader store.Reader, revision int, folders []*dataset.Folder, alongside []Content) (map[string]*knowledge.Relation, error) {
	list, err := reader.Relations(ctx, revision)
	if err != nil {
		return nil, err
	}
	all := map[string]*knowledge.Relation{}
	for _, r := range list {
		all[r.Name] = r
	}
	for _, content := range alongside {
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

// related returns the graph's claims under the rules' relations that share an end with the claims of a folder, except those of datasets
// that are read again.
func related(ctx context.Context, reader store.Reader, revision int, statements []*knowledge.Statement, except []knowledge.ID) ([]*knowledge.Statement, error) {
	names, err := knownRelations(ctx, reader, revision, rules.Relations())
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

// knownRelations returns those of the relations that the graph has: a store rejects a filter that names others.
func knownRelations(ctx context.Context, reader store.Reader, revision int, names []string) ([]string, error) {
	list, err := reader.Relations(ctx, revision)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(list, func(r *knowledge.Relation) bool { return r.Name == name })
	}), nil
}

// How much is read from a store at once.
const (
	anchorsAtOnce = 200
	rowsAtOnce    = 500
)

// eachStatement pages over the statements of anchors.
func eachStatement(ctx context.Context, reader store.Reader, scope *knowledge.Scope, anchors []knowledge.ID, query store.StatementQuery, yield func(*knowledge.Statement)) error {
	lists, err := reader.ListStatements(ctx, scope, anchors, query, store.Page{Limit: rowsAtOnce})
	if err != nil {
		return err
	}
	for i, list := range lists {
		for {
			for _, s := range list.Rows {
				yield(s)
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
