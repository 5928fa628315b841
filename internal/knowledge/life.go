package knowledge

import (
	"cmp"
	"slices"

	"entente/internal/edtf"
)

// Existence is how a claim of a relation is connected with the existence of one of its ends.
type Existence string

// The values of Existence.
const (
	// ExistenceRequired: the claim holds only while the end exists. It is the default.
	ExistenceRequired Existence = "REQUIRED"
	// ExistenceNotRequired: the claim may hold before or after, as of a successor, whose predecessor no longer exists.
	ExistenceNotRequired Existence = "NOT_REQUIRED"
	// ExistenceBegins: the end exists from the claim's time on, as an organization that was founded.
	ExistenceBegins Existence = "BEGINS"
	// ExistenceEnds: the end exists until the claim's time, as one that was dissolved, or a person who died.
	ExistenceEnds Existence = "ENDS"
	// ExistenceSpans: an event takes place in the claim's time, as a war while a party fights in it. Of other kinds of entities it says
	// nothing.
	ExistenceSpans Existence = "SPANS"
)

// Existences are all values of Existence.
func Existences() []Existence {
	return []Existence{ExistenceRequired, ExistenceNotRequired, ExistenceBegins, ExistenceEnds, ExistenceSpans}
}

// OrRequired is the value, or REQUIRED if it is empty.
func (e Existence) OrRequired() Existence {
	if e == "" {
		return ExistenceRequired
	}
	return e
}

// datesLife reports whether a claim may date the existence of an entity of the kind at this end.
func (e Existence) datesLife(kind EntityKind) bool {
	return e == ExistenceBegins || e == ExistenceEnds || e == ExistenceSpans && kind == KindEvent
}

// requiresLife reports whether the claim holds only while an entity of the kind at this end exists.
func (e Existence) requiresLife(kind EntityKind) bool {
	return e == "" || e == ExistenceRequired || e == ExistenceSpans && kind != KindEvent
}

// LifeSchemes are the schemes of codes whose dates are the existence of a state: the state lists of the Correlates of War project and of
// Gleditsch and Ward, whose codes are dated by membership in the state system.
func LifeSchemes() []string { return []string{SchemeCOW, SchemeGW} }

// MarksLife reports which ends of a statement of the relation it dates.
func (r *Relation) MarksLife(st *Statement) (subject, object bool) {
	if !st.Affirms() || st.Validity.Begin != BoundKnown && st.Validity.End != BoundKnown {
		return false, false
	}
	s, _ := KindOf(st.Subject)
	o, _ := KindOf(st.Object)
	return r.SubjectExistence.datesLife(s), r.ObjectExistence.datesLife(o)
}

// NeedsLife reports which ends of its statements must exist.
func (r *Relation) NeedsLife(st *Statement) (subject, object bool) {
	s, _ := KindOf(st.Subject)
	o, _ := KindOf(st.Object)
	return r.SubjectExistence.requiresLife(s), r.ObjectExistence.requiresLife(o)
}

// Alive returns the days on which the ends of a statement of the relation existed, as far as the relation requires it; nil if nothing is
// known. life returns the Life of an entity.
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

// LinksBetween returns the links that the relation may have between the ends of a statement of another: both directions if that one is
// symmetric.
func (r *Relation) LinksBetween(st *Statement) []ID {
	links := []ID{LinkID(st.Subject, r.Name, st.Object, r.Symmetric)}
	if st.Symmetric && !r.Symmetric {
		links = append(links, LinkID(st.Object, r.Name, st.Subject, false))
	}
	return links
}

// SameLife reports whether two lives are equal. An empty life differs from an unknown one.
func SameLife(a, b []edtf.Span) bool { return slices.Equal(a, b) && (a == nil) == (b == nil) }

// Life is when an entity existed, as far as is known: in order, none touching another, and nil where nothing is known. marks are the
// claims that date its existence (see MarksLife), in any order; relation gives a relation by name.
//
// A state existed while one of the lists of states has it. What was founded or dissolved existed from the earliest begin that a claim
// of it allows to the latest end, of claims that say the same those that say it most exactly; an event took place from its earliest begin
// to its latest end. Where a list of states has what was founded, it existed while both say so, and where they have no day in common, while
// the list has it.
func Life(e *Entity, marks []*Statement, relation func(string) *Relation) []edtf.Span {
	listed := listedSpans(e)
	marked, known := markedSpan(e.ID, marks, relation)
	switch {
	case !known:
		return listed
	case listed == nil:
		return []edtf.Span{marked}
	}
	if common := IntersectSpans(listed, []edtf.Span{marked}); len(common) > 0 {
		return common
	}
	return listed
}

// listedSpans are the spans in which a state list has the entity.
func listedSpans(e *Entity) []edtf.Span {
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
	return MergeSpans(spells)
}

// MergeSpans sorts spans, in place, and returns them with those merged that overlap or touch; nil for none.
func MergeSpans(spans []edtf.Span) []edtf.Span {
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

// markedSpan is the time that claims give to an entity's existence; known is false if they give none.
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
		// An event takes place while any claim of it holds; a foundation happens once.
		begins, ends = withoutEnclosing(begins), withoutEnclosing(ends)
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

// withoutEnclosing drops the spans that enclose another: 1994 does not contradict 1994-01-10.
func withoutEnclosing(spans []edtf.Span) []edtf.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(wide edtf.Span) bool {
		return slices.ContainsFunc(spans, func(s edtf.Span) bool { return s != wide && wide.Encloses(s) })
	})
}

// IntersectSpans returns the days that two lists have in common. Each is in order without overlaps, and so is the result; nil stands for
// all days. If there are no common days, the result is empty but not nil.
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
