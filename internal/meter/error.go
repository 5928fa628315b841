package meter

import (
	"fmt"
	"strconv"
)

// Error says that a request has spent its budget.
type Error struct {
	// Kind is the kind that most of the work was of; Held instead if the request held too many bytes.
	Kind Kind
	Held bool
	// Asked is how many of it the request came to, and Limit how many would pass if it did nothing else.
	Asked, Limit int
}

// Error says what the request asked and what would pass.
func (e *Error) Error() string {
	if e.Held {
		return fmt.Sprintf("the request takes more memory than one may: it came to %s bytes held; %s would pass", grouped(e.Asked), grouped(e.Limit))
	}
	return fmt.Sprintf("the request is more work than one may be: it came to %s %s, and %s would pass if it did nothing else; ask for less at once, or narrow it by where or the scope",
		grouped(e.Asked), e.Kind, grouped(e.Limit))
}

// OfRequest marks an error that says nothing of what was asked for, only of the request that asked: another may get an answer.
func (*Error) OfRequest() bool { return true }

// spent returns the error of a spent budget. on is the kind that was spent for last, or kinds for bytes held.
func (m *Meter) spent(on Kind) *Error {
	if on == kinds {
		return &Error{Held: true, Asked: m.Held(), Limit: m.limits.Held}
	}
	k := m.dearest()
	return &Error{Kind: k, Asked: m.Count(k), Limit: int(m.limits.Work / k.Price())}
}

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
