package explore

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// factual says whether a claim is one that can be weighed: asserted or reported. Promises and plans do neither support nor
// contradict, and nothing does them.
func factual(st *knowledge.Statement) bool {
	return st.Modality == knowledge.Asserted || st.Modality == knowledge.Reported
}

// supports says whether two factual claims of one link say the same: the same polarity, of a time that both vouch for. On when it
// began or ended they may differ, by as much as the relation lets them, as between signing and entry into force; see datesOf.
func supports(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	return a.Polarity == b.Polarity && spokenOf(a).Overlaps(spokenOf(b)) && beginsWithin(relation, a, b)
}

// contradicts says whether two factual claims of one link cannot both be so. Both must hold for certain on some day, so that they are no
// two spells with a gap, and
//
//   - be of opposite polarity, or
//   - both go on, and have begins further apart than the relation lets those of one claim be.
//
// Or the one says when a spell was over that the other vouches for as going on later.
func contradicts(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Polarity == b.Polarity && (outlives(relation, a, b) || outlives(relation, b, a)) {
		return true
	}
	if !overlapForCertain(a, b) {
		return false
	}
	return a.Polarity != b.Polarity || a.Validity.CarriesForward() && b.Validity.CarriesForward() && !beginsWithin(relation, a, b)
}

// outlives says whether a claim vouches for certain, as for one spell, for a day by which the other says that the spell was over.
func outlives(relation *knowledge.Relation, a, ended *knowledge.Statement) bool {
	x, y := &a.Validity, &ended.Validity
	if !x.CarriesForward() || y.End != knowledge.BoundKnown || y.Interval.IsSingle() || x.Uncertain || y.Uncertain || x.Begin != knowledge.BoundKnown {
		return false
	}
	return x.LatestBegin <= y.EarliestEnd && x.EarliestEnd > y.LatestEnd+tolerance(relation)
}

// samePresent is by how many days the presents of two documents may lie apart to be one: a present tense of 2014 says nothing of 2025.
const samePresent = 366

// spokenOf are the days that a claim's own source speaks of. The present of a document is the time around its day.
func spokenOf(st *knowledge.Statement) edtf.Span {
	v := &st.Validity
	days := edtf.Span{First: v.EarliestBegin, Last: v.LatestEnd}
	if v.CarriesForward() {
		days.Last = v.EarliestEnd + samePresent/2
	}
	if v.Begin != knowledge.BoundKnown && v.EarliestEnd.IsBounded() {
		days.First = v.EarliestEnd - samePresent/2
	}
	return days
}

// beginsWithin says whether the begins of two claims could be one, or lie no further apart than the relation allows, as far as both
// claims date it.
func beginsWithin(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Validity.Begin != knowledge.BoundKnown || b.Validity.Begin != knowledge.BoundKnown {
		return true
	}
	x, y := begins(a), begins(b)
	return x.Overlaps(edtf.Span{First: y.First - tolerance(relation), Last: y.Last + tolerance(relation)})
}

func tolerance(relation *knowledge.Relation) edtf.Day {
	if relation == nil {
		return 0
	}
	return edtf.Day(relation.BeginTolerance)
}

// datesOf says whether two claims that say the same agree on when it began and ended, as far as both date it: differ where either
// cannot be one.
func datesOf(a, b *knowledge.Statement) (agree, differ bool) {
	compare := func(x, y knowledge.BoundStatus, one, other edtf.Span) {
		if x == knowledge.BoundKnown && y == knowledge.BoundKnown {
			agree, differ = agree || one.Overlaps(other), differ || !one.Overlaps(other)
		}
	}
	compare(a.Validity.Begin, b.Validity.Begin, begins(a), begins(b))
	compare(a.Validity.End, b.Validity.End, ends(a), ends(b))
	return agree && !differ, differ
}

// rivals says whether two claims of an exclusive relation give one entity two others at once. They are of different links.
func rivals(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
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

func begins(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestBegin}
}

func ends(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestEnd, Last: st.Validity.LatestEnd}
}

// overlapForCertain says whether there is a day on which both claims hold for certain: from when each has begun at the latest
// to when it ends at the earliest. A claim that rests on an uncertain date holds on no day for certain.
func overlapForCertain(a, b *knowledge.Statement) bool {
	x, y := &a.Validity, &b.Validity
	return !x.Uncertain && !y.Uncertain && max(x.LatestBegin, y.LatestBegin) <= min(x.EarliestEnd, y.EarliestEnd)
}
