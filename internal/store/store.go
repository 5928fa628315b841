package store

import (
	"context"
	"io"
	"iter"

	"entente/internal/knowledge"
)

// Store keeps a graph and all its revisions.
//
// These rules hold for every method:
//
//   - Batch first. A method that takes ids gives one slot for each, in their order; the same id twice gives two slots. What is
//     absent is a nil slot, or an empty page, never an error.
//   - A revision of 0 means the newest, in a Scope as well. A revision that the graph does not have is an error with the code
//     knowledge.UnknownRevision. One call reads one revision; who makes several calls for one answer names the revision.
//   - Answers are shared and must not be changed.
//   - A cancelled context ends a call with its error. After Close every call fails with ErrClosed.
//   - Readers never wait for writers, and see all of a change or nothing of it.
//   - A dataset in a Scope that the graph does not have admits nothing; see CheckDatasets. A relation that it does not have is an
//     error with the code knowledge.UnknownRelation, a qualifier that no relation declares one with knowledge.UnknownQualifier, a DateRange
//     without a day one with knowledge.BadInput.
//   - Lists are in the order that the method names, the same in every store and on every call, whatever the page sizes.
type Store interface {
	Revisions
	Catalog
	Entities
	Documents
	Statements
	Links
	Scanner
	Writer
	io.Closer
}

// Reader is the reading side of a Store.
type Reader interface {
	Revisions
	Catalog
	Entities
	Documents
	Statements
	Links
	Scanner
}

// ErrClosed is returned by every call after Close. Its code is knowledge.Unavailable.
var ErrClosed error = knowledge.Errorf(knowledge.Unavailable, "the store is closed")

// Revisions tells which revisions there are, and what each changed.
type Revisions interface {
	// Revision gives one revision; 0 is the newest. A store without any content has revision 0, with nothing in it.
	Revision(ctx context.Context, number int) (*knowledge.Revision, error)
	// ListRevisions pages over all revisions by number, newest first.
	ListRevisions(ctx context.Context, page Page) (List[*knowledge.Revision], error)
	// Changes gives what a revision changed, in the order of rows, with each row before and after; for undoing and showing it, and for what is
	// derived from the revision before.
	Changes(ctx context.Context, revision int) iter.Seq2[RowChange, error]
}

// Catalog holds what is small enough to be read as a whole: it grows with the number of datasets, not with the data.
type Catalog interface {
	// Relations gives all relations of a revision, by name. Where several datasets define one, the first in load order counts.
	Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error)
	// Datasets gives all datasets of a revision, in load order.
	Datasets(ctx context.Context, revision int) ([]*knowledge.Dataset, error)
}

// Entities answers for entities, which no scope hides.
type Entities interface {
	// Entities gives the entity of each id.
	Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error)
	// Lookup gives for each key the entities that have it among their knowledge.LookupKeys, by id.
	Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error)
	// ListEntities pages over the entities of each anchor: all for the anchor "", a dataset's own, or, for an entity, those
	// that it stands in a held relation to by a statement in scope, itself among them where that joins it to itself. RelatedTo,
	// During and the order by date look at the scope's statements, and so does Identifier at its AsOf. During asks for a held
	// statement in scope that knows its begin or its end and possibly holds within.
	ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query EntityQuery, page Page) ([]List[*knowledge.Entity], error)
	// CountEntities counts what ListEntities pages over, for each anchor.
	CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error)
	// EventSpans gives for each entity when what is held of it in scope says that it took place: from the earliest known begin to
	// the latest known end. The earliest is the least by edtf.Compare; the latest has the last day of all, and among equals is
	// the greatest by edtf.Compare. Either date is zero where none is known.
	EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]EventSpan, error)
}

// Documents answers for documents.
type Documents interface {
	// Documents gives the document of each id, whatever the scope.
	Documents(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Document, error)
	// ListDocuments pages over the documents that the scope knows (see Scope.AdmitsDocument), for each anchor: all for "", a
	// dataset's own, or, for an entity, those with a statement in scope that has it at an end.
	ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query DocumentQuery, page Page) ([]List[*knowledge.Document], error)
	// CountDocuments counts what ListDocuments pages over, for each anchor.
	CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error)
}

// Statements answers for the statements that a scope admits.
type Statements interface {
	// Statements gives the statement of each id, whatever the scope but for its revision.
	Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error)
	// ListStatements pages over the statements of each anchor: all for "", those with an entity at an end, a document's, a
	// dataset's, a relation's or a link's. One that joins an entity to itself stands once.
	ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query StatementQuery, page Page) ([]List[*knowledge.Statement], error)
	// CountStatements counts what ListStatements pages over, for each anchor.
	CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error)
	// Sweep gives the statements in scope that fit the filter, each once, in no order: for who needs all of them. It ends after the first
	// error, which it gives with a nil statement. A store to which a list costs no more returns Pages.
	Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error]
}

// Links answers for links: what is said of two ends under one relation, summed up over the statements that a scope admits.
type Links interface {
	// Links gives the link of each id; nil also where no statement of it is in scope.
	Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error)
	// ListLinks pages over the links at each entity, in the order of knowledge.LinkKey: those of which some statement in scope
	// fits the filter. The link sums up all its statements in scope, also those that do not fit.
	ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LinkQuery, page Page) ([]List[*knowledge.Link], error)
	// CountLinks counts what ListLinks pages over, for each entity.
	CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query LinkQuery) ([]int, error)
}

// Scanner streams rows for consumers that need all of them: loader, export, indexes of names and text.
type Scanner interface {
	// Scan gives the rows of a table at a revision, by id and dataset; only one dataset's where that is not empty. It ends
	// after the first error, which it gives with a nil row. Nothing of it is held in memory at once by a store that need not.
	Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error]
}

// Writer changes the graph.
type Writer interface {
	// Apply makes one new revision of a change, wholly or not at all. Whatever it names wrongly is an error with the code
	// knowledge.Invalid and leaves the graph as it was; one that was planned against another revision than the newest is a
	// knowledge.Conflict. A change without effect makes no revision and gives the newest.
	//
	// A row must be well-formed, its texts valid UTF-8 without U+0000, and what it refers to there after the change. What a
	// statement repeats must be what its relation, document and dataset say: Complete, ResolveValidity and the document's text
	// decide. The error names up to 20 violations, and has them in its Details as "violations", a []string.
	//
	// The store keeps copies, in which an empty list is nil and the fields that a part does not use are empty. A dataset that
	// comes with Order 0 keeps the place that it has, or gets the one behind all others, in the order of changes; of two with one
	// place the lesser id goes first.
	Apply(ctx context.Context, change ChangeSet) (*knowledge.Revision, error)
}
