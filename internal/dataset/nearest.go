package dataset

import (
	"cmp"
	"strings"
	"unicode"

	"entente/internal/knowledge"
)

// The bounds of the search for a passage like a quote that is not there: words of the quote that count, places of a word
// that count, and different words that a mistaken word is compared with.
const (
	maxQuoteWords = 64
	maxWordPlaces = 200
	maxSpellings  = 2000
)

// wordIndex leads from words, in lower case, to their places in a text.
type wordIndex struct {
	places []passage
	of     map[string][]int
	// spellings are the first different words.
	spellings []string
}

func newWordIndex(text string) *wordIndex {
	x := &wordIndex{of: map[string][]int{}}
	x.places = wordsOf(text)
	for i, w := range x.places {
		word := strings.ToLower(text[w.start:w.end])
		if len(x.of[word]) == 0 && len(x.spellings) < maxSpellings {
			x.spellings = append(x.spellings, word)
		}
		x.of[word] = append(x.of[word], i)
	}
	return x
}

func wordsOf(text string) []passage {
	var all []passage
	from := -1
	for i, r := range text {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if inWord && from < 0 {
			from = i
		}
		if !inWord && from >= 0 {
			all, from = append(all, passage{from, i}), -1
		}
	}
	if from >= 0 {
		all = append(all, passage{from, len(text)})
	}
	return all
}

// nearest gives the passage that is most like a quote, within one line: where most of its words stand at about the distance
// at which they stand in the quote. ok is false where no word of it occurs.
func (p *passages) nearest(quote string) (best passage, ok bool) {
	if p.words == nil {
		p.words = newWordIndex(p.text)
	}
	words := p.words.known(quote)
	// A word that stands everywhere says little of where the quote stands; it counts where no other does.
	a, ok := p.words.align(words, true)
	if !ok {
		a, ok = p.words.align(words, false)
	}
	if !ok {
		return passage{}, false
	}
	places := p.words.places
	last := min(a.end+len(words), len(places)) - 1
	_, within := p.line(places[a.anchor].start)
	return passage{
		start: max(places[max(a.begin, 0)].start, within.start),
		end:   min(places[last].end, within.end),
	}, true
}

// known gives the words of a quote. Where the text has none of them, each stands for the one most like it.
func (x *wordIndex) known(quote string) []string {
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

// maxDrift bounds the words that the text may have more than the quote, or fewer, between those that they share.
const maxDrift = 2

// alignment is where a quote may lie in a text: the words of the text on which it would begin by its first and by its last
// matching words, and one that matches.
type alignment struct{ begin, end, anchor int }

// align gives the place where as many words of the quote as possible stand in the text, but for a drift; the earliest,
// where several are as good.
func (x *wordIndex) align(words []string, rareOnly bool) (best alignment, ok bool) {
	votes, anchors := map[int]int{}, map[int]int{}
	for j, word := range words {
		places := x.of[word]
		if rareOnly && len(places) > maxWordPlaces {
			continue
		}
		for _, i := range places[:min(len(places), maxWordPlaces)] {
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

// excerpt gives the text of a passage for a message.
func (p *passages) excerpt(q passage) string {
	return cut(p.text[q.start:q.end], 160)
}
