package edtf

import "strings"

// withHint gives the error about text[from:to] a hint, in the place of a weaker
// one that it may have; accept says which suggestions could stand there instead.
func withHint(err *SyntaxError, from, to int, accept func(string) bool) *SyntaxError {
	if to > len(err.Text) {
		return err
	}
	if advice := hint(err.Text[from:to], accept); advice != "" {
		err.Hint = advice
	}
	return err
}

// hint returns advice about a text that does not parse. It suggests nothing that
// accept refuses, so a pattern below may be broader than what it is meant for.
func hint(text string, accept func(string) bool) string {
	if advice := wordHint(strings.ToLower(text)); advice != "" {
		return advice
	}
	text = asciiDigits(text)
	for _, suggest := range []func(string) []string{same, rewritten, dayFirst, named} {
		var writable []string
		for _, s := range suggest(text) {
			if accept(s) {
				writable = append(writable, s)
			}
		}
		if len(writable) > 0 {
			return "write " + strings.Join(writable, " or ")
		}
	}
	return ""
}

// withWholeHint completes what a hint says of one end of an interval by the rest of the interval, where that can be read: what it says to write
// can then stand in the place of the whole.
func withWholeHint(err *SyntaxError, before, after string) *SyntaxError {
	var ends []string
	switch written, found := strings.CutPrefix(err.Hint, "write "); {
	case found:
		ends = strings.Split(written, " or ")
	case err.Hint == openEnd:
		ends = []string{".."}
	case err.Hint == unknownEnd:
		ends = []string{""}
	}
	var writable []string
	for _, end := range ends {
		if s := before + end + after; isInterval(s) {
			writable = append(writable, s)
		}
	}
	if len(writable) > 0 {
		err.Hint = "write " + strings.Join(writable, " or ")
	}
	return err
}

// What is said of words for the ends of an interval.
const (
	unknownEnd = "an unknown end of an interval is left empty, as in 1985/"
	openEnd    = "an open end of an interval is written .., as in 1985/.."
)

// wordHint knows the words that other formats, and the draft of 2012, have for
// the ends of an interval.
func wordHint(text string) string {
	switch text {
	case "unknown", "unk", "n/a", "na", "null", "none", "?", "uuuu":
		return unknownEnd
	case "open", "present", "now", "today", "ongoing", "current", "currently", "..", "*", "-":
		return openEnd
	}
	return ""
}

// same gives the text itself, which is readable where only its digits were not.
func same(text string) []string { return []string{text} }

// asciiDigits writes the wide digits of East Asian texts as those of ASCII.
func asciiDigits(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		return c
	}, text)
}

func isDay(s string) bool {
	_, err := parseDay(s)
	return err == nil
}

func isDate(s string) bool {
	_, err := parseDate(s)
	return err == nil
}

func isBound(s string) bool {
	_, err := parseBound(s, 0, len(s))
	return err == nil
}

func isInterval(s string) bool {
	before, after, found := strings.Cut(s, "/")
	if !found {
		return isDate(s)
	}
	begin, errBegin := parseBound(before, 0, len(before))
	end, errEnd := parseBound(after, 0, len(after))
	return errBegin == nil && errEnd == nil && inOrder(begin, end)
}
