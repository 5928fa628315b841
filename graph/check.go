package graph

import (
	"context"
	"errors"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// checkFilter says which id of a filter names nothing. Reject, never ignore: an empty list for a slip of the pen would be
// taken for an answer. Relations are checked by the store.
func (r *Resolver) checkFilter(ctx context.Context, s *scope, f *model.StatementFilter) error {
	if f == nil {
		return nil
	}
	if err := r.checkEntities(ctx, s, f.EntityIDs()...); err != nil {
		return err
	}
	if len(f.Document) == 0 {
		return nil
	}
	for _, id := range f.Document {
		if err := knowledge.CheckID(id, knowledge.DocumentPrefix); err != nil {
			return err
		}
	}
	found, err := r.store.Documents(ctx, s.Revision, f.Document)
	return notFound(found, f.Document, err)
}

// filterOfLinks checks the filter of a field that follows links, which cannot be asked how statements stand.
func (r *Resolver) filterOfLinks(ctx context.Context, s *scope, f *model.StatementFilter) (knowledge.StatementFilter, error) {
	if f == nil {
		return knowledge.StatementFilter{}, nil
	}
	if f.Corroboration != nil {
		return knowledge.StatementFilter{}, knowledge.Errorf(knowledge.BadInput, "corroboration filters lists of statements only; here, ask for each link's corroboration")
	}
	return f.StatementFilter, r.checkFilter(ctx, s, f)
}

// checkEntities says which of the ids is no entity's.
func (r *Resolver) checkEntities(ctx context.Context, s *scope, ids ...knowledge.ID) error {
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		if err := knowledge.CheckEntityID(id); err != nil {
			return err
		}
	}
	found, err := r.store.Entities(ctx, s.Revision, ids)
	return notFound(found, ids, err)
}

// checkEntityFilter says what in a filter of entities names nothing.
func (r *Resolver) checkEntityFilter(ctx context.Context, s *scope, f knowledge.EntityFilter) error {
	if err := errors.Join(f.During.Check(), checkContains("nameContains", f.NameContains)); err != nil || f.RelatedTo == nil {
		return err
	}
	return r.checkEntities(ctx, s, f.RelatedTo.Entity)
}

// checkDocumentFilter says what in a filter of documents names nothing.
func (r *Resolver) checkDocumentFilter(ctx context.Context, s *scope, f knowledge.DocumentFilter) error {
	if err := errors.Join(f.PublishedOn.Check(), checkContains("titleContains", f.TitleContains)); err != nil || f.Dataset == "" {
		return err
	}
	return store.CheckDatasets(ctx, r.store, s.Revision, []knowledge.ID{f.Dataset})
}

// checkContains refuses a text that is given and yet holds nothing to look for, as a blank, which all texts would fit.
func checkContains(field, text string) error {
	if text != "" && knowledge.Fold(text) == "" {
		return knowledge.Errorf(knowledge.BadInput, "%s is %s, which every name contains; leave it out, or write a letter", field, knowledge.Quote(text))
	}
	return nil
}

func notFound[T any](found []*T, ids []knowledge.ID, err error) error {
	if err != nil {
		return err
	}
	for i, f := range found {
		if f == nil {
			return knowledge.Errorf(knowledge.NotFound, "nothing has the id %s", knowledge.Quote(ids[i]))
		}
	}
	return nil
}
