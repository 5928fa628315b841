package question

import (
	"slices"
	"strconv"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// MaxViewIDLength is the maximum length of a view id, in bytes: an id, and a scope with some twenty datasets.
const MaxViewIDLength = 1000

// The marks of a view id: `alliance:nato@asOf=1960&datasets=dataset:a,dataset:b`. No id and no value of a scope has any of them, so nothing
// is escaped.
const (
	viewMark  = "@"
	partMark  = "&"
	valueMark = "="
	listMark  = ","
)

// viewPart is a field of a scope in a view id, by its name in the contract.
type viewPart struct {
	name string
	// write returns the value of a scope; false if it is the default.
	write func(s *knowledge.Scope) (string, bool)
	// read sets the value. The error says what is wrong with it.
	read func(in *ScopeInput, value string) error
}

// viewParts returns the fields of a scope in the order in which a view id has them.
func viewParts() []viewPart {
	return []viewPart{
		{"asOf", func(s *knowledge.Scope) (string, bool) { return s.AsOf.String(), !s.AsOf.IsZero() }, readAsOf},
		{"knownBy", func(s *knowledge.Scope) (string, bool) { return writeDay(s.KnownBy) }, func(in *ScopeInput, v string) error { return readDay(&in.KnownBy, v) }},
		{"knownAfter", func(s *knowledge.Scope) (string, bool) { return writeDay(s.KnownAfter) }, func(in *ScopeInput, v string) error { return readDay(&in.KnownAfter, v) }},
		{"certainty", func(s *knowledge.Scope) (string, bool) { return string(s.Certainty), s.Certainty != "" }, func(in *ScopeInput, v string) error {
			in.Certainty = knowledge.Certainty(v)
			return checkLevel("certainty", in.Certainty, knowledge.Certainties)
		}},
		{"datasets", func(s *knowledge.Scope) (string, bool) { return strings.Join(s.Datasets, listMark), s.Datasets != nil }, readDatasets},
		{"minReliability", func(s *knowledge.Scope) (string, bool) { return string(s.MinReliability), s.MinReliability != "" }, func(in *ScopeInput, v string) error {
			in.MinReliability = knowledge.Reliability(v)
			return checkLevel("minReliability", in.MinReliability, knowledge.Reliabilities)
		}},
		{"sameAs", func(s *knowledge.Scope) (string, bool) { return string(s.SameAs), s.SameAs != "" }, func(in *ScopeInput, v string) error {
			in.SameAs = knowledge.SameAs(v)
			return checkLevel("sameAs", in.SameAs, knowledge.SameAsValues)
		}},
		{"revision", func(s *knowledge.Scope) (string, bool) { return strconv.Itoa(s.Revision), s.Revision != 0 }, readRevision},
	}
}

// viewOf returns what a view id has of a scope as it is asked for, with its mark; "" for the default scope.
func viewOf(requested *knowledge.Scope) string {
	if requested.IsAll() && requested.Certainty == "" && requested.SameAs == "" && requested.Revision == 0 {
		return ""
	}
	var b strings.Builder
	mark := viewMark
	for _, part := range viewParts() {
		if value, ok := part.write(requested); ok {
			b.WriteString(mark)
			b.WriteString(part.name)
			b.WriteString(valueMark)
			b.WriteString(value)
			mark = partMark
		}
	}
	return b.String()
}

// ViewIDs makes view ids of ids, in place: each id with the scope, but for the default scope, in which they stay as they are. The view ids
// of an object are equal exactly in equal scopes, however these are written. The revision belongs to the scope if the client named it. The
// error, with the code knowledge.LimitExceeded, says that the scope is too long.
func (s *Scope) ViewIDs(ids []knowledge.ID) ([]string, error) {
	if s.view == "" {
		return ids, nil
	}
	if most := MaxViewIDLength - knowledge.MaxIDLength; len(s.view) > most {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "a viewId has room for a scope of %d bytes, and this one takes %d; name fewer datasets, or leave viewId out", most, len(s.view))
	}
	for i, id := range ids {
		ids[i] = id + s.view
	}
	return ids, nil
}

// ParseViewID takes a view id apart. The scope is nil for a plain id, which is not checked. The parts of the scope may have any order and name
// defaults; each stands once. The error has the code knowledge.BadID, and what Request.Scope says of the scope comes later.
func ParseViewID(text string) (knowledge.ID, *ScopeInput, error) {
	id, scope, ok := strings.Cut(text, viewMark)
	if !ok {
		return text, nil, nil
	}
	if len(text) > MaxViewIDLength {
		return "", nil, knowledge.Errorf(knowledge.BadID, "a viewId has at most %d bytes, and this one has %d", MaxViewIDLength, len(text))
	}
	if err := knowledge.CheckID(id); err != nil {
		return "", nil, noViewID(text, err.Error())
	}
	in, parts, seen := &ScopeInput{}, viewParts(), map[string]bool{}
	for part := range strings.SplitSeq(scope, partMark) {
		name, value, ok := strings.Cut(part, valueMark)
		at := slices.IndexFunc(parts, func(p viewPart) bool { return p.name == name })
		switch {
		case !ok:
			return "", nil, noViewID(text, "after @ stand parts of a scope, as asOf=1960&certainty=CERTAIN")
		case at < 0:
			return "", nil, noViewID(text, "a scope has no "+knowledge.Quote(name)+knowledge.DidYouMean(name, namesOf(parts)))
		case seen[name]:
			return "", nil, noViewID(text, name+" stands twice")
		}
		seen[name] = true
		if err := parts[at].read(in, value); err != nil {
			return "", nil, noViewID(text, err.Error())
		}
	}
	return id, in, nil
}

// Key is equal for scopes that admit the same, however they are written; empty for the default scope, and for one that Request.Scope refuses.
func (in *ScopeInput) Key() string {
	s, err := in.scope()
	if err != nil {
		return ""
	}
	return viewOf(&s)
}

// IsViewID reports whether a text names a scope beside an id.
func IsViewID(text string) bool { return strings.Contains(text, viewMark) }

func noViewID(text, why string) error {
	return knowledge.Errorf(knowledge.BadID, "%s is no viewId: %s", knowledge.Quote(text), why)
}

func namesOf(parts []viewPart) []string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	return names
}

func readAsOf(in *ScopeInput, value string) (err error) {
	in.AsOf, err = edtf.ParseDate(value)
	return err
}

func writeDay(d *edtf.Day) (string, bool) {
	if d == nil {
		return "", false
	}
	return d.String(), true
}

func readDay(to **edtf.Day, value string) error {
	d, err := edtf.ParseDay(value)
	*to = &d
	return err
}

func readDatasets(in *ScopeInput, value string) error {
	in.Datasets = []knowledge.ID{}
	if value == "" {
		return nil
	}
	for id := range strings.SplitSeq(value, listMark) {
		if err := knowledge.CheckID(id, knowledge.DatasetPrefix); err != nil {
			return err
		}
		in.Datasets = append(in.Datasets, id)
	}
	return nil
}

func readRevision(in *ScopeInput, value string) error {
	number, ok := knowledge.RevisionNumberOf(knowledge.RevisionPrefix + ":" + value)
	if !ok {
		return knowledge.Errorf(knowledge.BadID, "%s is no number of a revision", knowledge.Quote(value))
	}
	in.Revision = &number
	return nil
}
