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

// draft is a revision in the making.
type draft struct {
	store  *Store
	base   *catalog
	number int
	// changes are what is to be changed: statements are read from it again whenever they are needed, and never held.
	changes iter.Seq2[store.Change, error]
	// steps are the changes of all other rows, in the order of rows, and claims those of statements, as they are given.
	steps  []step
	claims []claim
	// refers: some statement put is about an entity, or attributed to one.
	refers bool
	// datasets, parts and counts are as they will be, relations by name.
	datasets  []*knowledge.Dataset
	parts     []*knowledge.Relation
	relations map[string]*knowledge.Relation
	counts    counts
	content   knowledge.ContentHash
	// added and removed count rows.
	added, removed int
	// documents are those that the change puts, takes away (nil) or rests on, texts what of them is quoted.
	documents map[knowledge.ID]*knowledge.Document
	texts     map[knowledge.ID]*integrity.Text
	// states are the entities of which a part was changed, and entities says of others whether they are there.
	states   []state
	entities map[knowledge.ID]bool
	ground   ground
	lives    lives
	// left is where statements that go were words on others, linkHashes are those of the links of statements that are put.
	left       *places
	linkHashes []uint64
	linkSeed   maphash.Seed
	progress   progress
	// recheck are the statements that rest on what was changed, gone the rows that something may still need.
	recheck []resting
	gone    gone
	integrity.Problems
}

// step is one change of a row: what is put, or nil, and what was there before, or nil.
type step struct {
	key         knowledge.RowKey
	put, before knowledge.Row
	// addedIn is the revision that added what was there before.
	addedIn int
	// skip: it changes nothing.
	skip bool
}

// state is an entity as its parts join to it, before and after; either may be absent.
type state struct {
	before, after *knowledge.Entity
	// addedIn is the revision that made the state before.
	addedIn int
}

// resting names statements by what they all have: `document` and its id.
type resting struct{ by, id string }

// gone are the ids of rows that a change takes away.
type gone struct{ datasets, relations, documents, entities []knowledge.ID }

func newDraft(s *Store, base *catalog, tell store.Progress) *draft {
	return &draft{
		store: s, base: base, number: base.revision.Number + 1, content: base.revision.Content, counts: base.counts.clone(),
		datasets: slices.Clone(base.datasets), parts: slices.Clone(base.parts),
		documents: map[knowledge.ID]*knowledge.Document{}, texts: map[knowledge.ID]*integrity.Text{}, entities: map[knowledge.ID]bool{},
		ground: newGround(), lives: newLives(), left: newPlaces(), linkSeed: maphash.MakeSeed(), progress: progress{tell: tell},
	}
}

// checkEvery is how many rows a loop passes between two looks at its context.
const checkEvery = 2048

// watch gives the context's error at every checkEvery-th row.
func watch(ctx context.Context, row int) error {
	if row%checkEvery != 0 {
		return nil
	}
	return ctx.Err()
}

// stage takes in the change, checks each row by itself and brings all but statements into the order of rows.
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
			err = watch(ctx, n)
		}
		if err != nil {
			return err
		}
		n++
		if s, ok := d.stageOne(c, &last); !ok {
			// What is wrong with it is noted.
		} else if s.key.Table == knowledge.TableStatement {
			d.stageClaim(s)
		} else {
			d.steps = append(d.steps, s)
		}
		if d.Full() {
			break
		}
	}
	d.findTwice()
	slices.SortFunc(d.steps, func(a, b step) int { return compareKeys(a.key, b.key) })
	for i := 1; i < len(d.steps); i++ {
		if d.steps[i].key == d.steps[i-1].key {
			d.Add("%s is changed twice", integrity.NameOf(d.steps[i].key))
		}
	}
	return d.Err()
}

// stageOne checks one change by itself. A new dataset is put behind all others, one that is there keeps its place.
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
	integrity.CheckForm(&d.Problems, c.Put)
	return step{key: c.Put.Key(), put: c.Put}, true
}

// of gives the steps of a table.
func (d *draft) of(t knowledge.Table) []step {
	at := func(t knowledge.Table) int {
		i, _ := slices.BinarySearchFunc(d.steps, t, func(s step, t knowledge.Table) int { return int(s.key.Table) - int(t) })
		return i
	}
	return d.steps[at(t):at(t+1)]
}

// check finds what the change does, and what is wrong with it. Statements come last: they are held against the graph as it will be.
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

// settle notes what was there before a step; it gives false where the step has nothing to do.
func (d *draft) settle(s *step, before knowledge.Row, addedIn int) bool {
	s.before, s.addedIn = before, addedIn
	s.skip = !d.settles(s.key, s.put, before)
	return !s.skip
}

// settles takes the change of a row into the revision's content; it gives false where nothing changes.
func (d *draft) settles(key knowledge.RowKey, put, before knowledge.Row) bool {
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

// isEmpty says whether nothing changes.
func (d *draft) isEmpty() bool { return d.added == 0 && d.removed == 0 }
