package loader

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// NewDrop plans to remove a dataset from the newest revision: all of its rows, and no other dataset's. The error has the code
// knowledge.UnknownDataset if there is no such dataset, and knowledge.Conflict, with their names, if other datasets depend on it.
func NewDrop(ctx context.Context, reader store.Reader, dataset knowledge.ID) (*Plan, error) {
	p, err := newPlan(ctx, reader)
	if err != nil {
		return nil, err
	}
	if err := store.CheckDatasets(ctx, reader, p.Base, []knowledge.ID{dataset}); err != nil {
		return nil, err
	}
	p.Datasets = []knowledge.ID{dataset}
	p.Description = "drop " + dataset
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		for row, err := range reader.Scan(ctx, p.Base, table, dataset) {
			if err != nil {
				return nil, err
			}
			p.remove(row.Key())
		}
	}
	p.sort()
	dependents, err := findDependents(ctx, reader, p)
	if err != nil {
		return nil, err
	}
	if len(dependents) > 0 {
		return nil, knowledge.Errorf(knowledge.Conflict, "%s cannot be dropped, for %s on it: %s",
			dataset, dependentDatasets(dependents), reasonsText(dependents))
	}
	return p, nil
}

// dependentDatasets names the datasets of rows: `dataset:a and dataset:b rest`.
func dependentDatasets(dependents []dependent) string {
	var names []string
	for _, r := range dependents {
		if name := r.row.Key().Dataset; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 1 {
		return names[0] + " rests"
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last] + " rest"
}

// maxReasons limits how many rows an error names.
const maxReasons = 3

// reasonsText names what the first rows need, and how many more there are.
func reasonsText(dependents []dependent) string {
	var parts []string
	for _, r := range dependents[:min(len(dependents), maxReasons)] {
		parts = append(parts, fmt.Sprintf("%s needs %s", shortRowName(r.row), r.needs))
	}
	if more := len(dependents) - maxReasons; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, "; ")
}

// shortRowName names a row by ids.
func shortRowName(row knowledge.Row) string {
	if s, ok := row.(*knowledge.Statement); ok {
		return fmt.Sprintf("%s %s %s of %s", s.Subject, s.Relation, s.Object, s.Document)
	}
	return row.Key().ID
}
