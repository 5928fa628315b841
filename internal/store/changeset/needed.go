package changeset

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// recheckStatements checks again the unchanged statements that refer to changed rows.
func (d *Draft) recheckStatements(ctx context.Context) error {
	if d.recheck == nil || d.trusted {
		return nil
	}
	checked := make(map[knowledge.ID]bool, len(d.statements))
	for i := range d.statements {
		checked[d.statements[i].Key.ID] = !d.statements[i].Skip
	}
	c := newChecker(d)
	c.unchanged = true
	for _, on := range d.recheck {
		var found []*knowledge.Statement
		err := d.base.Dependents(ctx, on.table, on.id, func(st *knowledge.Statement) {
			if !checked[st.ID] {
				checked[st.ID], found = true, append(found, st)
			}
		})
		if err != nil {
			return err
		}
		for part := range slices.Chunk(found, batchRows) {
			if err := c.check(ctx, part); err != nil {
				return err
			}
		}
	}
	d.join(&c.tally)
	return nil
}

// CheckRemoved reports removed rows that others still need, as an error with the code knowledge.Invalid. It is called when the store has
// written the change, before it publishes it.
func (d *Draft) CheckRemoved(ctx context.Context, result Result) error {
	for table, ids := range d.removed {
		if err := d.checkNeeded(ctx, result, knowledge.Table(table), ids); err != nil {
			return err
		}
		if knowledge.Table(table) != knowledge.TableDataset || len(ids) == 0 {
			continue
		}
		for _, r := range d.After.Definitions {
			if slices.Contains(ids, r.Dataset) {
				d.addNeeded(r.Dataset, "its "+r.ID())
			}
		}
		err := result.Members(ctx, ids, func(i int, member knowledge.ID) {
			if !strings.HasPrefix(member, knowledge.DocumentPrefix+":") {
				member = "part of " + member
			}
			d.addNeeded(ids[i], "its "+member)
		})
		if err != nil {
			return err
		}
	}
	return d.Err()
}

// checkNeeded reports for each removed row the first of the statements that need it.
func (d *Draft) checkNeeded(ctx context.Context, result Result, table knowledge.Table, ids []string) error {
	for part := range slices.Chunk(ids, batchRows) {
		reported := make([]bool, len(part))
		err := result.Needing(ctx, table, part, func(i int, by *knowledge.Statement) {
			if reported[i] || d.Full() {
				return
			}
			id := part[i]
			if reported[i] = true; table == knowledge.TableRelation {
				id = knowledge.RelationID(id)
			}
			d.addNeeded(id, integrity.Describe(by))
		})
		if err != nil || d.Full() {
			return err
		}
	}
	return nil
}

func (d *Draft) addNeeded(id knowledge.ID, by string) { d.Add("%s is still needed by %s", id, by) }
