package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/knowledge"
	"github.com/blevesearch/vellum/levenshtein"
)

// The limits of a query.
const (
	// MaxText is the maximum length of a query's text in bytes.
	MaxText = 1000
	// MaxWords is the maximum number of words of a query, as people count them: what apostrophes join is one, and so is a run of a
	// script without spaces.
	MaxWords = 32
	// maxParts is the maximum number of parts into which apostrophes divide the words; wordMask has a bit for each.
	maxParts = 2 * MaxWords
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
	// text is the query's text in lower case.
	text  string
	words []queryWord
	// needed has a bit for each word that is not a stop word.
	needed uint64
}

// queryWord is a word of a query in the variants by which it is matched.
type queryWord struct {
	folded, latin, skeleton, consonants string
	// stems are its stems by language of the index.
	stems map[string]string
	// stop: it is a stop word in some language, and need not match.
	stop bool
	// units are those of a run of a script without spaces, and pairs its pairs of letters; nil for other words.
	units, pairs []string
	// automaton accepts words within the edit distance; nil if the word is too short for typos.
	automaton *levenshtein.DFA
}

// parse parses a query. The error has the code knowledge.LimitExceeded.
func (x *Index) parse(text string) (*parsedQuery, error) {
	if len(text) > MaxText {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d bytes; %d would pass", len(text), MaxText)
	}
	text, _ = knowledge.NFC(text)
	text = x.meant(text)
	words := wordsOf(text)
	// Apostrophes may divide a word into any number of parts.
	if count := max(len(tokensOf(text)), (len(words)+1)*MaxWords/maxParts); count > MaxWords {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d words; %d would pass", count, MaxWords)
	}
	q := &parsedQuery{whole: wholesOf(words), text: strings.ToLower(text)}
	for _, w := range words {
		q.words = append(q.words, x.queryWord(w))
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

// meant returns what a text stands for: the first of its meanings that is the whole of a text of the index, else the second, or else
// the text as it is.
func (x *Index) meant(text string) string {
	all := meanings(text)
	for _, meaning := range all {
		if x.hasWhole(meaning) {
			return meaning
		}
	}
	if len(all) > 1 {
		return all[1]
	}
	return text
}

// hasWhole reports whether a text is the whole of one of the index.
func (x *Index) hasWhole(text string) bool {
	for _, whole := range wholesOf(wordsOf(text)) {
		for _, p := range x.segments {
			if _, ok := p.segment.terms.find(prefixWhole + whole); ok {
				return true
			}
		}
	}
	return false
}

// queryWord returns the variants of a word.
func (x *Index) queryWord(of word) queryWord {
	w := queryWord{folded: of.folded, stems: map[string]string{}}
	if of.spaceless {
		w.units = unitsOf(of.folded)
		if w.pairs = pairsOf(of.folded); len(w.pairs) > 1 {
			w.pairs = w.pairs[:len(w.pairs)-1] // its last letter may stand before another
		}
		return w
	}
	w.stop = of.elided
	w.latin = romanize(of.folded)
	w.skeleton = skeleton(w.latin)
	w.consonants = consonants(of.folded, w.latin)
	for _, language := range x.stemLanguages() {
		stem, ok := x.tools.languages.stem(language, of.folded)
		if ok && stem == "" {
			w.stop = true
		}
		if stem != "" {
			w.stems[language] = stem
		}
	}
	return w
}

// variants returns the forms in which a word stands in the index: as it is, without its article, and in Latin letters.
func (w *queryWord) variants() []string {
	variants := []string{w.folded}
	for _, other := range []string{withoutArticle(w.folded), w.latin} {
		if other != "" && other != w.folded {
			variants = append(variants, other)
		}
	}
	return variants
}

// The lengths in code points from which a word may be one edit, or two, away from a term, and up to which typos are searched.
const (
	oneEditLength  = 4
	twoEditsLength = 8
	twoEditsMarked = 6 // of a word with vowel signs, of which one goes wrong with its letter
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
		if length >= twoEditsLength || length >= twoEditsMarked && strings.ContainsFunc(w.folded, unicode.IsMark) {
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
