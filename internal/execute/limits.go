package execute

import "strconv"

// Limits are the limits of one answer. Zero means no limit.
type Limits struct {
	// Elements of all lists of objects in the answer, checked when a resolver has returned.
	Elements int
	// Bytes of the answer's data, checked while it is written, after each object.
	Bytes int
	// Errors that are presented. The others are counted in one LimitError at the end.
	Errors int
}

// LimitError is the error of an answer that exceeds one of the Limits. For elements and bytes it replaces the whole answer, since
// a part of it would be wrong.
type LimitError struct {
	// What is limited: "list elements", "bytes" or "errors".
	What string
	// Limit is the maximum.
	Limit int
	// More, for errors, is how many were left out.
	More int
}

// Error names the limit.
func (e *LimitError) Error() string {
	if e.More > 0 {
		return "and " + strconv.Itoa(e.More) + " more " + e.What
	}
	return "the answer is too large: it has more than " + strconv.Itoa(e.Limit) + " " + e.What
}
