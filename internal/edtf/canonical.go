package edtf

// Canonical returns the date that stands for all of its span: dates have equal
// canonical dates exactly when their spans are equal. It is one of the shortest of
// them: 1994 for 1994? and 1994-XX-XX, 1994~ for 1994%, a day for a date-time, the
// season for a month that is about its middle.
func (d Date) Canonical() Date {
	switch d.qualifier {
	case '?':
		d.qualifier = 0
	case '%':
		d.qualifier = '~'
	}
	switch d.form {
	case formLetter, formExponential, formNoMonth, formNoMonthDay:
		d = Date{form: formYear, year: d.year, qualifier: d.qualifier}
		if d.year < -9999 || d.year > 9999 {
			d.form = formLetter
		}
	case formNoDay:
		d = Date{form: formMonth, year: d.year, month: d.month, qualifier: d.qualifier}
	case formDateTime:
		d = Date{form: formDay, year: d.year, month: d.month, day: d.day, qualifier: d.qualifier}
	}
	// Of the winter before -9999-01 the season has no text.
	if d.form == formMonth && d.qualifier == '~' && d.month%3 == 1 && (d.year > -9999 || d.month > 1) {
		return seasonAround(d)
	}
	return d
}

// seasonAround returns the season whose middle is a month: January is that of the
// winter which began in the year before.
func seasonAround(d Date) Date {
	season := Date{form: formSeason, year: d.year, month: 20 + d.month/3}
	if d.month == 1 {
		season.year, season.month = d.year-1, 24
	}
	return season
}
