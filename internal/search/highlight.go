package search

import (
	"cmp"
	"html"
	"strings"
	"unicode/utf8"
)

// hit makes the hit of a ranked entry.
func (a *matchSet) hit(p rankedEntry) *Hit {
	t := a.matchers[p.segment]
	e := &t.segment.entries[p.entry]
	h := &Hit{Score: float64(p.points) / maxPoints}
	if e.document != nil {
		h.Document = e.id
	} else {
		h.Entity = e.id
	}
	n := t.bestText(e)
	x := &t.segment.texts[n]
	h.Field, h.Passage = x.fieldName(), x.s
	if h.Field == FieldText {
		start := int(x.start)
		end := start + utf8.RuneCountInString(x.s)
		h.Start, h.End = &start, &end
	}
	if t.isWhole[n] {
		h.Marks = []Mark{{0, len(x.s)}}
	} else {
		h.Marks = a.marks(x, t.segment.languageOf(x))
	}
	return h
}

// bestText returns the text of an entry to show: one that the query equals, else the one that most words match, and of these the
// one that they match best.
func (t *segmentMatcher) bestText(e *entry) uint32 {
	best := e.from
	for n := e.from + 1; n < e.to; n++ {
		if t.compareTexts(n, best) > 0 {
			best = n
		}
	}
	return best
}

// compareTexts compares two texts by the rule of bestText.
func (t *segmentMatcher) compareTexts(a, b uint32) int {
	worth := func(n uint32) int { return int(t.textSum[n]) * int(t.segment.texts[n].weight) }
	if t.isWhole[a] != t.isWhole[b] {
		if t.isWhole[a] {
			return 1
		}
		return -1
	}
	if t.isWhole[a] {
		return cmp.Compare(t.segment.texts[a].weight, t.segment.texts[b].weight)
	}
	return cmp.Or(cmp.Compare(t.textWords[a], t.textWords[b]), cmp.Compare(worth(a), worth(b)))
}

// marks returns the words of a text that match.
func (a *matchSet) marks(x *text, language string) []Mark {
	var marks []Mark
	for _, w := range wordsOf(x.s) {
		for i := range a.query.words {
			q := &a.query.words[i]
			if w.spaceless && q.units != nil {
				if found := markRun(x.s, w, q.folded); found != nil {
					marks = append(marks, found...)
					break
				}
			}
			if q.matchesWord(w.folded, language, a.index, a.fuzzy) {
				marks = append(marks, Mark{w.start, w.end})
				break
			}
		}
	}
	return marks
}

// matchesWord reports whether a word of a text matches a query's word, and so is marked.
func (w *queryWord) matchesWord(folded, stemLanguage string, x *Index, fuzzy bool) bool {
	plain := romanize(folded)
	for _, have := range []string{folded, withoutArticle(folded), plain} {
		for _, want := range w.variants() {
			if have == want || have != "" && !w.stop && strings.HasPrefix(have, want) {
				return true
			}
		}
	}
	if want, ok := w.stems[stemLanguage]; ok {
		if have, _ := x.tools.languages.stem(stemLanguage, folded); have == want {
			return true
		}
	}
	if !fuzzy || w.stop {
		return false
	}
	if w.skeleton != "" && skeleton(plain) == w.skeleton || w.consonants != "" && consonants(folded, plain) == w.consonants {
		return true
	}
	return w.automaton != nil && utf8.RuneCountInString(folded) <= maxFuzzyLength+2 && withinDistance(w, folded, plain)
}

// withinDistance reports whether one of the variants is within the edit distance of the word.
func withinDistance(w *queryWord, variants ...string) bool {
	for _, variant := range variants {
		if ok, _ := w.automaton.MatchAndDistance(variant); ok {
			return true
		}
	}
	return false
}

// Highlight returns the passage with the matching words between <mark> and </mark>, and everything HTML-escaped.
func (h *Hit) Highlight() string {
	return h.Marked(html.EscapeString, func(word string) string { return "<mark>" + html.EscapeString(word) + "</mark>" })
}

// Marked returns the passage with mark applied to the matching words and plain to the rest.
func (h *Hit) Marked(plain, mark func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range h.Marks {
		b.WriteString(plain(h.Passage[at:m.Start]))
		b.WriteString(mark(h.Passage[m.Start:m.End]))
		at = m.End
	}
	b.WriteString(plain(h.Passage[at:]))
	return b.String()
}
