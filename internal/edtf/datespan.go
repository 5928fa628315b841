package edtf

// Span returns the days that the date may mean, in constant time and without
// allocation:
//
//   - 1994 is 1994-01-01 to 1994-12-31, 1985-04 its month, 1985-04-12 its day;
//   - a date-time is the day of its local date, whatever its time shift;
//   - 201X is its ten years and 20XX its hundred, -201X is -2019 to -2010, and
//     -000X ends with -0001, as there is no year -0000;
//   - 2004-XX and 1985-XX-XX are the year, 1985-04-XX is the month;
//   - a season is the northern meteorological one: 21 is March to May, 22 June to
//     August, 23 September to November, and 24 December to the February of the
//     next year. The specification calls 21 to 24 "independent of location" and
//     gives no months: a reader who means the south should write months;
//   - "~" and "%" widen both sides by one unit of the precision: 1994~ is
//     1993-01-01 to 1995-12-31, 2008-04~ is 2008-03-01 to 2008-05-31, a day gets
//     one day each side, 201X~ ten years, a season three months.
//
// The span of an absent date is unbounded on both sides: nothing is known.
func (d Date) Span() Span {
	units := 0
	if d.Approximate() {
		units = 1
	}
	switch d.Precision() {
	case PrecisionCentury, PrecisionDecade, PrecisionYear:
		first, last := d.years()
		widening := d.yearsPerUnit() * int64(units)
		return Span{DayOf(first-widening, 1, 1), DayOf(last+widening, 12, 31)}
	case PrecisionSeason:
		begin := firstMonthOfSeason(d.month)
		return d.months(begin-3*units, begin+2+3*units)
	case PrecisionMonth:
		return d.months(int(d.month)-units, int(d.month)+units)
	case PrecisionDay, PrecisionSecond:
		day := DayOf(d.year, int(d.month), int(d.day))
		return Span{day - Day(units), day + Day(units)}
	}
	return Span{UnboundedPast, UnboundedFuture}
}

// Covers reports whether the day lies in the span of the date. It does not
// allocate.
func (d Date) Covers(day Day) bool { return d.Span().Contains(day) }

// years returns the first and the last year that the date may mean.
func (d Date) years() (first, last int64) {
	last = d.year + d.yearsPerUnit() - 1
	if d.year < 0 {
		last = min(last, -1)
	}
	return d.year, last
}

func (d Date) yearsPerUnit() int64 {
	switch d.form {
	case formCentury:
		return 100
	case formDecade:
		return 10
	}
	return 1
}

// months returns the span of whole months, counted from January of the date's
// year, which is 1.
func (d Date) months(first, last int) Span {
	return Span{DayOf(d.year, first, 1), DayOf(d.year, last+1, 0)}
}

func firstMonthOfSeason(season uint8) int { return 3 * (int(season) - 20) }
