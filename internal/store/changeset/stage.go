package changeset

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/integrity"
)

// checkEvery is how many rows are read between two checks of the context.
const checkEvery = 2048

// stage reads the change, checks each row by itself and sorts the steps into the order of rows.
func (d *Draft) stage(ctx context.Context) error {
	if d.changes == nil {
		return nil
	}
	last, n := 0, 0
	for _, set := range d.Before.Datasets {
		last = max(last, set.Order)
	}
	for c, err := range d.changes {
		if n++; err == nil && n%checkEvery == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if s, ok := d.stageOne(c, &last); ok {
			d.keep(s)
		}
		if d.Full() {
			break
		}
		if d.options.Staged != nil {
			d.options.Staged(n)
		}
	}
	d.sort()
	return ctx.Err()
}

// keep adds a step.
func (d *Draft) keep(s Step) {
	switch {
	case s.Key.Table != knowledge.TableStatement:
		d.rows = append(d.rows, s)
		return
	case d.options.Stream:
		s.Put = nil
	}
	d.statements = append(d.statements, s)
}

// stageOne checks one change by itself, and copies its row where that is held. A new dataset goes to the end of the load order, and an
// existing one keeps its position. A position that a dataset comes with is kept: undoing a removal restores it.
func (d *Draft) stageOne(c store.Change, last *int) (Step, bool) {
	if c.Put == nil {
		if c.Remove.Table > knowledge.TableStatement {
			d.Add("there is no table %d to remove a row from", c.Remove.Table)
			return Step{}, false
		}
		return Step{Key: c.Remove}, true
	}
	put := c.Put
	if _, isStatement := put.(*knowledge.Statement); !d.options.Trusted && (!isStatement || !d.options.Stream) {
		put = integrity.Copy(put)
	}
	if put == nil {
		d.Add("%T is no kind of row", c.Put)
		return Step{}, false
	}
	if set, ok := put.(*knowledge.Dataset); ok {
		if old := d.Before.Dataset(set.ID); set.Order == 0 && old != nil {
			set.Order = old.Order
		} else if set.Order == 0 {
			set.Order = *last + 1
		}
		*last = max(*last, set.Order)
	}
	if !d.options.Trusted {
		integrity.CheckRow(&d.Problems, put)
	}
	return Step{Key: put.Key(), Put: put, puts: true}, true
}

// sort sorts the steps that are held, and reports rows that are changed twice.
func (d *Draft) sort() {
	byKey := func(a, b Step) int { return compareKeys(a.Key, b.Key) }
	slices.SortFunc(d.rows, byKey)
	if !d.options.Stream {
		slices.SortFunc(d.statements, byKey)
	}
	reportTwice(&d.Problems, d.rows)
	reportTwice(&d.Problems, d.statements)
}

// reportTwice reports rows that several steps change.
func reportTwice(p *integrity.Problems, steps []Step) {
	order := make([]uint32, len(steps))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(compareKeys(steps[a].Key, steps[b].Key), cmp.Compare(a, b))
	})
	for i := 1; i < len(order); i++ {
		if key := steps[order[i]].Key; key == steps[order[i-1]].Key {
			p.Add("%s is changed twice", integrity.NameOf(key))
		}
	}
}
