package dataset

import (
	"fmt"
	"regexp"
	"strings"
)

// What tables write for a date that they do not have: a missing value, or an end that is still to come.
var (
	missingDate = regexp.MustCompile(`^(?:-(?:1|7|8|9|77|88|99|999|9999)|0{1,4}-00(?:-00)?|N/?A|NaN|NULL|null)$`)
	endlessDate = regexp.MustCompile(`^(?:9999|2999)(?:-\d\d(?:-\d\d)?)?$`)
)

// sentinel reports a date, or a span of time, of which a part is what tables write for one that they do not have.
func (r *record) sentinel(key, word string) bool {
	begin, end, isSpan := strings.Cut(word, "/")
	for i, part := range []string{begin, end} {
		part = strings.TrimSpace(part)
		hint := "leave the key out"
		switch {
		case missingDate.MatchString(part) && isSpan:
			hint = "leave that end of the span empty, as in " + []string{"/2004", "1994/"}[i]
		case missingDate.MatchString(part):
		case endlessDate.MatchString(part) && isSpan && i == 1:
			hint = "write " + strings.TrimSpace(begin) + "/.."
		case endlessDate.MatchString(part):
		default:
			continue
		}
		r.fail(r.valueAt(key), BadDate, fmt.Sprintf("%s is what tables write for a date that there is not", quoted(part)), hint)
		return true
	}
	return false
}
