package yamlfile

import (
	"fmt"
	"iter"
	"regexp"
	"strings"

	"entente/internal/dataset/input"
)

// MaxEntry bounds an item of a list, in bytes: the parser holds it as a whole.
const MaxEntry = 1 << 20

// The codes of the problems that are reported.
const (
	BrokenYAML       = "broken-yaml"
	TooLarge         = "too-large"
	CommentAfterText = "comment-after-text"
)

// reporter tells of problems.
type reporter func(input.Problem)

// Values gives what a file holds, item by item: each value is a list with one item, so that a broken item hides no other and none but the
// current one is in memory. A file that does not begin with an item is one value as a whole. What cannot be read is reported and left out.
func Values(lines iter.Seq[input.Line], report func(input.Problem)) iter.Seq[input.Value] {
	return func(yield func(input.Value) bool) {
		for e := range entries(lines, report) {
			if v, ok := Parse(e.text, e.line, report); ok && v != nil && !yield(*v) {
				return
			}
		}
	}
}

// entry is one item of a list file, or a whole small file, as YAML.
type entry struct {
	// line is the number of its first line in the file.
	line int
	text string
}

// entries cuts a list into its items. A line that begins with a dash at the first item's indentation can only begin an item: whatever
// belongs to an item is indented further.
func entries(lines iter.Seq[input.Line], report reporter) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		var text strings.Builder
		first, dash, begun, ok := 1, "", false, true
		marked := false // the mark of the document's begin has been read
		end := 0        // the line of the mark that ended the document
		flush := func() bool {
			whole := entry{first, text.String()}
			text.Reset()
			return !ok || !begun || yield(whole)
		}
		for l := range lines {
			item := itemIndent(l.Text)
			if end > 0 && isContent(l.Text) {
				report.secondDocument(end)
				end = 0
			}
			switch {
			case !begun && isVersion.MatchString(l.Text):
				l.Text = ""
			case !begun && isDocumentMark(l.Text) && !isContent(l.Text):
				// The parser would take the empty document before a second mark for the whole.
				if marked {
					report.secondDocument(l.Number)
					l.Text = ""
				}
				marked = true
			case l.OK && !begun && isContent(l.Text):
				dash, begun = item, true
			case dash != "" && isEnd.MatchString(l.Text):
				end, l.Text = l.Number, ""
			case dash != "" && isDocumentMark(l.Text):
				report.secondDocument(l.Number)
				end, l.Text = 0, ""
			case begun && item != "" && item == dash:
				if !flush() {
					return
				}
				first, ok = l.Number, true
			}
			if l.Text != "" || begun {
				ok = ok && l.OK && report.fits(first, text.Len()+len(l.Text))
			}
			if ok {
				text.WriteString(l.Text + "\n")
			}
		}
		flush()
	}
}

// fits reports an entry that grows over its bound.
func (report reporter) fits(first, size int) bool {
	if size > MaxEntry {
		report.fail(input.Position{Line: first, Column: 1}, TooLarge, fmt.Sprintf("the entry has more than %d MiB, which is all that is read", MaxEntry>>20), "write lists with a dash a line")
	}
	return size <= MaxEntry
}

func (report reporter) fail(at input.Position, code, message, hint string) {
	report(input.Problem{At: at, Code: code, Message: message, Hint: hint})
}

// itemIndent gives the white space before an item's dash with the dash, or "" where the line begins no item.
func itemIndent(l string) string {
	rest := strings.TrimLeft(l, " ")
	if rest == "-" || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "-\t") {
		return l[:len(l)-len(rest)+1]
	}
	return ""
}

// isContent says whether a line before the first item is more than a comment or the mark of a document's begin.
func isContent(l string) bool {
	l = strings.TrimSpace(l)
	return l != "" && !strings.HasPrefix(l, "#") && l != "---"
}

// isDocumentMark says whether a line begins a YAML document. No text of an item begins in the first column.
func isDocumentMark(l string) bool {
	l = strings.TrimRight(l, " \t")
	return l == "---" || strings.HasPrefix(l, "--- ")
}

var (
	// isEnd matches a line that ends a YAML document.
	isEnd = regexp.MustCompile(`^\.\.\.(?:\s|$)`)
	// isVersion matches a line that names the version of YAML, before the document. All that is read is the same in 1.1 and 1.2.
	isVersion = regexp.MustCompile(`^%YAML\s+1\.[0-9]+\s*(?:#.*)?$`)
)
