package question

import (
	"context"
	"slices"

	"entente/internal/knowledge"
)

// Reference is a reference to an entity, as a client writes it.
type Reference struct {
	// Text is what knowledge.ParseRef takes.
	Text string
	// Kinds are those that may be meant; nil means all.
	Kinds []knowledge.EntityKind
	Scope *ScopeInput
}

// Meaning is what a reference means.
type Meaning struct {
	// Ref is the reference as it was read.
	Ref knowledge.Ref
	// Entity is nil if there is an error.
	Entity *knowledge.Entity
	// Err is what is wrong with the reference or its scope. Its code may be knowledge.BadInput, knowledge.Ambiguous, one of Request.Scope, or,
	// if the reference means nothing, knowledge.NotFound or knowledge.BadID. With knowledge.Ambiguous and knowledge.NotFound the detail
	// "candidates" lists what fits, or up to five entities that may have been meant, the likeliest first.
	Err error
}

// Resolve returns what each reference means, with two calls of the store for all references of one revision, and one more for each that
// means nothing. The error is one of the store, for all.
func (q *Request) Resolve(ctx context.Context, references []Reference) ([]Meaning, error) {
	return q.meanings(ctx, references, q.noSuchEntity)
}

// Exact is Resolve for who has other ways to find what may be meant: a reference that means nothing has neither an entity nor an error, and
// costs no search.
func (q *Request) Exact(ctx context.Context, references []Reference) ([]Meaning, error) {
	return q.meanings(ctx, references, func(context.Context, *term) error { return nil })
}

// meanings returns what each reference means, and for one that means nothing the error that none makes.
func (q *Request) meanings(ctx context.Context, references []Reference, none func(context.Context, *term) error) ([]Meaning, error) {
	out := make([]Meaning, len(references))
	terms := make([]*term, len(references))
	for i, reference := range references {
		s, err := q.Scope(ctx, reference.Scope)
		if err == nil {
			terms[i], err = parse(reference.Text, reference.Kinds, s)
		}
		out[i].Err = err
	}
	if err := q.find(ctx, terms); err != nil {
		return nil, err
	}
	for i, t := range terms {
		if t == nil {
			continue
		}
		m := &out[i]
		m.Ref = t.ref
		if m.Entity, m.Err = t.entity(); m.Entity == nil && m.Err == nil {
			m.Err = none(ctx, t)
		}
	}
	return out, nil
}

// term is a reference that is parsed, with its scope and the entities that it may mean.
type term struct {
	ref   knowledge.Ref
	kinds []knowledge.EntityKind
	scope *Scope
	found []*knowledge.Entity
}

func parse(text string, kinds []knowledge.EntityKind, s *Scope) (*term, error) {
	ref, err := knowledge.ParseRef(text)
	if err != nil {
		return nil, err
	}
	return &term{ref: ref, kinds: kinds, scope: s}, nil
}

// entity returns the entity among the candidates that the reference means.
func (t *term) entity() (*knowledge.Entity, error) {
	if _, ok := t.ref.ID(); !ok {
		return t.ref.Resolve(t.found, t.kinds, t.scope.AsOf)
	}
	if e := t.found[0]; e != nil && (t.kinds == nil || slices.Contains(t.kinds, e.Kind)) {
		return e, nil
	}
	return nil, nil
}

// find looks up the candidates of terms, of which some may be nil.
func (q *Request) find(ctx context.Context, terms []*term) error {
	type graph struct {
		revision int
		merged   *merged
	}
	graphs := map[graph][]*term{}
	for _, t := range terms {
		if t != nil {
			of := graph{t.scope.Revision, t.scope.merged}
			graphs[of] = append(graphs[of], t)
		}
	}
	for _, list := range graphs {
		if err := findAt(ctx, list[0].scope, list); err != nil {
			return err
		}
	}
	return nil
}

// findAt looks up the candidates of terms in the graph of a scope: by id, or by their keys.
func findAt(ctx context.Context, in *Scope, terms []*term) (err error) {
	var ids []knowledge.ID
	var keys []string
	for _, t := range terms {
		if id, ok := t.ref.ID(); ok {
			ids = append(ids, id)
		} else {
			keys = append(keys, t.ref.Keys()...)
		}
	}
	var byID []*knowledge.Entity
	var byKey [][]*knowledge.Entity
	if ids != nil {
		if byID, err = in.Reader().Entities(ctx, in.Revision, ids); err != nil {
			return err
		}
	}
	if keys != nil {
		if byKey, err = in.Reader().Lookup(ctx, in.Revision, keys); err != nil {
			return err
		}
	}
	for _, t := range terms {
		if _, ok := t.ref.ID(); ok {
			t.found, byID = byID[:1], byID[1:]
			continue
		}
		n := len(t.ref.Keys())
		t.found, byKey = slices.Concat(byKey[:n]...), byKey[n:]
	}
	return nil
}
