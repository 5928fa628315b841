package search

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// romanize transliterates a folded word into the letters a to z and digits: Грузия is gruziia, საქართველო is sakartvelo. It
// returns the empty string for scripts that write no vowels, since nobody types the consonants alone.
func romanize(folded string) string {
	if isASCII(folded) {
		return folded
	}
	if strings.ContainsFunc(folded, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) }) {
		return ""
	}
	// unidecode has no Latin letter for these.
	folded = latinLetters.Replace(folded)
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(unidecode.Unidecode(folded)))
}

var latinLetters = strings.NewReplacer("ə", "e", "ӏ", "", "ъ", "", "ь", "")

// minSkeleton is the minimum length of a word that has a skeleton: the skeletons of shorter words would match too much.
const minSkeleton = 4

// skeleton returns a key that is equal for different romanizations of a word, such as Gruziya, Gruzija and Gruziia, or
// Azerbaidzhan and Azerbaijan. Those of Qaddafi and Gadhafi differ, since they sound different. It is empty for short words.
func skeleton(latin string) string {
	if len(latin) < minSkeleton {
		return ""
	}
	joined := spellings.Replace(latin)
	b := make([]byte, 0, len(joined))
	for i := range len(joined) {
		c := joined[i]
		switch {
		case c == 'c' && i+1 < len(joined) && (joined[i+1] == 'e' || joined[i+1] == 'i' || joined[i+1] == 'y'):
			c = 's'
		case c == 'c' && (i+1 == len(joined) || joined[i+1] != 'h'), c == 'q':
			c = 'k'
		case c == 'w':
			c = 'v'
		case c == 'j', c == 'y':
			c = 'i'
		case c == 'z':
			c = 's'
		}
		if len(b) == 0 || b[len(b)-1] != c {
			b = append(b, c)
		}
	}
	return string(b)
}

// minConsonants is the minimum number of consonants by which a word is found.
const minConsonants = 3

// consonants returns the consonants of a word that is written in another script, by its romanization: foreign names are written with
// the same consonants oftener than with the same vowels. It is empty for Latin letters, in which a name has its own spelling, and for
// words of few consonants.
func consonants(folded, latin string) string {
	if latin == "" || isASCII(folded) || strings.ContainsFunc(folded, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		return ""
	}
	kept := strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouyhw", r) {
			return -1
		}
		return r
	}, skeleton(latin))
	if len(kept) < minConsonants {
		return ""
	}
	return kept
}

var spellings = strings.NewReplacer(
	"dzh", "j", "dj", "j", "tch", "ch", "tsch", "ch", "kh", "h", "gh", "g", "ph", "f", "zh", "j", "sch", "sh", "ck", "k", "x", "ks",
	"ou", "u", "oo", "u", "ee", "i", "ae", "a",
)
