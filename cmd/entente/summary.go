package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// summarize writes the contents of each dataset of a store: `dataset:vocabulary: 44 relations`.
func summarize(ctx context.Context, s store.Reader, out io.Writer) error {
	datasets, err := s.Datasets(ctx, 0)
	if err != nil || len(datasets) == 0 {
		return err
	}
	ids := make([]knowledge.ID, len(datasets))
	for i, d := range datasets {
		ids[i] = d.ID
	}
	scope := &knowledge.Scope{}
	entities, err := s.CountEntities(ctx, scope, ids, knowledge.EntityFilter{})
	if err != nil {
		return err
	}
	statements, err := s.CountStatements(ctx, scope, ids, knowledge.StatementFilter{})
	if err != nil {
		return err
	}
	documents, err := s.CountDocuments(ctx, scope, ids, knowledge.DocumentFilter{})
	if err != nil {
		return err
	}
	for i, id := range ids {
		relations := 0
		for _, err := range s.Scan(ctx, 0, knowledge.TableRelation, id) {
			if err != nil {
				return err
			}
			relations++
		}
		counts := map[knowledge.Table]int{
			knowledge.TableRelation: relations, knowledge.TableEntity: entities[i],
			knowledge.TableStatement: statements[i], knowledge.TableDocument: documents[i],
		}
		if _, err := fmt.Fprintf(out, "%s: %s\n", id, countsInWords(counts)); err != nil {
			return err
		}
	}
	return nil
}

// countsInWords names what there is of each table: `73 entities, 85 statements, 1 document`.
func countsInWords(counts map[knowledge.Table]int) string {
	var parts []string
	for _, table := range []knowledge.Table{knowledge.TableRelation, knowledge.TableEntity, knowledge.TableStatement, knowledge.TableDocument} {
		if n := counts[table]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, table.Noun(n)))
		}
	}
	if parts == nil {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}
