package loader

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Graph is a store that undoing reads, with the changes of each revision.
type Graph interface {
	store.Reader
	store.Writer
}

// NewUndo plans to restore every row that a revision changed. The error has the code knowledge.UnknownRevision if there is no such
// revision, and knowledge.Conflict, with the reason, if a later revision changed the same rows or depends on them, or if the revision is
// undone already. It holds the rows that the revision changed in memory.
func NewUndo(ctx context.Context, graph Graph, number int) (*Plan, error) {
	p, err := newPlan(ctx, graph)
	if err != nil {
		return nil, err
	}
	if number < 1 {
		return nil, knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d to undo: revisions are numbered from 1 to %d", number, p.Base)
	}
	if _, err := graph.Revision(ctx, number); err != nil {
		return nil, err
	}
	p.Description, p.Undoes = fmt.Sprintf("undo revision %d", number), number
	u := undo{plan: p, graph: graph, number: number, rows: map[knowledge.RowKey]store.RowChange{}}
	if err := u.read(ctx); err != nil {
		return nil, err
	}
	if err := u.checkLater(ctx); err != nil {
		return nil, err
	}
	for _, key := range u.keys {
		u.revert(key, u.rows[key])
	}
	p.parts = []part{{u.restored, u.verdicts}}
	p.sort()
	if err := u.checkDependents(ctx); err != nil {
		return nil, err
	}
	if err := u.checkDependencies(ctx); err != nil {
		return nil, err
	}
	return p, nil
}

// undo builds the plan that undoes a revision.
type undo struct {
	plan   *Plan
	graph  Graph
	number int
	keys   []knowledge.RowKey
	rows   map[knowledge.RowKey]store.RowChange
	// restored are the rows to restore, in the order of tables.
	restored rows
	verdicts []verdict
}

// rows is a content in memory.
type rows []knowledge.Row

// Rows gives all rows.
func (r rows) Rows() iter.Seq[knowledge.Row] { return slices.Values(r) }

func (u *undo) read(ctx context.Context) error {
	for c, err := range u.graph.Changes(ctx, u.number) {
		if err != nil {
			return err
		}
		key := keyOf(c)
		u.keys = append(u.keys, key)
		u.rows[key] = c
	}
	return nil
}

func keyOf(c store.RowChange) knowledge.RowKey {
	if c.After != nil {
		return c.After.Key()
	}
	return c.Before.Key()
}

// revert plans to restore a row.
func (u *undo) revert(key knowledge.RowKey, c store.RowChange) {
	if c.Before == nil {
		u.plan.remove(key)
		return
	}
	present := map[knowledge.RowKey]knowledge.ContentHash{}
	if c.After != nil {
		present[key] = knowledge.Hash(c.After)
	}
	u.restored, u.verdicts = append(u.restored, c.Before), append(u.verdicts, u.plan.put(c.Before, present))
}

// checkLater returns an error if a later revision changed a row, unless that was undone.
func (u *undo) checkLater(ctx context.Context) error {
	now := map[knowledge.RowKey]knowledge.Row{}
	by := map[knowledge.RowKey]int{}
	for later := u.number + 1; later <= u.plan.Base; later++ {
		for c, err := range u.graph.Changes(ctx, later) {
			if err != nil {
				return err
			}
			key := keyOf(c)
			if _, ours := u.rows[key]; ours {
				now[key], by[key] = c.After, later
			}
		}
	}
	var changed []knowledge.RowKey
	undone := 0
	for _, key := range u.keys {
		row, later := now[key]
		if !later || same(row, u.rows[key].After) {
			continue
		}
		changed = append(changed, key)
		if same(row, u.rows[key].Before) {
			undone++
		}
	}
	switch {
	case len(changed) == 0:
		return nil
	case undone == len(u.keys):
		return knowledge.Errorf(knowledge.Conflict, "revision %d is undone already, by revision %d: what it changed is as it was before", u.number, by[changed[0]])
	}
	var parts []string
	for _, key := range changed[:min(len(changed), maxReasons)] {
		parts = append(parts, fmt.Sprintf("revision %d changed %s", by[key], u.nameOf(key)))
	}
	if more := len(changed) - maxReasons; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return u.refuse("later revisions changed the same rows", parts, u.latest(changed, by))
}

// nameOf names a row that the revision changed.
func (u *undo) nameOf(key knowledge.RowKey) string {
	if c := u.rows[key]; c.After != nil {
		return shortRowName(c.After)
	}
	return shortRowName(u.rows[key].Before)
}

func (u *undo) latest(keys []knowledge.RowKey, by map[knowledge.RowKey]int) int {
	latest := 0
	for _, key := range keys {
		latest = max(latest, by[key])
	}
	return latest
}

func same(a, b knowledge.Row) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return knowledge.Hash(a) == knowledge.Hash(b)
}

// checkDependents returns an error if rows of later revisions need what would be removed.
func (u *undo) checkDependents(ctx context.Context) error {
	dependents, err := findDependents(ctx, u.graph, u.plan)
	if err != nil || len(dependents) == 0 {
		return err
	}
	by, err := u.madeBy(ctx, dependents)
	if err != nil {
		return err
	}
	latest := 0
	for _, r := range dependents {
		latest = max(latest, by[r.row.Key()])
	}
	var parts []string
	for _, r := range dependents[:min(len(dependents), maxReasons)] {
		parts = append(parts, fmt.Sprintf("%s of revision %d needs %s", shortRowName(r.row), by[r.row.Key()], r.needs))
	}
	if more := len(dependents) - maxReasons; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return u.refuse("later revisions rest on it", parts, latest)
}

// checkDependencies returns an error if a restored row needs a row that was removed since.
func (u *undo) checkDependencies(ctx context.Context) error {
	lacking, err := findLacking(ctx, u.graph, u.plan)
	if err != nil || len(lacking) == 0 {
		return err
	}
	return knowledge.Errorf(knowledge.Conflict, "revision %d cannot be undone, for what it would bring back needs what has gone since: %s", u.number, reasonsText(lacking))
}

// madeBy returns the later revision that added each row.
func (u *undo) madeBy(ctx context.Context, dependents []dependent) (map[knowledge.RowKey]int, error) {
	by := map[knowledge.RowKey]int{}
	for _, r := range dependents {
		by[r.row.Key()] = 0
	}
	for later := u.number + 1; later <= u.plan.Base; later++ {
		for c, err := range u.graph.Changes(ctx, later) {
			if err != nil {
				return nil, err
			}
			if _, asked := by[keyOf(c)]; asked {
				by[keyOf(c)] = later
			}
		}
	}
	return by, nil
}

func (u *undo) refuse(why string, parts []string, latest int) error {
	return knowledge.Errorf(knowledge.Conflict, "revision %d cannot be undone, for %s: %s; undo revision %d first",
		u.number, why, strings.Join(slices.Compact(parts), "; "), latest)
}
