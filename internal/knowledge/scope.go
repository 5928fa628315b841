package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// Scope selects the statements that count. It filters statements, never entities: an entity is found in every scope, with the statements,
// counts and neighbours that remain. The zero Scope admits all of the newest revision.
type Scope struct {
	// AsOf is valid time: what held on this date. Zero means all times, including the past; it does not mean today.
	AsOf edtf.Date
	// KnownBy is knowledge time: what documents published by this day say.
	KnownBy *edtf.Day
	// KnownAfter is knowledge time as well: what documents published after this day say. If both are set, both must hold.
	KnownAfter *edtf.Day
	// Certainty is the least certainty on AsOf that counts; empty means PRESUMED. With CERTAIN, documents must satisfy KnownBy and
	// KnownAfter whatever the missing parts of their dates, else they need only possibly satisfy them.
	Certainty Certainty
	// Datasets limits the statements to these datasets; nil means all, an empty list none.
	Datasets []ID
	// MinReliability limits the statements to documents of at least this reliability; empty means all. See Reliability.AtLeast.
	MinReliability Reliability
	// Revision is the revision of the graph; 0 means the newest.
	Revision int
	// SameAs says what becomes of entities that claims in scope say are the same; empty means APART. It is about entities: no statement is
	// admitted for it or left out, and stores do not look at it.
	SameAs SameAs
}

// SameAs says what becomes of entities that are said to be the same.
type SameAs string

// The values of SameAs.
const (
	// Apart: each is an entity of its own.
	Apart SameAs = "APART"
	// Merge: those that held and undenied claims of SAME_AS in scope join are one.
	Merge SameAs = "MERGE"
)

// SameAsValues are all values of SameAs, in the order of the contract.
func SameAsValues() []SameAs { return []SameAs{Apart, Merge} }

// Certainty is how surely a claim holds on a day. Each level includes those before it.
type Certainty string

// The certainties.
const (
	// Certain: it holds by logic, whatever the missing parts of its dates.
	Certain Certainty = "CERTAIN"
	// Presumed: it had begun, by its date as written or because a source mentions it, no later claim says that it had ended, and both ends
	// existed.
	Presumed Certainty = "PRESUMED"
	// Possible: logic does not forbid it.
	Possible Certainty = "POSSIBLE"
)

// Certainties are all certainties, the surest first.
func Certainties() []Certainty { return []Certainty{Certain, Presumed, Possible} }

// AtLeast reports whether the certainty is as sure as another. The empty certainty is that of what does not hold, and the least sure; as
// the argument, it means PRESUMED.
func (c Certainty) AtLeast(least Certainty) bool {
	return c.rank() >= least.leastRank()
}

// leastRank is the rank of the certainty as the least that counts.
func (c Certainty) leastRank() certaintyRank {
	if c == "" {
		c = Presumed
	}
	return c.rank()
}

// certaintyRank orders certainties: the surer the greater.
type certaintyRank int

const (
	rankNone certaintyRank = iota // it does not hold
	rankPossible
	rankPresumed
	rankCertain
)

func (c Certainty) rank() certaintyRank {
	switch c {
	case Certain:
		return rankCertain
	case Presumed:
		return rankPresumed
	case Possible:
		return rankPossible
	}
	return rankNone
}

func (r certaintyRank) certainty() Certainty {
	return [...]Certainty{rankNone: "", rankPossible: Possible, rankPresumed: Presumed, rankCertain: Certain}[r]
}

// Admits reports whether a statement counts. It does not allocate. For many statements, make an Admitter.
func (s *Scope) Admits(st *Statement) bool {
	a := s.Admitter()
	return a.Admits(st)
}

// Admitter is a scope made ready to be asked about many statements: the days of AsOf are computed once.
type Admitter struct {
	scope *Scope
	asOf  edtf.Span
	dated bool
	least certaintyRank
}

// Admitter prepares the scope, which must not change while the admitter is in use.
func (s *Scope) Admitter() Admitter {
	a := Admitter{scope: s, dated: !s.AsOf.IsZero()}
	if a.dated {
		a.asOf, a.least = s.AsOf.Span(), s.Certainty.leastRank()
	}
	return a
}

// Admits reports whether a statement counts. It does not allocate.
func (a *Admitter) Admits(st *Statement) bool {
	s := a.scope
	if !s.admitsSource(st.Published, st.Reliability, st.Dataset) {
		return false
	}
	return !a.dated || s.rankAt(st, a.asOf) >= a.least
}

// rankAt returns how surely a statement holds on the days of a span.
func (s *Scope) rankAt(st *Statement, at edtf.Span) certaintyRank {
	v, h := &st.Validity, st.Horizon
	if h == nil {
		return v.rankAt(at)
	}
	if v.EarliestBegin > at.Last || v.LatestEnd < at.First {
		return rankNone
	}
	presumed := s.Presumed(st)
	if h.Alive == nil {
		return v.rankIn(at, edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}, presumed)
	}
	best := rankNone
	for _, spell := range h.Alive {
		best = max(best, v.rankIn(at, spell, presumed))
	}
	return best
}

// Presumed returns the days on which a statement is presumed to hold, without regard to the life of its ends: from its begin to its end as
// written, or as other claims that the scope admits give them. If there are none, its first day is after its last.
func (s *Scope) Presumed(st *Statement) edtf.Span {
	days := st.Validity.presumed()
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

// firstWord is the first word that the scope admits, or nil.
func (s *Scope) firstWord(words []Word) *Word {
	for i := range words {
		if w := &words[i]; s.admitsSource(w.Published, w.Reliability, w.Dataset) {
			return w
		}
	}
	return nil
}

// BegunBy is the statement that gives the begin of another more exactly, in this scope; "" for none.
func (s *Scope) BegunBy(st *Statement) ID {
	if st.Horizon == nil {
		return ""
	}
	return idOfWord(s.firstWord(st.Horizon.Begins))
}

// EndedBy is the statement that gives the end of another, in this scope; "" for none.
func (s *Scope) EndedBy(st *Statement) ID {
	if st.Horizon == nil {
		return ""
	}
	return idOfWord(s.firstWord(st.Horizon.Ends))
}

func idOfWord(w *Word) ID {
	if w == nil {
		return ""
	}
	return w.By
}

// Days returns the days on which a statement counts by the scope's certainty, whatever its AsOf: in order, none overlapping another; nil
// for none.
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

// AdmitsDocument reports whether the scope includes a document: published in time, reliable enough, of its datasets. AsOf is valid time and
// does not apply to documents.
func (s *Scope) AdmitsDocument(d *Document) bool {
	return s.admitsSource(d.Day(), d.Reliability, d.Dataset)
}

// admitsSource reports whether a source with these properties is in scope.
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

// CertaintyOf returns how surely an admitted statement holds on AsOf; "" without AsOf.
func (s *Scope) CertaintyOf(st *Statement) Certainty {
	if s.AsOf.IsZero() {
		return ""
	}
	return s.rankAt(st, s.AsOf.Span()).certainty()
}

// IsAll reports whether the scope admits every statement, so that counts need not read each.
func (s *Scope) IsAll() bool {
	return s.AsOf.IsZero() && s.KnownBy == nil && s.KnownAfter == nil && s.Datasets == nil &&
		(s.MinReliability == "" || s.MinReliability == ReliabilityF)
}

// Key identifies the scope for caches and cursors: scopes with equal keys admit the same statements of a revision, though some that admit
// the same have different keys. The order of Datasets does not matter; the revision is not part of the key.
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
	if s.SameAs == Merge {
		b.WriteString("|=")
	}
	return b.String()
}
