package search

import (
	"unicode/utf8"

	"entente/internal/knowledge"
	"github.com/blevesearch/vellum/levenshtein"
)

// The limits of a query.
const (
	// MaxText is the maximum length of a query's text in bytes.
	MaxText = 1000
	// MaxWords is the maximum number of words of a query.
	MaxWords = 32
)

// Query is a search request.
type Query struct {
	// Text is free text; it has no operators. Without a word it finds nothing.
	Text string
	// Kinds restricts the hits to entities of these kinds; nil means all kinds and documents.
	Kinds []knowledge.EntityKind
	// Scope restricts documents; entities are found in any scope. Its revision is that of the index.
	Scope *knowledge.Scope
}

// parsedQuery is a query split into words.
type parsedQuery struct {
	whole []string
	words []queryWord
	// needed has a bit for each word that is not a stop word.
	needed uint32
}

// queryWord is a word of a query in the variants by which it is matched.
type queryWord struct {
	folded, latin, skeleton string
	// stems are its stems by language of the index.
	stems map[string]string
	// stop: it is a stop word in some language, and need not match.
	stop bool
	// automaton accepts words within the edit distance; nil if the word is too short for typos.
	automaton *levenshtein.DFA
}

// parse parses a query. The error has the code knowledge.LimitExceeded.
func (x *Index) parse(text string) (*parsedQuery, error) {
	if len(text) > MaxText {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d bytes; %d would pass", len(text), MaxText)
	}
	text, _ = knowledge.NFC(text)
	folded := knowledge.Fold(text)
	q := &parsedQuery{whole: []string{folded}}
	if plain := romanizeText(folded); plain != "" {
		q.whole = append(q.whole, plain)
	}
	for _, w := range wordsOf(text) {
		q.words = append(q.words, x.queryWord(w.folded))
	}
	if len(q.words) > MaxWords {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d words; %d would pass", len(q.words), MaxWords)
	}
	if n := len(q.words); n > 0 {
		// The last word may be the beginning of one: "oss" of "South Oss" is a stop word in Norwegian.
		q.words[n-1].stop = false
	}
	for i, w := range q.words {
		if !w.stop {
			q.needed |= 1 << i
		}
	}
	if q.needed == 0 {
		q.needed = 1<<len(q.words) - 1
		for i := range q.words {
			q.words[i].stop = false
		}
	}
	return q, nil
}

// queryWord returns the variants of a folded word.
func (x *Index) queryWord(folded string) queryWord {
	w := queryWord{folded: folded, latin: romanize(folded), stems: map[string]string{}}
	w.skeleton = skeleton(w.latin)
	for _, language := range x.stemLanguages() {
		stem, ok := x.tools.languages.stem(language, folded)
		if ok && stem == "" {
			w.stop = true
		}
		if stem != "" {
			w.stems[language] = stem
		}
	}
	return w
}

// The lengths in code points from which a word may be one edit, or two, away from a term, and up to which typos are searched.
const (
	oneEditLength  = 4
	twoEditsLength = 8
	maxFuzzyLength = 40
)

// buildAutomata builds the Levenshtein automaton of each word that may have typos.
func (q *parsedQuery) buildAutomata(t *tools) error {
	for i := range q.words {
		w := &q.words[i]
		length := utf8.RuneCountInString(w.folded)
		if w.stop || length < oneEditLength || length > maxFuzzyLength {
			continue
		}
		builder := t.one
		if length >= twoEditsLength {
			builder = t.two
		}
		dfa, err := builder.BuildDfa(w.folded, builder.MaxDistance())
		if err != nil {
			return err
		}
		w.automaton = dfa
	}
	return nil
}
