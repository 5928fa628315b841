package explore

import (
	"cmp"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// window is a time in which something holds at the scope's certainty: its days, and the dates that its sources bound it with, zero where they
// do not say.
type window struct {
	span     edtf.Span
	from, to edtf.Date
}

// always is the window of what nothing bounds.
func always() window {
	return window{span: edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}}
}

// windows gives the times in which some fitting statement of a line holds at the scope's certainty, in order, none overlapping another.
func (l *lens) windows(number int32) []window {
	var all []window
	for _, st := range l.lines[number].statements {
		if l.fits(st) {
			for _, days := range l.scope.Days(st) {
				all = append(all, windowOf(st, days))
			}
		}
	}
	slices.SortFunc(all, func(a, b window) int {
		return cmp.Or(cmp.Compare(a.span.First, b.span.First), edtf.Compare(a.from, b.from), edtf.Compare(a.to, b.to))
	})
	var joined []window
	for _, w := range all {
		if n := len(joined); n > 0 && joined[n-1].span.Overlaps(w.span) {
			joined[n-1] = join(joined[n-1], w)
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

// windowOf is the time of a statement, with the dates that its source gives where these bound the days; where another's word or the life
// of its ends does, with the day itself.
func windowOf(st *knowledge.Statement, days edtf.Span) window {
	w := window{span: days, from: st.ValidFrom(), to: st.ValidTo()}
	if days.First.IsBounded() && (w.from.IsZero() || w.from.Span().First != days.First && w.from.Unqualified().Span().First != days.First) {
		w.from = edtf.DateOf(days.First)
	}
	if days.Last.IsBounded() && (w.to.IsZero() || w.to.Span().Last != days.Last && w.to.Unqualified().Span().Last != days.Last) {
		w.to = edtf.DateOf(days.Last)
	}
	return w
}

// join gives the time of two that overlap, where a does not begin behind b.
func join(a, b window) window {
	if b.span.Last > a.span.Last || b.span.Last == a.span.Last && b.to.IsZero() {
		a.span.Last, a.to = b.span.Last, b.to
	}
	return a
}

// intersect gives the times that two lists have in common. Both are in order without overlaps, and so is the answer.
func intersect(a, b []window) []window {
	var common []window
	for len(a) > 0 && len(b) > 0 {
		x, y := a[0], b[0]
		if x.span.Overlaps(y.span) {
			w := x
			if y.span.First > x.span.First || y.span.First == x.span.First && narrower(y.from, x.from) {
				w.span.First, w.from = y.span.First, y.from
			}
			if y.span.Last < x.span.Last || y.span.Last == x.span.Last && narrower(y.to, x.to) {
				w.span.Last, w.to = y.span.Last, y.to
			}
			common = append(common, w)
		}
		if x.span.Last < y.span.Last {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return common
}

// narrower says whether a date says more of a bound than another that bounds it at the same day: any more than none, then
// the one of fewer days.
func narrower(a, b edtf.Date) bool {
	switch {
	case a.IsZero():
		return false
	case b.IsZero():
		return true
	}
	x, y := a.Span(), b.Span()
	return cmp.Or(cmp.Compare(x.Last-x.First, y.Last-y.First), edtf.Compare(a, b)) < 0
}
