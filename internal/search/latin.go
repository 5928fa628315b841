package search

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// latin gives a folded word in the letters a to z and digits: Грузия is gruziia, საქართველო is sakartvelo. It is empty where
// there is no such form, as for scripts that write no vowels: their consonants alone are nothing that anybody types.
func latin(form string) string {
	if isASCII(form) {
		return form
	}
	if strings.ContainsFunc(form, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) }) {
		return ""
	}
	// What the tables of unidecode have no Latin letter for, but languages at hand do.
	form = latinLetters.Replace(form)
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(unidecode.Unidecode(form)))
}

var latinLetters = strings.NewReplacer("ə", "e", "ӏ", "", "ъ", "", "ь", "")

// minSkeleton is how long a word must be to have a skeleton: shorter ones would be alike without being the same.
const minSkeleton = 4

// skeleton gives the form in which the ways of writing foreign sounds in Latin letters are one: Gruziya, Gruzija and Gruziia;
// Azerbaidzhan and Azerbaijan; Qaddafi and Gadhafi are not, for they sound apart. It is empty for short words.
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

var spellings = strings.NewReplacer(
	"dzh", "j", "dj", "j", "tch", "ch", "tsch", "ch", "kh", "h", "gh", "g", "ph", "f", "zh", "j", "sch", "sh", "ck", "k", "x", "ks",
	"ou", "u", "oo", "u", "ee", "i", "ae", "a",
)
