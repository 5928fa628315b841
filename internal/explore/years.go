package explore

import (
	"cmp"
	"slices"
	"strconv"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// years counts in which years statements hold: a statement counts in each year of which scope.asOf would admit it at the scope's
// certainty. The years are those of the range that is asked for; without one, or where it is open, from the first to the last that any
// bound of any statement names, and what has no bound reaches to the end of them.
type years struct {
	scope knowledge.Scope
	// dense or sparse has for each year how many begin to hold in it, less how many ended in the one before. The dense one is an
	// array for what is counted once, the sparse one for what is counted for each of many values.
	dense  []int32
	sparse map[int]int32
	// first and last are the years that bounds name; from and to those of the range, where it has them.
	first, last int
	from, to    *int
}

func denseYears(scope *knowledge.Scope, asked *knowledge.DateRange) *years {
	y := sparseYears(scope, asked)
	y.sparse, y.dense = nil, make([]int32, knowledge.MaxYear+2)
	return y
}

func sparseYears(scope *knowledge.Scope, asked *knowledge.DateRange) *years {
	y := &years{scope: *scope, sparse: map[int]int32{}, first: knowledge.MaxYear + 1, last: -1}
	if asked == nil {
		return y
	}
	if span := asked.Span(); span.First.IsBounded() {
		year := yearOf(span.First)
		y.from = &year
	}
	if span := asked.Span(); span.Last.IsBounded() {
		year := yearOf(span.Last)
		y.to = &year
	}
	return y
}

func (y *years) change(year int, by int32) {
	if y.dense != nil {
		y.dense[year] += by
		return
	}
	y.sparse[year] += by
}

func (y *years) changed(year int) int32 {
	if y.dense != nil {
		return y.dense[year]
	}
	return y.sparse[year]
}

// add counts the years of a statement, or those that the statements of one thing have together.
func (y *years) add(of []weighed) {
	for _, w := range of {
		v := &w.Validity
		for _, d := range []edtf.Day{v.EarliestBegin, v.LatestBegin, v.EarliestEnd, v.LatestEnd} {
			if d.IsBounded() {
				year := yearOf(d)
				y.first, y.last = min(y.first, year), max(y.last, year)
			}
		}
	}
	// Two spells may lie in one year, which counts once.
	before := -1
	for _, days := range y.days(of) {
		first, last := y.yearsOf(days)
		if first = max(first, before+1); first <= last {
			y.change(first, 1)
			y.change(last+1, -1)
			before = last
		}
	}
}

// days are the spells in which one of the statements counts, by their first days.
func (y *years) days(of []weighed) []edtf.Span {
	if len(of) == 1 {
		return y.scope.Days(of[0].Statement)
	}
	var all []edtf.Span
	for _, w := range of {
		all = append(all, y.scope.Days(w.Statement)...)
	}
	slices.SortFunc(all, func(a, b edtf.Span) int { return cmp.Compare(a.First, b.First) })
	return all
}

// yearsOf gives the first and the last year of which some day, or, where certainty is asked for, each day is among some.
func (y *years) yearsOf(days edtf.Span) (first, last int) {
	first, last = knowledge.MinYear, knowledge.MaxYear
	certain := y.scope.Certainty == knowledge.Certain
	if days.First.IsBounded() {
		first = yearOf(days.First)
		if certain && days.First > edtf.DayOf(int64(first), 1, 1) {
			first++
		}
	}
	if days.Last.IsBounded() {
		last = yearOf(days.Last)
		if certain && days.Last < edtf.DayOf(int64(last), 12, 31) {
			last--
		}
	}
	return max(first, knowledge.MinYear), min(last, knowledge.MaxYear)
}

func yearOf(d edtf.Day) int {
	year, _, _ := d.Civil()
	return int(year)
}

// facets are the years with how many hold in each: those of a range also where none does.
func (y *years) facets() []*knowledge.Facet { return y.facetsUntil(y) }

// facetsUntil are the facets for the years of another count, of which this one counts a part.
func (y *years) facetsUntil(whole *years) []*knowledge.Facet {
	facets := []*knowledge.Facet{}
	first, last := whole.first, whole.last
	if whole.from != nil {
		first = *whole.from
	}
	if whole.to != nil {
		last = *whole.to
	}
	holding := int32(0)
	for year := range min(last, knowledge.MaxYear) + 1 {
		if holding += y.changed(year); year >= first && (holding > 0 || whole.isAsked(year)) {
			facets = append(facets, &knowledge.Facet{Value: fourDigits(year), Count: int(holding)})
		}
	}
	return facets
}

// isAsked says whether a year is within a range that is bounded on both sides, so that it is told of also where nothing holds.
func (y *years) isAsked(year int) bool {
	return y.from != nil && y.to != nil && year >= *y.from && year <= *y.to
}

func fourDigits(year int) string {
	s := strconv.Itoa(year)
	return "0000"[min(len(s), 4):] + s
}
