package question

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// Entities replaces the references of lists by the ids of the entities that they mean, with two calls of the store for all lists together.
// The lists become new ones; a nil list stays nil. The error is about one reference: it means no entity (knowledge.NotFound, with suggestions),
// or several (knowledge.Ambiguous), or is malformed (knowledge.BadInput, knowledge.BadID).
func (q *Request) Entities(ctx context.Context, s *Scope, lists ...*[]knowledge.ID) error {
	var terms []*term
	for _, list := range lists {
		for _, ref := range *list {
			t, err := parse(ref, nil, s)
			if err != nil {
				return err
			}
			terms = append(terms, t)
		}
	}
	if err := q.find(ctx, terms); err != nil {
		return err
	}
	ids := make([]knowledge.ID, len(terms))
	for i, t := range terms {
		e, err := t.entity()
		switch {
		case err != nil:
			return err
		case e == nil:
			return q.noSuchEntity(ctx, t)
		}
		ids[i] = e.ID
	}
	for _, list := range lists {
		n := len(*list)
		if *list != nil {
			*list = ids[:n:n]
		}
		ids = ids[n:]
	}
	return nil
}

// EntitiesOf returns the entity of each id at the scope's revision; nil for one that there is not.
func (q *Request) EntitiesOf(ctx context.Context, s *Scope, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	return q.store.Entities(ctx, s.Revision, ids)
}

// EntitiesAsked is Entities for what a question is about: what has the syntax of an id stays as it is. Whether it exists is for the
// question to say, which may be about several revisions.
func (q *Request) EntitiesAsked(ctx context.Context, s *Scope, lists ...*[]knowledge.ID) error {
	var names []string
	var at []*knowledge.ID
	for _, list := range lists {
		*list = slices.Clone(*list)
		for i, ref := range *list {
			if knowledge.CheckEntityID(ref) == nil {
				(*list)[i] = s.Canonical(ref)
			} else {
				names, at = append(names, ref), append(at, &(*list)[i])
			}
		}
	}
	if err := q.Entities(ctx, s, &names); err != nil {
		return err
	}
	for i, id := range names {
		*at[i] = id
	}
	return nil
}

// noSuchEntity is the error for a term that means no entity. It names the suggestions in its message and, as candidates, in its details.
func (q *Request) noSuchEntity(ctx context.Context, t *term) error {
	ref, what := t.ref.String(), "is called"
	switch prefix, slug, ok := knowledge.SplitID(ref); {
	case knowledge.CheckEntityID(ref) == nil:
		what = "has the id"
	case ok && knowledge.CheckID(ref, prefix) == nil && slug == strings.ToLower(slug) && !knowledge.IsScheme(prefix):
		// It has the syntax of an id, and no code has it.
		return knowledge.CheckEntityID(ref)
	case len(t.ref.Keys()) > 1:
		what = "has the code"
	}
	err := knowledge.Errorf(knowledge.NotFound, "%s %s %s%s", t.nobody(), what, knowledge.Quote(ref), t.onItsDate())
	if found := q.suggestions(ctx, t); found != nil {
		err.Message += "; did you mean " + strings.Join(candidateIDs(found), ", ") + "?"
		err.Details = map[string]any{"candidates": knowledge.Candidates(found)}
	}
	return err
}

// nobody names the kinds of entities of which the term means none.
func (t *term) nobody() string {
	if len(t.kinds) == 1 {
		return "no " + strings.ToLower(string(t.kinds[0]))
	}
	if t.kinds != nil {
		return "nothing of these kinds"
	}
	return "nothing"
}

// onItsDate names the date on which the term means nothing: another may have had the name or the code before or after.
func (t *term) onItsDate() string {
	if _, isID := t.ref.ID(); isID || t.scope.AsOf.IsZero() {
		return ""
	}
	return " as of " + t.scope.AsOf.String()
}

func candidateIDs(found []*knowledge.Entity) []knowledge.ID {
	ids := make([]knowledge.ID, len(found))
	for i, e := range found {
		ids[i] = e.ID
	}
	return ids
}
