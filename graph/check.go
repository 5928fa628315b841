package graph

import (
	"context"
	"errors"
	"slices"
	"strings"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// statementFilter checks that what a filter names exists, and replaces references to entities by their ids. What is wrong is an
// error: an empty list for a typo would be mistaken for an answer. The store checks relations.
func (r *Resolver) statementFilter(ctx context.Context, s *scope, where *model.StatementFilter) (model.StatementFilter, error) {
	if where == nil {
		return model.StatementFilter{}, nil
	}
	f := *where
	lists := []*[]knowledge.ID{&f.Subject, &f.Object, &f.With, &f.AttributedTo}
	f.Between = slices.Clone(f.Between)
	for i := range f.Between {
		lists = append(lists, &f.Between[i])
	}
	if err := r.resolveRefs(ctx, s, lists...); err != nil {
		return f, err
	}
	if len(f.Document) == 0 {
		return f, nil
	}
	for _, id := range f.Document {
		if err := knowledge.CheckID(id, knowledge.DocumentPrefix); err != nil {
			return f, err
		}
	}
	found, err := r.store.Documents(ctx, s.Revision, f.Document)
	return f, notFound(found, f.Document, err)
}

// filterOfLinks is statementFilter for a field that follows links, which cannot filter by corroboration.
func (r *Resolver) filterOfLinks(ctx context.Context, s *scope, where *model.StatementFilter) (knowledge.StatementFilter, error) {
	if where != nil && where.Corroboration != nil {
		return knowledge.StatementFilter{}, knowledge.Errorf(knowledge.BadInput, "corroboration filters lists of statements only; here, ask for each link's corroboration")
	}
	f, err := r.statementFilter(ctx, s, where)
	return f.StatementFilter, err
}

// resolveRefs replaces references to entities by ids, with two calls for all lists together. A nil list stays nil. The error, with
// the code NotFound or Ambiguous, names a reference that means no entity, or several.
func (r *Resolver) resolveRefs(ctx context.Context, s *scope, lists ...*[]knowledge.ID) error {
	var all []refRequest
	for _, list := range lists {
		for _, ref := range *list {
			all = append(all, refRequest{ref: ref, resolvedScope: s})
		}
	}
	if len(all) == 0 {
		return nil
	}
	found, err := r.resolve(ctx, all)
	if err != nil {
		return firstError(err)
	}
	for _, list := range lists {
		refs := *list
		if refs != nil {
			*list = make([]knowledge.ID, len(refs))
		}
		for i, ref := range refs {
			if found[i] == nil {
				return r.noSuchRef(ctx, s, ref)
			}
			(*list)[i] = found[i].ID
		}
		found = found[len(refs):]
	}
	return nil
}

// resolveNames is resolveRefs for the entities that a question is about: what has the syntax of an id stays as it is. Whether it
// exists is for the question to say, which may be about several revisions.
func (r *Resolver) resolveNames(ctx context.Context, s *scope, lists ...*[]knowledge.ID) error {
	var names []string
	var at []*knowledge.ID
	for _, list := range lists {
		*list = slices.Clone(*list)
		for i, ref := range *list {
			if knowledge.CheckEntityID(ref) != nil {
				names, at = append(names, ref), append(at, &(*list)[i])
			}
		}
	}
	if err := r.resolveRefs(ctx, s, &names); err != nil {
		return err
	}
	for i, id := range names {
		*at[i] = id
	}
	return nil
}

// noSuchRef is the error for a reference that means no entity, with suggestions.
func (r *Resolver) noSuchRef(ctx context.Context, s *scope, ref string) error {
	what := "is called"
	switch prefix, slug, ok := knowledge.SplitID(ref); {
	case knowledge.CheckEntityID(ref) == nil:
		what = "has the id"
	case ok && knowledge.CheckID(ref, prefix) == nil && slug == strings.ToLower(slug) && !knowledge.IsScheme(prefix):
		// It has the syntax of an id, and no code has it.
		return knowledge.CheckEntityID(ref)
	}
	err := knowledge.Errorf(knowledge.NotFound, "nothing %s %s", what, knowledge.Quote(ref))
	if names := r.candidates(ctx, s, ref); names != nil {
		err.Message += "; did you mean " + strings.Join(names, ", ") + "?"
	}
	return err
}

// entityFilter checks that what a filter of entities names exists, and replaces references by ids and its region by those that
// entities are filed under.
func (r *Resolver) entityFilter(ctx context.Context, s *scope, f model.EntityFilter) (knowledge.EntityFilter, error) {
	if err := errors.Join(f.During.Check(), checkContains("nameContains", f.NameContains)); err != nil {
		return f.EntityFilter, err
	}
	if f.RelatedTo != nil {
		related := []knowledge.ID{f.RelatedTo.Entity}
		if err := r.resolveRefs(ctx, s, &related); err != nil {
			return f.EntityFilter, err
		}
		f.RelatedTo = &knowledge.RelatedTo{Entity: related[0], Relations: f.RelatedTo.Relations}
	}
	var err error
	if f.Region != "" {
		f.Regions, err = r.regionsWithin(ctx, s, f.Region)
	}
	return f.EntityFilter, err
}

// regionsWithin returns a region and those within it. A dataset may file entities under regions that M49 does not have.
func (r *Resolver) regionsWithin(ctx context.Context, s *scope, region string) ([]string, error) {
	within, err := knowledge.RegionsWithin(region)
	if err == nil {
		return within, nil
	}
	n, counted := r.store.CountEntities(ctx, &s.Scope, []knowledge.ID{root}, knowledge.EntityFilter{Regions: []string{region}})
	if counted != nil {
		return nil, counted
	}
	if n[0] == 0 {
		return nil, err
	}
	return []string{region}, nil
}

// checkDocumentFilter returns an error if a filter of documents is malformed or names an unknown dataset.
func (r *Resolver) checkDocumentFilter(ctx context.Context, s *scope, f knowledge.DocumentFilter) error {
	if err := errors.Join(f.PublishedOn.Check(), checkContains("titleContains", f.TitleContains)); err != nil || f.Dataset == "" {
		return err
	}
	return store.CheckDatasets(ctx, r.store, s.Revision, []knowledge.ID{f.Dataset})
}

// checkContains rejects a text that has nothing to search for, such as a space, which every text contains.
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
