package edtf

import "strings"

// ParseInterval reads an interval of level 0 or 1, or a single date of any kind
// that [ParseDate] reads. The error is a *SyntaxError.
//
// Either end may be open ("..") or unknown (empty), and so may both: "/..",
// "../..", "../" and "/" are not among the specification's examples, but its
// prose allows a null string "for the start or end date" and a double dot for
// "either the start or end date".
//
// An end may be a year, month, day, season or letter-prefixed year, with its
// qualifier; the two may differ in precision. Time of day is excluded from
// intervals at level 0, and unspecified digits within them are level 2. An end
// that lies wholly before the begin is an error.
func ParseInterval(s string) (Interval, error) {
	if err := tooLong(s); err != nil {
		return Interval{}, err
	}
	before, after, found := strings.Cut(s, "/")
	if !found {
		d, err := parseDate(s)
		if err != nil {
			return Interval{}, withHint(err, 0, len(s), isInterval)
		}
		return Single(d), nil
	}
	if n := strings.IndexByte(after, '/'); n >= 0 {
		offset := len(before) + 1 + n
		err := &SyntaxError{Text: s, Offset: offset, Reason: "an interval has one slash"}
		return Interval{}, withHint(err, 0, len(s), isInterval)
	}
	return parsePair(s, len(before))
}

// parsePair reads an interval whose slash is known.
func parsePair(s string, slash int) (Interval, error) {
	// A hint for the whole interval says more than one for an end.
	whole := func(err *SyntaxError) *SyntaxError { return withHint(err, 0, len(s), isInterval) }
	begin, err := parseBound(s, 0, slash)
	if err != nil {
		return Interval{}, whole(withWholeHint(withHint(err, 0, slash, isBound), "", s[slash:]))
	}
	end, err := parseBound(s, slash+1, len(s))
	if err != nil {
		return Interval{}, whole(withWholeHint(withHint(err, slash+1, len(s), isBound), s[:slash+1], ""))
	}
	if !inOrder(begin, end) {
		err = &SyntaxError{Text: s, Offset: slash + 1, Reason: "the interval ends before it begins"}
		return Interval{}, whole(err)
	}
	return Interval{begin: begin, end: end, shape: shapePair}, nil
}

// inOrder reports whether some day of the end is not before some day of the
// begin. An approximate date is as wide here as its span.
func inOrder(begin, end Bound) bool {
	return begin.Span().First <= end.Span().Last
}

// parseBound reads s[from:to].
func parseBound(s string, from, to int) (Bound, *SyntaxError) {
	switch s[from:to] {
	case "":
		return Bound{Kind: Unknown}, nil
	case "..":
		return Bound{Kind: Open}, nil
	}
	c := &cursor{text: s, pos: from, end: to}
	d, err := c.date()
	switch {
	case err != nil:
		return Bound{}, err
	case d.form == formDateTime:
		date, _, _ := strings.Cut(s[from:to], "T")
		err = c.fail(from+len(date), "an interval excludes the time of day")
		err.Hint = "write " + date
		return Bound{}, err
	case d.Unspecified():
		return Bound{}, c.level2(from+strings.IndexByte(s[from:to], 'X'), "an unspecified digit in an interval")
	}
	return KnownBound(d), nil
}
