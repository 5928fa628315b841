package edtf

import (
	"fmt"
	"time"
)

// ParseDate reads one date, season or date-time of level 0 or 1, or an
// exponential year. The error is a *SyntaxError. An interval is not a date:
// [ParseInterval] reads both.
func ParseDate(s string) (Date, error) {
	d, err := parseDate(s)
	if err != nil {
		return Date{}, withHint(err, 0, len(s), isDate)
	}
	return d, nil
}

func parseDate(s string) (Date, *SyntaxError) {
	if err := tooLong(s); err != nil {
		return Date{}, err
	}
	return (&cursor{text: s, end: len(s)}).date()
}

// date reads a whole date up to the end of the cursor.
func (c *cursor) date() (d Date, err *SyntaxError) {
	switch b := c.peek(); {
	case c.done():
		return Date{}, c.fail(c.pos, "a date is missing")
	case isQualifier(b):
		return Date{}, c.level2(c.pos, "a qualifier of a single component")
	case b == '[' || b == '{':
		return Date{}, c.level2(c.pos, "a set of dates")
	case b == 'Y':
		d, err = c.letterYear()
	default:
		d, err = c.calendar()
	}
	if err != nil {
		return Date{}, err
	}
	if isQualifier(c.peek()) {
		if d.form == formDateTime {
			return Date{}, c.fail(c.pos, "a date-time takes no qualifier")
		}
		d.qualifier = c.peek()
		c.pos++
	}
	if !c.done() {
		return Date{}, c.surplus(d)
	}
	return d, nil
}

// surplus explains what follows a date that could have ended here.
func (c *cursor) surplus(d Date) *SyntaxError {
	next := c.peek()
	switch {
	case d.qualifier != 0 && isQualifier(next):
		return c.fail(c.pos, "a date takes one qualifier, and %% stands for both ? and ~")
	case d.qualifier != 0 && next == '-':
		return c.level2(c.pos-1, "a qualifier of a single component")
	case next == '-' && (d.form == formDecade || d.form == formCentury):
		return c.level2(c.pos, "a month after unspecified digits of the year")
	case next == '-' && (d.form == formLetter || d.form == formExponential):
		return c.fail(c.pos, "a letter-prefixed year stands alone")
	case next == '-' && d.form == formSeason:
		return c.fail(c.pos, "a season has no days")
	case next == 'S' && d.Precision() == PrecisionYear:
		return c.level2(c.pos, "a number of significant digits")
	case next == 'T' && d.form != formDateTime:
		return c.fail(c.pos, "a time needs a full date before it")
	case next == '/':
		return c.fail(c.pos, "an interval stands where one date is expected")
	case isDigit(next) && d.form == formYear:
		return c.fail(c.pos, "a year has four digits, and longer ones begin with Y")
	}
	return c.unexpected()
}

// calendar reads everything that begins with a year of four digits.
func (c *cursor) calendar() (Date, *SyntaxError) {
	start := c.pos
	negative := c.eat('-')
	year, unspecified, err := c.year()
	if err != nil {
		return Date{}, err
	}
	if negative && year == 0 && unspecified == 0 {
		return Date{}, c.fail(start, "there is no year -0000: the year before 0001 is 0000")
	}
	d := Date{form: formYear + form(unspecified), year: year}
	if negative {
		d.year = -(year + powerOfTen(unspecified) - 1)
	}
	if unspecified == 0 && c.eat('-') {
		return c.month(d)
	}
	return d, nil
}

// year reads four digits, of which the last one or two may be X, which count as
// 0.
func (c *cursor) year() (year int64, unspecified int, err *SyntaxError) {
	start := c.pos
	for range 4 {
		switch b := c.peek(); {
		case b == 'X':
			unspecified++
			year *= 10
		case isDigit(b) && unspecified > 0:
			return 0, 0, c.level2(c.pos, "a digit after an unspecified one")
		case isDigit(b):
			year = 10*year + int64(b-'0')
		case c.pos == start:
			return 0, 0, c.unexpected()
		default:
			return 0, 0, c.fail(c.pos, "a year has four digits")
		}
		c.pos++
	}
	if unspecified > 2 {
		return 0, 0, c.level2(start, "a year with more than two unspecified digits")
	}
	return year, unspecified, nil
}

// month reads a month or season, and what may follow it.
func (c *cursor) month(d Date) (Date, *SyntaxError) {
	start := c.pos
	n, unspecified, err := c.pair("a month")
	switch {
	case err != nil:
		return Date{}, err
	case unspecified:
		d.form = formNoMonth
	case 1 <= n && n <= 12:
		d.form, d.month = formMonth, uint8(n)
	case 21 <= n && n <= 24:
		d.form, d.month = formSeason, uint8(n)
		return d, nil
	case 25 <= n && n <= 41:
		return Date{}, c.level2(start, "a sub-year grouping from 25 to 41")
	default:
		err = c.fail(start, "there is no month %02d", n)
		err.Hint = "months are 01 to 12 and seasons 21 to 24"
		return Date{}, err
	}
	if c.eat('-') {
		return c.day(d)
	}
	return d, nil
}

// day reads a day, and the time that may follow it.
func (c *cursor) day(d Date) (Date, *SyntaxError) {
	start := c.pos
	n, unspecified, err := c.pair("a day")
	switch {
	case err != nil:
		return Date{}, err
	case unspecified && d.form == formNoMonth:
		d.form = formNoMonthDay
		return d, nil
	case unspecified:
		d.form = formNoDay
		return d, nil
	case d.form == formNoMonth:
		return Date{}, c.level2(start, "a day of an unspecified month")
	}
	if last := daysIn(d.year, int(d.month)); n < 1 || n > last {
		err = c.fail(start, "there is no day %02d", n)
		err.Hint = fmt.Sprintf("%s of the year %s has days 01 to %d", time.Month(d.month), d.appendYear(nil), last)
		return Date{}, err
	}
	d.form, d.day = formDay, uint8(n)
	if c.eat('T') {
		return c.timeOfDay(d)
	}
	return d, nil
}
