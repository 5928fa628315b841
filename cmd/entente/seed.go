package main

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/seed"
)

// loadSeed loads the built-in datasets as one revision, and says in a line for each what it holds.
func loadSeed(ctx context.Context, s store.Store) (summary string, err error) {
	var sources []dataset.Source
	for _, name := range seed.Names() {
		folder, err := fs.Sub(seed.Files, name)
		if err != nil {
			return "", err
		}
		sources = append(sources, dataset.Source{FS: folder, Name: name})
	}
	folders, err := dataset.ReadAll(ctx, sources, nil)
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		if err := f.Problems.Err(); err != nil {
			return "", fmt.Errorf("dataset %s: %w", f.Name, err)
		}
		contents[i] = f
		describe(&lines, f)
	}
	plan, err := loader.NewPlan(ctx, s, contents...)
	if err != nil {
		return "", err
	}
	_, err = plan.Apply(ctx, s, time.Now())
	return lines.String(), err
}

// describe writes what a dataset holds: `dataset:vocabulary  44 relations  (The relations to start from)`.
func describe(out *strings.Builder, f *dataset.Folder) {
	var parts []string
	for _, c := range []struct {
		table knowledge.Table
		count int
	}{
		{knowledge.TableRelation, len(f.Relations)}, {knowledge.TableEntity, len(f.Entities)},
		{knowledge.TableStatement, len(f.Statements)}, {knowledge.TableDocument, len(f.Documents)},
	} {
		if c.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.count, c.table.Noun(c.count)))
		}
	}
	fmt.Fprintf(out, "%s: %s\n", f.Dataset.ID, strings.Join(parts, ", "))
}
