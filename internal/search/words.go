package search

import (
	"strings"
	"unicode"

	"entente/internal/knowledge"
	"github.com/clipperhouse/uax29/v2/words"
)

// word is a word of a text with its byte range.
type word struct {
	// folded has no case, no diacritics and no punctuation.
	folded     string
	start, end int
}

// wordsOf returns the words of a text by the word boundaries of Unicode (UAX #29). Apostrophes separate words too, so that
// `d'Ivoire` is found by `ivoire`; the s of a possessive is dropped.
func wordsOf(text string) []word { return split(text, knowledge.Fold) }

// foldedWords returns the folded words of a text. Folding the text as a whole costs a fraction of folding word by word.
func foldedWords(text string) []string {
	found := split(knowledge.Fold(text), func(s string) string { return s })
	folded := make([]string, len(found))
	for i, w := range found {
		folded[i] = w.folded
	}
	return folded
}

// split splits a text into words, and folds each with fold.
func split(text string, fold func(string) string) []word {
	var found []word
	at := 0
	for segments := words.FromString(text); segments.Next(); {
		value := segments.Value()
		start := at
		at += len(value)
		if !strings.ContainsFunc(value, isWordRune) {
			continue
		}
		for i, part := range splitApostrophes(value) {
			folded := stripPunctuation(fold(value[part.start:part.end]))
			if folded == "" || i > 0 && folded == "s" {
				continue
			}
			found = append(found, word{folded, start + part.start, start + part.end})
		}
	}
	return found
}

// span is a range of bytes.
type span struct{ start, end int }

// splitApostrophes returns the ranges between apostrophes.
func splitApostrophes(value string) []span {
	if !strings.ContainsAny(value, "'’ʼ‘") {
		return []span{{0, len(value)}}
	}
	var parts []span
	start := 0
	for i, r := range value {
		switch r {
		case '\'', '’', 'ʼ', '‘':
			if i > start {
				parts = append(parts, span{start, i})
			}
			start = i + len(string(r))
		}
	}
	if start < len(value) {
		parts = append(parts, span{start, len(value)})
	}
	return parts
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// stripPunctuation removes what is not a letter, mark or digit, such as the dots of U.S.A.
func stripPunctuation(folded string) string {
	return strings.Map(func(r rune) rune {
		if isWordRune(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, folded)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
