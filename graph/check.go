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

// statementFilter settles a filter: what it names is there, and the entities that it names by codes and names have their ids. Reject,
// never ignore: an empty list for a slip of the pen would be taken for an answer. Relations are checked by the store.
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
	if err := r.settleRefs(ctx, s, lists...); err != nil {
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

// filterOfLinks settles the filter of a field that follows links, which cannot be asked how statements stand.
func (r *Resolver) filterOfLinks(ctx context.Context, s *scope, where *model.StatementFilter) (knowledge.StatementFilter, error) {
	if where != nil && where.Corroboration != nil {
		return knowledge.StatementFilter{}, knowledge.Errorf(knowledge.BadInput, "corroboration filters lists of statements only; here, ask for each link's corroboration")
	}
	f, err := r.statementFilter(ctx, s, where)
	return f.StatementFilter, err
}

// settleRefs puts ids in the place of references to entities: two calls for all lists together. A list that is nil stays so. The error, with
// the code NotFound or Ambiguous, names a reference that means none, or several.
func (r *Resolver) settleRefs(ctx context.Context, s *scope, lists ...*[]knowledge.ID) error {
	var all []asked
	for _, list := range lists {
		for _, ref := range *list {
			all = append(all, asked{ref: ref, settled: s})
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
				return r.meansNothing(ctx, s, ref)
			}
			(*list)[i] = found[i].ID
		}
		found = found[len(refs):]
	}
	return nil
}

// meansNothing is the error for a reference that means nothing, with what it may have meant.
func (r *Resolver) meansNothing(ctx context.Context, s *scope, ref string) error {
	what := "is called"
	switch prefix, slug, ok := knowledge.SplitID(ref); {
	case knowledge.CheckEntityID(ref) == nil:
		what = "has the id"
	case ok && knowledge.CheckID(ref, prefix) == nil && slug == strings.ToLower(slug) && !knowledge.IsScheme(prefix):
		// It has the form of an id, and no code has it.
		return knowledge.CheckEntityID(ref)
	}
	err := knowledge.Errorf(knowledge.NotFound, "nothing %s %s", what, knowledge.Quote(ref))
	if names := r.suggested(ctx, s, ref); names != nil {
		err.Message += "; did you mean " + strings.Join(names, ", ") + "?"
	}
	return err
}

// entityFilter settles a filter of entities: what it names is there, its regions are those that entities are filed under.
func (r *Resolver) entityFilter(ctx context.Context, s *scope, f model.EntityFilter) (knowledge.EntityFilter, error) {
	if err := errors.Join(f.During.Check(), checkContains("nameContains", f.NameContains)); err != nil {
		return f.EntityFilter, err
	}
	if f.RelatedTo != nil {
		related := []knowledge.ID{f.RelatedTo.Entity}
		if err := r.settleRefs(ctx, s, &related); err != nil {
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

// regionsWithin gives a region and those within it; datasets may file entities under regions that M49 does not have.
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
