package knowledge

import (
	"cmp"
	"slices"

	"entente/internal/edtf"
)

// Existence says what a claim of a relation has to do with the existence of one of its ends.
type Existence string

// The values of Existence.
const (
	// ExistenceRequired: the claim holds only while the end exists. It is what relations without a word on it mean.
	ExistenceRequired Existence = "REQUIRED"
	// ExistenceNotRequired: the claim may hold before or after: a successor's predecessor is gone.
	ExistenceNotRequired Existence = "NOT_REQUIRED"
	// ExistenceBegins: the end exists from the claim's time on: who was founded.
	ExistenceBegins Existence = "BEGINS"
	// ExistenceEnds: the end exists until the claim's time: who was dissolved, who died.
	ExistenceEnds Existence = "ENDS"
	// ExistenceSpans: an event takes place in the claim's time: a war while somebody fights in it. It says nothing of what is no event.
	ExistenceSpans Existence = "SPANS"
)

// Existences are all values of Existence.
func Existences() []Existence {
	return []Existence{ExistenceRequired, ExistenceNotRequired, ExistenceBegins, ExistenceEnds, ExistenceSpans}
}

// OrRequired is the value, and REQUIRED for none.
func (e Existence) OrRequired() Existence {
	if e == "" {
		return ExistenceRequired
	}
	return e
}

// marks says whether a claim with it may say when an entity of the kind existed.
func (e Existence) marks(kind EntityKind) bool {
	return e == ExistenceBegins || e == ExistenceEnds || e == ExistenceSpans && kind == KindEvent
}

// needs says whether the claim holds only while an entity of the kind at that end exists.
func (e Existence) needs(kind EntityKind) bool {
	return e == "" || e == ExistenceRequired || e == ExistenceSpans && kind != KindEvent
}

// LifeSchemes are the schemes of codes whose dates say when a state existed: the lists of states of the Correlates of War project and of
// Gleditsch and Ward, whose codes are dated by the membership in the system of states.
func LifeSchemes() []string { return []string{SchemeCOW, SchemeGW} }

// MarksLife says which ends of a statement of the relation it may date the existence of.
func (r *Relation) MarksLife(st *Statement) (subject, object bool) {
	if !st.Affirms() || st.Validity.Begin != BoundKnown && st.Validity.End != BoundKnown {
		return false, false
	}
	s, _ := KindOf(st.Subject)
	o, _ := KindOf(st.Object)
	return r.SubjectExistence.marks(s), r.ObjectExistence.marks(o)
}

// NeedsLife says for which ends of its statements the relation needs that they exist.
func (r *Relation) NeedsLife(st *Statement) (subject, object bool) {
	s, _ := KindOf(st.Subject)
	o, _ := KindOf(st.Object)
	return r.SubjectExistence.needs(s), r.ObjectExistence.needs(o)
}

// Alive are the days on which the ends of a statement of the relation existed, as far as the relation needs them to; nil where nothing is
// known of them. life gives the Life of an entity.
func (r *Relation) Alive(st *Statement, life func(ID) []edtf.Span) []edtf.Span {
	var of [2][]edtf.Span
	subject, object := r.NeedsLife(st)
	if subject {
		of[0] = life(st.Subject)
	}
	if object {
		of[1] = life(st.Object)
	}
	return IntersectSpans(of[0], of[1])
}

// LinksBetween gives the links that the relation may make of the ends of a statement of another: both ways where that one has none.
func (r *Relation) LinksBetween(st *Statement) []ID {
	links := []ID{LinkID(st.Subject, r.Name, st.Object, r.Symmetric)}
	if st.Symmetric && !r.Symmetric {
		links = append(links, LinkID(st.Object, r.Name, st.Subject, false))
	}
	return links
}

// Life is when an entity existed, as far as is known: in order, none touching another, and nil where nothing is known. marks are the
// claims that date its existence (see MarksLife), in any order; relation gives a relation by name.
//
// A state existed while one of the lists of states has it. What was founded or dissolved existed from the earliest begin that a claim
// of it allows to the latest end, of claims that say the same those that say it most exactly; an event took place from its earliest begin
// to its latest end. Where a list of states has what was founded, it existed while both say so, and where they have no day in common, while
// the list has it.
func Life(e *Entity, marks []*Statement, relation func(string) *Relation) []edtf.Span {
	spells := listed(e)
	marked, known := markedSpan(e.ID, marks, relation)
	switch {
	case !known:
		return spells
	case spells == nil:
		return []edtf.Span{marked}
	}
	if both := IntersectSpans(spells, []edtf.Span{marked}); len(both) > 0 {
		return both
	}
	return spells
}

// listed are the spells in which a list of states has the entity.
func listed(e *Entity) []edtf.Span {
	var spells []edtf.Span
	for _, i := range e.Identifiers {
		if !slices.Contains(LifeSchemes(), i.Scheme) || i.ValidFrom.IsZero() && i.ValidTo.IsZero() {
			continue
		}
		s := edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}
		if !i.ValidFrom.IsZero() {
			s.First = i.ValidFrom.Span().First
		}
		if !i.ValidTo.IsZero() {
			s.Last = i.ValidTo.Span().Last
		}
		if s.First <= s.Last {
			spells = append(spells, s)
		}
	}
	return joinSpans(spells)
}

// joinSpans sorts spans and joins those that overlap or touch.
func joinSpans(spans []edtf.Span) []edtf.Span {
	slices.SortFunc(spans, func(a, b edtf.Span) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
	var joined []edtf.Span
	for _, s := range spans {
		if n := len(joined); n > 0 && (joined[n-1].Last == edtf.UnboundedFuture || s.First <= joined[n-1].Last+1) {
			joined[n-1].Last = max(joined[n-1].Last, s.Last)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// markedSpan is the time that claims give to an entity's existence; known is false where they give none.
func markedSpan(id ID, marks []*Statement, relation func(string) *Relation) (span edtf.Span, known bool) {
	var begins, ends []edtf.Span
	for _, st := range marks {
		r := relation(st.Relation)
		if r == nil {
			continue
		}
		subject, object := r.MarksLife(st)
		for _, of := range []struct {
			marks bool
			id    ID
			by    Existence
		}{{subject, st.Subject, r.SubjectExistence}, {object, st.Object, r.ObjectExistence}} {
			if !of.marks || of.id != id {
				continue
			}
			if of.by != ExistenceEnds && st.Validity.Begin == BoundKnown {
				begins = append(begins, edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestBegin})
			}
			if of.by != ExistenceBegins {
				ends = append(ends, edtf.Span{First: st.Validity.EarliestEnd, Last: st.Validity.LatestEnd})
			}
		}
	}
	if kind, _ := KindOf(id); kind != KindEvent {
		// An event takes place while any of it does; what was founded was so once.
		begins, ends = mostExact(begins), mostExact(ends)
	}
	begin, end := edtf.UnboundedFuture, edtf.UnboundedPast
	for _, s := range begins {
		begin = min(begin, s.First)
	}
	for _, s := range ends {
		end = max(end, s.Last)
	}
	span = edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}
	if begin != edtf.UnboundedFuture {
		span.First, known = begin, true
	}
	if end != edtf.UnboundedPast && end >= span.First {
		span.Last, known = end, known || end != edtf.UnboundedFuture
	}
	return span, known
}

// mostExact leaves out the spans that enclose another: who says 1994 says no other than who says 1994-01-10.
func mostExact(spans []edtf.Span) []edtf.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(wide edtf.Span) bool {
		return slices.ContainsFunc(spans, func(s edtf.Span) bool { return s != wide && wide.Encloses(s) })
	})
}

// IntersectSpans gives the days that two lists have in common. Each is in order without overlaps, and so is the answer; nil stands for
// all days on either side. What have no day in common give an empty list that is not nil.
func IntersectSpans(a, b []edtf.Span) []edtf.Span {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	common := []edtf.Span{}
	for len(a) > 0 && len(b) > 0 {
		if s := (edtf.Span{First: max(a[0].First, b[0].First), Last: min(a[0].Last, b[0].Last)}); s.First <= s.Last {
			common = append(common, s)
		}
		if a[0].Last < b[0].Last {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return common
}
