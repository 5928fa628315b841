package dataset

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/internal/edtf"
)

// What tables write for a date that they do not have: a missing value, or an end that is still to come. The last of the days are the first
// ones and the last ones that programs can count: spreadsheets, .NET and Go, pandas.
var (
	missingDate = regexp.MustCompile(`(?i)^(?:-(?:1|7|8|9|77|88|99|999|9999)|0{1,4}(?:-00(?:-00)?)?|n\.?/?a\.?|#n/a|nan|nat|nil|null|none|unknown|undated|no date|n\.?d\.?|s\.?d\.?|tbd|tba|missing|blank|` +
		`\.|-|–|—|\?+|0001-01-01|1899-12-3[01]|1900-01-00)$`)
	endlessDate = regexp.MustCompile(`^(?:(?:9999|9998|2999|3000)(?:-\d\d(?:-\d\d)?)?|2099-12-31|2100-01-01|2262-04-11)$`)
)

// sentinel reports a date, or a span of time, of which a part is what tables write for one that they do not have.
func (r *record) sentinel(key, word string) bool {
	begin, end, isSpan := strings.Cut(word, "/")
	if isPlain(begin) && (!isSpan || end == ".." || isPlain(end)) {
		return false // nearly all dates of tables
	}
	if missingDate.MatchString(word) { // N/A
		begin, end, isSpan = word, "", false
	}
	for i, part := range []string{begin, end} {
		part = strings.TrimSpace(part)
		hint := "leave the key out where there is no date"
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

// isPlain says that a word is a year, a month or a day of the years 1901 to 2098, none of which tables write for a missing date.
func isPlain(word string) bool {
	if n := len(word); n != len("1994") && n != len("1994-05") && n != len("1994-05-04") {
		return false
	}
	for i := range len(word) {
		if isDash := i == 4 || i == 7; isDash != (word[i] == '-') || !isDash && (word[i] < '0' || word[i] > '9') {
			return false
		}
	}
	return "1900" < word[:4] && word[:4] < "2099"
}

// withoutFarYears leaves what cannot stand in a claim out of a hint at what to write: years of more than four digits.
func withoutFarYears(hint string) string {
	written, found := strings.CutPrefix(hint, "write ")
	if !found {
		return hint
	}
	words := slices.DeleteFunc(strings.Split(written, " or "), func(w string) bool { return strings.Contains(w, "Y") })
	if len(words) == 0 {
		return ""
	}
	return "write " + strings.Join(words, " or ")
}

// spreadsheetDay says which day a number is in spreadsheets, which count the days since 1899-12-30: of the years 1927 to 2064, as numbers of
// other meanings are mostly smaller or larger.
func spreadsheetDay(word string) string {
	const least, most = 10_000, 60_000
	n, err := strconv.Atoi(strings.TrimSuffix(word, ".0"))
	if err != nil || n < least || n > most {
		return ""
	}
	return fmt.Sprintf("in a spreadsheet this is the number of the day %s", edtf.DayOf(1899, 12, 30)+edtf.Day(n))
}
