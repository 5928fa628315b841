package changeset

import (
	"context"
	"slices"

	"entente/internal/knowledge"
)

// live returns the rows of a table that have the keys.
func (d *Draft) live(ctx context.Context, table knowledge.Table, keys []knowledge.RowKey) (map[knowledge.RowKey]Row, error) {
	found := map[knowledge.RowKey]Row{}
	for part := range slices.Chunk(keys, batchRows) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := d.base.Live(ctx, table, part, func(row Row) { found[row.Key()] = row }); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// stepsAndRows returns the steps of a table, and the rows of the newest revision that have their keys.
func (d *Draft) stepsAndRows(ctx context.Context, table knowledge.Table) ([]Step, map[knowledge.RowKey]Row, error) {
	steps := d.Steps(table)
	keys := make([]knowledge.RowKey, len(steps))
	for i := range steps {
		keys[i] = steps[i].Key
	}
	live, err := d.live(ctx, table, keys)
	return steps, live, err
}

// applyRow applies a step whose row is held.
func (d *Draft) applyRow(s *Step, before Row) bool {
	s.Before = before.Row
	return d.apply(s, s.Put, before)
}

// changeDatasets applies the steps of datasets.
func (d *Draft) changeDatasets(ctx context.Context) error {
	steps, live, err := d.stepsAndRows(ctx, knowledge.TableDataset)
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		if !d.applyRow(s, live[s.Key]) {
			continue
		}
		d.After.Datasets = slices.DeleteFunc(d.After.Datasets, func(set *knowledge.Dataset) bool { return set.ID == s.Key.ID })
		put, _ := s.Put.(*knowledge.Dataset)
		if put == nil {
			d.removed[knowledge.TableDataset] = append(d.removed[knowledge.TableDataset], s.Key.ID)
			continue
		}
		d.After.Datasets = append(d.After.Datasets, put)
		// The validity of a statement may follow from the coverage of its dataset.
		if old, _ := s.Before.(*knowledge.Dataset); old != nil && old.CoverageTo != put.CoverageTo {
			d.recheck = append(d.recheck, reference{knowledge.TableDataset, put.ID})
		}
	}
	return nil
}

// changeRelations applies the steps of relations and finds the definition of each again. All definitions of one must be the same.
func (d *Draft) changeRelations(ctx context.Context) error {
	steps, live, err := d.stepsAndRows(ctx, knowledge.TableRelation)
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		if !d.applyRow(s, live[s.Key]) {
			continue
		}
		d.After.Definitions = slices.DeleteFunc(d.After.Definitions, func(r *knowledge.Relation) bool { return r.Key() == s.Key })
		if put, ok := s.Put.(*knowledge.Relation); ok {
			d.After.Definitions = append(d.After.Definitions, put)
			d.requireDataset(s)
		}
	}
	mayDiffer := len(steps) > 0 || len(d.Steps(knowledge.TableDataset)) > 0
	if d.After.Relations = d.Before.Relations; mayDiffer {
		d.After.Join()
	}
	d.Relations = make(map[string]*knowledge.Relation, len(d.After.Relations))
	for _, r := range d.After.Relations {
		d.Relations[r.Name] = r
	}
	if mayDiffer {
		d.compareDefinitions()
	}
	return nil
}

// requireDataset reports a row that is put into a dataset that is not there.
func (d *Draft) requireDataset(s *Step) bool {
	there := d.After.Dataset(s.Key.Dataset) != nil
	if !there {
		d.Add("%s: there is no dataset %s", s.Key, s.Key.Dataset)
	}
	return there
}

// compareDefinitions compares the definitions of each relation with the one that counts, and that with the one before the change.
func (d *Draft) compareDefinitions() {
	for _, r := range d.After.Definitions {
		if first := d.Relations[r.Name]; first != nil && first != r {
			if err := first.SameDefinition(r); err != nil {
				d.Add("%s: %v", r.Key(), err)
			}
		}
	}
	for _, old := range d.Before.Relations {
		switch now := d.Relations[old.Name]; {
		case now == nil:
			d.removed[knowledge.TableRelation] = append(d.removed[knowledge.TableRelation], old.Name)
		case now != old && now.SameDefinition(old) != nil:
			d.recheck = append(d.recheck, reference{knowledge.TableRelation, old.Name})
		}
	}
}
