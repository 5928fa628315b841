package integrity

import (
	"unicode/utf8"
)

// Text slices a text by code points without walking over all of it each time: a document may have thousands of quotes.
type Text struct {
	text string
	// marks are the bytes at which every markEvery-th code point begins; nil where each code point is a byte.
	marks []int
	// length is how many code points there are.
	length int
}

const markEvery = 128

// NewText prepares a text in one pass over it.
func NewText(text string) *Text {
	t := &Text{text: text, length: utf8.RuneCountInString(text)}
	if t.length == len(text) {
		return t
	}
	n := 0
	for i := range text {
		if n%markEvery == 0 {
			t.marks = append(t.marks, i)
		}
		n++
	}
	return t
}

// Slice returns the text from start to end, in code points, as knowledge.Slice does.
func (t *Text) Slice(start, end int) (string, bool) {
	if start < 0 || end < start || end > t.length {
		return "", false
	}
	return t.text[t.offset(start):t.offset(end)], true
}

// offset is the byte at which a code point begins.
func (t *Text) offset(n int) int {
	switch {
	case t.length == len(t.text):
		return n
	case n == t.length:
		return len(t.text)
	}
	at, left := t.marks[n/markEvery], n%markEvery
	for i := range t.text[at:] {
		if left == 0 {
			return at + i
		}
		left--
	}
	return len(t.text)
}
