package changeset

import (
	"context"
	"iter"
	"slices"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/integrity"
)

// Options say how a change is decided. Each function may be nil.
type Options struct {
	// Stream: statements are not held. They are read again from the change each time that they are needed, and stay in the order given.
	// Otherwise the draft has copies of them, in the order of rows, and checks them on all processors.
	Stream bool
	// Trusted: the rows come from a journal of the store. They are taken over, and neither checked nor compared with the rows before.
	Trusted bool
	// Staged is called with the number of changes that are read.
	Staged func(done int)
	// Checked is called with the number of statements in each batch that is checked.
	Checked func(n int)
	// Changed is called for each statement that changes, with the relations known already; before or after may be nil. Only with Stream.
	Changed func(before, after *knowledge.Statement)
}

// Draft is what a change does.
type Draft struct {
	// Before and After are the catalogs of the newest revision and of the next; that has no revision until it is made.
	Before, After Catalog
	// Relations are those of After, by name.
	Relations map[string]*knowledge.Relation
	// Entities are those of which a part changes, or the place of a part's dataset in load order, by id.
	Entities []Entity

	base    Base
	options Options
	changes iter.Seq2[store.Change, error]
	// rows are the steps of all tables but statements, in the order of rows.
	rows, statements []Step
	// documents are those that the change puts, or removes (nil); exists says of the entities in Entities whether they remain.
	documents map[knowledge.ID]*knowledge.Document
	exists    map[knowledge.ID]bool
	// recheck are the changed rows whose statements must be checked again; removed are the ids of the removed rows of each table.
	recheck []reference
	removed [knowledge.TableStatement][]string
	tally
}

// Step is a change of a row.
type Step struct {
	Key knowledge.RowKey
	// Put is the new row, or nil, and Before the row before, or nil. Statements that are streamed have neither.
	Put, Before knowledge.Row
	// AddedIn is that of the row before; 0 for none.
	AddedIn int
	// Skip: it changes nothing.
	Skip bool
	// puts: a row is put, not removed.
	puts bool
}

// Entity is an entity after a change.
type Entity struct {
	ID knowledge.ID
	// After is the entity joined from its parts; nil if no part remains. Its Life is not known.
	After *knowledge.Entity
	// Existed: the newest revision has it.
	Existed bool
}

// reference is a row that statements refer to, by its id or, of a relation, by its name.
type reference struct {
	table knowledge.Table
	id    string
}

// Stage reads a change of the newest revision, and checks each row by itself. The error is that of the change or the context, or names what
// is wrong, with the code knowledge.Invalid, or knowledge.Conflict where the change was planned against another revision. It asks nothing
// of the base yet.
func Stage(ctx context.Context, base Base, newest Catalog, set store.ChangeSet, options Options) (*Draft, error) {
	if err := CheckBase(set, newest.Revision.Number); err != nil {
		return nil, err
	}
	d := &Draft{
		Before: newest, base: base, options: options, changes: set.Changes,
		documents: map[knowledge.ID]*knowledge.Document{}, exists: map[knowledge.ID]bool{}, tally: tally{trusted: options.Trusted},
	}
	d.After.Datasets, d.After.Definitions = slices.Clone(newest.Datasets), slices.Clone(newest.Definitions)
	if err := d.stage(ctx); err != nil {
		return nil, err
	}
	if !options.Stream {
		if d.changes = nil; set.Read != nil {
			set.Read()
		}
	}
	return d, d.Err()
}

// Decide finds out what the change does, and what is wrong with it, which is an error with the code knowledge.Invalid. Otherwise the error is
// that of the base, the change or the context.
//
// Statements come last, as they are checked against the graph after the change. Unchanged ones are checked again where a row changes that
// they repeat something of.
func (d *Draft) Decide(ctx context.Context) error {
	for _, phase := range []func(context.Context) error{
		d.changeDatasets, d.changeRelations, d.changeDocuments, d.changeParts, d.changeStatements, d.recheckStatements,
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

// CheckBase returns an error if a change was planned against another revision than the newest, or undoes one that there is not.
func CheckBase(set store.ChangeSet, newest int) error {
	switch {
	case set.Base != newest:
		return knowledge.Errorf(knowledge.Conflict, "the change was planned against revision %d, but the newest is %d", set.Base, newest)
	case set.Undoes < 0 || set.Undoes > newest:
		return knowledge.Errorf(knowledge.Invalid, "there is no revision %d to undo; the newest is %d", set.Undoes, newest)
	}
	return nil
}

// IsEmpty reports whether nothing changes.
func (d *Draft) IsEmpty() bool { return d.added == 0 && d.removedRows == 0 }

// Counts returns how many rows the change adds and removes; a changed row is both.
func (d *Draft) Counts() (added, removed int) { return d.added, d.removedRows }

// Revision returns the revision that the change makes.
func (d *Draft) Revision(set store.ChangeSet) *knowledge.Revision {
	at, newest := set.At, d.Before.Revision
	if at.IsZero() {
		at = time.Now()
	}
	return &knowledge.Revision{
		Number: newest.Number + 1, Content: newest.Content.Add(d.content), CreatedAt: at.UTC().Round(0), Description: set.Description,
		Added: d.added, Removed: d.removedRows, UndoesNumber: set.Undoes,
	}
}

// Steps returns the steps of a table, by id and dataset; those of statements in the order given if they are streamed.
func (d *Draft) Steps(t knowledge.Table) []Step {
	if t == knowledge.TableStatement {
		return d.statements
	}
	at := func(t knowledge.Table) int {
		i, _ := slices.BinarySearchFunc(d.rows, t, func(s Step, t knowledge.Table) int { return int(s.Key.Table) - int(t) })
		return i
	}
	return d.rows[at(t):at(t+1)]
}

// Changes returns what changes, in the order of rows, if the statements are held.
func (d *Draft) Changes() []store.RowChange {
	changes := make([]store.RowChange, 0, max(d.added, d.removedRows))
	for _, steps := range [][]Step{d.rows, d.statements} {
		for i := range steps {
			if s := &steps[i]; !s.Skip {
				changes = append(changes, store.RowChange{Before: s.Before, After: s.Put})
			}
		}
	}
	return changes
}

// tally sums up what changes.
type tally struct {
	// trusted: rows are not compared, and their hashes not summed up.
	trusted bool
	// content is what is added to the hash of the content.
	content            knowledge.ContentHash
	added, removedRows int
	integrity.Problems
}

// apply counts a step, and reports whether it changes anything.
func (t *tally) apply(s *Step, put knowledge.Row, before Row) bool {
	s.AddedIn = before.AddedIn
	if put == nil && before.Row == nil {
		t.Add("%s cannot be removed: it is not there", integrity.NameOf(s.Key))
		s.Skip = true
		return false
	}
	var now, old knowledge.ContentHash
	if put != nil && !t.trusted {
		now = knowledge.Hash(put)
	}
	if before.Row != nil && !t.trusted {
		old = knowledge.Hash(before.Row)
		s.Skip = put != nil && now == old
	}
	if s.Skip {
		return false
	}
	if put != nil {
		t.content, t.added = t.content.Add(now), t.added+1
	}
	if before.Row != nil {
		t.content, t.removedRows = t.content.Sub(old), t.removedRows+1
	}
	return true
}

// join adds another tally.
func (t *tally) join(other *tally) {
	t.content, t.added, t.removedRows = t.content.Add(other.content), t.added+other.added, t.removedRows+other.removedRows
	t.Join(&other.Problems)
}
