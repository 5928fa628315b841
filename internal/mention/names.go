package mention

import (
	"strings"
	"unicode"

	"entente/internal/knowledge"
	"github.com/clipperhouse/uax29/v2/words"
)

// minWord is the minimum length of a one-word name in bytes: a single letter is no name.
const minWord = 2

// nameTrie is a trie of the names of entities, word by word.
type nameTrie struct {
	children map[string]*nameTrie
	entities []knowledge.ID
}

// add adds a name of an entity.
func (n *nameTrie) add(name string, entity knowledge.ID) {
	found := tokens(name)
	if len(found) == 0 || len(found) == 1 && len(found[0].word) < minWord {
		return
	}
	for _, t := range found {
		if n.children == nil {
			n.children = map[string]*nameTrie{}
		}
		if n.children[t.word] == nil {
			n.children[t.word] = &nameTrie{}
		}
		n = n.children[t.word]
	}
	for _, e := range n.entities {
		if e == entity {
			return
		}
	}
	n.entities = append(n.entities, entity)
}

// longest finds the longest name at the start of the tokens: its number of tokens, and the entities that have it.
func (n *nameTrie) longest(found []token) (length int, entities []knowledge.ID) {
	for i, t := range found {
		if n = n.children[t.word]; n == nil || i > 0 && !t.joined {
			break
		}
		if n.entities != nil {
			length, entities = i+1, n.entities
		}
	}
	return length, entities
}

// nameSeparators may occur within a name: spaces, no-break spaces, hyphens and the marks of abbreviations.
const nameSeparators = " \u00a0-\u2010\u2011–&'’."

// token is a word of a text, normalized for comparison with names, with its byte range.
type token struct {
	word       string
	start, end int
	// joined: only nameSeparators separate it from the word before, so that one name may span both.
	joined bool
}

// tokens returns the words of a text by the word boundaries of Unicode (UAX #29), without possessive endings and diacritics. Case
// is kept: a map is not MAP, and turkey is not Turkey.
func tokens(text string) []token {
	var found []token
	at, joined := 0, false
	for segments := words.FromString(text); segments.Next(); {
		word := segments.Value()
		start := at
		at += len(word)
		if !strings.ContainsFunc(word, isWordRune) {
			joined = joined && strings.Trim(word, nameSeparators) == ""
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
