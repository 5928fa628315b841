package question

import (
	"context"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// ScopeInput is a scope as a client asks for it, with the meaning of the fields of knowledge.Scope. What is zero or nil is not asked for.
type ScopeInput struct {
	AsOf           edtf.Date
	KnownBy        *edtf.Day
	KnownAfter     *edtf.Day
	Certainty      knowledge.Certainty
	Datasets       []knowledge.ID
	MinReliability knowledge.Reliability
	Revision       *int
	SameAs         knowledge.SameAs
}

// Scope is a scope that has been checked: its revision is the number of one that there is, and its datasets are among that revision's.
// Only Request.Scope makes one.
type Scope struct {
	knowledge.Scope
	cursorKey   string
	view        string
	interpreter *Interpreter
	// merged is what it merges; nil if that is nothing.
	merged *merged
}

// CursorKey is equal for equal scopes of requests. It has the revision only if the request names it, so that a cursor remains valid when
// other rows change.
func (s *Scope) CursorKey() string { return s.cursorKey }

// Scope resolves what a client asks for; nil asks for all statements of the newest revision. It is the only way to a scope. The error has
// the code knowledge.UnknownRevision, knowledge.UnknownDataset, or knowledge.BadInput for a level that there is not. Equal scopes of a
// request are resolved once.
func (q *Request) Scope(ctx context.Context, in *ScopeInput) (*Scope, error) {
	var requested knowledge.Scope
	if in != nil {
		var err error
		if requested, err = in.scope(); err != nil {
			return nil, err
		}
	}
	key := requested.Key()
	if requested.Revision != 0 {
		key += knowledge.RevisionID(requested.Revision)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if known := q.scopes[key]; known != nil {
		return known, nil
	}
	s := &Scope{Scope: requested, cursorKey: key, interpreter: q.Interpreter}
	s.view = viewOf(&s.Scope)
	if err := q.resolve(ctx, s); err != nil {
		return nil, err
	}
	if q.scopes == nil {
		q.scopes = map[string]*Scope{}
	}
	q.scopes[key] = s
	return s, nil
}

// scope checks what can be checked without the store. Scopes that admit the same whatever the graph holds become equal.
func (in *ScopeInput) scope() (knowledge.Scope, error) {
	s := knowledge.Scope{
		AsOf: in.AsOf, KnownBy: in.KnownBy, KnownAfter: in.KnownAfter, Certainty: in.Certainty, Datasets: in.Datasets,
		MinReliability: in.MinReliability, SameAs: in.SameAs,
	}
	if in.Revision != nil {
		if s.Revision = *in.Revision; s.Revision < 1 {
			return s, knowledge.Errorf(knowledge.UnknownRevision, "there is no revision %d: revisions are counted from 1", s.Revision)
		}
	}
	if err := checkLevel("certainty", s.Certainty, knowledge.Certainties); err != nil {
		return s, err
	}
	if err := checkLevel("minReliability", s.MinReliability, knowledge.Reliabilities); err != nil {
		return s, err
	}
	if err := checkLevel("sameAs", s.SameAs, knowledge.SameAsValues); err != nil {
		return s, err
	}
	return normalized(s), nil
}

// normalized returns the scope that stands for all that admit the same.
func normalized(s knowledge.Scope) knowledge.Scope {
	s.AsOf = s.AsOf.Canonical()
	if s.Certainty == knowledge.Presumed {
		s.Certainty = ""
	}
	if s.MinReliability == knowledge.ReliabilityF {
		s.MinReliability = ""
	}
	if s.SameAs == knowledge.Apart {
		s.SameAs = ""
	}
	if len(s.Datasets) > 1 {
		s.Datasets = slices.Compact(slices.Sorted(slices.Values(s.Datasets)))
	}
	return s
}

// checkLevel returns an error if a level is given and is none of those that there are.
func checkLevel[L ~string](field string, level L, all func() []L) error {
	if level == "" {
		return nil
	}
	levels := all()
	if slices.Contains(levels, level) {
		return nil
	}
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = string(l)
	}
	return knowledge.Errorf(knowledge.BadInput, "there is no %s %s%s", field, knowledge.Quote(string(level)), knowledge.DidYouMean(string(level), names))
}

// resolve sets the revision of a scope, the newest if it names none, checks its datasets, and finds what it merges.
func (q *Request) resolve(ctx context.Context, s *Scope) error {
	if s.Revision == 0 && q.newest != 0 {
		s.Revision = q.newest
	} else {
		revision, err := q.store.Revision(ctx, s.Revision)
		if err != nil {
			return err
		}
		if s.Revision == 0 {
			q.newest = revision.Number
		}
		s.Revision = revision.Number
	}
	if s.Datasets != nil {
		if err := store.CheckDatasets(ctx, q.store, s.Revision, s.Datasets); err != nil {
			return err
		}
	}
	if s.SameAs != knowledge.Merge {
		return nil
	}
	var err error
	s.merged, err = q.merges.of(ctx, &s.Scope)
	return err
}
