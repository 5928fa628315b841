package graph

import (
	"context"
	"slices"

	"entente/graph/model"
	"entente/internal/knowledge"
)

type statement struct{ *Resolver }

// Subject is the entity that the claim is about.
func (r statement) Subject(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Subject }))
}

// Object is the entity that the subject has the relation to.
func (r statement) Object(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Object }))
}

// ClaimedSubject is the subject before anything is merged.
func (r statement) ClaimedSubject(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Entity, error) {
	return r.claimed(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.AsClaimed().Subject }))
}

// ClaimedObject is the object before anything is merged.
func (r statement) ClaimedObject(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Entity, error) {
	return r.claimed(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.AsClaimed().Object }))
}

// claimed looks up one entity for each id, as the datasets have it.
func (r *Resolver) claimed(ctx context.Context, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.store.Entities(ctx, scope.Revision, ids)
}

// AttributedTo is the entity that the claim is attributed to.
func (r statement) AttributedTo(ctx context.Context, objs []*knowledge.Statement) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.AttributedTo }))
}

// About are third parties.
func (r statement) About(ctx context.Context, objs []*knowledge.Statement) ([][]model.Entity, error) {
	return r.entityLists(ctx, each(objs, func(s *knowledge.Statement) []knowledge.ID { return s.About }))
}

// Relation is the relation of the subject to the object.
func (r statement) Relation(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(s *knowledge.Statement) string { return s.Relation }))
}

// Document is the document that makes the claim.
func (r statement) Document(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Document }))
}

// Dataset is the dataset that it came with.
func (r statement) Dataset(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Dataset, error) {
	return r.datasets(ctx, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Dataset }))
}

// Qualifiers are the values that the claim carries, as its relation declares them.
func (r statement) Qualifiers(ctx context.Context, objs []*knowledge.Statement) ([][]*model.Qualifier, error) {
	relations, err := r.Relation(ctx, objs)
	lists := make([][]*model.Qualifier, len(objs))
	for i, relation := range relations {
		lists[i] = model.NewQualifiers(relation, objs[i])
	}
	return lists, err
}

type qualifier struct{ *Resolver }

// Entity is the entity that is the value.
func (r qualifier) Entity(ctx context.Context, objs []*model.Qualifier) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, (*model.Qualifier).EntityID))
}

// Text is the value for readers.
func (r qualifier) Text(ctx context.Context, objs []*model.Qualifier) ([]string, error) {
	entities, err := r.Entity(ctx, objs)
	texts := make([]string, len(objs))
	for i := range entities {
		texts[i] = objs[i].Text(entities[i])
	}
	return texts, err
}

// Certainty is how certainly it held on the scope's date.
func (r statement) Certainty(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Certainty, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(s *knowledge.Statement) *knowledge.Certainty { return optional(scope.CertaintyOf(s)) }), nil
}

// Label is the label of its relation in its mood.
func (r statement) Label(ctx context.Context, objs []*knowledge.Statement) ([]string, error) {
	relations, err := r.Relation(ctx, objs)
	labels := make([]string, len(objs))
	for i, relation := range relations {
		labels[i] = relation.LabelIn(objs[i].Mood())
	}
	return labels, err
}

// Presumption is on which days the claim is presumed to hold, and why.
func (r statement) Presumption(ctx context.Context, objs []*knowledge.Statement) ([]*model.Presumption, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return each(objs, func(s *knowledge.Statement) *model.Presumption { return model.NewPresumption(&scope.Scope, s) }), nil
}

type presumption struct{ *Resolver }

// BeganBy is the claim that dates its begin more exactly.
func (r presumption) BeganBy(ctx context.Context, objs []*model.Presumption) ([]*knowledge.Statement, error) {
	return r.statements(ctx, each(objs, func(p *model.Presumption) knowledge.ID { return p.BeganBy }))
}

// EndedBy is the claim that ends it.
func (r presumption) EndedBy(ctx context.Context, objs []*model.Presumption) ([]*knowledge.Statement, error) {
	return r.statements(ctx, each(objs, func(p *model.Presumption) knowledge.ID { return p.EndedBy }))
}

// statements returns the statement of each id; nil for an empty one.
func (r *Resolver) statements(ctx context.Context, ids []knowledge.ID) ([]*knowledge.Statement, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(ids, func(id knowledge.ID) bool { return id != "" }) {
		return make([]*knowledge.Statement, len(ids)), nil
	}
	return scope.Reader().Statements(ctx, scope.Revision, ids)
}

// Link is the link of the statement in scope.
func (r statement) Link(ctx context.Context, objs []*knowledge.Statement) ([]*knowledge.Link, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	return scope.Reader().Links(ctx, &scope.Scope, each(objs, func(s *knowledge.Statement) knowledge.ID { return s.Link }))
}

type evidence struct{ *Resolver }

// Document is the document that contains the evidence.
func (r evidence) Document(ctx context.Context, objs []*knowledge.Evidence) ([]*knowledge.Document, error) {
	return r.documents(ctx, each(objs, func(e *knowledge.Evidence) knowledge.ID { return e.Document }))
}

type relation struct{ *Resolver }

// SubjectExistence is what its claims say about the existence of their subject.
func (relation) SubjectExistence(_ context.Context, objs []*knowledge.Relation) ([]knowledge.Existence, error) {
	return each(objs, func(r *knowledge.Relation) knowledge.Existence { return r.SubjectExistence.OrRequired() }), nil
}

// ObjectExistence is what its claims say about the existence of their object.
func (relation) ObjectExistence(_ context.Context, objs []*knowledge.Relation) ([]knowledge.Existence, error) {
	return each(objs, func(r *knowledge.Relation) knowledge.Existence { return r.ObjectExistence.OrRequired() }), nil
}

// StatementCount is how many statements in scope it has.
func (r relation) StatementCount(ctx context.Context, objs []*knowledge.Relation) ([]int32, error) {
	return r.statementCounts(ctx, idsOf(objs))
}

type link struct{ *Resolver }

// Source is the subject.
func (r link) Source(ctx context.Context, objs []*knowledge.Link) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(l *knowledge.Link) knowledge.ID { return l.Source }))
}

// Target is the object.
func (r link) Target(ctx context.Context, objs []*knowledge.Link) ([]model.Entity, error) {
	return r.entities(ctx, each(objs, func(l *knowledge.Link) knowledge.ID { return l.Target }))
}

// Relation is the relation of the link.
func (r link) Relation(ctx context.Context, objs []*knowledge.Link) ([]*knowledge.Relation, error) {
	return r.relations(ctx, each(objs, func(l *knowledge.Link) string { return l.Relation }))
}

// Label is the label of its relation in the strongest mood of its statements. It makes one call for each mood, until all links
// have a label.
func (r link) Label(ctx context.Context, objs []*knowledge.Link) ([]string, error) {
	scope, err := r.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	relations, err := r.Relation(ctx, objs)
	if err != nil {
		return nil, err
	}
	labels := make([]string, len(objs))
	var open []int
	for i := range objs {
		open = append(open, i)
	}
	for _, mood := range knowledge.Moods() {
		if len(open) == 0 {
			break
		}
		filter := knowledge.StatementFilter{Polarity: mood.Polarity, Modality: []knowledge.Modality{mood.Modality}}
		counts, err := scope.Reader().CountStatements(ctx, &scope.Scope, each(open, func(i int) knowledge.ID { return objs[i].ID }), filter)
		if err != nil {
			return nil, err
		}
		var left []int
		for k, i := range open {
			if counts[k] == 0 {
				left = append(left, i)
				continue
			}
			labels[i] = relations[i].LabelIn(mood)
		}
		open = left
	}
	return labels, nil
}

// Statements are the link's statements in scope.
func (r link) Statements(ctx context.Context, objs []*knowledge.Link, first *int32, after *string, last *int32, before *string) ([]*model.StatementConnection, error) {
	return r.statementPages(ctx, idsOf(objs), nil, nil, pageArgs(first, after, last, before))
}
