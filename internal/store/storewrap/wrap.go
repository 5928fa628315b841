package storewrap

import (
	"context"
	"iter"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Around runs in place of each call of a store; next is the call. It returns the error of next or one of its own, and may run next with
// another context, once or not at all.
type Around func(ctx context.Context, call Call, next func(context.Context) error) error

// Call describes a call.
type Call struct {
	// Method is its name in store.Store.
	Method string
	// Long: it may take minutes, as a write, or a scan, which lasts as long as its reader.
	Long bool
}

// Wrap returns a store whose calls, except Close, go through each around, the first outermost. A scan is one call, from its first row to
// its last.
func Wrap(s store.Store, arounds ...Around) store.Store {
	return &wrapped{s, arounds}
}

type wrapped struct {
	store.Store
	arounds []Around
}

// IsResident reports whether the store keeps its statements in memory.
func (w *wrapped) IsResident() bool { return store.IsResident(w.Store) }

// run runs a call through all arounds.
func (w *wrapped) run(ctx context.Context, call Call, work func(context.Context) error) error {
	for i := len(w.arounds) - 1; i >= 0; i-- {
		around, next := w.arounds[i], work
		work = func(ctx context.Context) error { return around(ctx, call, next) }
	}
	return work(ctx)
}

// get runs a call that returns a value.
func get[T any](ctx context.Context, w *wrapped, method string, ask func(context.Context) (T, error)) (T, error) {
	var answer T
	err := w.run(ctx, Call{Method: method}, func(ctx context.Context) (err error) {
		answer, err = ask(ctx)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return answer, nil
}

// each runs a call that gives rows. An error comes last.
func each[T any](ctx context.Context, w *wrapped, method string, ask func(context.Context) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		stopped := false
		err := w.run(ctx, Call{Method: method, Long: true}, func(ctx context.Context) error {
			for row, err := range ask(ctx) {
				if err != nil {
					return err
				}
				if stopped = !yield(row, nil); stopped {
					return nil
				}
			}
			return nil
		})
		if err != nil && !stopped {
			var none T
			yield(none, err)
		}
	}
}

func (w *wrapped) Revision(ctx context.Context, number int) (*knowledge.Revision, error) {
	return get(ctx, w, "Revision", func(ctx context.Context) (*knowledge.Revision, error) { return w.Store.Revision(ctx, number) })
}

func (w *wrapped) ListRevisions(ctx context.Context, page store.Page) (store.List[*knowledge.Revision], error) {
	return get(ctx, w, "ListRevisions", func(ctx context.Context) (store.List[*knowledge.Revision], error) {
		return w.Store.ListRevisions(ctx, page)
	})
}

func (w *wrapped) Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error) {
	return get(ctx, w, "Relations", func(ctx context.Context) ([]*knowledge.Relation, error) { return w.Store.Relations(ctx, revision) })
}

func (w *wrapped) Datasets(ctx context.Context, revision int) ([]*knowledge.Dataset, error) {
	return get(ctx, w, "Datasets", func(ctx context.Context) ([]*knowledge.Dataset, error) { return w.Store.Datasets(ctx, revision) })
}

func (w *wrapped) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	return get(ctx, w, "Entities", func(ctx context.Context) ([]*knowledge.Entity, error) { return w.Store.Entities(ctx, revision, ids) })
}

func (w *wrapped) Lookup(ctx context.Context, revision int, keys []string) ([][]*knowledge.Entity, error) {
	return get(ctx, w, "Lookup", func(ctx context.Context) ([][]*knowledge.Entity, error) { return w.Store.Lookup(ctx, revision, keys) })
}

func (w *wrapped) ListEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.EntityQuery, page store.Page) ([]store.List[*knowledge.Entity], error) {
	return get(ctx, w, "ListEntities", func(ctx context.Context) ([]store.List[*knowledge.Entity], error) {
		return w.Store.ListEntities(ctx, scope, of, query, page)
	})
}

func (w *wrapped) CountEntities(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.EntityFilter) ([]int, error) {
	return get(ctx, w, "CountEntities", func(ctx context.Context) ([]int, error) { return w.Store.CountEntities(ctx, scope, of, filter) })
}

func (w *wrapped) EventSpans(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]store.EventSpan, error) {
	return get(ctx, w, "EventSpans", func(ctx context.Context) ([]store.EventSpan, error) { return w.Store.EventSpans(ctx, scope, ids) })
}

func (w *wrapped) Documents(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Document, error) {
	return get(ctx, w, "Documents", func(ctx context.Context) ([]*knowledge.Document, error) { return w.Store.Documents(ctx, revision, ids) })
}

func (w *wrapped) ListDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.DocumentQuery, page store.Page) ([]store.List[*knowledge.Document], error) {
	return get(ctx, w, "ListDocuments", func(ctx context.Context) ([]store.List[*knowledge.Document], error) {
		return w.Store.ListDocuments(ctx, scope, of, query, page)
	})
}

func (w *wrapped) CountDocuments(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.DocumentFilter) ([]int, error) {
	return get(ctx, w, "CountDocuments", func(ctx context.Context) ([]int, error) { return w.Store.CountDocuments(ctx, scope, of, filter) })
}

func (w *wrapped) Statements(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	return get(ctx, w, "Statements", func(ctx context.Context) ([]*knowledge.Statement, error) {
		return w.Store.Statements(ctx, revision, ids)
	})
}

func (w *wrapped) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	return get(ctx, w, "ListStatements", func(ctx context.Context) ([]store.List[*knowledge.Statement], error) {
		return w.Store.ListStatements(ctx, scope, of, query, page)
	})
}

func (w *wrapped) CountStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, filter knowledge.StatementFilter) ([]int, error) {
	return get(ctx, w, "CountStatements", func(ctx context.Context) ([]int, error) { return w.Store.CountStatements(ctx, scope, of, filter) })
}

func (w *wrapped) Links(ctx context.Context, scope *knowledge.Scope, ids []knowledge.ID) ([]*knowledge.Link, error) {
	return get(ctx, w, "Links", func(ctx context.Context) ([]*knowledge.Link, error) { return w.Store.Links(ctx, scope, ids) })
}

func (w *wrapped) ListLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery, page store.Page) ([]store.List[*knowledge.Link], error) {
	return get(ctx, w, "ListLinks", func(ctx context.Context) ([]store.List[*knowledge.Link], error) {
		return w.Store.ListLinks(ctx, scope, of, query, page)
	})
}

func (w *wrapped) CountLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.LinkQuery) ([]int, error) {
	return get(ctx, w, "CountLinks", func(ctx context.Context) ([]int, error) { return w.Store.CountLinks(ctx, scope, of, query) })
}

func (w *wrapped) Scan(ctx context.Context, revision int, table knowledge.Table, dataset knowledge.ID) iter.Seq2[knowledge.Row, error] {
	return each(ctx, w, "Scan", func(ctx context.Context) iter.Seq2[knowledge.Row, error] {
		return w.Store.Scan(ctx, revision, table, dataset)
	})
}

func (w *wrapped) Apply(ctx context.Context, change store.ChangeSet) (revision *knowledge.Revision, err error) {
	err = w.run(ctx, Call{Method: "Apply", Long: true}, func(ctx context.Context) (err error) {
		revision, err = w.Store.Apply(ctx, change)
		return err
	})
	return revision, err
}

func (w *wrapped) Changes(ctx context.Context, revision int) iter.Seq2[store.RowChange, error] {
	return each(ctx, w, "Changes", func(ctx context.Context) iter.Seq2[store.RowChange, error] { return w.Store.Changes(ctx, revision) })
}

func (w *wrapped) Sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	return each(ctx, w, "Sweep", func(ctx context.Context) iter.Seq2[*knowledge.Statement, error] {
		return w.Store.Sweep(ctx, scope, filter)
	})
}
