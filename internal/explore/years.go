package explore

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// yearCounts counts the years in which statements hold: a statement counts in each year for which scope.asOf would admit it at the
// scope's certainty. The years are those of the range; without one, or on a side where it is open, they reach from the first year that a
// bound of a statement names to the last, or to that of the newest document in scope if that is later: what is open goes on as far as
// anybody in scope could have said otherwise, whichever statements are counted.
type yearCounts struct {
	scope knowledge.Scope
	// dense or sparse has for each year how many statements begin to hold in it, minus how many ended in the one before. dense is for
	// a count that is made once, sparse for one that is made for each of many values.
	dense  []int32
	sparse map[int]int32
	// newest is the year of the newest document in scope; 0 if there is none, or the range ends.
	newest int
	// first and last are the years that bounds of statements name; from and to those of the range, if it has them.
	first, last int
	from, to    *int
}

// denseYears returns counts in an array; see yearCounts.
func denseYears(scope *knowledge.Scope, dateRange *knowledge.DateRange, newest int) *yearCounts {
	y := sparseYears(scope, dateRange, newest)
	y.sparse, y.dense = nil, make([]int32, knowledge.MaxYear+2)
	return y
}

// sparseYears returns counts in a map; see yearCounts. A nil dateRange means all years.
func sparseYears(scope *knowledge.Scope, dateRange *knowledge.DateRange, newest int) *yearCounts {
	y := &yearCounts{scope: *scope, newest: newest, sparse: map[int]int32{}, first: knowledge.MaxYear + 1, last: -1}
	if dateRange == nil {
		return y
	}
	if span := dateRange.Span(); span.First.IsBounded() {
		year := yearOf(span.First)
		y.from = &year
	}
	if span := dateRange.Span(); span.Last.IsBounded() {
		year := yearOf(span.Last)
		y.to = &year
	}
	return y
}

// newestYear returns the year of the newest document in scope; 0 if there is none.
func (x *Explorer) newestYear(ctx context.Context, scope *knowledge.Scope) (int, error) {
	order := knowledge.DocumentOrder{By: knowledge.OrderPublishedOn, Direction: knowledge.Descending}
	lists, err := x.reader.ListDocuments(ctx, scope, []knowledge.ID{""}, store.DocumentQuery{Order: order}, store.Page{Limit: 1})
	if err != nil || len(lists[0].Rows) == 0 {
		return 0, err
	}
	if last := lists[0].Rows[0].Day().Last; last.IsBounded() {
		return yearOf(last), nil
	}
	return 0, nil
}

func (y *yearCounts) add(year int, by int32) {
	if y.dense != nil {
		y.dense[year] += by
		return
	}
	y.sparse[year] += by
}

func (y *yearCounts) delta(year int) int32 {
	if y.dense != nil {
		return y.dense[year]
	}
	return y.sparse[year]
}

// addStatements counts the years of a statement, or the union of those of several statements of one link.
func (y *yearCounts) addStatements(of []leveledStatement) {
	for _, w := range of {
		y.noteBounds(&w.Validity)
	}
	// Two spells may lie in one year, which counts once.
	before := -1
	for _, days := range y.days(of) {
		first, last := y.yearsOf(days)
		if first = max(first, before+1); first <= last {
			y.add(first, 1)
			y.add(last+1, -1)
			before = last
		}
	}
}

// noteBounds notes the years that the bounds of a statement name.
func (y *yearCounts) noteBounds(v *knowledge.Validity) {
	for _, d := range []edtf.Day{v.EarliestBegin, v.LatestBegin, v.EarliestEnd, v.LatestEnd} {
		if d.IsBounded() {
			year := yearOf(d)
			y.first, y.last = min(y.first, year), max(y.last, year)
		}
	}
}

// days returns the spells in which at least one of the statements holds, by their first days.
func (y *yearCounts) days(of []leveledStatement) []edtf.Span {
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

// yearsOf returns the first and the last year that has a day within some days, or, if the scope asks for certainty, whose days are
// all within them.
func (y *yearCounts) yearsOf(days edtf.Span) (first, last int) {
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

// facets returns the years with how many hold in each, including the years of a range in which none does.
func (y *yearCounts) facets() []*knowledge.Facet { return y.facetsWithin(y) }

// facetsWithin returns the facets for the years of another count, of which this one is a part.
func (y *yearCounts) facetsWithin(whole *yearCounts) []*knowledge.Facet {
	facets := []*knowledge.Facet{}
	first, last := whole.window()
	holding := int32(0)
	for year := range last + 1 {
		if holding += y.delta(year); year >= first && (holding > 0 || whole.inRange(year)) {
			facets = append(facets, &knowledge.Facet{Value: fourDigits(year), Count: int(holding)})
		}
	}
	return facets
}

// window returns the first and the last year of the answer, as far as statements are counted.
func (y *yearCounts) window() (first, last int) {
	first, last = y.first, max(y.last, y.newest)
	if y.from != nil {
		first = *y.from
	}
	if y.to != nil {
		last = *y.to
	}
	return first, min(last, knowledge.MaxYear)
}

// inRange reports whether a year is within a range that is bounded on both sides, so that it is returned even if nothing holds in
// it.
func (y *yearCounts) inRange(year int) bool {
	return y.from != nil && y.to != nil && year >= *y.from && year <= *y.to
}

func fourDigits(year int) string {
	s := strconv.Itoa(year)
	return "0000"[min(len(s), 4):] + s
}
