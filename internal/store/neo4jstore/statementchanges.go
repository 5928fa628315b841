package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/integrity"
)

// statementChange is one change of a statement. There may be very many, so only the key and the action are held: the change is iterated
// again when the statement itself is needed.
type statementChange struct {
	key knowledge.RowKey
	// addedIn is the revision that added the statement before; 0 for none.
	addedIn int
	// puts: a statement is put, not removed.
	puts bool
	// skip: it changes nothing.
	skip bool
}

// errChangesDiffer is returned if a second iteration over a change gives other statements.
var errChangesDiffer = errors.New("neo4jstore: a change gave other statements when it was gone through again")

// stageStatement adds the change of a statement, and its dependencies.
func (d *draft) stageStatement(s step) {
	d.statementChanges = append(d.statementChanges, statementChange{key: s.key, puts: s.put != nil})
	if st, ok := s.put.(*knowledge.Statement); ok {
		d.dependencies.add(st)
	}
}

// reportDuplicates reports statements that are changed twice.
func (d *draft) reportDuplicates() {
	order := make([]uint32, len(d.statementChanges))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(compareKeys(d.statementChanges[a].key, d.statementChanges[b].key), cmp.Compare(a, b))
	})
	for i := 1; i < len(order); i++ {
		if key := d.statementChanges[order[i]].key; key == d.statementChanges[order[i-1]].key {
			d.Add("%s is changed twice", integrity.NameOf(key))
		}
	}
}

// statementPut is a new statement with the change that puts it.
type statementPut struct {
	*statementChange
	statement *knowledge.Statement
}

// statements iterates over the new statements once more.
func (d *draft) statements(ctx context.Context) iter.Seq2[statementPut, error] {
	return func(yield func(statementPut, error) bool) {
		if len(d.statementChanges) == 0 {
			return
		}
		at := 0
		for c, err := range d.changes {
			if err == nil {
				err = checkContext(ctx, at)
			}
			if err != nil {
				yield(statementPut{}, err)
				return
			}
			if c.Key().Table != knowledge.TableStatement {
				continue
			}
			if at == len(d.statementChanges) || d.statementChanges[at].key != c.Key() {
				yield(statementPut{}, errChangesDiffer)
				return
			}
			own := &d.statementChanges[at]
			at++
			if st, ok := c.Put.(*knowledge.Statement); ok && !yield(statementPut{own, st}, nil) {
				return
			}
		}
		if at < len(d.statementChanges) {
			yield(statementPut{}, errChangesDiffer)
		}
	}
}

// changeStatements determines what the change does to statements, some thousands at a time.
func (d *draft) changeStatements(ctx context.Context) error {
	if err := d.findDependencies(ctx); err != nil {
		return err
	}
	d.progress.begin(store.Checking)
	var batch []statementPut
	for i := range d.statementChanges {
		if c := &d.statementChanges[i]; !c.puts {
			batch = append(batch, statementPut{c, nil})
		}
	}
	for part := range slices.Chunk(batch, lookupRows) {
		if err := d.applyStatementChanges(ctx, part); err != nil {
			return err
		}
	}
	batch = batch[:0]
	for c, err := range d.statements(ctx) {
		if err != nil {
			return err
		}
		if batch = append(batch, c); len(batch) < lookupRows {
			continue
		}
		if err := d.applyStatementChanges(ctx, batch); err != nil || d.Full() {
			return err
		}
		batch = batch[:0]
	}
	return d.applyStatementChanges(ctx, batch)
}

// applyStatementChanges looks up the statements before a batch of changes, and applies the changes.
func (d *draft) applyStatementChanges(ctx context.Context, batch []statementPut) error {
	keys := make([]knowledge.RowKey, len(batch))
	for i, c := range batch {
		keys[i] = c.key
	}
	live, err := d.liveRows(ctx, knowledge.TableStatement, keys)
	if err != nil {
		return err
	}
	for _, c := range batch {
		d.applyStatementChange(c, live[c.key])
	}
	d.progress.add(len(batch))
	return nil
}

// applyStatementChange applies one change of a statement; old is the row before.
func (d *draft) applyStatementChange(c statementPut, old liveRow) {
	c.addedIn = old.addedIn
	if c.skip = !d.applyRow(c.key, rowOrNil(c.statement), old.row); c.skip {
		return
	}
	before, _ := old.row.(*knowledge.Statement)
	d.noteMarks(before, c.statement)
	if before != nil {
		d.countStatement(before, -1)
		d.noteRemoved(before)
	}
	if st := c.statement; st != nil {
		d.checkStatement(st)
		d.countStatement(st, 1)
		d.noteLink(st)
		d.hasReferences = d.hasReferences || referencesOf(st) != nil
	}
}

// retiredStatements gives the statements that are retired.
func (d *draft) retiredStatements() iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range d.statementChanges {
			c := &d.statementChanges[i]
			if c.skip || c.addedIn == 0 {
				continue
			}
			if !yield(map[string]any{"id": c.key.ID, "dataset": c.key.Dataset, "addedIn": c.addedIn}, nil) {
				return
			}
		}
	}
}

// newStatements gives the rows of new statements.
func (d *draft) newStatements(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return d.statementRow(d.withInitialHorizon(st)) })
}

// newReferences gives the references of new statements.
func (d *draft) newReferences(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return referencesOf(st), nil })
}

// each gives the row that of returns for each new statement; nil for none.
func (d *draft) each(ctx context.Context, of func(*knowledge.Statement) (map[string]any, error)) iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for c, err := range d.statements(ctx) {
			var row map[string]any
			if err == nil {
				if c.skip {
					continue
				}
				row, err = of(c.statement)
			}
			if err == nil && row == nil {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
