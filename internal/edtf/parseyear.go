package edtf

// letterYear reads Y170000002, Y-170000002 and Y17E7.
func (c *cursor) letterYear() (Date, *SyntaxError) {
	start := c.pos
	c.pos++ // Y
	negative := c.eat('-')
	year, err := c.integer("a year", MaxYear)
	if err != nil {
		return Date{}, err
	}
	d := Date{form: formLetter}
	if c.eat('E') {
		d.form = formExponential
		if d.exponent, year, err = c.scale(start, year); err != nil {
			return Date{}, err
		}
	}
	if year <= 9999 {
		// "when (and only when) the year exceeds four digits"
		return Date{}, c.fail(start, "only a year of more than four digits is written with Y")
	}
	if negative {
		year = -year
	}
	d.year = year
	return d, nil
}

// scale reads an exponent and returns it with the year times that power of ten.
func (c *cursor) scale(start int, year int64) (exponent uint8, scaled int64, err *SyntaxError) {
	n, err := c.integer("an exponent", MaxLength)
	if err != nil {
		return 0, 0, err
	}
	if n == 0 {
		return 0, 0, c.fail(c.pos-1, "an exponent is positive")
	}
	for range n {
		if year > MaxYear/10 {
			return 0, 0, c.tooFar(start)
		}
		year *= 10
	}
	return uint8(n), year, nil
}

// integer reads digits without leading zeros, which printing could not give
// back.
func (c *cursor) integer(what string, limit int64) (n int64, err *SyntaxError) {
	start := c.pos
	for ; isDigit(c.peek()); c.pos++ {
		if n = 10*n + int64(c.peek()-'0'); n > limit {
			return 0, c.tooFar(start)
		}
	}
	switch {
	case c.pos == start:
		return 0, c.fail(start, "%s is missing", what)
	case c.text[start] == '0' && c.pos > start+1:
		return 0, c.fail(start, "%s has no leading zeros after Y", what)
	}
	return n, nil
}

func (c *cursor) tooFar(offset int) *SyntaxError {
	return c.fail(offset, "years go from -%d to %d", int64(MaxYear), int64(MaxYear))
}
