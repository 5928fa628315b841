package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Text is an optional text; empty means absent. The API shows an absent text as null.
type Text string

// Fold returns the form of a text in which names are compared: NFKC, case folded, diacritics on letters dropped, apostrophes unified, white
// space collapsed. `Türkiye`, `TURKIYE` and `turkiye` fold to one. Folded texts are only compared, never shown.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if isASCII(s) {
		// No mark, no compatibility form: the transformations below would only allocate.
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	t := transform.Chain(cases.Fold(), runes.Map(foldRemaining), norm.NFKC)
	out, _, err := transform.String(t, Plain(s))
	if err != nil {
		out = strings.ToLower(s)
	}
	return strings.Join(strings.Fields(out), " ")
}

// Plain returns a text in NFKC without diacritics on letters and with unified apostrophes. Case and white space stay.
func Plain(s string) string {
	t := transform.Chain(norm.NFKD, runes.Remove(runes.Predicate(isDiacritic)), runes.Map(plainApostrophe), norm.NFKC)
	out, _, err := transform.String(t, s)
	if err != nil {
		return s
	}
	return out
}

func plainApostrophe(r rune) rune {
	switch r {
	case '’', 'ʼ', '‘':
		return '\''
	}
	return r
}

// isDiacritic reports whether a mark only modifies a letter: marks that several scripts share, and the points of Arabic and Hebrew. The
// vowel signs of the Indic scripts are letters, and so are the voicing marks of kana: か is not が.
func isDiacritic(r rune) bool {
	const voiced, semiVoiced = '\u3099', '\u309A'
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Arabic, unicode.Hebrew) && r != voiced && r != semiVoiced
}

// foldRemaining folds what full case folding leaves apart: the dotless i, whose capital is the I of ASCII, and Cherokee, whose
// small letters cases.Fold makes capital and the other way round.
func foldRemaining(r rune) rune {
	if r == 'ı' {
		return 'i'
	}
	return unicode.ToLower(r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isFolded is the fast path: lower-case ASCII with single spaces folds to itself.
func isFolded(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c < ' ' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// NFC returns the text in Unicode normalization form C, the form of all text in the graph, and whether that changed it.
func NFC(s string) (string, bool) {
	if norm.NFC.IsNormalString(s) {
		return s, false
	}
	return norm.NFC.String(s), true
}

// Slice returns the text from start to end, both in code points, as all offsets of this project are. ok is false if the text is shorter or
// the range is invalid. It walks over the text up to end.
func Slice(text string, start, end int) (cut string, ok bool) {
	if start < 0 || end < start {
		return "", false
	}
	from, n := -1, 0
	for i := range text {
		if n == start {
			from = i
		}
		if n == end {
			return text[from:i], true
		}
		n++
	}
	switch {
	case n < end:
		return "", false
	case start == n:
		return "", true
	}
	return text[from:], true
}
