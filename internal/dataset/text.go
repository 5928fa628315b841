package dataset

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// isControl says whether a character has no place in a text: stores, exports and terminals trip over it. Tabs and line
// feeds are none of these.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }

func controlMessage(r rune) string { return fmt.Sprintf("the control character %U is no text", r) }

// isInvisible says whether a character shows nothing, or turns the direction of what follows: two names may differ by it alone, and search
// finds neither by the other. The joiners of Persian and Indic scripts, which change how letters look, are none of these.
func isInvisible(c rune) bool {
	if c < '\u00ad' {
		return false
	}
	const joiner, nonJoiner, graphemeJoiner, brailleBlank = '\u200d', '\u200c', '\u034f', '\u2800'
	switch c {
	case joiner, nonJoiner:
		return false
	case graphemeJoiner, brailleBlank, '\u115f', '\u1160', '\u3164', '\uffa0': // the rest are fillers of Hangul
		return true
	}
	return unicode.In(c, unicode.Cf, unicode.Variation_Selector)
}

// isVisible says whether a text shows anything, and warns of characters in it that do not.
func (r *record) isVisible(at input.Position, key, text string) bool {
	joiner := func(c rune) bool { return c == '\u200d' || c == '\u200c' }
	if strings.TrimFunc(text, func(c rune) bool { return isInvisible(c) || joiner(c) || unicode.IsSpace(c) }) == "" {
		r.fail(at, BadValue, fmt.Sprintf("%s is %s, which shows nothing", key, quoted(text)), "write a text")
		return false
	}
	if n := strings.IndexFunc(text, isInvisible); n >= 0 {
		c, _ := utf8.DecodeRuneInString(text[n:])
		r.warn(at, InvisibleCharacter, fmt.Sprintf("%s holds the invisible character %U: %s", key, c, quoted(text)), "remove it unless it is meant")
	}
	return true
}

// printable gives a word as it is, or in quotes and escaped where some of it could not be seen.
func printable(word string) string {
	if strings.ContainsFunc(word, func(c rune) bool { return !unicode.IsGraphic(c) || isInvisible(c) }) {
		return quoted(word)
	}
	return word
}

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
