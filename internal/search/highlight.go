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
	h.Field, h.Passage = x.field, x.s
	if x.field == FieldText {
		end := x.start + utf8.RuneCountInString(x.s)
		h.Start, h.End = &x.start, &end
	}
	if t.isWhole[n] {
		h.Marks = []Mark{{0, len(x.s)}}
	} else {
		h.Marks = a.marks(x)
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
	worth := func(n uint32) int { return int(t.textSum[n]) * t.segment.texts[n].weight }
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
func (a *matchSet) marks(x *text) []Mark {
	var marks []Mark
	for _, w := range wordsOf(x.s) {
		for i := range a.query.words {
			if a.query.words[i].matchesWord(w.folded, x.language, a.index, a.fuzzy) {
				marks = append(marks, Mark{w.start, w.end})
				break
			}
		}
	}
	return marks
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
