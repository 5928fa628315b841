package graph

import (
	"context"

	"entente/graph/model"
	"entente/internal/knowledge"
	"entente/internal/question"
)

// maxIDs is the maximum number of ids in a list.
const maxIDs = 500

// nodes looks up objects of any type by id, with one call for each type among the ids. It returns nil for an id that does not
// exist.
func (r *Resolver) nodes(ctx context.Context, ids []knowledge.ID, requested *question.ScopeInput) ([]model.Node, error) {
	if len(ids) > maxIDs {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "%d ids are asked for; a question may name at most %d", len(ids), maxIDs)
	}
	s, err := r.request(ctx).Scope(ctx, requested)
	if err != nil {
		return nil, err
	}
	out := make([]model.Node, len(ids))
	indexesByPrefix := map[string][]int{}
	for i, id := range ids {
		if prefix, _, ok := knowledge.SplitID(id); ok {
			if _, isEntity := knowledge.KindOf(id); isEntity {
				prefix = entityNodes
			}
			indexesByPrefix[prefix] = append(indexesByPrefix[prefix], i)
		}
	}
	for prefix, indexes := range indexesByPrefix {
		found, err := r.nodesOf(ctx, s, prefix, each(indexes, func(i int) knowledge.ID { return ids[i] }))
		if err != nil {
			return nil, err
		}
		for k, node := range found {
			out[indexes[k]] = node
		}
	}
	return out, nil
}

// entityNodes stands for the prefixes of all kinds of entities.
const entityNodes = "entity"

// nodesOf looks up the objects of one type.
func (r *Resolver) nodesOf(ctx context.Context, s *question.Scope, prefix string, ids []knowledge.ID) ([]model.Node, error) {
	switch prefix {
	case entityNodes:
		found, err := s.Reader().Entities(ctx, s.Revision, ids)
		return each(model.WrapAll(found), func(e model.Entity) model.Node { return e }), err
	case knowledge.StatementPrefix:
		found, err := s.Reader().Statements(ctx, s.Revision, ids)
		return asNodes(found), err
	case knowledge.LinkPrefix:
		found, err := s.Reader().Links(ctx, &s.Scope, ids)
		return asNodes(found), err
	case knowledge.DocumentPrefix:
		found, err := r.store.Documents(ctx, s.Revision, ids)
		return asNodes(found), err
	case knowledge.DatasetPrefix:
		found, err := r.datasets(ctx, ids)
		return asNodes(found), err
	case knowledge.RelationPrefix:
		found, err := r.relations(ctx, each(ids, func(id knowledge.ID) string {
			name, _ := knowledge.RelationNameOf(id)
			return name
		}))
		return asNodes(found), err
	case knowledge.MentionPrefix:
		index, err := r.mentions.At(ctx, s.Revision)
		if err != nil {
			return nil, err
		}
		return asNodes(each(ids, index.ByID)), nil
	case knowledge.RevisionPrefix:
		found, err := r.revisionsByID(ctx, ids)
		return asNodes(found), err
	}
	return make([]model.Node, len(ids)), nil
}

// asNodes converts pointers to nodes, nil to a nil interface.
func asNodes[T any, P interface {
	*T
	model.Node
}](found []P) []model.Node {
	out := make([]model.Node, len(found))
	for i, f := range found {
		if f != nil {
			out[i] = f
		}
	}
	return out
}

// revisionsByID returns the revision of each id; nil if it does not exist.
func (r *Resolver) revisionsByID(ctx context.Context, ids []knowledge.ID) ([]*knowledge.Revision, error) {
	out := make([]*knowledge.Revision, len(ids))
	for i, id := range ids {
		number, ok := knowledge.RevisionNumberOf(id)
		if !ok {
			continue
		}
		found, err := r.store.Revision(ctx, number)
		if knowledge.CodeOf(err) == knowledge.UnknownRevision {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[i] = found
	}
	return out, nil
}
