package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// matchRun finds the texts that a run of a script without spaces matches: those within which it stands, those that stand within it
// and, if fuzzy, those that share enough of its pairs.
func (t *segmentMatcher) matchRun(w *queryWord, fuzzy bool) {
	t.addTermText(prefixWord+w.folded, qualitySame)
	t.matchAround(w)
	t.matchWithin(w, fuzzy)
	if fuzzy {
		t.matchBeginning(w)
		t.matchShared(w)
	}
}

// matchAround finds the texts within which a run stands: those that have all of its pairs and, since these may stand apart, or with
// other vowels, the run itself.
func (t *segmentMatcher) matchAround(w *queryWord) {
	terms := &t.segment.terms
	var common []uint32
	if letters := lettersOf(w.folded); len(letters) == 1 {
		from, to := terms.withPrefix(prefixPair + string(letters))
		for i := from; i < to; i++ {
			common = append(common, t.segment.textsOf(i)...)
		}
	} else {
		for i, pair := range w.pairs {
			number, ok := terms.find(prefixPair + pair)
			if !ok {
				return
			}
			if texts := t.segment.textsOf(number); i == 0 {
				common = slices.Clone(texts)
			} else {
				common = intersect(common, texts)
			}
		}
	}
	for _, n := range common {
		if strings.Contains(runsOf(t.segment.texts[n].s), w.folded) {
			t.addText(n, t.qualityAround(w, n))
		}
	}
}

// runsOf returns the folded words of a text without what stands between them.
func runsOf(s string) string { return stripPunctuation(fold(s)) }

// qualityAround returns the quality of a run that is a part of a text.
func (t *segmentMatcher) qualityAround(w *queryWord, n uint32) int {
	return prefixQuality(min(len(w.folded), len(t.segment.texts[n].s)), len(t.segment.texts[n].s))
}

// intersect keeps the numbers of a that are in b too; both ascend.
func intersect(a, b []uint32) []uint32 {
	kept := a[:0]
	for _, n := range a {
		at, ok := slices.BinarySearch(b, n)
		if ok {
			kept = append(kept, n)
		}
		b = b[at:]
	}
	return kept
}

// minWithin is the minimum number of code points of a name that is found within a run: single ones are parts of most words.
const minWithin = 2

// matchWithin finds the words that stand within a run; unless fuzzy, only those that are a name of their own and half of the run, since
// of a longer one a name with a slip may be meant.
func (t *segmentMatcher) matchWithin(w *queryWord, fuzzy bool) {
	terms := &t.segment.terms
	start := 0
	for i := range w.units {
		from, to := terms.withPrefix(prefixWord + w.folded[start:start+len(w.units[i])])
		end := start
		for j := i; j < len(w.units) && from < to; j++ {
			end += len(w.units[j])
			within := w.folded[start:end]
			from, to = terms.withPrefixIn(prefixWord+within, from, to)
			if from < to && utf8.RuneCountInString(within) >= minWithin && len(within) < len(w.folded) && terms.at(from)[len(prefixWord):] == within {
				t.addWithin(from, w, len(within), fuzzy)
			}
		}
		start += len(w.units[i])
	}
}

// addWithin records that a term of a number of bytes stands within a run.
func (t *segmentMatcher) addWithin(term int, w *queryWord, length int, fuzzy bool) {
	for _, n := range t.segment.textsOf(term) {
		if fuzzy || t.segment.texts[n].words == 1 && 2*length >= len(w.folded) {
			t.addText(n, qualityWithin+withinShare*length/len(w.folded))
		}
	}
}

// matchBeginning finds the words that begin with the longest end of a run: of ประเทศจอ, which somebody goes on typing, those with จอ.
func (t *segmentMatcher) matchBeginning(w *queryWord) {
	for i := 1; i < len(w.units); i++ {
		end := strings.Join(w.units[i:], "")
		if utf8.RuneCountInString(end) < minWithin {
			return
		}
		if from, to := t.segment.terms.withPrefix(prefixWord + end); from < to {
			for number := from; number < to; number++ {
				t.addTerm(number, qualityShared+sharedShare*len(end)/len(w.folded))
			}
			return
		}
	}
}

// minShared is the minimum share of pairs, in percent, that a run and a text must have in common to be taken for each other: one of
// four letters may differ.
const minShared = 45

// matchShared finds the texts that share enough pairs with a run: twice the common ones, by those of both.
func (t *segmentMatcher) matchShared(w *queryWord) {
	shared := map[uint32]int{}
	for _, pair := range w.pairs {
		if number, ok := t.segment.terms.find(prefixPair + pair); ok {
			for _, n := range t.segment.textsOf(number) {
				shared[n]++
			}
		}
	}
	percent := func(common, of int) int { return 200 * common / (len(w.pairs) + max(of, common)) }
	for n, count := range shared {
		// Most have too few, whatever else they have.
		if percent(count, count) < minShared {
			continue
		}
		if share := percent(count, len(lettersOf(runsOf(t.segment.texts[n].s)))-1); share >= minShared {
			t.addText(n, qualityShared+sharedShare*share/100)
		}
	}
}
