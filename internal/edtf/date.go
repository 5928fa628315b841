package edtf

import (
	"bytes"
	"cmp"
)

// Date is one EDTF date: a day, month, season, year, decade, century or
// date-time, with its qualifier. It is made by [ParseDate]. The zero value is an
// absent date.
//
// Dates are == exactly when their texts are equal: 1994 and 1994? differ, and so
// do Y17E7 and Y170E6, although they cover the same days.
type Date struct {
	// year is the year; where digits are unspecified, the earliest one meant
	// (2010 for 201X, -2019 for -201X), which keeps the sign of -000X.
	year int64
	// shift is the time shift in minutes, in [shifted, shiftedMinutes] only.
	shift int16
	form  form
	month uint8 // 1 to 12, or the season 21 to 24
	day   uint8
	hour  uint8
	// minute and second, as hour, belong to formDateTime.
	minute    uint8
	second    uint8
	zone      zone
	exponent  uint8 // of formExponential: year is a multiple of 10^exponent
	qualifier byte  // '?', '~', '%' or 0
}

// form is the way a date is written; it says which fields of Date are used.
type form uint8

const (
	formAbsent      form = iota
	formYear             // 1985; the next two follow by their number of X
	formDecade           // 201X
	formCentury          // 20XX
	formLetter           // Y170000002
	formExponential      // Y17E7
	formSeason           // 2001-21
	formMonth            // 1985-04
	formNoMonth          // 2004-XX
	formDay              // 1985-04-12
	formNoDay            // 1985-04-XX
	formNoMonthDay       // 1985-XX-XX
	formDateTime         // 1985-04-12T23:20:30
)

// zone is what follows the time of day.
type zone uint8

const (
	zoneLocal   zone = iota // nothing
	zoneUTC                 // Z
	zoneHours               // -04
	zoneMinutes             // +04:30
)

// IsZero reports whether the date is absent.
func (d Date) IsZero() bool { return d.form == formAbsent }

// Uncertain reports whether the date is qualified by "?" or "%": its source may
// be wrong. Its span is that of the date without the qualifier.
func (d Date) Uncertain() bool { return d.qualifier == '?' || d.qualifier == '%' }

// Approximate reports whether the date is qualified by "~" or "%": it is near
// the one meant, and its span is widened.
func (d Date) Approximate() bool { return d.qualifier == '~' || d.qualifier == '%' }

// Unqualified returns the date without its qualifier: 1994 for 1994~.
func (d Date) Unqualified() Date {
	d.qualifier = 0
	return d
}

// Unspecified reports whether the date has unspecified digits, written X.
func (d Date) Unspecified() bool {
	switch d.form {
	case formDecade, formCentury, formNoMonth, formNoDay, formNoMonthDay:
		return true
	}
	return false
}

// Precision returns the finest unit that the date specifies.
func (d Date) Precision() Precision {
	switch d.form {
	case formCentury:
		return PrecisionCentury
	case formDecade:
		return PrecisionDecade
	case formYear, formLetter, formExponential, formNoMonth, formNoMonthDay:
		return PrecisionYear
	case formSeason:
		return PrecisionSeason
	case formMonth, formNoDay:
		return PrecisionMonth
	case formDay:
		return PrecisionDay
	case formDateTime:
		return PrecisionSecond
	}
	return PrecisionNone
}

// Compare orders dates by their earliest day, among equals the wider span first,
// among those by text. It returns -1, 0 or 1, and 0 only for equal dates. An
// absent date comes last. Reversing Compare brings absent dates first: a
// descending order that wants them last has to place them itself.
func Compare(a, b Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	s, t := a.Span(), b.Span()
	if c := cmp.Or(cmp.Compare(s.First, t.First), cmp.Compare(t.Last, s.Last)); c != 0 {
		return c
	}
	var left, right [MaxLength]byte // on the stack: sorting allocates nothing
	return bytes.Compare(a.append(left[:0]), b.append(right[:0]))
}

// DateOf returns the day as a date of the years 0000 to 9999; the absent date
// for any other, and for an unbounded day.
func DateOf(d Day) Date {
	year, month, day := d.Civil()
	if !d.IsBounded() || year < 0 || year > 9999 {
		return Date{}
	}
	return Date{form: formDay, year: year, month: uint8(month), day: uint8(day)}
}
