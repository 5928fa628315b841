package quote

import (
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/knowledge"
)

// Text is a document's text prepared for finding quotes: a normalized copy of it, without typographic differences, with offsets into
// the text. It sorts the suffixes of the text, in linear time; then a quote costs the logarithm of the length, however many there are.
// It is not safe for concurrent use.
type Text struct {
	text  string
	marks []mark
	// normalized is the normalized copy; offsets maps each of its bytes to the byte of the text.
	normalized []byte
	offsets    []uint32
	index      *suffixarray.Index
	// counts has the number of code points before each block of countBlock bytes of the text, and before its end.
	counts []int
	// lineStarts are the bytes on which the lines begin; sentences caches each line's bounds.
	lineStarts []int
	sentences  map[int][]int
	words      *wordIndex
}

// mark is a footnote's mark, at a byte of the text.
type mark struct {
	at    int
	label string
}

// Passage is a range of bytes of a text.
type Passage struct{ start, end int }

const countBlock = 512

// NewText prepares a text, of which the footnotes' marks were taken out, for finding quotes. The footnotes are in the order of the text.
func NewText(text string, footnotes []knowledge.Footnote) *Text {
	p := &Text{text: text, sentences: map[int][]int{}, lineStarts: []int{0}}
	count, next := 0, 0
	for i := range len(text) {
		if i%countBlock == 0 {
			p.counts = append(p.counts, count)
		}
		if !utf8.RuneStart(text[i]) {
			continue
		}
		for ; next < len(footnotes) && footnotes[next].Position <= count; next++ {
			p.marks = append(p.marks, mark{i, footnotes[next].Label})
		}
		count++
		if text[i] == '\n' {
			p.lineStarts = append(p.lineStarts, i+1)
		}
	}
	p.counts = append(p.counts, count)
	for ; next < len(footnotes); next++ {
		p.marks = append(p.marks, mark{len(text), footnotes[next].Label})
	}
	p.normalized, p.offsets = normalize(text)
	p.index = suffixarray.New(p.normalized)
	return p
}

// normalize returns the form in which a quote and a text are compared: quotation marks and apostrophes straight, dashes a hyphen, each run
// of white space one space. There is no other tolerance, not even for case. A line feed stays, as a quote is within one line. offsets maps
// each byte of the normalized form to the byte of the text, and its last element, one more than there are bytes, to the end.
func normalize(text string) (plain []byte, offsets []uint32) {
	plain = make([]byte, 0, len(text))
	offsets = make([]uint32, 0, len(text)+1)
	space := false
	for i, r := range text {
		l := normalizeRune(r)
		if l == ' ' && space {
			continue
		}
		space = l == ' '
		before := len(plain)
		plain = utf8.AppendRune(plain, l)
		for range len(plain) - before {
			offsets = append(offsets, uint32(i))
		}
	}
	return plain, append(offsets, uint32(len(text)))
}

// normalizeRune returns the normal form of a quotation mark, an apostrophe, a dash or a space.
func normalizeRune(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ', '`', '´':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '\n':
		return '\n'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// MaxOccurrences limits how often a quote may occur for its occurrences to be distinguished.
const MaxOccurrences = 1000

// Find returns the passages equal to the quote, in the order of the text and without overlaps. more says that there are over
// MaxOccurrences, and then none is returned.
func (p *Text) Find(quote string) (found []Passage, more bool) {
	plain, _ := normalize(strings.TrimSpace(quote))
	if len(plain) == 0 {
		return nil, false
	}
	at := p.index.Lookup(plain, MaxOccurrences+1)
	if len(at) > MaxOccurrences {
		return nil, true
	}
	slices.Sort(at)
	end := 0
	for _, i := range at {
		if i >= end {
			end = i + len(plain)
			found = append(found, Passage{int(p.offsets[i]), int(p.offsets[end])})
		}
	}
	return found, false
}

// Evidence returns the passage as evidence: the characters of the text, their range, the sentence around them and its footnote.
func (p *Text) Evidence(q Passage) *knowledge.Evidence {
	from, to := p.sentencesAround(q)
	return &knowledge.Evidence{
		Quote:    knowledge.Text(p.text[q.start:q.end]),
		Place:    &knowledge.Place{Start: p.codePoints(q.start), End: p.codePoints(q.end)},
		Context:  knowledge.Text(strings.TrimSpace(p.text[from:to])),
		Footnote: knowledge.Text(p.footnote(q.end, to)),
	}
}

// footnote returns the label of the first mark from a quote's end to the end of its sentence. A mark right after the final punctuation, and
// the white space after that, belong to the sentence: a mark begins none.
func (p *Text) footnote(from, to int) string {
	i, _ := slices.BinarySearchFunc(p.marks, from, func(m mark, at int) int { return m.at - at })
	if i < len(p.marks) && p.marks[i].at <= to {
		return p.marks[i].label
	}
	return ""
}

// codePoints gives the number of code points before a byte of the text.
func (p *Text) codePoints(at int) int {
	block := at / countBlock
	n := p.counts[block]
	for i := block * countBlock; i < at; i++ {
		if utf8.RuneStart(p.text[i]) {
			n++
		}
	}
	return n
}

// line gives the number, from 0, and the bytes of the line in which a byte stands, without its end.
func (p *Text) line(at int) (number int, within Passage) {
	i, exact := slices.BinarySearch(p.lineStarts, at)
	if !exact {
		i--
	}
	end := len(p.text)
	if i+1 < len(p.lineStarts) {
		end = p.lineStarts[i+1] - 1
	}
	return i, Passage{p.lineStarts[i], end}
}

// Line gives the number, from 0, of the line on which a passage begins.
func (p *Text) Line(q Passage) int {
	n, _ := p.line(q.start)
	return n
}

// Words gives the characters of a passage.
func (p *Text) Words(q Passage) string { return p.text[q.start:q.end] }

// Alike says whether two characters are one where a quote is compared with a text.
func Alike(a, b rune) bool { return normalizeRune(a) == normalizeRune(b) }
