package edtf

import (
	"fmt"
	"strings"
)

// MaxLength is the length in bytes of the longest text that is read. The longest
// valid text, an interval between two long years, has 35.
const MaxLength = 64

// SyntaxError is the error of every parser of this package. Its text names the
// input, the place, the reason and, where one is likely, the meaning meant.
type SyntaxError struct {
	// Text is the input. Of an input longer than MaxLength it is the first
	// MaxLength bytes, and Reason tells the full length.
	Text string
	// Offset is the byte of Text, counted from 0, where the input stops making
	// sense. It is len(Text) when something is missing at the end.
	Offset int
	// Reason says what is wrong there.
	Reason string
	// Hint is advice for the writer, such as "write 1994-04"; it may be empty.
	// A text after "write" can stand in the place of what was refused.
	Hint string
}

// Error returns text, offset, reason and hint in one line.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "edtf: %q at byte %d: %s", e.Text, e.Offset, e.Reason)
	if e.Hint != "" {
		b.WriteString("; " + e.Hint)
	}
	return b.String()
}

// tooLong returns an error when s is longer than MaxLength, so that no other
// code has to think about the size of its input.
func tooLong(s string) *SyntaxError {
	if len(s) <= MaxLength {
		return nil
	}
	return &SyntaxError{
		Text:   s[:MaxLength],
		Offset: MaxLength,
		Reason: fmt.Sprintf("%d bytes are too long, at most %d are read", len(s), MaxLength),
	}
}
