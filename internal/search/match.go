package search

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
)

// How well a word fits a term, 100 at most.
const (
	qualitySame     = 100
	qualityStem     = 85
	qualityBegins   = 60 // and up to 30 more, the more of the term is written
	qualitySkeleton = 58
	qualityOneSlip  = 50
	qualityTwoSlips = 35
)

// beginning is how well a word of some bytes fits a longer term that begins with it.
func beginning(word, term int) int { return qualityBegins + 30*word/term }

// tally adds up what fits in a segment. It is made for a segment's size and used again, since most of a search would else be
// clearing memory.
type tally struct {
	segment *segment
	// Of texts: the quality of the word at hand, the sum over words, and how many words fit.
	quality []uint8
	sum     []uint16
	count   []uint8
	whole   []bool
	// Of entries: the best weighted quality of the word at hand, the sum over words, and a bit for each word that fits.
	best  []uint16
	total []uint32
	mask  []uint32
	// shape is the best of what is made of a whole text: how much of it the words cover.
	shape   []uint32
	touched []uint32 // texts
	entries []uint32
	word    []uint32 // texts that the word at hand fits
}

func newTally(s *segment) *tally {
	texts, entries := len(s.texts), len(s.entries)
	return &tally{
		segment: s, quality: make([]uint8, texts), sum: make([]uint16, texts), count: make([]uint8, texts), whole: make([]bool, texts),
		best: make([]uint16, entries), total: make([]uint32, entries), mask: make([]uint32, entries), shape: make([]uint32, entries),
	}
}

// clear makes the tally as new.
func (t *tally) clear() {
	for _, n := range t.touched {
		t.sum[n], t.count[n], t.whole[n] = 0, 0, false
	}
	for _, e := range t.entries {
		t.total[e], t.mask[e], t.shape[e] = 0, 0, 0
	}
	t.touched, t.entries = t.touched[:0], t.entries[:0]
}

// count holds a query against the segment: strictly, or with skeletons and slips too.
func (t *tally) run(q *sought, slips bool) error {
	t.clear()
	for i := range q.words {
		if err := t.expand(&q.words[i], slips); err != nil {
			return err
		}
		t.close(i)
	}
	for _, whole := range q.whole {
		if number, ok := t.segment.term(spaceWhole + whole); ok {
			for _, n := range t.segment.textsOf(number) {
				t.markWhole(n, q)
			}
		}
	}
	t.shapes(len(q.words))
	return nil
}

// fits notes that the word at hand fits a term.
func (t *tally) fits(term, quality int) {
	for _, n := range t.segment.textsOf(term) {
		if t.quality[n] == 0 {
			t.word = append(t.word, n)
		}
		t.quality[n] = max(t.quality[n], uint8(quality))
	}
}

func (t *tally) fitsTerm(term string, quality int) {
	if number, ok := t.segment.term(term); ok {
		t.fits(number, quality)
	}
}

// expand finds the terms that a word fits.
func (t *tally) expand(w *soughtWord, slips bool) error {
	forms := []string{w.form}
	if w.latin != w.form && w.latin != "" {
		forms = append(forms, w.latin)
	}
	for _, form := range forms {
		t.fitsTerm(spaceCode+form, qualitySame)
		if w.stop {
			t.fitsTerm(spaceWord+form, qualitySame)
			continue
		}
		from, to := t.segment.beginningWith(spaceWord + form)
		for i := from; i < to; i++ {
			quality := qualitySame
			if length := len(t.segment.terms[i]) - len(spaceWord); length > len(form) {
				quality = beginning(len(form), length)
			}
			t.fits(i, quality)
		}
	}
	for language, stem := range w.stems {
		t.fitsTerm(spaceStem+language+" "+stem, qualityStem)
	}
	if slips && !w.stop {
		return t.slips(w)
	}
	return nil
}

// slips finds the terms that sound alike or differ by a slip or two.
func (t *tally) slips(w *soughtWord) error {
	if w.skeleton != "" {
		t.fitsTerm(spaceSkeleton+w.skeleton, qualitySkeleton)
	}
	if w.slips == nil {
		return nil
	}
	found, err := t.segment.words.Search(w.slips, nil, nil)
	for ; err == nil; err = found.Next() {
		term, number := found.Current()
		quality := qualityTwoSlips
		if _, distance := w.slips.MatchAndDistance(string(term)); distance <= 1 {
			quality = qualityOneSlip
		}
		t.fits(int(number), quality)
	}
	if err == vellum.ErrIteratorDone { //nolint:errorlint // vellum gives the bare sentinel, and says so
		return nil
	}
	return err
}

// close adds up what a word fits, and makes ready for the next.
func (t *tally) close(word int) {
	bit := uint32(1) << word
	var entries []uint32
	for _, n := range t.word {
		quality := t.quality[n]
		t.quality[n] = 0
		if t.count[n] == 0 && !t.whole[n] {
			t.touched = append(t.touched, n)
		}
		t.count[n]++
		t.sum[n] += uint16(quality)
		e := t.segment.owner[n]
		if t.mask[e]&bit == 0 {
			if t.mask[e] == 0 {
				t.entries = append(t.entries, e)
			}
			t.mask[e] |= bit
			entries = append(entries, e)
		}
		t.best[e] = max(t.best[e], uint16(int(quality)*t.segment.texts[n].weight))
	}
	for _, e := range entries {
		t.total[e] += uint32(t.best[e])
		t.best[e] = 0
	}
	t.word = t.word[:0]
}

// markWhole notes that the query is all of a text.
func (t *tally) markWhole(n uint32, q *sought) {
	e := t.segment.owner[n]
	if t.count[n] == 0 && !t.whole[n] {
		t.touched = append(t.touched, n)
	}
	if t.mask[e] == 0 {
		t.entries = append(t.entries, e)
	}
	t.whole[n] = true
	t.mask[e] |= 1<<len(q.words) - 1
}

// maxPoints is what all of a name or abbreviation is worth, and half of it what words can be.
const (
	maxPoints  = 20000
	wholeScore = 0.5
)

// shapes sums up each text: what share of it fits. Passages and descriptions are not the worse for being long.
func (t *tally) shapes(words int) {
	for _, n := range t.touched {
		x := &t.segment.texts[n]
		length := words
		if x.field != FieldText && x.field != FieldDescription {
			length = max(length, x.words)
		}
		shape := uint32(0)
		if length > 0 {
			shape = uint32(t.sum[n]) * uint32(x.weight) / uint32(length)
		}
		if t.whole[n] {
			shape = maxPoints/2 + uint32(x.weight)*maxPoints/200
		}
		e := t.segment.owner[n]
		t.shape[e] = max(t.shape[e], shape)
	}
}

// points are what an entry is worth, up to maxPoints: for six tenths how well each word fits anything of it, for four how much
// of one text they cover together; more than all of that where the query is a whole name.
func (t *tally) points(e uint32, words int) int {
	if shape := t.shape[e]; shape >= maxPoints/2 {
		return int(shape)
	}
	return int(t.total[e])/max(words, 1)*6/10 + int(t.shape[e])*4/10
}

// covered is how many of the needed words an entry has.
func (t *tally) covered(e uint32, q *sought) int { return bits.OnesCount32(t.mask[e] & q.needed) }

// fitsForm says whether a word of a text is one that a query's word fits, as it is marked.
func (w *soughtWord) fitsForm(form, stemLanguage string, x *Index, slips bool) bool {
	plain := latin(form)
	for _, have := range []string{form, plain} {
		for _, want := range []string{w.form, w.latin} {
			if want != "" && (have == want || !w.stop && strings.HasPrefix(have, want)) {
				return true
			}
		}
	}
	if want, ok := w.stems[stemLanguage]; ok {
		if have, _ := x.tools.languages.stem(stemLanguage, form); have == want {
			return true
		}
	}
	if !slips || w.stop {
		return false
	}
	if w.skeleton != "" && skeleton(plain) == w.skeleton {
		return true
	}
	return w.slips != nil && utf8.RuneCountInString(form) <= maxSlips+2 && matches(w, form, plain)
}

func matches(w *soughtWord, forms ...string) bool {
	for _, form := range forms {
		if ok, _ := w.slips.MatchAndDistance(form); ok {
			return true
		}
	}
	return false
}
