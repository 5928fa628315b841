package search

import (
	"unicode/utf8"

	"entente/internal/knowledge"
	"github.com/blevesearch/vellum/levenshtein"
)

// The bounds of what may be searched for.
const (
	// MaxText is how long a searched text may be, in bytes.
	MaxText = 1000
	// MaxWords is how many words it may have.
	MaxWords = 32
)

// Query is what is searched for.
type Query struct {
	// Text is any text; nothing in it has a meaning beyond its words. Without a word it finds nothing.
	Text string
	// Kinds are the kinds of entities that are wanted, and no documents; all kinds and documents where nil.
	Kinds []knowledge.EntityKind
	// Scope says which documents count; entities do whatever it is. Its revision is the index's.
	Scope *knowledge.Scope
}

// sought is a query made ready.
type sought struct {
	whole []string
	words []soughtWord
	// needed has a bit for each word that carries meaning.
	needed uint32
}

// soughtWord is a word of a query in the forms in which it is looked for.
type soughtWord struct {
	form, latin, skeleton string
	// stems are its stems in the languages of the index.
	stems map[string]string
	// stop: it carries no meaning in some language, and need not fit.
	stop bool
	// slips finds words that differ by a slip or two; nil where the word is too short for any.
	slips *levenshtein.DFA
}

// parse reads a query. The error has the code knowledge.LimitExceeded.
func (x *Index) parse(text string) (*sought, error) {
	if len(text) > MaxText {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d bytes; %d would pass", len(text), MaxText)
	}
	text, _ = knowledge.NFC(text)
	folded := knowledge.Fold(text)
	q := &sought{whole: []string{folded}}
	if plain := joinLatin(folded); plain != "" {
		q.whole = append(q.whole, plain)
	}
	for _, w := range wordsOf(text) {
		q.words = append(q.words, x.soughtWord(w.form))
	}
	if len(q.words) > MaxWords {
		return nil, knowledge.Errorf(knowledge.LimitExceeded, "the text to search for has %d words; %d would pass", len(q.words), MaxWords)
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

func (x *Index) soughtWord(form string) soughtWord {
	w := soughtWord{form: form, latin: latin(form), stems: map[string]string{}}
	w.skeleton = skeleton(w.latin)
	for _, language := range x.stemmed() {
		stem, ok := x.tools.languages.stem(language, form)
		if ok && stem == "" {
			w.stop = true
		}
		if stem != "" {
			w.stems[language] = stem
		}
	}
	return w
}

// The lengths in code points from which a word may have one slip, or two, and up to which slips are looked for.
const (
	oneSlip  = 4
	twoSlips = 8
	maxSlips = 40
)

// allowSlips makes each word ready to be found with slips.
func (q *sought) allowSlips(t *tools) error {
	for i := range q.words {
		w := &q.words[i]
		length := utf8.RuneCountInString(w.form)
		if w.stop || length < oneSlip || length > maxSlips {
			continue
		}
		builder := t.one
		if length >= twoSlips {
			builder = t.two
		}
		dfa, err := builder.BuildDfa(w.form, builder.MaxDistance())
		if err != nil {
			return err
		}
		w.slips = dfa
	}
	return nil
}
