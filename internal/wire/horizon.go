package wire

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// horizon is the encoded form of a horizon. It follows the statement and is not part of it.
type horizon struct {
	_            struct{} `cbor:",toarray"`
	Alive        []edtf.Day
	Begins, Ends []word
}

type word struct {
	_                             struct{} `cbor:",toarray"`
	Day                           edtf.Day
	By                            string
	PublishedFirst, PublishedLast edtf.Day
	Dataset, Reliability          string
	Width                         int32
}

func horizonOf(h *knowledge.Horizon) horizon {
	return horizon{Alive: daysOf(h.Alive), Begins: wordsOf(h.Begins), Ends: wordsOf(h.Ends)}
}

func (w *horizon) horizon() *knowledge.Horizon {
	return &knowledge.Horizon{Alive: spansOf(w.Alive), Begins: words(w.Begins), Ends: words(w.Ends)}
}

func wordsOf(words []knowledge.Word) (written []word) {
	for _, w := range words {
		written = append(written, word{
			Day: w.Day, By: w.By, PublishedFirst: w.Published.First, PublishedLast: w.Published.Last,
			Dataset: w.Dataset, Reliability: string(w.Reliability), Width: w.Width,
		})
	}
	return written
}

func words(written []word) (words []knowledge.Word) {
	for _, w := range written {
		words = append(words, knowledge.Word{
			Day: w.Day, By: w.By, Published: edtf.Span{First: w.PublishedFirst, Last: w.PublishedLast},
			Dataset: w.Dataset, Reliability: knowledge.Reliability(w.Reliability), Width: w.Width,
		})
	}
	return words
}

// daysOf gives the first and the last day of each span, in turns. No days are not the same as none that are known.
func daysOf(spans []edtf.Span) []edtf.Day {
	if spans == nil {
		return nil
	}
	days := make([]edtf.Day, 0, 2*len(spans))
	for _, s := range spans {
		days = append(days, s.First, s.Last)
	}
	return days
}

func spansOf(days []edtf.Day) []edtf.Span {
	if days == nil {
		return nil
	}
	spans := make([]edtf.Span, 0, len(days)/2)
	for i := 1; i < len(days); i += 2 {
		spans = append(spans, edtf.Span{First: days[i-1], Last: days[i]})
	}
	return spans
}
