package dataset

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

var (
	footnoteMark       = regexp.MustCompile(`\[\^([A-Za-z0-9_-]{1,32})\]`)
	footnoteDefinition = regexp.MustCompile(`^\[\^([A-Za-z0-9_-]{1,32})\]:[ \t]*(.*)$`)
)

// body separates a document into the text that readers see, the marks in it, and the notes.
type body struct {
	*file
	text strings.Builder
	// length is the text's so far, in code points.
	length    int
	footnotes []knowledge.Footnote
	marksAt   []input.Position
	notes     map[string]note
	order     []string
	changed   []input.Position
	// lost and misread are where lines hold U+FFFD, and what was read in a wrong encoding.
	lost, misread []input.Position
	likely        string
}

// note is a footnote's definition.
type note struct {
	text string
	at   input.Position
	used bool
}

// readBody reads what follows the front matter: one line a paragraph, footnote marks and definitions taken out.
func (f *file) readBody(lines []input.Line, d *document) {
	b := &body{file: f, notes: map[string]note{}}
	for _, l := range lines {
		text, changed := knowledge.NFC(l.Text)
		if changed {
			b.changed = append(b.changed, position(l.Number, 1))
		}
		b.checkCharacters(l.Number, text)
		if m := footnoteDefinition.FindStringSubmatch(text); m != nil {
			b.define(m[1], strings.TrimSpace(m[2]), position(l.Number, 1))
			continue
		}
		b.line(l.Number, text)
		d.lines = append(d.lines, l.Number)
	}
	d.Text = knowledge.Text(strings.TrimRight(b.text.String(), "\n"))
	d.Footnotes = b.resolved()
	b.reportCharacters()
	if len(b.changed) > 0 {
		b.warn(b.changed[0], NotNFC, fmt.Sprintf("the text was put into Unicode normalization form C, which changed %d of its lines, this one first", len(b.changed)), "")
	}
}

// checkCharacters notes characters of a line that an error on the way has made.
func (b *body) checkCharacters(number int, text string) {
	if n := strings.IndexRune(text, utf8.RuneError); n >= 0 {
		b.lost = append(b.lost, position(number, utf8.RuneCountInString(text[:n])+1))
	}
	for n, word := range strings.Split(text, " ") {
		if meant := misread(word); meant != "" {
			if b.misread == nil {
				b.likely = fmt.Sprintf("%s is likely %s", quoted(word), quoted(meant))
			}
			before := strings.SplitN(text, " ", n+1)[:n]
			b.misread = append(b.misread, position(number, utf8.RuneCountInString(strings.Join(append(before, ""), " "))+1))
			break
		}
	}
}

// reportCharacters warns of what checkCharacters has found, once for each kind.
func (b *body) reportCharacters() {
	if n := len(b.lost); n > 0 {
		b.warn(b.lost[0], WrongEncoding, fmt.Sprintf("the text holds U+FFFD, which stands for a character that was lost (%s)", inLines(n)), "take the text from its source again")
	}
	if n := len(b.misread); n > 0 {
		b.warn(b.misread[0], WrongEncoding, fmt.Sprintf("the text is UTF-8 that was read as another encoding (%s): %s", inLines(n), b.likely), "take the text from its source again")
	}
}

func inLines(n int) string {
	if n == 1 {
		return "in this line"
	}
	return fmt.Sprintf("in %d lines, this one first", n)
}

func (b *body) define(label, text string, at input.Position) {
	if earlier, twice := b.notes[label]; twice {
		b.fail(at, BadFootnote, fmt.Sprintf("the footnote %s is defined already on %s", quoted(label), earlier.at), "")
		return
	}
	b.notes[label] = note{text: text, at: at}
	b.order = append(b.order, label)
}

// line adds a line without its marks.
func (b *body) line(number int, text string) {
	from, plain := 0, strings.Builder{}
	for _, m := range footnoteMark.FindAllStringSubmatchIndex(text, -1) {
		b.checkGap(number, text, from, m[0])
		plain.WriteString(text[from:m[0]])
		from = m[1]
		b.footnotes = append(b.footnotes, knowledge.Footnote{Label: text[m[2]:m[3]], Position: b.length + utf8.RuneCountInString(plain.String())})
		b.marksAt = append(b.marksAt, position(number, utf8.RuneCountInString(text[:m[0]])+1))
	}
	b.checkGap(number, text, from, len(text))
	plain.WriteString(text[from:])
	line := plain.String()
	if _, changed := knowledge.NFC(line); changed {
		b.fail(position(number, 1), BadFootnote, "without its footnotes' marks this line is not in Unicode normalization form C", "put the mark after the whole letter")
	}
	b.text.WriteString(line + "\n")
	b.length += utf8.RuneCountInString(line) + 1
}

// checkGap reports text between two marks that looks like a mark: it would stay in the text.
func (b *body) checkGap(number int, text string, from, to int) {
	if n := strings.Index(text[from:to], "[^"); n >= 0 {
		at := position(number, utf8.RuneCountInString(text[:from+n])+1)
		b.fail(at, BadFootnote, "this begins a footnote's mark, but is none", "a mark is [^1], its label of letters, digits, - and _")
	}
}

// resolved returns the marks with their notes, in the order of the text.
func (b *body) resolved() []knowledge.Footnote {
	length := utf8.RuneCountInString(strings.TrimRight(b.text.String(), "\n"))
	for i, m := range b.footnotes {
		// A mark alone on the last line stands at the end of the text, without the line feeds that were trimmed.
		b.footnotes[i].Position = min(m.Position, length)
		n, ok := b.notes[m.Label]
		if !ok {
			if len(b.notes) > 0 {
				b.warn(b.marksAt[i], FootnoteUndefined, fmt.Sprintf("the footnote %s is not defined, though others are", quoted(m.Label)), "")
			}
			continue
		}
		n.used = true
		b.notes[m.Label] = n
		b.footnotes[i].Text = knowledge.Text(n.text)
	}
	for _, label := range b.order {
		if n := b.notes[label]; !n.used {
			b.fail(n.at, FootnoteWithoutMark, fmt.Sprintf("the footnote %s is defined, but no mark [^%s] stands in the text", quoted(label), label), didYouMean(label, b.labels()))
		}
	}
	return b.footnotes
}

func (b *body) labels() []string {
	var all []string
	for _, m := range b.footnotes {
		all = append(all, m.Label)
	}
	return all
}
