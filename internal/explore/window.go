package explore

import (
	"cmp"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// window is a time in which something holds at the scope's certainty: its days, and the dates by which its sources bound it, zero
// if they do not.
type window struct {
	span     edtf.Span
	from, to edtf.Date
}

// unboundedWindow returns a window without bounds.
func unboundedWindow() window {
	return window{span: edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}}
}

// windows returns the times in which a matching statement of an edge holds at the scope's certainty, sorted and without overlaps.
func (l *scopedView) windows(number int32) []window {
	var all []window
	for _, st := range l.edges[number].statements {
		if l.matches(st) {
			for _, days := range l.scope.Days(st) {
				all = append(all, windowOf(st, days))
			}
		}
	}
	slices.SortFunc(all, func(a, b window) int {
		return cmp.Or(cmp.Compare(a.span.First, b.span.First), edtf.Compare(a.from, b.from), edtf.Compare(a.to, b.to))
	})
	var merged []window
	for _, w := range all {
		if n := len(merged); n > 0 && merged[n-1].span.Overlaps(w.span) {
			merged[n-1] = mergeWindows(merged[n-1], w)
			continue
		}
		merged = append(merged, w)
	}
	return merged
}

// windowOf returns the window of a statement, with the dates of its source if these bound the days. If another claim or the
// lifetime of an end does, the bound is the day itself.
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

// mergeWindows returns the union of two overlapping windows, of which a does not begin after b.
func mergeWindows(a, b window) window {
	if b.span.Last > a.span.Last || b.span.Last == a.span.Last && b.to.IsZero() {
		a.span.Last, a.to = b.span.Last, b.to
	}
	return a
}

// intersect returns the intersection of two lists of windows. Both are sorted and without overlaps, and so is the result.
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

// narrower reports whether a date is a more precise bound than another at the same day: any date is more precise than none, then
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
