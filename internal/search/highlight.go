package search

import (
	"cmp"
	"html"
	"strings"
	"unicode/utf8"
)

// hit makes what is shown of a place.
func (a *attempt) hit(p place) *Hit {
	t := a.tallies[p.part]
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
	if t.whole[n] {
		h.Marks = []Mark{{0, len(x.s)}}
	} else {
		h.Marks = a.marks(x)
	}
	return h
}

// bestText is the text of an entry to show: all of which was sought, else the one with the most words that fit, the best of these.
func (t *tally) bestText(e *entry) uint32 {
	best := e.from
	for n := e.from + 1; n < e.to; n++ {
		if t.compareTexts(n, best) > 0 {
			best = n
		}
	}
	return best
}

func (t *tally) compareTexts(a, b uint32) int {
	worth := func(n uint32) int { return int(t.sum[n]) * t.segment.texts[n].weight }
	if t.whole[a] != t.whole[b] {
		if t.whole[a] {
			return 1
		}
		return -1
	}
	if t.whole[a] {
		return cmp.Compare(t.segment.texts[a].weight, t.segment.texts[b].weight)
	}
	return cmp.Or(cmp.Compare(t.count[a], t.count[b]), cmp.Compare(worth(a), worth(b)))
}

// marks are the words of a text that fit.
func (a *attempt) marks(x *text) []Mark {
	var marks []Mark
	for _, w := range wordsOf(x.s) {
		for i := range a.sought.words {
			if a.sought.words[i].fitsForm(w.form, x.language, a.index, a.slips) {
				marks = append(marks, Mark{w.start, w.end})
				break
			}
		}
	}
	return marks
}

// Highlight is the passage with the matching words between <mark> and </mark>, all else HTML-escaped.
func (h *Hit) Highlight() string {
	return h.Marked(html.EscapeString, func(word string) string { return "<mark>" + html.EscapeString(word) + "</mark>" })
}

// Marked is the passage with what matches in one form and all else in another.
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
