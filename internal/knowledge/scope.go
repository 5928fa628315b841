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
	// KnownAfter is knowledge time as well: what some document says that was published later than this day. Where the two are given both
	// must hold.
	KnownAfter *edtf.Day
	// Certainty is the least certainty on AsOf that counts; empty means PRESUMED. With CERTAIN the dates of documents must fit KnownBy
	// and KnownAfter whatever their missing parts, else they only need to be able to.
	Certainty Certainty
	// Datasets keeps the statements of these; nil means all, an empty list none.
	Datasets []ID
	// MinReliability keeps statements of documents at least this reliable; empty means all. See Reliability.AtLeast.
	MinReliability Reliability
	// Revision is the graph's revision that is asked; 0 means the newest.
	Revision int
}

// Certainty says how surely a claim holds on a day. Each level includes those before it.
type Certainty string

// The certainties.
const (
	// Certain: it holds by logic, whatever the missing parts of its dates.
	Certain Certainty = "CERTAIN"
	// Presumed: it had begun, by its date as it is written or because somebody spoke of it, no later word says that it had ended,
	// and both ends existed.
	Presumed Certainty = "PRESUMED"
	// Possible: logic does not forbid it.
	Possible Certainty = "POSSIBLE"
)

// Certainties are all certainties, the surest first.
func Certainties() []Certainty { return []Certainty{Certain, Presumed, Possible} }

// AtLeast says whether the certainty is as sure as another. Nothing is less sure than the empty one, which is that of what does not
// hold; as the least that is asked for, it means PRESUMED.
func (c Certainty) AtLeast(least Certainty) bool {
	if least == "" {
		least = Presumed
	}
	return c.rank() >= least.rank()
}

func (c Certainty) rank() int {
	switch c {
	case Certain:
		return 3
	case Presumed:
		return 2
	case Possible:
		return 1
	}
	return 0
}

// Admits says whether a statement counts. It allocates nothing.
func (s *Scope) Admits(st *Statement) bool {
	if !s.admitsSource(st.Published, st.Reliability, st.Dataset) {
		return false
	}
	return s.AsOf.IsZero() || s.certaintyAt(st, s.AsOf.Span()).AtLeast(s.Certainty)
}

// certaintyAt says how surely a statement holds on the days of a span, empty where it does not.
func (s *Scope) certaintyAt(st *Statement, at edtf.Span) Certainty {
	v, h := &st.Validity, st.Horizon
	if h == nil {
		return v.CertaintyAt(at)
	}
	if v.EarliestBegin > at.Last || v.LatestEnd < at.First {
		return ""
	}
	presumed := s.Presumed(st)
	if h.Alive == nil {
		return v.certaintyIn(at, edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}, presumed)
	}
	best := Certainty("")
	for _, spell := range h.Alive {
		if c := v.certaintyIn(at, spell, presumed); c.rank() > best.rank() {
			best = c
		}
	}
	return best
}

// Presumed are the days on which a statement is presumed to hold, as far as its ends existed: from its begin to its end as they are written,
// or by the words of others that the scope admits. Its first day lies behind its last where there is none.
func (s *Scope) Presumed(st *Statement) edtf.Span {
	days := edtf.Span{First: st.Validity.presumedBegin(), Last: st.Validity.presumedEnd()}
	if st.Horizon == nil {
		return days
	}
	if w := s.firstWord(st.Horizon.Begins); w != nil {
		days.First = w.Day
	}
	if w := s.firstWord(st.Horizon.Ends); w != nil {
		days.Last = w.Day
	}
	return days
}

// firstWord is the first word of those that the scope admits, or nil.
func (s *Scope) firstWord(words []Word) *Word {
	for i := range words {
		if w := &words[i]; s.admitsSource(w.Published, w.Reliability, w.Dataset) {
			return w
		}
	}
	return nil
}

// BegunBy is the statement that says more exactly when another began, by which the scope presumes it to begin; empty where none does.
func (s *Scope) BegunBy(st *Statement) ID {
	if st.Horizon == nil {
		return ""
	}
	return by(s.firstWord(st.Horizon.Begins))
}

// EndedBy is the statement by whose later, or more exact, word the scope presumes another to end; empty where none does.
func (s *Scope) EndedBy(st *Statement) ID {
	if st.Horizon == nil {
		return ""
	}
	return by(s.firstWord(st.Horizon.Ends))
}

func by(w *Word) ID {
	if w == nil {
		return ""
	}
	return w.By
}

// Days gives the days on which a statement counts by the scope's certainty, whatever its AsOf: in order, none overlapping another.
// It gives nil where there is none.
func (s *Scope) Days(st *Statement) []edtf.Span {
	v := &st.Validity
	days := edtf.Span{First: v.EarliestBegin, Last: v.LatestEnd}
	switch s.Certainty {
	case Possible:
	case Certain:
		if days = (edtf.Span{First: v.LatestBegin, Last: v.EarliestEnd}); v.Uncertain {
			return nil
		}
	default:
		days = s.Presumed(st)
	}
	if days.First > days.Last {
		return nil
	}
	if st.Horizon == nil || st.Horizon.Alive == nil {
		return []edtf.Span{days}
	}
	return IntersectSpans(st.Horizon.Alive, []edtf.Span{days})
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
	if s.KnownAfter != nil {
		day := published.Last
		if s.Certainty == Certain {
			day = published.First
		}
		if day <= *s.KnownAfter {
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
	return s.certaintyAt(st, s.AsOf.Span())
}

// IsAll says whether the scope admits every statement, so that counts need not look at each.
func (s *Scope) IsAll() bool {
	return s.AsOf.IsZero() && s.KnownBy == nil && s.KnownAfter == nil && s.Datasets == nil &&
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
	if s.KnownAfter != nil {
		b.WriteByte('>')
		b.WriteString(s.KnownAfter.String())
	}
	b.WriteByte('|')
	switch s.Certainty {
	case Certain:
		b.WriteByte('!')
	case Possible:
		b.WriteByte('?')
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
