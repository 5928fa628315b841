package search

import (
	"strings"
	"unicode"

	"entente/internal/knowledge"
	"github.com/clipperhouse/uax29/v2/words"
)

// word is a word of a text with its place in bytes.
type word struct {
	// form is folded: no case, no diacritics, no dots within.
	form       string
	start, end int
}

// wordsOf are the words of a text by the word boundaries of Unicode (UAX #29). Apostrophes part words too, so that `d'Ivoire` is
// found by `ivoire`, and the s of a possessive is none.
func wordsOf(text string) []word { return split(text, knowledge.Fold) }

// foldedWords are the forms of a text's words. Folding the text as a whole costs a fraction of folding word by word.
func foldedWords(text string) []string {
	found := split(knowledge.Fold(text), func(s string) string { return s })
	forms := make([]string, len(found))
	for i, w := range found {
		forms[i] = w.form
	}
	return forms
}

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
			form := bare(fold(value[part.start:part.end]))
			if form == "" || i > 0 && form == "s" {
				continue
			}
			found = append(found, word{form, start + part.start, start + part.end})
		}
	}
	return found
}

// span is a range of bytes.
type span struct{ start, end int }

// splitApostrophes gives the parts between apostrophes.
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

// bare drops what is no letter, mark or digit: the dots of U.S.A.
func bare(form string) string {
	return strings.Map(func(r rune) rune {
		if isWordRune(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, form)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
