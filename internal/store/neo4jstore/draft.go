package neo4jstore

import (
	"context"
	"hash/maphash"
	"iter"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/integrity"
)

// draft is a revision before it is written.
type draft struct {
	store  *Store
	base   *catalog
	number int
	// changes are the changes to apply: statements are read from it again when they are needed, and never held.
	changes iter.Seq2[store.Change, error]
	// steps are the changes of all rows but statements, in the order of rows, and statementChanges those of statements, in the order given.
	steps            []step
	statementChanges []statementChange
	// hasReferences: some new statement is about an entity, or attributed to one.
	hasReferences bool
	// datasets, parts and counts are the state after the change; relations by name.
	datasets  []*knowledge.Dataset
	parts     []*knowledge.Relation
	relations map[string]*knowledge.Relation
	counts    counts
	content   knowledge.ContentHash
	// added and removed count rows.
	added, removed int
	// documents are those that the change puts, removes (nil) or depends on; texts are their texts, prepared for checking quotes.
	documents map[knowledge.ID]*knowledge.Document
	texts     map[knowledge.ID]*integrity.Text
	// states are the entities of which a part changed; entities says of others whether they exist.
	states       []state
	entities     map[knowledge.ID]bool
	dependencies dependencies
	lives        lives
	// removedTargets are the statements whose horizon a removed statement may have bounded; linkHashes are hashes of the links of new
	// statements.
	removedTargets *horizonTargets
	linkHashes     []uint64
	linkSeed       maphash.Seed
	progress       progress
	// recheck are the statements that depend on changed rows, removedIDs the removed rows that statements may still need.
	recheck    []dependents
	removedIDs removedIDs
	integrity.Problems
}

// step is one change of a row: the new row, or nil, and the row before, or nil.
type step struct {
	key         knowledge.RowKey
	put, before knowledge.Row
	// addedIn is the revision that added the row before.
	addedIn int
	// skip: the step changes nothing.
	skip bool
}

// state is an entity merged from its parts, before and after; either may be nil.
type state struct {
	before, after *knowledge.Entity
	// addedIn is the revision that made the state before.
	addedIn int
}

// dependents are the statements that depend on one row: by is the kind of the row, as `document`, and id its id.
type dependents struct{ by, id string }

// removedIDs are the ids of the rows that a change removes.
type removedIDs struct{ datasets, relations, documents, entities []knowledge.ID }

func newDraft(s *Store, base *catalog, tell store.Progress) *draft {
	return &draft{
		store: s, base: base, number: base.revision.Number + 1, content: base.revision.Content, counts: base.counts.clone(),
		datasets: slices.Clone(base.datasets), parts: slices.Clone(base.parts),
		documents: map[knowledge.ID]*knowledge.Document{}, texts: map[knowledge.ID]*integrity.Text{}, entities: map[knowledge.ID]bool{},
		dependencies: newDependencies(), lives: newLives(), removedTargets: newHorizonTargets(), linkSeed: maphash.MakeSeed(), progress: progress{tell: tell},
	}
}

// checkEvery is how many rows a loop processes between two checks of its context.
const checkEvery = 2048

// checkContext returns the error of the context at every checkEvery-th row.
func checkContext(ctx context.Context, row int) error {
	if row%checkEvery != 0 {
		return nil
	}
	return ctx.Err()
}

// stage reads the change, checks each row by itself and sorts all but statements into the order of rows.
func (d *draft) stage(ctx context.Context, change store.ChangeSet) error {
	if change.Changes == nil {
		return nil
	}
	d.changes = change.Changes
	last := 0
	for _, set := range d.base.datasets {
		last = max(last, set.Order)
	}
	n := 0
	for c, err := range change.Changes {
		if err == nil {
			err = checkContext(ctx, n)
		}
		if err != nil {
			return err
		}
		n++
		if s, ok := d.stageOne(c, &last); !ok {
			// The problem is recorded.
		} else if s.key.Table == knowledge.TableStatement {
			d.stageStatement(s)
		} else {
			d.steps = append(d.steps, s)
		}
		if d.Full() {
			break
		}
	}
	d.reportDuplicates()
	slices.SortFunc(d.steps, func(a, b step) int { return compareKeys(a.key, b.key) })
	for i := 1; i < len(d.steps); i++ {
		if d.steps[i].key == d.steps[i-1].key {
			d.Add("%s is changed twice", integrity.NameOf(d.steps[i].key))
		}
	}
	return d.Err()
}

// stageOne checks one change by itself. A new dataset goes to the end of the load order, an existing one keeps its position.
func (d *draft) stageOne(c store.Change, last *int) (step, bool) {
	switch put := c.Put.(type) {
	case nil:
		if c.Remove.Table > knowledge.TableStatement {
			d.Add("there is no table %d to remove a row from", c.Remove.Table)
			return step{}, false
		}
		return step{key: c.Remove}, true
	case *knowledge.Dataset:
		own := *put
		if old := d.base.dataset(own.ID); own.Order == 0 && old != nil {
			own.Order = old.Order
		} else if own.Order == 0 {
			own.Order = *last + 1
		}
		*last = max(*last, own.Order)
		c.Put = &own
	case *knowledge.Relation, *knowledge.Document, *knowledge.EntityPart, *knowledge.Statement:
	default:
		d.Add("%T is no kind of row", c.Put)
		return step{}, false
	}
	integrity.CheckRow(&d.Problems, c.Put)
	return step{key: c.Put.Key(), put: c.Put}, true
}

// of returns the steps of a table.
func (d *draft) of(t knowledge.Table) []step {
	at := func(t knowledge.Table) int {
		i, _ := slices.BinarySearchFunc(d.steps, t, func(s step, t knowledge.Table) int { return int(s.key.Table) - int(t) })
		return i
	}
	return d.steps[at(t):at(t+1)]
}

// check determines what the change does, and what is wrong with it. Statements come last: they are checked against the graph after the
// change.
func (d *draft) check(ctx context.Context) error {
	for _, phase := range []func(context.Context) error{
		d.changeDatasets, d.changeRelations, d.changeDocuments, d.changeParts, d.changeStatements, d.recheckStatements,
		d.findLives,
	} {
		if err := phase(ctx); err != nil {
			return err
		}
		if err := d.Err(); err != nil {
			return err
		}
	}
	return nil
}

// applyStep records the row before a step, and reports whether the step changes anything.
func (d *draft) applyStep(s *step, before knowledge.Row, addedIn int) bool {
	s.before, s.addedIn = before, addedIn
	s.skip = !d.applyRow(s.key, s.put, before)
	return !s.skip
}

// applyRow adds the change of a row to the content hash of the revision, and reports whether the row changes.
func (d *draft) applyRow(key knowledge.RowKey, put, before knowledge.Row) bool {
	if put == nil && before == nil {
		d.Add("%s cannot be removed: it is not there", integrity.NameOf(key))
		return false
	}
	var now, old knowledge.ContentHash
	if put != nil {
		now = knowledge.Hash(put)
	}
	if before != nil {
		old = knowledge.Hash(before)
	}
	if put != nil && before != nil && now == old {
		return false
	}
	if before != nil {
		d.content = d.content.Sub(old)
		d.removed++
	}
	if put != nil {
		d.content = d.content.Add(now)
		d.added++
	}
	return true
}

// isEmpty reports whether nothing changes.
func (d *draft) isEmpty() bool { return d.added == 0 && d.removed == 0 }
