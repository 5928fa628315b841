package knowledge

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Code is the family of an error, for programs. Its text never changes.
type Code string

// The codes of errors that a person can do something about; Remedy says what.
const (
	// BadInput: a value has the wrong form.
	BadInput Code = "BAD_INPUT"
	// BadID: an id is not of the form kind:slug, or of the wrong kind.
	BadID Code = "BAD_ID"
	// BadDate: a date is not EDTF of level 0 or 1, or does not exist.
	BadDate Code = "BAD_DATE"
	// BadCursor: a cursor comes from another field, order, filter or scope, or was changed.
	BadCursor Code = "BAD_CURSOR"
	// NotFound: an id in a filter or an argument names nothing.
	NotFound Code = "NOT_FOUND"
	// Ambiguous: a reference fits several entities.
	Ambiguous Code = "AMBIGUOUS"
	// UnknownRelation: no relation has this name.
	UnknownRelation Code = "UNKNOWN_RELATION"
	// UnknownQualifier: no relation that is asked for declares a qualifier of this name.
	UnknownQualifier Code = "UNKNOWN_QUALIFIER"
	// UnknownDataset: a scope names a dataset that the graph does not have.
	UnknownDataset Code = "UNKNOWN_DATASET"
	// UnknownRevision: a scope names a revision that the graph does not have.
	UnknownRevision Code = "UNKNOWN_REVISION"
	// LimitExceeded: more was asked for than one request may.
	LimitExceeded Code = "LIMIT_EXCEEDED"
	// Conflict: the graph changed between a plan and its application, or another writer is at work.
	Conflict Code = "CONFLICT"
	// Invalid: a change would leave the graph inconsistent: a statement without its entity, document or relation.
	Invalid Code = "INVALID"
	// Unavailable: the store cannot be reached or is closed.
	Unavailable Code = "UNAVAILABLE"
	// Timeout: the request took longer than it may, or its client went away.
	Timeout Code = "TIMEOUT"
)

// Remedy is a sentence on what a person can do about an error of this code; "" for an unknown code.
func (c Code) Remedy() string {
	return map[Code]string{
		BadInput:         "Mend the value; the message says what it should look like.",
		BadID:            "Write ids as kind:slug, as country:georgia; entity(ref:) finds the id of a name.",
		BadDate:          "Write a Date as a day, 2025-08-08, and a PartialDate in EDTF: 1994, 2008-04, 2025-08-08, 1994~, 2023?, 201X.",
		BadCursor:        "Use a cursor only with the field, filter, order and scope that gave it, or start again without one.",
		NotFound:         "Look for it with search, or take what the message names.",
		Ambiguous:        "Use one of the exact forms that the error lists.",
		UnknownRelation:  "Ask relations for the names that there are.",
		UnknownQualifier: "Ask relations for the names of their qualifiers.",
		UnknownDataset:   "Ask datasets for the ids that there are.",
		UnknownRevision:  "Ask revisions for the numbers that there are.",
		LimitExceeded:    "Ask for less at once: a smaller page, fewer fields, fewer levels.",
		Conflict:         "Plan again: the graph has changed.",
		Invalid:          "Mend what the message names; nothing was written.",
		Unavailable:      "Try again in a moment.",
		Timeout:          "Narrow the question, or try again.",
	}[c]
}

// Error is an error that may be shown to the user: its message names the place, the reason and, if there is one, the likely word meant. All
// other errors are internal.
type Error struct {
	Code    Code
	Message string
	// Details are further facts for programs, as the candidates of an ambiguous reference; may be nil.
	Details map[string]any
	// Cause is the underlying error, for logs; may be nil.
	Cause error
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error with a formatted message.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// CodeOf returns the code of the first Error in err's chain, or "".
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// maxQuoted limits how much of an input an error repeats, in code points.
const maxQuoted = 60

// Quote puts an input in quotes for a message: control characters escaped, and cut (with …) after 60 code points, so that a
// hostile input cannot fill a log or an answer.
func Quote(s string) string {
	n := 0
	for i := range s {
		if n == maxQuoted {
			return strconv.Quote(s[:i] + "…")
		}
		n++
	}
	return strconv.Quote(s)
}

// Nearest returns the candidate most similar to the word: at most a third of the letters may differ. If there is none, it is the shortest
// candidate that begins with the word, or has a word that does, if the word has at least four letters: ALLIED_WITH for ALLIED. It returns
// "" if none is near. Case does not matter, and of equally near ones the first is returned. It costs one edit distance a candidate; words
// longer than 64 bytes have no neighbour.
func Nearest(word string, candidates []string) string {
	if len(word) > 64 {
		return ""
	}
	if scheme, value, ok := strings.Cut(word, ":"); ok && IsScheme(strings.ToLower(scheme)) {
		return nearestCode(strings.ToLower(scheme), value, candidates)
	}
	best, bestAt := "", utf8.RuneCountInString(word)/3+1
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(c)); d < bestAt {
			best, bestAt = c, d
		}
	}
	if best == "" && utf8.RuneCountInString(word) >= 4 {
		return shortestWith(word, candidates)
	}
	return best
}

// nearestCode returns the code of a scheme that differs from a value only as people slip: in case, leading zeros, or two neighbors that changed
// places. Another digit or letter is another code, and no slip that could be told from any.
func nearestCode(scheme, value string, candidates []string) string {
	bare := func(value string) string { return strings.TrimLeft(strings.ToLower(value), "0") }
	swapped := ""
	for _, c := range candidates {
		of, code, ok := strings.Cut(c, ":")
		switch {
		case !ok || !strings.EqualFold(of, scheme):
		case bare(code) == bare(value):
			return c
		case swapped == "" && isSwapped(strings.ToLower(code), strings.ToLower(value)):
			swapped = c
		}
	}
	return swapped
}

// isSwapped reports whether two texts differ in two neighbors that changed places.
func isSwapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// shortestWith is the shortest candidate in which the word stands at the beginning of the whole or of a word.
func shortestWith(word string, candidates []string) (shortest string) {
	word = strings.ToLower(word)
	for _, c := range candidates {
		lower := strings.ToLower(c)
		at := strings.Index(lower, word)
		if at >= 0 && (at == 0 || strings.ContainsRune("_ -", rune(lower[at-1]))) && (shortest == "" || len(c) < len(shortest)) {
			shortest = c
		}
	}
	return shortest
}

// DidYouMean is the tail of a message that names the likely word meant, or "" where none is near.
func DidYouMean(word string, candidates []string) string {
	if n := Nearest(word, candidates); n != "" {
		return "; did you mean " + n + "?"
	}
	return ""
}
