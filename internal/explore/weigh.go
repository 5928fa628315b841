package explore

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// supports reports whether two factual claims of one link say the same: the same polarity, about overlapping days that both
// sources attest. They may differ on the dates, by as much as the relation tolerates, as between signing and entry into force; see
// compareDates.
func supports(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	return a.Polarity == b.Polarity && attestedDays(a).Overlaps(attestedDays(b)) && beginsAgree(relation, a, b)
}

// contradicts reports whether two factual claims of one link cannot both be true. Either they have the same polarity and one of
// them gives an end after which the other attests that the spell continues, or there is a day on which both certainly hold (so
// that they are not two spells with a gap), and
//
//   - they have opposite polarities, or
//   - both continue, and their begins are further apart than the relation tolerates for one claim.
func contradicts(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Polarity == b.Polarity && (outlives(relation, a, b) || outlives(relation, b, a)) {
		return true
	}
	if !overlapForCertain(a, b) {
		return false
	}
	return a.Polarity != b.Polarity || a.Validity.CarriesForward() && b.Validity.CarriesForward() && !beginsAgree(relation, a, b)
}

// outlives reports whether a claim attests, as part of one spell, a day after the one on which the other claim says that the spell
// ended.
func outlives(relation *knowledge.Relation, a, ended *knowledge.Statement) bool {
	x, y := &a.Validity, &ended.Validity
	if !x.CarriesForward() || y.End != knowledge.BoundKnown || y.Interval.IsSingle() || x.Uncertain || y.Uncertain || x.Begin != knowledge.BoundKnown {
		return false
	}
	return x.LatestBegin <= y.EarliestEnd && x.EarliestEnd > y.LatestEnd+tolerance(relation)
}

// presentDays is how many days the presents of two documents may be apart to be the same: the present tense of 2014 says nothing
// about 2025.
const presentDays = 366

// attestedDays returns the days that a claim's own source speaks of. The present of a document is the time around its date.
func attestedDays(st *knowledge.Statement) edtf.Span {
	v := &st.Validity
	days := edtf.Span{First: v.EarliestBegin, Last: v.LatestEnd}
	if v.CarriesForward() {
		days.Last = v.EarliestEnd + presentDays/2
	}
	if v.Begin != knowledge.BoundKnown && v.EarliestEnd.IsBounded() {
		days.First = v.EarliestEnd - presentDays/2
	}
	return days
}

// beginsAgree reports whether the begins of two claims can be the same, or are no further apart than the relation tolerates. A
// claim without a known begin agrees with all.
func beginsAgree(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Validity.Begin != knowledge.BoundKnown || b.Validity.Begin != knowledge.BoundKnown {
		return true
	}
	x, y := beginDays(a), beginDays(b)
	return x.Overlaps(edtf.Span{First: y.First - tolerance(relation), Last: y.Last + tolerance(relation)})
}

func tolerance(relation *knowledge.Relation) edtf.Day {
	if relation == nil {
		return 0
	}
	return edtf.Day(relation.BeginTolerance)
}

// compareDates reports whether two claims that say the same agree on their begin and end, as far as both have them. They differ if
// either date cannot be the same.
func compareDates(a, b *knowledge.Statement) (agree, differ bool) {
	compare := func(x, y knowledge.BoundStatus, one, other edtf.Span) {
		if x == knowledge.BoundKnown && y == knowledge.BoundKnown {
			agree, differ = agree || one.Overlaps(other), differ || !one.Overlaps(other)
		}
	}
	compare(a.Validity.Begin, b.Validity.Begin, beginDays(a), beginDays(b))
	compare(a.Validity.End, b.Validity.End, endDays(a), endDays(b))
	return agree && !differ, differ
}

// conflictExclusively reports whether two claims of an exclusive relation give one entity two different others at once. The claims
// are of different links.
func conflictExclusively(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Relation != b.Relation || a.Link == b.Link || !a.Affirms() || !b.Affirms() || !overlapForCertain(a, b) {
		return false
	}
	for _, one := range relation.ExclusiveEnds(a) {
		for _, other := range relation.ExclusiveEnds(b) {
			if one == other {
				return true
			}
		}
	}
	return false
}

func beginDays(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestBegin}
}

func endDays(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestEnd, Last: st.Validity.LatestEnd}
}

// overlapForCertain reports whether there is a day on which both claims certainly hold: from the latest day on which each begins
// to the earliest on which it ends. A claim with an uncertain date certainly holds on no day.
func overlapForCertain(a, b *knowledge.Statement) bool {
	x, y := &a.Validity, &b.Validity
	return !x.Uncertain && !y.Uncertain && max(x.LatestBegin, y.LatestBegin) <= min(x.EarliestEnd, y.EarliestEnd)
}
