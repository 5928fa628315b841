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
	for _, suggest := range []func(string) []string{rewritten, dayFirst, named} {
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

// wordHint knows the words that other formats, and the draft of 2012, have for
// the ends of an interval.
func wordHint(text string) string {
	switch text {
	case "unknown", "unk", "n/a", "na", "null", "none", "?", "uuuu":
		return "an unknown end of an interval is left empty, as in 1985/"
	case "open", "present", "now", "today", "ongoing", "current", "currently", "..", "*", "-":
		return "an open end of an interval is written .., as in 1985/.."
	}
	return ""
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
