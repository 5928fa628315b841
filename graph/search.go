package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/search"
)

// Search finds entities and documents by free text. Where it finds none, the nearest names are suggested.
func (r query) Search(ctx context.Context, text string, kinds []knowledge.EntityKind, requested *question.ScopeInput, first *int32, after *string, last *int32, before *string) (*model.SearchConnection, error) {
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	if err := s.CheckApart("search", "it finds entities as the datasets have them"); err != nil {
		return nil, err
	}
	l, err := listPage(ctx, s, pageArgs(first, after, last, before), nil, text, kinds)
	if err != nil {
		return nil, err
	}
	found, err := r.request(ctx).Search(ctx, s, text, kinds, l.page)
	if err != nil {
		return nil, err
	}
	if found.Total == 0 {
		nearest, err := r.request(ctx).Nearest(ctx, s.Revision, text, kinds)
		if err != nil {
			return nil, err
		}
		r.request(ctx).suggest(text, knowledge.Candidates(nearest))
	}
	return model.NewSearchConnection(found, l.query), nil
}

type searchHit struct{ *Resolver }

// Entity is the entity that was found.
func (r searchHit) Entity(ctx context.Context, objs []*search.Hit) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(h *search.Hit) knowledge.ID { return h.Entity }))
}

// Document is the document that was found.
func (r searchHit) Document(ctx context.Context, objs []*search.Hit) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(h *search.Hit) knowledge.ID { return h.Document }))
}
