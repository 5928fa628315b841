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

// supports says whether two factual claims of one link say the same: the same polarity, and spans that could be equal.
func supports(a, b *knowledge.Statement) bool {
	return a.Polarity == b.Polarity && begins(a).Overlaps(begins(b)) && ends(a).Overlaps(ends(b))
}

// contradicts says whether two factual claims of one link cannot both be so: of opposite polarity, or two ongoing spells whose
// begins cannot be equal; and both hold for certain on some day, so that they are no two spells with a gap.
func contradicts(a, b *knowledge.Statement) bool {
	if !overlapForCertain(a, b) {
		return false
	}
	return a.Polarity != b.Polarity || ongoing(a) && ongoing(b) && !begins(a).Overlaps(begins(b))
}

// rivals says whether two claims of an exclusive relation give one entity two others at once. They are of different links.
func rivals(relation *knowledge.Relation, a, b *knowledge.Statement) bool {
	if a.Relation != b.Relation || a.Link == b.Link || !a.Affirms() || !b.Affirms() || !overlapForCertain(a, b) {
		return false
	}
	for _, one := range exclusiveEnds(relation, a) {
		for _, other := range exclusiveEnds(relation, b) {
			if one == other {
				return true
			}
		}
	}
	return false
}

// exclusiveEnds gives the ends of a claim that have one other end at a time: either, where the relation is symmetric.
func exclusiveEnds(relation *knowledge.Relation, st *knowledge.Statement) []knowledge.ID {
	switch {
	case relation == nil || relation.Exclusive == knowledge.ExclusiveNone || relation.Exclusive == "":
		return nil
	case st.Symmetric:
		return []knowledge.ID{st.Subject, st.Object}
	case relation.Exclusive == knowledge.ExclusiveSubject:
		return []knowledge.ID{st.Subject}
	}
	return []knowledge.ID{st.Object}
}

func begins(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestBegin}
}

func ends(st *knowledge.Statement) edtf.Span {
	return edtf.Span{First: st.Validity.EarliestEnd, Last: st.Validity.LatestEnd}
}

// ongoing says whether a claim goes on as far as its source, or its source's data, say.
func ongoing(st *knowledge.Statement) bool {
	return st.Validity.End == knowledge.BoundOpen || st.Validity.End == knowledge.BoundCoverageEnds
}

// overlapForCertain says whether there is a day on which both claims hold for certain: from when each has begun at the latest
// to when it ends at the earliest. A claim that rests on an uncertain date holds on no day for certain.
func overlapForCertain(a, b *knowledge.Statement) bool {
	x, y := &a.Validity, &b.Validity
	return !x.Uncertain && !y.Uncertain && max(x.LatestBegin, y.LatestBegin) <= min(x.EarliestEnd, y.EarliestEnd)
}
