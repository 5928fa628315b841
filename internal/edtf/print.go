package edtf

import "strconv"

// String returns the text of the date, which parses to the same date; it is
// empty for an absent date.
func (d Date) String() string { return string(d.append(nil)) }

// AppendText appends the text of the date. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) { return d.append(b), nil }

// MarshalText returns the text of the date, empty for an absent one. It never
// fails.
func (d Date) MarshalText() ([]byte, error) { return d.append(nil), nil }

// UnmarshalText reads what MarshalText writes: the empty text is an absent date,
// any other is read by [ParseDate]. After an error the date is unchanged.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// append appends the text of the date.
func (d Date) append(b []byte) []byte {
	b = d.appendYear(b)
	switch d.form {
	case formAbsent:
		return b
	case formSeason, formMonth:
		b = appendPadded(append(b, '-'), int64(d.month), 2)
	case formNoMonth:
		b = append(b, "-XX"...)
	case formNoMonthDay:
		b = append(b, "-XX-XX"...)
	case formNoDay:
		b = appendPadded(append(b, '-'), int64(d.month), 2)
		b = append(b, "-XX"...)
	case formDay, formDateTime:
		b = appendPadded(append(b, '-'), int64(d.month), 2)
		b = appendPadded(append(b, '-'), int64(d.day), 2)
	}
	if d.form == formDateTime {
		b = d.appendTime(b)
	}
	if d.qualifier != 0 {
		b = append(b, d.qualifier)
	}
	return b
}

// appendYear appends the year in its notation.
func (d Date) appendYear(b []byte) []byte {
	switch d.form {
	case formAbsent:
		return b
	case formLetter:
		return strconv.AppendInt(append(b, 'Y'), d.year, 10)
	case formExponential:
		b = strconv.AppendInt(append(b, 'Y'), d.year/powerOfTen(int(d.exponent)), 10)
		return strconv.AppendUint(append(b, 'E'), uint64(d.exponent), 10)
	}
	year := d.year
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	switch d.form {
	case formDecade:
		return append(appendPadded(b, year/10, 3), 'X')
	case formCentury:
		return append(appendPadded(b, year/100, 2), "XX"...)
	}
	return appendPadded(b, year, 4)
}

// appendTime appends the time of day and the time shift.
func (d Date) appendTime(b []byte) []byte {
	b = appendPadded(append(b, 'T'), int64(d.hour), 2)
	b = appendPadded(append(b, ':'), int64(d.minute), 2)
	b = appendPadded(append(b, ':'), int64(d.second), 2)
	switch d.zone {
	case zoneLocal:
		return b
	case zoneUTC:
		return append(b, 'Z')
	}
	sign, shift := byte('+'), int64(d.shift)
	if shift < 0 {
		sign, shift = '-', -shift
	}
	b = appendPadded(append(b, sign), shift/60, 2)
	if d.zone == zoneMinutes {
		b = appendPadded(append(b, ':'), shift%60, 2)
	}
	return b
}

// appendPadded appends n, which is not negative, with leading zeros.
func appendPadded(b []byte, n int64, width int) []byte {
	for limit := powerOfTen(width - 1); limit > 1 && n < limit; limit /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, n, 10)
}

func powerOfTen(exponent int) int64 {
	power := int64(1)
	for range exponent {
		power *= 10
	}
	return power
}
