package knowledge

import (
	"cmp"
	"math"
	"slices"

	"entente/internal/edtf"
)

// Horizon is what the rest of a graph says of the time in which a claim may count: when both of its ends existed, which claims say
// more exactly when it began, and which say when it was over. It follows from other rows, so that it is no part of a statement's
// content; stores find it when a change is applied. A nil Horizon says nothing.
type Horizon struct {
	// Alive are the days on which both ends existed, in order, none touching another; nil where nothing is known of either.
	Alive []edtf.Span
	// Begins are the first days by more exact words than the claim's own, the most exact first.
	Begins []Word
	// Ends are the last days: of a claim with a stated end by more exact words, the most exact first; of any other by the words of those who
	// say when it was over, the one first that is over at the latest by the earliest day.
	Ends []Word
}

// Word is a day by the word of another claim. It counts where the scope admits that claim's source; the first that counts decides.
type Word struct {
	Day edtf.Day
	// By is the statement whose word it is.
	By          ID
	Published   edtf.Span
	Dataset     ID
	Reliability Reliability
	// Width is by how many days the word leaves Day open, which is then the first of them: 364 where it names a year.
	Width int32
}

func wordOf(o *Statement, day edtf.Day, width edtf.Day) Word {
	return Word{Day: day, By: o.ID, Published: o.Published, Dataset: o.Dataset, Reliability: o.Reliability, Width: int32(min(width, math.MaxInt32))}
}

// CarriesForward says whether the claim's end is one that only a later word sets: it goes on as far as its source says.
func (v *Validity) CarriesForward() bool { return v.End == BoundOpen || v.End == BoundCoverageEnds }

// EndIsStated says whether the claim says itself when it ended; else others may.
func (v *Validity) EndIsStated() bool { return v.End == BoundKnown }

// presumedBegin is the first day on which the claim is presumed to hold: the first of its begin as the source writes it, `about`
// not widened. A claim without a begin counts from the first day that its source vouches for, and never before anybody spoke.
func (v *Validity) presumedBegin() edtf.Day {
	switch {
	case v.Begin == BoundKnown:
		return asWritten(v.Interval.Begin().Date, edtf.Span{First: v.EarliestBegin, Last: v.LatestBegin}).First
	case v.End == BoundKnown:
		return asWritten(v.Interval.End().Date, edtf.Span{First: v.EarliestEnd, Last: v.LatestEnd}).First
	case v.End == BoundUnknown:
		return edtf.UnboundedFuture
	}
	return v.EarliestEnd
}

// presumedEnd is the last day on which the claim is presumed to hold by its own source alone. What ended on an unknown date is
// over by the day of the document that says so.
func (v *Validity) presumedEnd() edtf.Day {
	switch v.End {
	case BoundKnown:
		return asWritten(v.Interval.End().Date, edtf.Span{First: v.EarliestEnd, Last: v.LatestEnd}).Last
	case BoundUnknown:
		return max(v.LatestEnd-1, v.EarliestEnd)
	}
	return edtf.UnboundedFuture
}

// asWritten gives the days of a date without the widening of `about`, as far as they lie in those that the claim allows.
func asWritten(d edtf.Date, allowed edtf.Span) edtf.Span {
	if !d.Approximate() {
		return allowed
	}
	span := d.Unqualified().Span()
	within := func(d edtf.Day) edtf.Day { return min(max(d, allowed.First), allowed.Last) }
	return edtf.Span{First: within(span.First), Last: within(span.Last)}
}

// Horizons gathers what bounds a statement in time: a store gives it the claims that may.
type Horizons struct {
	st           *Statement
	begins, ends []Word
}

// NewHorizon begins to gather for a statement.
func NewHorizon(st *Statement) *Horizons { return &Horizons{st: st} }

// IsAsked says whether claims of the same link may bound the statement; of others only such as end it (see Relation.Ends) or are its
// rivals (see Relation.ExclusiveEnds), and only where its end is not stated.
func (h *Horizons) IsAsked() bool {
	v := &h.st.Validity
	return !v.EndIsStated() || factual(h.st) && !v.Interval.IsSingle() && (v.LatestBegin != v.EarliestBegin || v.LatestEnd != v.EarliestEnd)
}

// MayBoundEachOther says whether one of some claims of a link may bound another of them: none does where all say the same in the same
// mood, since the same date, and that it goes on. It spares a look at each pair.
func MayBoundEachOther(claims []*Statement) bool {
	return slices.ContainsFunc(claims, func(s *Statement) bool {
		first := claims[0]
		return s.Validity.End == BoundKnown || s.Polarity != first.Polarity || factual(s) != factual(first) ||
			s.Validity.EarliestBegin != first.Validity.EarliestBegin || s.Validity.LatestBegin != first.Validity.LatestBegin
	})
}

// Keep takes in the words of a horizon that was found before, which may be nil, and gives its days of life.
func (h *Horizons) Keep(found *Horizon) (alive []edtf.Span) {
	if found == nil {
		return nil
	}
	h.begins, h.ends = append(h.begins, found.Begins...), append(h.ends, found.Ends...)
	return found.Alive
}

// IsBy says whether a claim is one by whose word the horizon bounds.
func (h *Horizon) IsBy(id ID) bool {
	is := func(w Word) bool { return w.By == id }
	return h != nil && (slices.ContainsFunc(h.Begins, is) || slices.ContainsFunc(h.Ends, is))
}

// Beside takes in a claim of the same link.
func (h *Horizons) Beside(o *Statement) {
	s := h.st
	if o.ID == s.ID {
		return
	}
	if day, width, ok := moreExact(s, o, s.Validity.Begin, o.Validity.Begin, begins); ok {
		h.begins = append(h.begins, wordOf(o, day.First, width))
	}
	if day, width, ok := moreExact(s, o, s.Validity.End, o.Validity.End, ends); ok {
		h.ends = append(h.ends, wordOf(o, day.Last, width))
	}
	if s.isAnsweredBy(o) {
		h.end(o, o.saysWhenOver(s))
	}
}

// Against takes in a claim of a relation that ends the statement's, or a rival of an exclusive relation.
func (h *Horizons) Against(o *Statement) {
	if h.st.Affirms() && o.Affirms() {
		h.end(o, o.Validity.Interval.IsSingle())
	}
}

// Rivals are the claims of an exclusive relation at one of its ends, as far as it must be known of them to say that none ends another: of
// thousands, not each is held against each then.
type Rivals struct {
	// latest is the latest day on which one of them speaks or which it dates, soonest the first to which one vouches for what goes on.
	latest, soonest edtf.Day
}

// NewRivals has no claim yet.
func NewRivals() *Rivals { return &Rivals{latest: edtf.UnboundedPast, soonest: edtf.UnboundedFuture} }

// Add takes in a claim.
func (r *Rivals) Add(o *Statement) {
	if !o.Affirms() {
		return
	}
	r.latest = max(r.latest, latestWord(o))
	switch v := &o.Validity; {
	case v.End == BoundUnknown:
		r.soonest = edtf.UnboundedPast
	case v.CarriesForward():
		r.soonest = min(r.soonest, v.EarliestEnd)
	}
}

// MayEnd says whether one of the claims may end the statement.
func (r *Rivals) MayEnd(st *Statement) bool {
	v := &st.Validity
	return st.Affirms() && (v.End == BoundUnknown || v.CarriesForward() && r.latest > v.EarliestEnd)
}

// MayBeEndedBy says whether the statement may end one of the claims.
func (r *Rivals) MayBeEndedBy(st *Statement) bool { return st.Affirms() && latestWord(st) > r.soonest }

// latestWord is the latest of the days on which a claim speaks and which it dates, as far as it may end a rival.
func latestWord(o *Statement) edtf.Day {
	dated := o.Validity.presumedBegin()
	if o.Validity.Interval.IsSingle() {
		dated = o.Validity.presumedEnd()
	}
	return max(o.Published.First, dated)
}

func begins(v *Validity) (edtf.Date, edtf.Span) {
	return v.Interval.Begin().Date, edtf.Span{First: v.EarliestBegin, Last: v.LatestBegin}
}

func ends(v *Validity) (edtf.Date, edtf.Span) {
	return v.Interval.End().Date, edtf.Span{First: v.EarliestEnd, Last: v.LatestEnd}
}

// moreExact gives a bound as another claim has it that says the same more exactly: 1994-10-05 where this one says 1994. What happened
// on a single date is not the same as what happened on another.
func moreExact(s, o *Statement, mine, its BoundStatus, of func(*Validity) (edtf.Date, edtf.Span)) (day edtf.Span, width edtf.Day, ok bool) {
	if mine != BoundKnown || its != BoundKnown || s.Polarity != o.Polarity || !factual(s) || !factual(o) ||
		s.Validity.Interval.IsSingle() || o.Validity.Interval.IsSingle() {
		return edtf.Span{}, 0, false
	}
	_, wide := of(&s.Validity)
	date, narrow := of(&o.Validity)
	if !wide.Encloses(narrow) || narrow == wide {
		return edtf.Span{}, 0, false
	}
	return asWritten(date, narrow), narrow.Last - narrow.First, true
}

// end notes that another claim ends the carrying forward of the statement, where it is a later word about the same. isOver: it says when
// that was over; else from when on something else was so.
//
// The other's word is later where its document is published behind the last day that this claim's source vouches for, or where what it
// dates lies behind that day. So a source that is merely older, or silent, never ends anything, and a stale list does not revive what a
// later word has ended. A claim that says that it is over, but not when, is ended by any word that says when.
func (h *Horizons) end(o *Statement, isOver bool) {
	v := &h.st.Validity
	if v.EndIsStated() {
		return
	}
	vouched := v.EarliestEnd
	first, last := o.Validity.presumedBegin(), o.Validity.presumedEnd()
	if first > last {
		return // what just was, it dates to no day
	}
	dated, width := last, edtf.Day(0)
	if isOver {
		if v.Begin == BoundKnown && last < v.presumedBegin() {
			return
		}
	} else {
		if last < vouched {
			return
		}
		dated, last = first, first-1
		if v := &o.Validity; v.Begin == BoundKnown {
			width = v.LatestBegin - v.EarliestBegin
		}
	}
	// What is over by its own word needs no later one, but one of a day by which it was not over yet.
	if v.End == BoundUnknown && last >= v.presumedBegin() && last <= v.LatestEnd || v.CarriesForward() && (o.Published.First > vouched || dated > vouched) {
		h.ends = append(h.ends, wordOf(o, max(last, vouched), width))
	}
}

// isAnsweredBy says whether another claim of the link may say that this one is over: a fact that it ended, or the contrary; of a
// promise or a plan its fulfilment, or that it was withdrawn.
func (s *Statement) isAnsweredBy(o *Statement) bool {
	switch {
	case factual(s):
		return factual(o) && (s.Polarity != o.Polarity || o.saysWhenOver(s))
	case o.Modality == s.Modality:
		return s.Polarity != o.Polarity || o.saysWhenOver(s)
	}
	return o.Affirms()
}

// saysWhenOver says whether a claim says the same as another of its link, and when it ended. A single date is something that happened,
// and no end of what went on.
func (s *Statement) saysWhenOver(o *Statement) bool {
	return s.Polarity == o.Polarity && s.Validity.End == BoundKnown && !s.Validity.Interval.IsSingle()
}

func factual(s *Statement) bool { return s.Modality == Asserted || s.Modality == Reported }

// Horizon puts together what was gathered, and the days on which the statement's ends existed, nil where nothing is known of them. It
// gives nil where nothing bounds the statement.
func (h *Horizons) Horizon(alive []edtf.Span) *Horizon {
	v := &h.st.Validity
	if len(alive) == 1 && alive[0].Encloses(edtf.Span{First: v.EarliestBegin, Last: v.LatestEnd}) {
		alive = nil
	}
	if alive == nil && h.begins == nil && h.ends == nil {
		return nil
	}
	sure := byExactness
	if !v.EndIsStated() {
		sure = byLastDay
	}
	return &Horizon{Alive: alive, Begins: lean(h.begins, byExactness), Ends: lean(h.ends, sure)}
}

// byExactness puts the most exact word first, of equally exact ones the earliest.
func byExactness(a, b Word) int {
	return cmp.Or(cmp.Compare(a.Width, b.Width), cmp.Compare(a.Day, b.Day))
}

// byLastDay puts the word first by which something is over the soonest, however late in its days: one of a year does not go before a day in
// that year.
func byLastDay(a, b Word) int {
	return cmp.Or(cmp.Compare(a.Day+edtf.Day(a.Width), b.Day+edtf.Day(b.Width)), cmp.Compare(a.Width, b.Width))
}

// lean sorts words, and leaves out those that another of the same dataset makes idle: one that
// stands before it, and counts in every scope in which it does.
func lean(all []Word, order func(a, b Word) int) []Word {
	slices.SortFunc(all, func(a, b Word) int {
		return cmp.Or(order(a, b), cmp.Compare(a.Published.First, b.Published.First),
			cmp.Compare(a.Published.Last, b.Published.Last), cmp.Compare(a.Reliability, b.Reliability), cmp.Compare(a.By, b.By))
	})
	var kept []Word
	for _, w := range all {
		idle := slices.ContainsFunc(kept, func(o Word) bool {
			return o.Dataset == w.Dataset && o.Published == w.Published && o.Reliability <= w.Reliability
		})
		if !idle {
			kept = append(kept, w)
		}
	}
	return slices.Clip(kept)
}

// Equal says whether two horizons say the same.
func (h *Horizon) Equal(o *Horizon) bool {
	if h == nil || o == nil {
		return h == o
	}
	return slices.Equal(h.Alive, o.Alive) && (h.Alive == nil) == (o.Alive == nil) &&
		slices.Equal(h.Begins, o.Begins) && slices.Equal(h.Ends, o.Ends)
}
