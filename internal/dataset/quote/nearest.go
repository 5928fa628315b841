package quote

import (
	"cmp"
	"strings"
	"unicode"

	"entente/internal/knowledge"
)

// The limits of the search for a passage similar to a missing quote: words of the quote, positions of a word, and different words that a
// mistaken word is compared with.
const (
	maxQuoteWords    = 64
	maxWordPositions = 200
	maxSpellings     = 2000
)

// wordIndex maps words, in lower case, to their positions in a text.
type wordIndex struct {
	words []Passage
	of    map[string][]int
	// spellings are the first different words.
	spellings []string
}

func newWordIndex(text string) *wordIndex {
	x := &wordIndex{of: map[string][]int{}}
	x.words = wordsOf(text)
	for i, w := range x.words {
		word := strings.ToLower(text[w.start:w.end])
		if len(x.of[word]) == 0 && len(x.spellings) < maxSpellings {
			x.spellings = append(x.spellings, word)
		}
		x.of[word] = append(x.of[word], i)
	}
	return x
}

// wordsOf returns the words of a text as ranges of bytes.
func wordsOf(text string) []Passage {
	var all []Passage
	from := -1
	for i, r := range text {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if inWord && from < 0 {
			from = i
		}
		if !inWord && from >= 0 {
			all, from = append(all, Passage{from, i}), -1
		}
	}
	if from >= 0 {
		all = append(all, Passage{from, len(text)})
	}
	return all
}

// Nearest returns the passage most similar to a quote, within one line: where most of its words are at about the same distances as in the
// quote. ok is false if no word of it occurs.
func (p *Text) Nearest(quote string) (best Passage, ok bool) {
	if p.words == nil {
		p.words = newWordIndex(p.text)
	}
	words := p.words.knownWords(quote)
	// A frequent word says little about the position of the quote; it counts only if there is no other.
	a, ok := p.words.align(words, true)
	if !ok {
		a, ok = p.words.align(words, false)
	}
	if !ok {
		return Passage{}, false
	}
	own := p.words.words
	last := min(a.end+len(words), len(own)) - 1
	_, within := p.line(own[a.anchor].start)
	return Passage{
		start: max(own[max(a.begin, 0)].start, within.start),
		end:   min(own[last].end, within.end),
	}, true
}

// knownWords returns the words of a quote. A word that the text does not have is replaced by the most similar one.
func (x *wordIndex) knownWords(quote string) []string {
	var words, spelled []string
	found := false
	for i, w := range wordsOf(quote) {
		if i == maxQuoteWords {
			break
		}
		word := strings.ToLower(quote[w.start:w.end])
		found = found || len(x.of[word]) > 0
		words = append(words, word)
	}
	if found {
		return words
	}
	for _, word := range words {
		spelled = append(spelled, knowledge.Nearest(word, x.spellings))
	}
	return spelled
}

// maxDrift limits the number of words that the text may have more or fewer than the quote between two shared words.
const maxDrift = 2

// alignment is a possible position of a quote in a text: the words of the text on which it would begin by its first and by its last
// matching words, and one that matches.
type alignment struct{ begin, end, anchor int }

// align returns the position with the most matching words of the quote, within the drift; the earliest of equally good ones.
func (x *wordIndex) align(words []string, rareOnly bool) (best alignment, ok bool) {
	votes, anchors := map[int]int{}, map[int]int{}
	for j, word := range words {
		indexes := x.of[word]
		if rareOnly && len(indexes) > maxWordPositions {
			continue
		}
		for _, i := range indexes[:min(len(indexes), maxWordPositions)] {
			if votes[i-j]++; votes[i-j] == 1 {
				anchors[i-j] = i
			}
		}
	}
	most := 0
	for at := range votes {
		a, sum := alignment{at, at, anchors[at]}, 0
		for d := range maxDrift + 1 {
			if n := votes[at+d]; n > 0 {
				sum, a.end = sum+n, at+d
			}
		}
		// The most words, then the narrowest, then the earliest.
		if cmp.Or(sum-most, best.end-best.begin-(a.end-a.begin), best.begin-a.begin) > 0 {
			best, most = a, sum
		}
	}
	return best, most > 0
}
