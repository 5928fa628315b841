package edtf

import (
	"fmt"
	"unicode/utf8"
)

// cursor walks over one date, which may be an end of an interval: offsets are
// those of the whole text, so that an error points into what the caller gave.
type cursor struct {
	text     string
	pos, end int
}

func (c *cursor) done() bool { return c.pos >= c.end }

// peek returns the next byte, and 0, which no rule accepts, at the end.
func (c *cursor) peek() byte {
	if c.done() {
		return 0
	}
	return c.text[c.pos]
}

// eat skips the next byte if it is want.
func (c *cursor) eat(want byte) bool {
	if c.done() || c.text[c.pos] != want {
		return false
	}
	c.pos++
	return true
}

// pair reads a component of two digits, or XX.
func (c *cursor) pair(what string) (n int, unspecified bool, err *SyntaxError) {
	if isQualifier(c.peek()) {
		return 0, false, c.level2(c.pos, "a qualifier of a single component")
	}
	start, xs := c.pos, 0
	for range 2 {
		switch b := c.peek(); {
		case b == 'X':
			xs++
		case isDigit(b):
			n = 10*n + int(b-'0')
		default:
			return 0, false, c.fail(c.pos, "%s has two digits", what)
		}
		c.pos++
	}
	if xs == 1 {
		return 0, false, c.level2(start, "one unspecified digit of a month or day")
	}
	return n, xs == 2, nil
}

// number reads two digits no larger than the limit.
func (c *cursor) number(what string, limit int) (int, *SyntaxError) {
	start := c.pos
	n, unspecified, err := c.pair(what)
	switch {
	case err != nil:
		return 0, err
	case unspecified:
		return 0, c.fail(start, "%s cannot be unspecified", what)
	case n > limit:
		return 0, c.fail(start, "%s goes from 00 to %02d", what, limit)
	}
	return n, nil
}

func (c *cursor) fail(offset int, format string, args ...any) *SyntaxError {
	return &SyntaxError{Text: c.text, Offset: offset, Reason: fmt.Sprintf(format, args...)}
}

func (c *cursor) level2(offset int, what string) *SyntaxError {
	return c.fail(offset, "%s is EDTF level 2, and only levels 0 and 1 are read", what)
}

// unexpected is the error about the next character, or about the missing one.
func (c *cursor) unexpected() *SyntaxError {
	if c.done() {
		return c.fail(c.pos, "unexpected end")
	}
	r, _ := utf8.DecodeRuneInString(c.text[c.pos:])
	return c.fail(c.pos, "unexpected character %q", r)
}

func isDigit(b byte) bool     { return '0' <= b && b <= '9' }
func isQualifier(b byte) bool { return b == '?' || b == '~' || b == '%' }
