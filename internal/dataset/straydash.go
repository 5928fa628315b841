package dataset

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A year of modern times with a dash before it, by which people write "until", or behind it, which is "since". Only a hyphen is a sign of EDTF, of a
// year before Christ.
var (
	dashBefore = regexp.MustCompile(`^[-\x{2010}-\x{2015}\x{2212}]\s*([12]\d{3}(-\d\d){0,2})$`)
	dashBehind = regexp.MustCompile(`^([12]\d{3}(-\d\d){0,2})\s*[-\x{2010}-\x{2015}\x{2212}]$`)
)

// strayMinus returns advice about a date, or a span of time, of which a part has a dash that is no part of it; "" for any other. A year before Christ
// is told as what it is: it is legal, but claims have none.
func strayMinus(word string) string {
	parts := strings.Split(word, "/")
	meant := make([]string, len(parts))
	before, behind := false, false
	bce := ""
	for i, part := range parts {
		part = strings.TrimSpace(part)
		meant[i] = part
		if m := dashBefore.FindStringSubmatch(part); m != nil {
			meant[i], before = m[1], true
			if year, err := strconv.Atoi(m[1][:4]); err == nil && part[0] == '-' && bce == "" {
				bce = fmt.Sprintf("%s is of the year %d before Christ; ", part, year+1)
			}
		} else if m := dashBehind.FindStringSubmatch(part); m != nil {
			meant[i], behind = m[1], true
		}
	}
	date := strings.Join(meant, "/")
	switch {
	case !before && !behind:
		return ""
	case len(parts) > 1:
		return bce + "write " + date
	case before:
		return fmt.Sprintf("%swrite %s, or /%[2]s for until then", bce, date)
	}
	return fmt.Sprintf("write %s, or %[1]s/.. for since then", date)
}
