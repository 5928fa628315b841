package search

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
)

// word is a word of a text with its byte range.
type word struct {
	// folded has no case, no diacritics and no punctuation.
	folded     string
	start, end int
	// spaceless: it is a run of a script that writes words without spaces between them, and may be many words.
	spaceless bool
	// elided: an apostrophe follows instead of its vowel, as in `l'Allemagne`, so that it means nothing by itself.
	elided bool
}

// wordsOf returns the words of a text by the word boundaries of Unicode (UAX #29). Apostrophes separate words too, so that
// `d'Ivoire` is found by `ivoire`; the s of a possessive is dropped. In scripts without spaces a run of letters is one word: where
// its words begin only a dictionary could say.
func wordsOf(text string) []word { return split(text, fold) }

// foldedWords returns the words of a text that is folded already. Folding a text as a whole costs a fraction of folding word by word.
func foldedWords(folded string) []word { return split(folded, func(s string) string { return s }) }

// split splits a text into words, and folds each with fold.
func split(text string, fold func(string) string) []word {
	var found []word
	for _, t := range tokensOf(text) {
		value := text[t.start:t.end]
		if t.script != spaced {
			if folded := stripPunctuation(fold(value)); folded != "" {
				found = append(found, word{folded: folded, start: t.start, end: t.end, spaceless: true})
			}
			continue
		}
		parts := splitApostrophes(value)
		for i, part := range parts {
			folded := stripPunctuation(fold(value[part.start:part.end]))
			if folded == "" || i > 0 && folded == "s" {
				continue
			}
			elided := i < len(parts)-1 && (len(folded) <= 2 || slices.Contains(elisions, folded))
			found = append(found, word{folded: folded, start: t.start + part.start, end: t.start + part.end, elided: elided})
		}
	}
	return found
}

// token is what people count as a word: with the apostrophes in it, or a run of a script without spaces.
type token struct {
	span
	script script
}

// tokensOf returns the tokens of a text.
func tokensOf(text string) []token {
	var tokens []token
	at := 0
	for segments := words.FromString(text); segments.Next(); {
		value, start := segments.Value(), at
		at += len(value)
		first := strings.IndexFunc(value, isWordRune)
		inRun := len(tokens) > 0 && tokens[len(tokens)-1].script != spaced && tokens[len(tokens)-1].end == start
		if first < 0 {
			if inRun && strings.IndexFunc(value, func(r rune) bool { return !isJoint(r) }) < 0 {
				tokens[len(tokens)-1].end = at
			}
			continue
		}
		if s := scriptOf(value[first:]); inRun && s == tokens[len(tokens)-1].script {
			tokens[len(tokens)-1].end = at
		} else {
			tokens = append(tokens, token{span{start, at}, s})
		}
	}
	return tokens
}

// elisions are the words of three letters and more that Italian elides before a vowel.
var elisions = []string{"dell", "all", "nell", "sull", "dall"}

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
