package dataset

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"entente/internal/dataset/input"

	"golang.org/x/text/encoding/charmap"
)

// peeked is how many bytes of a file are looked at for its encoding.
const peeked = 64

// wideEncoding names the encoding of a file that begins with these bytes, where it is one whose characters have two bytes or four: such a
// file is no text in any line, and is told once. It gives "" for any other.
func wideEncoding(begin []byte) string {
	switch {
	case bytes.HasPrefix(begin, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(begin, []byte("\x00\x00\xfe\xff")):
		return "UTF-32"
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")):
		return "UTF-16"
	}
	// Without a mark, every other byte of what is mostly ASCII is zero.
	if zeros := bytes.Count(begin, []byte{0}); len(begin) > 3 && zeros >= len(begin)/3 {
		return "UTF-16"
	}
	return ""
}

// likelyEncoding says what the byte at an index of a line that is not UTF-8 is in the encodings that files are mostly in else.
func likelyEncoding(line string, at int) string {
	b := line[at]
	foreign := 0
	for i := at; i < len(line) && line[i] >= utf8.RuneSelf; i++ {
		foreign++
	}
	if foreign > 2 {
		return ": it looks like an encoding of another script, as Windows-1251, KOI8-R, GBK or Shift JIS"
	}
	const undefined = utf8.RuneError
	switch c := charmap.Windows1252.DecodeByte(b); {
	case c == undefined:
		return fmt.Sprintf(": the byte 0x%X is none of its characters", b)
	case b < 0xA0: // controls in Latin-1
		return fmt.Sprintf(": the byte 0x%X is %c in Windows-1252", b, c)
	default:
		return fmt.Sprintf(": the byte 0x%X is %c in Latin-1 and Windows-1252", b, c)
	}
}

// lineFault is what makes lines of a file no text: the first such line, and how many there are.
type lineFault struct {
	at            input.Position
	code          Code
	message, hint string
	lines         int
}

// lineChecker looks at the lines of a file. What is wrong with many of them has one cause, and is told once, at the first.
type lineChecker struct {
	*file
	faults []*lineFault
}

// found counts a fault.
func (c *lineChecker) found(one lineFault) {
	for _, f := range c.faults {
		if f.code == one.code && (f.code == NotUTF8 || f.message == one.message) {
			f.lines++
			return
		}
	}
	one.lines = 1
	c.faults = append(c.faults, &one)
}

// report reports what was found.
func (c *lineChecker) report() {
	for _, f := range c.faults {
		if f.lines > 1 {
			f.message += fmt.Sprintf(" (this line and %d more)", f.lines-1)
		}
		c.fail(f.at, f.code, f.message, f.hint)
	}
}

// check gives a line, empty where it is no text.
func (c *lineChecker) check(number int, text string, long bool) input.Line {
	none := input.Line{Number: number}
	if long {
		c.fail(position(number, 1), TooLarge, "the line has more than "+mebibytes(MaxLine)+", which is all that is read", "")
		return none
	}
	column := 1
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			c.found(lineFault{at: position(number, column), code: NotUTF8, message: "this is not UTF-8" + likelyEncoding(text, i), hint: "save the file as UTF-8"})
			return none
		case r == '\r':
			c.found(lineFault{at: position(number, column), code: ControlCharacter, message: "a carriage return (U+000D) stands within the line", hint: carriageReturnHint(number, text)})
			return none
		case isControl(r):
			c.found(lineFault{at: position(number, column), code: ControlCharacter, message: controlMessage(r), hint: "remove it"})
			return none
		}
		column++
	}
	return input.Line{Number: number, Text: text, OK: true}
}

// carriageReturnHint says what to do about carriage returns in a line: where the file is one line of many, they are meant to end lines.
func carriageReturnHint(number int, text string) string {
	if number == 1 && strings.Count(text, "\r") > 1 {
		return "it ends lines in files of old Macintosh programs; save the file with the line ends of Unix or Windows"
	}
	return "remove it"
}

// misread gives what a text was before a program read its UTF-8 as Windows-1252 or Latin-1, and wrote the letters that it saw: TÃ¼rkiye was
// Türkiye. It gives "" for a text that was not misread so. Words are looked at by themselves, for often only some come from elsewhere.
func misread(text string) string {
	found := false
	if !strings.ContainsFunc(text, func(c rune) bool { return c >= utf8.RuneSelf }) {
		return "" // nearly all cells of tables
	}
	words := strings.Split(text, " ")
	for i, word := range words {
		if meant, ok := asBytes(word); ok && utf8.ValidString(meant) && utf8.RuneCountInString(meant) < utf8.RuneCountInString(word) {
			words[i], found = meant, true
		}
	}
	if !found {
		return ""
	}
	return strings.Join(words, " ")
}

// asBytes gives the bytes that a word has in Windows-1252, where all of its letters are there.
func asBytes(word string) (string, bool) {
	var b strings.Builder
	for _, c := range word {
		one, ok := charmap.Windows1252.EncodeRune(c)
		if !ok && c > 0xFF {
			return "", false
		}
		if !ok {
			one = byte(c)
		}
		b.WriteByte(one)
	}
	return b.String(), true
}
