package loader

import (
	"context"
	"slices"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// Read reads folders that are to be loaded into a graph. They may refer to each other, to the newest revision of the graph, and to contents
// that are loaded alongside; the previous versions of their own datasets in the graph do not count. The problems of a folder, findings of
// domain rules included, are in its Problems; the error is only that of the store or the context. It holds the names of all entities of the
// graph in memory.
func Read(ctx context.Context, reader store.Reader, sources []dataset.Source, alongside ...Content) ([]*dataset.Folder, error) {
	newest, err := reader.Revision(ctx, 0)
	if err != nil {
		return nil, err
	}
	var own []knowledge.ID
	for _, s := range sources {
		own = append(own, knowledge.DatasetPrefix+":"+s.Name)
	}
	known, earlier := &dataset.Known{}, map[knowledge.ID][]knowledge.ID{}
	for _, table := range []knowledge.Table{knowledge.TableRelation, knowledge.TableDocument, knowledge.TableEntity} {
		for row, err := range reader.Scan(ctx, newest.Number, table, "") {
			if err != nil {
				return nil, err
			}
			key := row.Key()
			if !slices.Contains(own, key.Dataset) {
				known.Add(row)
			} else if table == knowledge.TableEntity {
				earlier[key.Dataset] = append(earlier[key.Dataset], key.ID)
			}
		}
	}
	for _, content := range alongside {
		known.Add(slices.Collect(content.Rows())...)
	}
	folders, err := dataset.ReadAll(ctx, sources, known)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		f.Compare(earlier[f.Dataset.ID])
	}
	return folders, checkRules(ctx, reader, newest.Number, folders, alongside)
}

// Missing returns those of the datasets that the newest revision of a graph does not have, in their order.
func Missing(ctx context.Context, catalog store.Catalog, ids ...knowledge.ID) ([]knowledge.ID, error) {
	datasets, err := catalog.Datasets(ctx, 0)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id knowledge.ID) bool {
		return slices.ContainsFunc(datasets, func(d *knowledge.Dataset) bool { return d.ID == id })
	}), nil
}
