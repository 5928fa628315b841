package search

import (
	"math/bits"
	"strings"

	"entente/internal/meter"
	"github.com/blevesearch/vellum"
)

// The quality of a match of a word with a term, 100 at most.
const (
	qualitySame       = 100
	qualityStem       = 85
	qualityStemmed    = 80 // the stem is a word of a name, which has none of its own
	qualityPrefix     = 60 // plus up to 30, by the share of the term
	qualitySkeleton   = 58
	qualityOneEdit    = 50
	qualityConsonants = 40
	qualityTwoEdits   = 35
	// A name within a run of the query, and a run that shares enough pairs with a name: plus up to so much, by the share.
	qualityWithin = 25
	withinShare   = 60
	qualityShared = 15
	sharedShare   = 45
)

// minStem is the minimum length in bytes of a stem that is taken for a word of a name.
const minStem = 4

// prefixQuality returns the quality of a word that is a prefix of a longer term, by their lengths in bytes.
func prefixQuality(word, term int) int { return qualityPrefix + 30*word/term }

// segmentMatcher matches a query against the texts and entries of a segment. It is allocated for the size of a segment and reused,
// since most of the time of a search would otherwise be spent on clearing memory.
type segmentMatcher struct {
	segment *segment
	// By text: the quality of the current word, the sum over words, how many words match, and whether the query is the whole text.
	textQuality []uint8
	textSum     []uint16
	textWords   []uint8
	isWhole     []bool
	// By entry: the best weighted quality of the current word, the sum over words, and a bit for each word that matches.
	entryBest []uint16
	entrySum  []uint32
	wordMask  []uint64
	// textScore is by entry: the best score of a single text, by how much of it the words cover.
	textScore []uint32
	touched   []uint32 // texts
	entries   []uint32
	wordTexts []uint32 // texts that the current word matches
	// looked is how many places of words the current word has led to.
	looked int
}

func newSegmentMatcher(s *segment) *segmentMatcher {
	texts, entries := len(s.texts), len(s.entries)
	return &segmentMatcher{
		segment: s, textQuality: make([]uint8, texts), textSum: make([]uint16, texts), textWords: make([]uint8, texts), isWhole: make([]bool, texts),
		entryBest: make([]uint16, entries), entrySum: make([]uint32, entries), wordMask: make([]uint64, entries), textScore: make([]uint32, entries),
	}
}

// clear resets the matcher for the next query.
func (t *segmentMatcher) clear() {
	for _, n := range t.touched {
		t.textSum[n], t.textWords[n], t.isWhole[n] = 0, 0, false
	}
	for _, e := range t.entries {
		t.entrySum[e], t.wordMask[e], t.textScore[e] = 0, 0, 0
	}
	t.touched, t.entries = t.touched[:0], t.entries[:0]
}

// match matches a query against the segment: exactly, or with skeletons and typos too if fuzzy.
func (t *segmentMatcher) match(looked *meter.Tally, q *parsedQuery, fuzzy bool) error {
	t.clear()
	for i := range q.words {
		t.looked = 0
		if err := t.matchWord(&q.words[i], fuzzy); err != nil {
			return err
		}
		t.finishWord(i)
		if err := looked.Add(t.looked); err != nil {
			return err
		}
	}
	for _, whole := range q.whole {
		if number, ok := t.segment.terms.find(prefixWhole + whole); ok {
			for _, n := range t.segment.textsOf(number) {
				t.markWhole(n, q)
			}
		}
	}
	t.scoreTexts(q)
	return nil
}

// addTerm records that the current word matches the term of a number.
func (t *segmentMatcher) addTerm(term, quality int) {
	texts := t.segment.textsOf(term)
	t.looked += 1 + len(texts)
	for _, n := range texts {
		t.addText(n, quality)
	}
}

// addText records that the current word matches a text.
func (t *segmentMatcher) addText(n uint32, quality int) {
	if t.textQuality[n] == 0 {
		t.wordTexts = append(t.wordTexts, n)
	}
	t.textQuality[n] = max(t.textQuality[n], uint8(quality))
}

// addTermText records that the current word matches a term, if the segment has it.
func (t *segmentMatcher) addTermText(term string, quality int) {
	if number, ok := t.segment.terms.find(term); ok {
		t.addTerm(number, quality)
	}
}

// matchWord finds the terms that match a word: the word itself, terms with it as a prefix, its stems, and fuzzy matches.
func (t *segmentMatcher) matchWord(w *queryWord, fuzzy bool) error {
	if w.units != nil {
		t.matchRun(w, fuzzy)
		return t.matchAutomaton(w, fuzzy)
	}
	for _, variant := range w.variants() {
		t.addTermText(prefixCode+variant, qualitySame)
		if w.stop {
			t.addTermText(prefixWord+variant, qualitySame)
			continue
		}
		from, to := t.segment.terms.withPrefix(prefixWord + variant)
		for i := from; i < to; i++ {
			quality := qualitySame
			if length := len(t.segment.terms.at(i)) - len(prefixWord); length > len(variant) {
				quality = prefixQuality(len(variant), length)
			}
			t.addTerm(i, quality)
		}
	}
	for language, stem := range w.stems {
		t.addTermText(prefixStem+language+" "+stem, qualityStem)
		if len(stem) >= minStem && stem != w.folded {
			t.addTermText(prefixWord+stem, qualityStemmed)
		}
	}
	if fuzzy && !w.stop {
		return t.matchFuzzy(w)
	}
	return nil
}

// fuzzyWalk is how many places of words could be looked at in the time of a walk over the vocabulary for typos.
const fuzzyWalk = 5000

// matchFuzzy finds the terms that have the same skeleton or are within the edit distance.
func (t *segmentMatcher) matchFuzzy(w *queryWord) error {
	if w.skeleton != "" {
		t.addTermText(prefixSkeleton+w.skeleton, qualitySkeleton)
	}
	if w.consonants != "" {
		t.addTermText(prefixConsonants+w.consonants, qualityConsonants)
	}
	return t.matchAutomaton(w, true)
}

// matchAutomaton finds the terms that are within the edit distance.
func (t *segmentMatcher) matchAutomaton(w *queryWord, fuzzy bool) error {
	if w.automaton == nil || !fuzzy {
		return nil
	}
	t.looked += fuzzyWalk
	found, err := t.segment.words.Search(w.automaton, nil, nil)
	for ; err == nil; err = found.Next() {
		term, number := found.Current()
		quality := qualityTwoEdits
		if _, distance := w.automaton.MatchAndDistance(string(term)); distance <= 1 {
			quality = qualityOneEdit
		}
		t.addTerm(int(number), quality)
	}
	if err == vellum.ErrIteratorDone { //nolint:errorlint // vellum gives the bare sentinel, and says so
		return nil
	}
	return err
}

// finishWord adds the matches of the current word to the sums, and resets them for the next word.
func (t *segmentMatcher) finishWord(word int) {
	bit := uint64(1) << word
	var entries []uint32
	for _, n := range t.wordTexts {
		quality := t.textQuality[n]
		t.textQuality[n] = 0
		if t.textWords[n] == 0 && !t.isWhole[n] {
			t.touched = append(t.touched, n)
		}
		t.textWords[n]++
		t.textSum[n] += uint16(quality)
		e := t.segment.owner[n]
		if t.wordMask[e]&bit == 0 {
			if t.wordMask[e] == 0 {
				t.entries = append(t.entries, e)
			}
			t.wordMask[e] |= bit
			entries = append(entries, e)
		}
		t.entryBest[e] = max(t.entryBest[e], uint16(quality)*uint16(t.segment.texts[n].weight))
	}
	for _, e := range entries {
		t.entrySum[e] += uint32(t.entryBest[e])
		t.entryBest[e] = 0
	}
	t.wordTexts = t.wordTexts[:0]
}

// markWhole records that the query is the whole of a text.
func (t *segmentMatcher) markWhole(n uint32, q *parsedQuery) {
	e := t.segment.owner[n]
	if t.textWords[n] == 0 && !t.isWhole[n] {
		t.touched = append(t.touched, n)
	}
	if t.wordMask[e] == 0 {
		t.entries = append(t.entries, e)
	}
	t.isWhole[n] = true
	t.wordMask[e] |= 1<<len(q.words) - 1
}

// maxPoints is the score of a whole name or abbreviation; other matches score up to half of it.
const (
	maxPoints  = 20000
	wholeScore = 0.5
	// accentedWeight is the additional weight of a whole text that has the very letters of a query with other letters than those of
	// ASCII: who types Mỹ does not mean MY.
	accentedWeight = 9
)

// scoreTexts scores each matching text by the share of it that matches. Passages and descriptions do not score less for being
// long.
func (t *segmentMatcher) scoreTexts(q *parsedQuery) {
	accented := !isASCII(q.text)
	for _, n := range t.touched {
		x := &t.segment.texts[n]
		length := len(q.words)
		if !x.isProse() {
			length = max(length, int(x.words))
		}
		score := uint32(0)
		if length > 0 {
			score = uint32(t.textSum[n]) * uint32(x.weight) / uint32(length)
		}
		if t.isWhole[n] {
			weight := uint32(x.weight)
			if accented && strings.ToLower(x.s) == q.text {
				weight = min(weight+accentedWeight, 100)
			}
			score = maxPoints/2 + weight*maxPoints/200
		}
		e := t.segment.owner[n]
		t.textScore[e] = max(t.textScore[e], score)
	}
}

// points returns the score of an entry, up to maxPoints: six tenths for how well each word matches any of its texts, four tenths
// for how much of one text the words cover together. An entry of which the query is a whole name scores higher than any other.
func (t *segmentMatcher) points(e uint32, words int) int {
	if score := t.textScore[e]; score >= maxPoints/2 {
		return int(score)
	}
	return int(t.entrySum[e])/max(words, 1)*6/10 + int(t.textScore[e])*4/10
}

// hasNameWithin reports whether all words of a name, code or title of an entry match.
func (t *segmentMatcher) hasNameWithin(e uint32) bool {
	x := &t.segment.entries[e]
	for n := x.from; n < x.to; n++ {
		if text := &t.segment.texts[n]; text.words > 0 && int(t.textWords[n]) >= int(text.words) && !text.isProse() {
			return true
		}
	}
	return false
}

// covered returns how many of the needed words an entry has.
func (t *segmentMatcher) covered(e uint32, q *parsedQuery) int {
	return bits.OnesCount64(t.wordMask[e] & q.needed)
}
