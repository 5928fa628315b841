package edtf

import (
	"fmt"
	"math"
)

// Day is a day of the proleptic Gregorian calendar, counted from 1970-01-01,
// which is 0. Earlier days are negative. The year before 0001 is 0000.
type Day int64

// The two days that are none: they stand in a [Span] without that bound. They
// compare as expected with every other day, but must not be calculated with.
const (
	UnboundedPast   Day = math.MinInt64
	UnboundedFuture Day = math.MaxInt64
)

// MaxYear is the last year that is read, and -MaxYear the first: the largest
// power of ten whose days, widening included, are exact in a float64 too, so
// that a bound survives JSON and JavaScript.
const MaxYear = 10_000_000_000_000

// The algorithm counts in 400-year eras that begin on 1 March, so that the leap
// day is the last of its year: Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms", days_from_civil and civil_from_days.
const (
	daysPerEra   = 146097
	epochFromEra = 719468 // days from 0000-03-01 to 1970-01-01
)

// DayOf returns the day of a year, month and day. Like time.Date it normalizes a
// month outside 1 to 12 and a day outside of its month, so that day 0 is the
// last day of the month before. It is exact for years within twice MaxYear and
// for months and days within an int32.
func DayOf(year int64, month, day int) Day {
	zeroBased := int64(month) - 1
	year += floorDiv(zeroBased, 12)
	zeroBased -= 12 * floorDiv(zeroBased, 12)
	if zeroBased < 2 {
		year--
	}
	fromMarch := (zeroBased + 10) % 12
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*fromMarch+2)/5 + int64(day) - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Day(era*daysPerEra + dayOfEra - epochFromEra)
}

// Civil returns the year, month (1 to 12) and day of the month of d. It is the
// inverse of DayOf, and three zeros for an unbounded day.
func (d Day) Civil() (year int64, month, day int) {
	if !d.IsBounded() {
		return 0, 0, 0
	}
	n := int64(d) + epochFromEra
	era := floorDiv(n, daysPerEra)
	dayOfEra := n - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	fromMarch := (5*dayOfYear + 2) / 153
	year = era*400 + yearOfEra
	if fromMarch >= 10 {
		year++
	}
	return year, int((fromMarch+2)%12) + 1, int(dayOfYear-(153*fromMarch+2)/5) + 1
}

// IsBounded reports whether d is a day, and neither UnboundedPast nor
// UnboundedFuture.
func (d Day) IsBounded() bool {
	return d != UnboundedPast && d != UnboundedFuture
}

// String returns the full-date of RFC 3339 (1994-05-04) for the years 0000 to
// 9999, the expanded form of ISO 8601 with its sign beyond them (-0044-03-15,
// +12345-01-01), and "-inf" or "+inf" for an unbounded day.
func (d Day) String() string {
	switch d {
	case UnboundedPast:
		return "-inf"
	case UnboundedFuture:
		return "+inf"
	}
	year, month, day := d.Civil()
	layout := "%04d-%02d-%02d"
	switch {
	case year < 0:
		layout = "%05d-%02d-%02d"
	case year > 9999:
		layout = "%+d-%02d-%02d"
	}
	return fmt.Sprintf(layout, year, month, day)
}

// ParseDay reads a full-date of RFC 3339: exactly YYYY-MM-DD, the years 0000 to
// 9999, and a day that exists. The error is a *SyntaxError.
func ParseDay(s string) (Day, error) {
	d, err := parseDay(s)
	if err != nil {
		return 0, withHint(err, 0, len(s), isDay)
	}
	return d, nil
}

func parseDay(s string) (Day, *SyntaxError) {
	d, err := parseDate(s)
	switch {
	case err != nil:
		return 0, err
	case d.form != formDay || d.qualifier != 0 || d.year < 0:
		err := &SyntaxError{Text: s, Offset: departure(s), Reason: "a day is written YYYY-MM-DD and nothing else"}
		if span := d.Unqualified().Span(); d.year >= 0 && span.Last <= DayOf(9999, 12, 31) {
			err.Hint = "write " + span.First.String() + " or " + span.Last.String()
			if span.First == span.Last {
				err.Hint = "write " + span.First.String()
			}
		}
		return 0, err
	}
	return DayOf(d.year, int(d.month), int(d.day)), nil
}

// departure returns the first byte of s that is not as in YYYY-MM-DD.
func departure(s string) int {
	const layout = "0000-00-00"
	for i := range min(len(s), len(layout)) {
		if isDigit(s[i]) != isDigit(layout[i]) {
			return i
		}
	}
	return min(len(s), len(layout))
}

// daysIn returns the number of days of a month.
func daysIn(year int64, month int) int {
	return int(DayOf(year, month+1, 1) - DayOf(year, month, 1))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
