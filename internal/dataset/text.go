package dataset

import (
	"fmt"
	"strings"
	"unicode"

	"entente/internal/knowledge"
)

// isControl says whether a character has no place in a text: stores, exports and terminals trip over it. Tabs and line
// feeds are none of these.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }

func controlMessage(r rune) string { return fmt.Sprintf("the control character %U is no text", r) }

func mebibytes(n int64) string { return fmt.Sprintf("%d MiB", n>>20) }

// cut shortens a text for a message, at a code point, with … where it was longer.
func cut(text string, most int) string {
	n := 0
	for i := range text {
		if n == most {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// quoted puts a word of the folder in quotes for a message.
func quoted(s string) string { return knowledge.Quote(s) }

// listed names things in a sentence: `a`, `a and b`, `a, b and c`.
func listed(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}
