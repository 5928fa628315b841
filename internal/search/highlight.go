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
		h.Highlight = marked(x.s, []span{{0, len(x.s)}})
	} else {
		h.Highlight = marked(x.s, a.marks(x))
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
func (a *attempt) marks(x *text) []span {
	var marks []span
	for _, w := range wordsOf(x.s) {
		for i := range a.sought.words {
			if a.sought.words[i].fitsForm(w.form, x.language, a.index, a.slips) {
				marks = append(marks, span{w.start, w.end})
				break
			}
		}
	}
	return marks
}

// marked puts marks into a text, and escapes all else.
func marked(s string, marks []span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(html.EscapeString(s[at:m.start]))
		b.WriteString("<mark>")
		b.WriteString(html.EscapeString(s[m.start:m.end]))
		b.WriteString("</mark>")
		at = m.end
	}
	b.WriteString(html.EscapeString(s[at:]))
	return b.String()
}
