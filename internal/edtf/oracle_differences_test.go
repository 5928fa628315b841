package edtf

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// difference is a known disagreement with edtf.js about the texts it applies to.
// Its example shows that it still exists.
type difference struct {
	kind    kindOfDifference
	example string
	applies func(text string) bool
	reason  string
}

type kindOfDifference int

const (
	onlyHere   kindOfDifference = iota // accepted here, refused by edtf.js
	onlyEdtfJS                         // accepted by edtf.js, refused here
	bounds                             // accepted by both, with other days
)

func acceptedBy(ours bool) kindOfDifference {
	if ours {
		return onlyHere
	}
	return onlyEdtfJS
}

// differences lists them all, but for the widening of approximate dates, which
// edtf.js does not do.
var differences = []difference{
	{onlyHere, "201X~", matches(`X[?~%]$`),
		"edtf.js takes no qualifier after unspecified digits; a date string may have one at its end"},
	{onlyHere, "2001-21/2002", matches(`-2[1-4][?~%]?(/|$)`),
		"edtf.js takes a season in an interval only beside another season"},
	{onlyHere, "Y12345~", matches(`^Y[-\dE]+[?~%]$`),
		"edtf.js takes no qualifier after a letter-prefixed year; a date string may have one at its end"},
	{onlyHere, "Y12345/..", matches(`Y.*/|/Y`),
		"edtf.js takes no letter-prefixed year in an interval; the specification's interval is between dates"},
	{onlyHere, "1985-04/1985", beginsTogether,
		"edtf.js wants the first day of the end after that of the begin; an end may be as early or less precise"},
	{onlyHere, "1985-04-12T23:20:30-13", matches(`T[\d:]+[-+]\d\d(:\d\d)?$`),
		"edtf.js bounds time shifts by those in use; here they are bounded as in RFC 3339"},
	{onlyEdtfJS, "XXXX", matches(`^XXXX(-XX)*$`),
		"a year without any digit is level 1 in edtf.js, level 2 in the specification"},
	{onlyEdtfJS, "198", matches(`^-?\d{2,3}[?~%]?$`),
		"century and decade of ISO 8601 are not in the specification"},
	{onlyEdtfJS, "-0000-XX", matches(`(^|/)-0000-`),
		"edtf.js refuses the year -0000 only without unspecified months and days"},
	{onlyEdtfJS, "2023-02-29", matches(`-02-29`),
		"edtf.js gives every February 29 days"},
	{onlyEdtfJS, "1985-04-12T23:20:30/1986", matches(`T.*/|/.*T`),
		"edtf.js takes date-times in intervals; the specification excludes the time of day"},
	{onlyEdtfJS, "1985-04-12T24:00:00", matches(`T24:00`),
		"edtf.js takes midnight at the end of a day"},
	{onlyEdtfJS, "1985-04-12T23:20Z", matches(`T\d\d:\d\d(Z|[-+−].*)?$`),
		"edtf.js takes a time without seconds"},
	{onlyEdtfJS, "1985-04-12T23:20:30+0430", matches(`T[\d:]+[-+]\d{4}$`),
		"edtf.js takes a time shift in the basic format"},
	{onlyEdtfJS, "Y17E0", matches(`^Y-?\d+E\d+$`),
		"edtf.js takes exponential years of any size and with leading zeros"},
	{bounds, "2001-21", matches(`-2[1-4]([?~%/]|$)`),
		"edtf.js takes spring as January to March; here it is March to May"},
	{bounds, "1985-04-12T23:20:30+04:30", matches(`T.*[-+]\d\d`),
		"edtf.js converts to UTC, and adds a shift that is to be subtracted; here the local date counts"},
	{bounds, "-1985-XX-XX", matches(`^-\d{4}-.*X`),
		"edtf.js swaps the bounds of unspecified months and days of negative years"},
	{bounds, "-000X", matches(`^-0+X+`),
		"edtf.js loses the sign of -000X"},
	{bounds, "0000-02-29", matches(`0000-02-29`),
		"edtf.js finds no leap day in the year 0000"},
	{bounds, "Y170000002", matches(`Y-?(\d{7,}|[3-9]\d{5}|2[7-9]\d{4}|\d+E)`),
		"edtf.js ends with the years of JavaScript's Date, -271821 to 275760"},
}

func matches(pattern string) func(string) bool {
	return regexp.MustCompile(pattern).MatchString
}

// beginsTogether reports whether the end of an interval does not begin after its
// begin, in the eyes of edtf.js, which widens nothing.
func beginsTogether(text string) bool {
	begin, end, found := strings.Cut(strings.NewReplacer("~", "", "%", "").Replace(text), "/")
	from, errBegin := ParseDate(begin)
	to, errEnd := ParseDate(end)
	return found && errBegin == nil && errEnd == nil && to.Span().First <= from.Span().First
}

func known(text string, kind kindOfDifference) bool {
	for _, d := range differences {
		if d.kind == kind && d.applies(text) {
			return true
		}
	}
	return false
}

func TestOracleDifferencesExist(t *testing.T) {
	texts := make([]string, len(differences))
	for i, d := range differences {
		texts[i] = d.example
	}
	for i, theirs := range askOracle(t, texts) {
		d := differences[i]
		t.Run(d.example, func(t *testing.T) {
			require.True(t, d.applies(d.example))
			interval, err := ParseInterval(d.example)
			require.Equal(t, d.kind != onlyEdtfJS, err == nil, d.reason)
			require.Equal(t, d.kind != onlyHere, theirs != nil, d.reason)
			if d.kind == bounds {
				span := interval.Span()
				require.False(t, sameDay(theirs.Min, span.First) && sameDay(theirs.Max, span.Last), d.reason)
			}
		})
	}
}
