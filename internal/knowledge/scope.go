package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// Scope says which statements count. It filters statements, never entities: an entity is found whatever the scope, with
// the statements, counts and neighbours that it leaves. The zero Scope admits all of the newest revision.
type Scope struct {
	// AsOf is valid time: what held on this date. Zero: all times, ended ones too; it is not today.
	AsOf edtf.Date
	// KnownBy is knowledge time: what some document published by this day says.
	KnownBy *edtf.Day
	// Certainty says whether partial dates must certainly or only possibly fit AsOf and KnownBy; empty means POSSIBLE.
	Certainty Certainty
	// Datasets keeps the statements of these; nil means all, an empty list none.
	Datasets []ID
	// MinReliability keeps statements of documents at least this reliable; empty means all. See Reliability.AtLeast.
	MinReliability Reliability
	// Revision is the graph's revision that is asked; 0 means the newest.
	Revision int
}

// Certainty says how surely a claim holds on a day.
type Certainty string

// The certainties.
const (
	Certain  Certainty = "CERTAIN"
	Possible Certainty = "POSSIBLE"
)

// Certainties are both certainties.
func Certainties() []Certainty { return []Certainty{Certain, Possible} }

// Admits says whether a statement counts. It allocates nothing.
func (s *Scope) Admits(st *Statement) bool {
	if !s.AsOf.IsZero() {
		c, ok := st.Validity.CertaintyAt(s.AsOf.Span())
		if !ok || s.Certainty == Certain && c != Certain {
			return false
		}
	}
	return s.admitsSource(st.Published, st.Reliability, st.Dataset)
}

// AdmitsDocument says whether a document is one that the scope knows: published in time, reliable enough, of its datasets.
// AsOf is about the world and does not count here.
func (s *Scope) AdmitsDocument(d *Document) bool {
	return s.admitsSource(d.Day(), d.Reliability, d.Dataset)
}

func (s *Scope) admitsSource(published edtf.Span, reliability Reliability, dataset ID) bool {
	if s.KnownBy != nil {
		day := published.First
		if s.Certainty == Certain {
			day = published.Last
		}
		if day > *s.KnownBy {
			return false
		}
	}
	return reliability.AtLeast(s.MinReliability) && (s.Datasets == nil || slices.Contains(s.Datasets, dataset))
}

// CertaintyOf says how surely a statement that the scope admits holds on AsOf; empty without AsOf.
func (s *Scope) CertaintyOf(st *Statement) Certainty {
	if s.AsOf.IsZero() {
		return ""
	}
	c, _ := st.Validity.CertaintyAt(s.AsOf.Span())
	return c
}

// IsAll says whether the scope admits every statement, so that counts need not look at each.
func (s *Scope) IsAll() bool {
	return s.AsOf.IsZero() && s.KnownBy == nil && s.Datasets == nil &&
		(s.MinReliability == "" || s.MinReliability == ReliabilityF)
}

// Key is a text that tells scopes apart, for caches and cursors: scopes with one key admit the same statements of a revision,
// though some that admit the same have different keys. The order of Datasets does not count; the revision is not part of it.
func (s *Scope) Key() string {
	var b strings.Builder
	b.WriteString(s.AsOf.String())
	b.WriteByte('|')
	if s.KnownBy != nil {
		b.WriteString(s.KnownBy.String())
	}
	b.WriteByte('|')
	if s.Certainty == Certain {
		b.WriteByte('!')
	}
	b.WriteByte('|')
	if s.Datasets != nil {
		b.WriteString(strings.Join(slices.Sorted(slices.Values(s.Datasets)), ","))
		b.WriteByte(';')
	}
	b.WriteByte('|')
	b.WriteString(string(s.MinReliability))
	return b.String()
}
