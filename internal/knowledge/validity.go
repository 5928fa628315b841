package knowledge

import (
	"entente/internal/edtf"
)

// Validity is when a claim holds: an EDTF interval, as the source gives it, and the four bounds that follow from it, all inclusive. The
// claim begins within [EarliestBegin, LatestBegin] and ends within [EarliestEnd, LatestEnd].
type Validity struct {
	Interval      edtf.Interval
	EarliestBegin edtf.Day
	LatestBegin   edtf.Day
	EarliestEnd   edtf.Day
	LatestEnd     edtf.Day
	Begin         BoundStatus
	End           BoundStatus
	// Uncertain: it rests on a date with `?` or `%`, its own or that of the coverage, and is never CERTAIN.
	Uncertain bool
	// Exact is Interval.Exact(), kept beside the bounds: it decides what is read of each of many claims as of a day.
	// It follows from the interval, so no hash has it.
	Exact bool `json:"-"`
}

// BoundStatus is what is known of one end of a validity. Unknown, ongoing and "the data end here" are distinct.
type BoundStatus string

// The statuses of a bound.
const (
	BoundKnown BoundStatus = "KNOWN"
	// BoundUnknown: it began or ended, the source does not say when.
	BoundUnknown BoundStatus = "UNKNOWN"
	// BoundOpen: ongoing as far as the source says.
	BoundOpen BoundStatus = "OPEN"
	// BoundCoverageEnds: the data stop there.
	BoundCoverageEnds BoundStatus = "COVERAGE_ENDS"
)

// The years that a claim's dates may have. The contract shows bounds as RFC 3339 dates, which have four digits.
const (
	MinYear = 0
	MaxYear = 9999
)

// ResolveValidity computes the bounds of an interval. published is the day of the document that makes the claim; coverageTo is where the
// dataset's data stop, zero if they do not.
//
//   - since 1994 (1994/..): EarliestEnd is the document's day, LatestEnd unbounded: no source vouches for tomorrow.
//   - was, over now (1990/ or /): over by the document's day.
//   - present tense without a date (/..): LatestBegin and EarliestEnd are the document's day, the rest unbounded.
//   - a date without a slash is a happening: it begins and ends within the date's span.
//   - an open end of a dataset whose coverage ends: EarliestEnd is that day, LatestEnd unbounded.
//
// An open begin (../1994) is treated as an unknown one: no source vouches for all the past. The error, with the code BadDate, says that the
// claim would end before it begins, or that a year does not have four digits.
func ResolveValidity(interval edtf.Interval, published edtf.Span, coverageTo edtf.Date) (Validity, error) {
	v := Validity{
		Interval:      interval,
		EarliestBegin: edtf.UnboundedPast, LatestBegin: edtf.UnboundedFuture,
		EarliestEnd: edtf.UnboundedPast, LatestEnd: edtf.UnboundedFuture,
		Begin:     statusOf(interval.Begin()),
		End:       statusOf(interval.End()),
		Uncertain: interval.Uncertain(),
		Exact:     interval.Exact(),
	}
	if v.Begin == BoundKnown {
		s := interval.Begin().Date.Span()
		v.EarliestBegin, v.LatestBegin = s.First, s.Last
	}
	switch v.End {
	case BoundKnown:
		s := interval.End().Date.Span()
		v.EarliestEnd, v.LatestEnd = s.First, s.Last
	case BoundOpen:
		v.EarliestEnd = published.First
		if !coverageTo.IsZero() {
			v.End, v.EarliestEnd = BoundCoverageEnds, coverageTo.Span().Last
			v.Uncertain = v.Uncertain || coverageTo.Uncertain()
		}
	case BoundUnknown:
		v.LatestEnd = published.Last
	}
	if v.Begin != BoundKnown {
		v.LatestBegin = beganBy(v, published)
	}
	if v.EarliestBegin > v.LatestEnd {
		return v, Errorf(BadDate, "%s ends (%s) before it begins (%s)", interval, v.LatestEnd, v.EarliestBegin)
	}
	v.EarliestEnd = max(v.EarliestEnd, v.EarliestBegin)
	v.LatestBegin = min(v.LatestBegin, v.LatestEnd)
	return v, v.checkYears()
}

// beganBy is the latest day on which a claim with an unknown begin had begun.
func beganBy(v Validity, published edtf.Span) edtf.Day {
	switch v.End {
	case BoundKnown:
		return v.LatestEnd
	case BoundCoverageEnds:
		return v.EarliestEnd
	default:
		return published.Last
	}
}

func (v Validity) checkYears() error {
	first, last := edtf.DayOf(MinYear, 1, 1), edtf.DayOf(MaxYear, 12, 31)
	for _, d := range []edtf.Day{v.EarliestBegin, v.LatestBegin, v.EarliestEnd, v.LatestEnd} {
		if d != edtf.UnboundedPast && d != edtf.UnboundedFuture && (d < first || d > last) {
			return Errorf(BadDate, "%s reaches beyond the years 0000 to 9999, which is all that claims may be dated with", v.Interval)
		}
	}
	return nil
}

func statusOf(b edtf.Bound) BoundStatus {
	switch b.Kind {
	case edtf.Known:
		return BoundKnown
	case edtf.Open:
		return BoundOpen
	default:
		return BoundUnknown
	}
}

// EDTF is the interval as text, the source's own precision kept: `1994/..`.
func (v Validity) EDTF() string { return v.Interval.String() }

// CertaintyAt returns how surely the claim holds on the days of a span by its own source: CERTAIN, PRESUMED or POSSIBLE; "" if it cannot
// have held. Scope.CertaintyOf also considers other claims.
func (v *Validity) CertaintyAt(at edtf.Span) Certainty {
	return v.rankAt(at).certainty()
}

// rankAt is CertaintyAt as a rank.
func (v *Validity) rankAt(at edtf.Span) certaintyRank {
	return v.rankIn(at, edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}, v.presumed())
}

// rankIn is rankAt for a claim that holds within some days only, and is presumed to hold on others.
//
// It is CERTAIN throughout the span where it had begun by its first day and not ended before its last, and no `?` is in play; it is
// POSSIBLE on some day of it where it may have begun by its last day and not ended before its first. What lies between is
// PRESUMED on some day of it.
func (v *Validity) rankIn(at, within, presumed edtf.Span) certaintyRank {
	first, last := max(at.First, within.First), min(at.Last, within.Last)
	switch {
	case first > last || v.EarliestBegin > last || v.LatestEnd < first:
		return rankNone
	case v.LatestBegin <= at.First && v.EarliestEnd >= at.Last && !v.Uncertain && within.Encloses(at):
		return rankCertain
	case presumed.First <= presumed.Last && presumed.First <= last && presumed.Last >= first:
		return rankPresumed
	}
	return rankPossible
}
