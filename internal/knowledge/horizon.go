package knowledge

import (
	"cmp"
	"math"
	"slices"

	"entente/internal/edtf"
)

// Horizon is what other rows of the graph say about the time in which a claim counts: when both of its ends existed, which claims give a
// more exact begin, and which give an end. It is derived, so it is not part of a statement's content; stores compute it when a change is
// applied. A nil Horizon has no effect.
type Horizon struct {
	// Alive are the days on which both ends existed, in order, none touching another; nil if nothing is known of either.
	Alive []edtf.Span
	// Begins are the more exact begins that other claims give, the most exact first.
	Begins []Word
	// Ends are the last days that other claims give: for a claim with a stated end the more exact ones, the most exact first; for any other
	// the claims that end it, by the earliest day on which it is certainly over.
	Ends []Word
}

// Word is a day that another claim gives. It counts if the scope admits the source of that claim; the first that counts decides.
type Word struct {
	Day edtf.Day
	// By is the id of the claim that gives the day.
	By          ID
	Published   edtf.Span
	Dataset     ID
	Reliability Reliability
	// Width is the number of days after Day that the claim leaves open: 364 if it gives a year.
	Width int32
}

func wordOf(o *Statement, day edtf.Day, width edtf.Day) Word {
	return Word{Day: day, By: o.ID, Published: o.Published, Dataset: o.Dataset, Reliability: o.Reliability, Width: int32(min(width, math.MaxInt32))}
}

// CarriesForward reports whether the claim goes on until a later claim ends it.
func (v *Validity) CarriesForward() bool { return v.End == BoundOpen || v.End == BoundCoverageEnds }

// EndIsStated reports whether the claim itself says when it ended; else other claims may.
func (v *Validity) EndIsStated() bool { return v.End == BoundKnown }

// presumed returns the days on which the claim is presumed to hold by its own source alone.
func (v *Validity) presumed() edtf.Span {
	if v.Exact {
		return edtf.Span{First: v.EarliestBegin, Last: v.LatestEnd} // most claims of tables, and asked often
	}
	return edtf.Span{First: v.presumedBegin(), Last: v.presumedEnd()}
}

// presumedBegin is the first day on which the claim is presumed to hold: the first of its begin as the source writes it, `about` not
// widened. A claim without a begin counts from the first day that its source vouches for, and never before a source mentions it.
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

// asWritten returns the days of a date without the widening of `about`, within the days that the claim allows.
func asWritten(d edtf.Date, allowed edtf.Span) edtf.Span {
	if !d.Approximate() {
		return allowed
	}
	span := d.Unqualified().Span()
	within := func(d edtf.Day) edtf.Day { return min(max(d, allowed.First), allowed.Last) }
	return edtf.Span{First: within(span.First), Last: within(span.Last)}
}

// Horizons collects the claims that bound a statement in time.
type Horizons struct {
	st           *Statement
	begins, ends []Word
}

// NewHorizon returns an empty collection for a statement.
func NewHorizon(st *Statement) *Horizons { return &Horizons{st: st} }

// MayBeBounded reports whether claims of the same link may bound the statement. Claims of other links bound it only if they end it (see
// Relation.Ends) or are its rivals (see Relation.ExclusiveEnds), and only if its end is not stated.
func (h *Horizons) MayBeBounded() bool {
	v := &h.st.Validity
	return !v.EndIsStated() || h.st.IsFactual() && !v.Interval.IsSingle() && (v.LatestBegin != v.EarliestBegin || v.LatestEnd != v.EarliestEnd)
}

// MayBoundEachOther reports whether one of some claims of a link may bound another. None does if all say the same in the same mood, since
// the same date, and go on. It saves comparing each pair.
func MayBoundEachOther(claims []*Statement) bool {
	return slices.ContainsFunc(claims, func(s *Statement) bool {
		first := claims[0]
		return s.Validity.End == BoundKnown || s.Polarity != first.Polarity || s.IsFactual() != first.IsFactual() ||
			s.Validity.EarliestBegin != first.Validity.EarliestBegin || s.Validity.LatestBegin != first.Validity.LatestBegin
	})
}

// AddFrom adds the days of an earlier horizon, which may be nil, and returns its days of life.
func (h *Horizons) AddFrom(found *Horizon) (alive []edtf.Span) {
	if found == nil {
		return nil
	}
	h.begins, h.ends = append(h.begins, found.Begins...), append(h.ends, found.Ends...)
	return found.Alive
}

// IsBoundedBy reports whether a claim is one of those that bound the horizon.
func (h *Horizon) IsBoundedBy(id ID) bool {
	is := func(w Word) bool { return w.By == id }
	return h != nil && (slices.ContainsFunc(h.Begins, is) || slices.ContainsFunc(h.Ends, is))
}

// AddSameLink adds a claim of the same link. One that differs in its qualifiers is about something else, and bounds nothing.
func (h *Horizons) AddSameLink(o *Statement) {
	s := h.st
	if o.ID == s.ID || s.DiffersInQualifiers(o) {
		return
	}
	if day, width, ok := moreExact(s, o, s.Validity.Begin, o.Validity.Begin, begins); ok {
		h.begins = append(h.begins, wordOf(o, day.First, width))
	}
	if day, width, ok := moreExact(s, o, s.Validity.End, o.Validity.End, ends); ok {
		h.ends = append(h.ends, wordOf(o, day.Last, width))
	}
	if s.isAnsweredBy(o) {
		h.addEnd(o, o.saysWhenOver(s))
	}
}

// AddEnder adds a claim of a relation that ends the statement's, or a rival of an exclusive relation.
func (h *Horizons) AddEnder(o *Statement) {
	if h.st.Affirms() && o.Affirms() {
		h.addEnd(o, o.Validity.Interval.IsSingle())
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

// moreExact returns a bound that another claim gives more exactly: 1994-10-05 for 1994. What happened on a single date is not the same as
// what happened on another.
func moreExact(s, o *Statement, mine, its BoundStatus, of func(*Validity) (edtf.Date, edtf.Span)) (day edtf.Span, width edtf.Day, ok bool) {
	if mine != BoundKnown || its != BoundKnown || s.Polarity != o.Polarity || !s.IsFactual() || !o.IsFactual() ||
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

// addEnd adds the end of the statement that another claim gives, if it is a later claim about the same. isOver: that claim says when it was
// over; else from when on something else held.
//
// The other claim is later if its document is published after the last day that this claim's source vouches for, or if what it dates is
// after that day. So a source that is merely older, or silent, ends nothing, and an outdated list does not revive what a later claim ended.
// A claim that is over on an unknown date is ended by any claim that says when.
func (h *Horizons) addEnd(o *Statement, isOver bool) {
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
	// A claim that is over on an unknown date needs no later claim, but one of a day by which it was not over yet.
	if v.End == BoundUnknown && last >= v.presumedBegin() && last <= v.LatestEnd || v.CarriesForward() && (o.Published.First > vouched || dated > vouched) {
		h.ends = append(h.ends, wordOf(o, max(last, vouched), width))
	}
}

// isAnsweredBy reports whether another claim of the link may say that this one is over: for a fact that it ended, or the contrary; for a
// promise or a plan its fulfilment or withdrawal.
func (s *Statement) isAnsweredBy(o *Statement) bool {
	switch {
	case s.IsFactual():
		return o.IsFactual() && (s.Polarity != o.Polarity || o.saysWhenOver(s))
	case o.Modality == s.Modality:
		return s.Polarity != o.Polarity || o.saysWhenOver(s)
	}
	return o.Affirms()
}

// saysWhenOver reports whether a claim says the same as another of its link, and when it ended. A single date is an occurrence, not an end.
func (s *Statement) saysWhenOver(o *Statement) bool {
	return s.Polarity == o.Polarity && s.Validity.End == BoundKnown && !s.Validity.Interval.IsSingle()
}

// Horizon returns the horizon from the collected claims and the days on which the ends of the statement existed, nil if nothing is known of
// them. It is nil if nothing bounds the statement.
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
	return &Horizon{Alive: alive, Begins: withoutRedundant(h.begins, byExactness), Ends: withoutRedundant(h.ends, sure)}
}

// byExactness orders the most exact day first, of equally exact ones the earliest.
func byExactness(a, b Word) int {
	return cmp.Or(cmp.Compare(a.Width, b.Width), cmp.Compare(a.Day, b.Day))
}

// byLastDay orders first the day by which the claim is certainly over the soonest: a year does not precede a day in that year.
func byLastDay(a, b Word) int {
	return cmp.Or(cmp.Compare(a.Day+edtf.Day(a.Width), b.Day+edtf.Day(b.Width)), cmp.Compare(a.Width, b.Width))
}

// withoutRedundant sorts words, and drops those that another of the same dataset makes redundant: one that precedes it, and counts in every
// scope in which it does.
func withoutRedundant(all []Word, order func(a, b Word) int) []Word {
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

// Equal reports whether two horizons are equal.
func (h *Horizon) Equal(o *Horizon) bool {
	if h == nil || o == nil {
		return h == o
	}
	return slices.Equal(h.Alive, o.Alive) && (h.Alive == nil) == (o.Alive == nil) &&
		slices.Equal(h.Begins, o.Begins) && slices.Equal(h.Ends, o.Ends)
}
