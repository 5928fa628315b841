package mention

import (
	"strings"
	"unicode"

	"entente/internal/knowledge"
	"github.com/clipperhouse/uax29/v2/words"
)

// minWord is how long a one-word name must be to count, in bytes: no name is a single letter.
const minWord = 2

// names is a trie of the names of entities, word by word.
type names struct {
	next     map[string]*names
	entities []knowledge.ID
}

// add puts in a name of an entity.
func (n *names) add(name string, entity knowledge.ID) {
	found := tokens(name)
	if len(found) == 0 || len(found) == 1 && len(found[0].word) < minWord {
		return
	}
	for _, t := range found {
		if n.next == nil {
			n.next = map[string]*names{}
		}
		if n.next[t.word] == nil {
			n.next[t.word] = &names{}
		}
		n = n.next[t.word]
	}
	for _, e := range n.entities {
		if e == entity {
			return
		}
	}
	n.entities = append(n.entities, entity)
}

// longest finds the longest name that begins the tokens: how many tokens it has, and whose it is.
func (n *names) longest(found []token) (length int, entities []knowledge.ID) {
	for i, t := range found {
		if n = n.next[t.word]; n == nil || i > 0 && !t.joined {
			break
		}
		if n.entities != nil {
			length, entities = i+1, n.entities
		}
	}
	return length, entities
}

// joiners may stand within a name: blanks, no-break blanks, hyphens and the marks of abbreviations.
const joiners = " \u00a0-\u2010\u2011–&'’."

// token is a word of a text as names are compared by, with its place in bytes.
type token struct {
	word       string
	start, end int
	// joined: only blanks or hyphens part it from the word before, so that one name may span both.
	joined bool
}

// tokens are the words of a text by the word boundaries of Unicode (UAX #29), without a possessive ending and without
// diacritics. Case counts: a map is no MAP, and turkey no Turkey.
func tokens(text string) []token {
	var found []token
	at, joined := 0, false
	for segments := words.FromString(text); segments.Next(); {
		word := segments.Value()
		start := at
		at += len(word)
		if !strings.ContainsFunc(word, isWordRune) {
			joined = joined && strings.Trim(word, joiners) == ""
			continue
		}
		for _, possessive := range []string{"'s", "’s", "'", "’"} {
			if trimmed := strings.TrimSuffix(word, possessive); trimmed != "" && trimmed != word {
				word = trimmed
				break
			}
		}
		found = append(found, token{word: knowledge.Plain(word), start: start, end: start + len(word), joined: joined})
		joined = true
	}
	return found
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
