package edtf

import "fmt"

// Precision is the finest unit that a date specifies, from the coarsest to the
// finest, so that precisions can be compared with <.
//
// It counts what is specified: 201X is a decade and 1985-04-XX a month, although
// the specification calls them "year precision" and "day precision" after the
// place of the X. The unit is what "~" widens by, and an unspecified unit would
// widen by less than the writer left open.
type Precision uint8

// The precisions. PrecisionNone is that of an absent date.
const (
	PrecisionNone Precision = iota
	PrecisionCentury
	PrecisionDecade
	PrecisionYear
	PrecisionSeason
	PrecisionMonth
	PrecisionDay
	PrecisionSecond
)

// String returns the English word: "none", "century", ..., "second".
func (p Precision) String() string {
	words := [...]string{"none", "century", "decade", "year", "season", "month", "day", "second"}
	if int(p) >= len(words) {
		return fmt.Sprintf("Precision(%d)", uint8(p))
	}
	return words[p]
}
