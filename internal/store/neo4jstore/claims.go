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

// claim is one change of a statement. Statements may be very many, so that what is held of each is its key, and what there is to do
// about it: the change is gone through again whenever the statement itself is needed.
type claim struct {
	key knowledge.RowKey
	// addedIn is the revision that added the statement that was there before; 0 where none was.
	addedIn int
	// puts: a statement is put, and none removed.
	puts bool
	// skip: it changes nothing.
	skip bool
}

// errOtherRows is a mistake of whoever made the change.
var errOtherRows = errors.New("neo4jstore: a change gave other statements when it was gone through again")

// stageClaim takes in the change of a statement, and what it rests on.
func (d *draft) stageClaim(s step) {
	d.claims = append(d.claims, claim{key: s.key, puts: s.put != nil})
	if st, ok := s.put.(*knowledge.Statement); ok {
		d.ground.add(st)
	}
}

// findTwice names the statements that are changed twice.
func (d *draft) findTwice() {
	places := make([]uint32, len(d.claims))
	for i := range places {
		places[i] = uint32(i)
	}
	slices.SortFunc(places, func(a, b uint32) int {
		return cmp.Or(compareKeys(d.claims[a].key, d.claims[b].key), cmp.Compare(a, b))
	})
	for i := 1; i < len(places); i++ {
		if key := d.claims[places[i]].key; key == d.claims[places[i-1]].key {
			d.Add("%s is changed twice", integrity.NameOf(key))
		}
	}
}

// claimed is a statement that is put, with the change that puts it.
type claimed struct {
	*claim
	statement *knowledge.Statement
}

// statements goes through the statements that are put, once more.
func (d *draft) statements(ctx context.Context) iter.Seq2[claimed, error] {
	return func(yield func(claimed, error) bool) {
		if len(d.claims) == 0 {
			return
		}
		at := 0
		for c, err := range d.changes {
			if err == nil {
				err = watch(ctx, at)
			}
			if err != nil {
				yield(claimed{}, err)
				return
			}
			if c.Key().Table != knowledge.TableStatement {
				continue
			}
			if at == len(d.claims) || d.claims[at].key != c.Key() {
				yield(claimed{}, errOtherRows)
				return
			}
			own := &d.claims[at]
			at++
			if st, ok := c.Put.(*knowledge.Statement); ok && !yield(claimed{own, st}, nil) {
				return
			}
		}
		if at < len(d.claims) {
			yield(claimed{}, errOtherRows)
		}
	}
}

// changeStatements finds what the change does to statements, some thousands at a time.
func (d *draft) changeStatements(ctx context.Context) error {
	if err := d.findGround(ctx); err != nil {
		return err
	}
	d.progress.begin(store.Checking)
	var batch []claimed
	for i := range d.claims {
		if c := &d.claims[i]; !c.puts {
			batch = append(batch, claimed{c, nil})
		}
	}
	for part := range slices.Chunk(batch, groundRows) {
		if err := d.settleClaims(ctx, part); err != nil {
			return err
		}
	}
	batch = batch[:0]
	for c, err := range d.statements(ctx) {
		if err != nil {
			return err
		}
		if batch = append(batch, c); len(batch) < groundRows {
			continue
		}
		if err := d.settleClaims(ctx, batch); err != nil || d.Full() {
			return err
		}
		batch = batch[:0]
	}
	return d.settleClaims(ctx, batch)
}

func (d *draft) settleClaims(ctx context.Context, batch []claimed) error {
	keys := make([]knowledge.RowKey, len(batch))
	for i, c := range batch {
		keys[i] = c.key
	}
	live, err := d.liveRows(ctx, knowledge.TableStatement, keys)
	if err != nil {
		return err
	}
	for _, c := range batch {
		d.settleClaim(c, live[c.key])
	}
	d.progress.add(len(batch))
	return nil
}

func (d *draft) settleClaim(c claimed, old liveRow) {
	c.addedIn = old.addedIn
	if c.skip = !d.settles(c.key, rowOrNil(c.statement), old.row); c.skip {
		return
	}
	before, _ := old.row.(*knowledge.Statement)
	d.noteMarks(before, c.statement)
	if before != nil {
		d.countStatement(before, -1)
		d.noteLeft(before)
	}
	if st := c.statement; st != nil {
		d.checkStatement(st)
		d.countStatement(st, 1)
		d.noteLink(st)
		d.refers = d.refers || refersTo(st) != nil
	}
}

// retiredClaims names the statements that are out of date.
func (d *draft) retiredClaims() iter.Seq2[map[string]any, error] {
	return func(yield func(map[string]any, error) bool) {
		for i := range d.claims {
			c := &d.claims[i]
			if c.skip || c.addedIn == 0 {
				continue
			}
			if !yield(map[string]any{"id": c.key.ID, "dataset": c.key.Dataset, "addedIn": c.addedIn}, nil) {
				return
			}
		}
	}
}

// newStatements gives the statements that are put.
func (d *draft) newStatements(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return d.statementRow(d.beginning(st)) })
}

// newReferences gives what the statements that are put refer to.
func (d *draft) newReferences(ctx context.Context) iter.Seq2[map[string]any, error] {
	return d.each(ctx, func(st *knowledge.Statement) (map[string]any, error) { return refersTo(st), nil })
}

// each gives what is to be written of each statement that is put; nil for nothing.
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
