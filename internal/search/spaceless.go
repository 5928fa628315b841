package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// script is a group of scripts of which a run is one word.
type script uint8

const (
	// spaced: spaces separate words.
	spaced script = iota
	// chineseJapanese: Han, Hiragana and Katakana, which Japanese mixes in a word.
	chineseJapanese
	// korean has spaces, but joins particles and parts of names to a word.
	korean
	// southEastAsian and what follows: one for each script, as they are not mixed.
	southEastAsian
)

// isJoint reports whether a character stands between the letters of a run without ending it: a space of no width, which is a hint for
// breaking lines, or the dot between the syllables of Tibetan.
func isJoint(r rune) bool { return unicode.Is(unicode.Cf, r) || r == '་' }

// scriptOf returns the script of the first letter of a text.
func scriptOf(text string) script {
	const firstSpaceless = 'ก'
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r < firstSpaceless || unicode.IsDigit(r):
		return spaced
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana), r == 'ー':
		return chineseJapanese
	case unicode.Is(unicode.Hangul, r):
		return korean
	}
	for i, table := range []*unicode.RangeTable{
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham, unicode.Tai_Viet,
		unicode.Javanese, unicode.Balinese, unicode.Yi, unicode.Tibetan,
	} {
		if unicode.Is(table, r) {
			return southEastAsian + script(i)
		}
	}
	return spaced
}

// unitsOf returns the units of a folded run, each a letter with its marks.
func unitsOf(run string) []string {
	var units []string
	start := 0
	for i, r := range run {
		if i > start && !unicode.IsMark(r) {
			units = append(units, run[start:i])
			start = i
		}
	}
	if start < len(run) {
		units = append(units, run[start:])
	}
	return units
}

// lettersOf returns the letters of a run without marks and vowels, which differ most between the ways to write a foreign name. A run
// of vowels alone has all.
func lettersOf(run string) []rune {
	var letters []rune
	for _, r := range run {
		if !unicode.IsMark(r) && !isVowel(r) {
			letters = append(letters, r)
		}
	}
	if letters == nil {
		return []rune(run)
	}
	return letters
}

// isVowel reports whether a letter is a vowel of Thai or Lao, of which some are no marks.
func isVowel(r rune) bool {
	return r >= 'ะ' && r <= 'ๅ' || r >= 'ະ' && r <= 'ໄ'
}

// pairsOf returns the pairs of neighboring letters of a run, each once, and its last letter alone. So a single letter is found as
// the beginning of a pair, wherever it stands.
func pairsOf(run string) []string {
	letters := lettersOf(run)
	var pairs []string
	seen := map[string]bool{}
	for i := range letters {
		pair := string(letters[i:min(i+2, len(letters))])
		if !seen[pair] {
			seen[pair] = true
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// markedUnit is a unit of a text with the range of bytes that it stands at.
type markedUnit struct {
	folded string
	span
}

// markedUnits returns the units of a run of a text before folding. One that folds to nothing belongs to the unit before it.
func markedUnits(text string, run span) []markedUnit {
	var units []markedUnit
	start := run.start
	add := func(end int) {
		folded := stripPunctuation(fold(text[start:end]))
		if n := len(units); n > 0 && folded == "" {
			units[n-1].end = end
		} else {
			units = append(units, markedUnit{folded, span{start, end}})
		}
		start = end
	}
	for i, r := range text[run.start:run.end] {
		if at := run.start + i; at > start && !unicode.IsMark(r) {
			add(at)
		}
	}
	add(run.end)
	return units
}

// markRun returns the ranges of a run of a text at which a query's run stands, or the whole run if that stands within the query's.
func markRun(text string, run word, query string) []Mark {
	if strings.Contains(query, run.folded) {
		return []Mark{{run.start, run.end}}
	}
	units := markedUnits(text, span{run.start, run.end})
	var marks []Mark
	for i := 0; i < len(units); i++ {
		joined := ""
		for j := i; j < len(units) && len(joined) < len(query); j++ {
			joined += units[j].folded
			if joined == query || len(joined) > len(query) && strings.HasPrefix(joined, query) {
				marks = append(marks, Mark{units[i].start, units[j].end})
				i = j
				break
			}
		}
	}
	return marks
}
