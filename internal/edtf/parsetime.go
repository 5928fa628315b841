package edtf

// timeOfDay reads hh:mm:ss and the zone after it.
func (c *cursor) timeOfDay(d Date) (Date, *SyntaxError) {
	hour, err := c.number("an hour", 23)
	if err != nil {
		return Date{}, err
	}
	minute, err := c.after(':', "a minute")
	if err != nil {
		return Date{}, err
	}
	second, err := c.after(':', "a second")
	if err != nil {
		return Date{}, err
	}
	d.form = formDateTime
	d.hour, d.minute, d.second = uint8(hour), uint8(minute), uint8(second)
	return c.timeZone(d)
}

// after reads a separator and a number to 59.
func (c *cursor) after(separator byte, what string) (int, *SyntaxError) {
	if !c.eat(separator) {
		return 0, c.fail(c.pos, "%s is missing: a time is written hh:mm:ss", what)
	}
	return c.number(what, 59)
}

// timeZone reads Z, a time shift in hours or in hours and minutes, or nothing.
func (c *cursor) timeZone(d Date) (Date, *SyntaxError) {
	start := c.pos
	var sign int
	switch {
	case c.eat('Z'):
		d.zone = zoneUTC
		return d, nil
	case c.eat('+'):
		sign = 1
	case c.eat('-'):
		sign = -1
	default:
		return d, nil
	}
	d.zone = zoneHours
	minutes := 0
	hours, err := c.number("the hour of a time shift", 23)
	if err == nil && c.eat(':') {
		d.zone = zoneMinutes
		minutes, err = c.number("the minute of a time shift", 59)
	}
	switch shift := 60*hours + minutes; {
	case err != nil:
		return Date{}, err
	case sign < 0 && shift == 0:
		return Date{}, c.fail(start, "a time shift of zero is written with +")
	default:
		d.shift = int16(sign * shift)
		return d, nil
	}
}
