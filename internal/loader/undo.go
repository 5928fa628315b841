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

// Graph is what undoing needs of a store: to read it, and to know what each revision changed.
type Graph interface {
	store.Reader
	store.Writer
}

// NewUndo plans to put every row that a revision changed back to what it was before. The error has the code
// knowledge.UnknownRevision where there is no such revision, and knowledge.Conflict, with the reason, where a later revision
// changed the same rows or rests on them, or where the revision was undone already. It holds the rows that the revision
// changed in memory.
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
	p.parts = []part{{u.back, u.verdicts}}
	p.sort()
	if err := u.checkRests(ctx); err != nil {
		return nil, err
	}
	if err := u.checkNeeds(ctx); err != nil {
		return nil, err
	}
	return p, nil
}

// undo is the undoing of a revision in the making.
type undo struct {
	plan   *Plan
	graph  Graph
	number int
	keys   []knowledge.RowKey
	rows   map[knowledge.RowKey]store.RowChange
	// back are the rows that come back, in the order of tables.
	back     rows
	verdicts []verdict
}

// rows is a content that is held in memory.
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

// revert plans a row as it was before.
func (u *undo) revert(key knowledge.RowKey, c store.RowChange) {
	if c.Before == nil {
		u.plan.remove(key)
		return
	}
	present := map[knowledge.RowKey]knowledge.ContentHash{}
	if c.After != nil {
		present[key] = knowledge.Hash(c.After)
	}
	u.back, u.verdicts = append(u.back, c.Before), append(u.verdicts, u.plan.put(c.Before, present))
}

// checkLater refuses where a row is no more what the revision made of it. A later change that was undone again does not
// matter.
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
		return inShort(c.After)
	}
	return inShort(u.rows[key].Before)
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

// checkRests refuses where rows of later revisions need what would go.
func (u *undo) checkRests(ctx context.Context) error {
	rests, err := restingOn(ctx, u.graph, u.plan)
	if err != nil || len(rests) == 0 {
		return err
	}
	by, err := u.madeBy(ctx, rests)
	if err != nil {
		return err
	}
	latest := 0
	for _, r := range rests {
		latest = max(latest, by[r.row.Key()])
	}
	var parts []string
	for _, r := range rests[:min(len(rests), maxReasons)] {
		parts = append(parts, fmt.Sprintf("%s of revision %d needs %s", inShort(r.row), by[r.row.Key()], r.needs))
	}
	if more := len(rests) - maxReasons; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return u.refuse("later revisions rest on it", parts, latest)
}

// checkNeeds refuses where a row that would come back needs what has gone since.
func (u *undo) checkNeeds(ctx context.Context) error {
	lacking, err := lacking(ctx, u.graph, u.plan)
	if err != nil || len(lacking) == 0 {
		return err
	}
	return knowledge.Errorf(knowledge.Conflict, "revision %d cannot be undone, for what it would bring back needs what has gone since: %s", u.number, reasons(lacking))
}

// madeBy says which later revision brought each row.
func (u *undo) madeBy(ctx context.Context, rests []rest) (map[knowledge.RowKey]int, error) {
	by := map[knowledge.RowKey]int{}
	for _, r := range rests {
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
