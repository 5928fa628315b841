package execute

import "strconv"

// Limits bound what one answer may take. Zero means no bound.
type Limits struct {
	// Elements of all lists of objects in the answer. Looked at whenever a resolver has answered.
	Elements int
	// Bytes of the answer's data. Looked at while it is written, after each object.
	Bytes int
	// Errors that are presented. The rest is counted, and told by one LimitError at the end.
	Errors int
}

// LimitError is returned when an answer goes beyond one of the Limits. For elements and bytes it takes the place of the
// whole answer, since half of one would be a wrong one.
type LimitError struct {
	// What is bounded: "list elements", "bytes" or "errors".
	What string
	// Limit is what would pass.
	Limit int
	// More, of errors, is how many were left out.
	More int
}

// Error names the bound and what would pass.
func (e *LimitError) Error() string {
	if e.More > 0 {
		return "and " + strconv.Itoa(e.More) + " more " + e.What
	}
	return "the answer is too large: it has more than " + strconv.Itoa(e.Limit) + " " + e.What
}
