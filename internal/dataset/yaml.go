package dataset

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// The bounds of YAML's structure. Nothing in the format is deeper than four; the parser is recursive, so that hostile depth
// must be refused before it.
const (
	maxFlowDepth = 16
	maxIndent    = 100
	// maxTokens bounds an entry's words and signs, for some of the parser's work grows with their square.
	maxTokens = 30_000
)

// entry is one item of a list file, or a whole small file, as YAML.
type entry struct {
	// line is the number of its first line in the file.
	line int
	text string
}

// entries cuts a list into its items, so that a broken one hides no other and none but the current one is in memory. A
// line that begins with a dash at the first item's indentation can only begin an item: whatever belongs to an item is
// indented further. A file that does not begin with an item is one entry as a whole.
func (f *file) entries(ctx context.Context, limit int64) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		var text strings.Builder
		first, dash, begun, ok := 1, "", false, true
		flush := func() bool {
			whole := entry{first, text.String()}
			text.Reset()
			return !ok || !begun || yield(whole)
		}
		for l := range f.lines(ctx, limit) {
			item := itemIndent(l.text)
			switch {
			case l.ok && !begun && isContent(l.text):
				dash, begun = item, true
			case dash != "" && isDocumentMark(l.text):
				f.secondDocument(l.number)
				l.text = ""
			case begun && item != "" && item == dash:
				if !flush() {
					return
				}
				first, ok = l.number, true
			}
			if l.text != "" || begun {
				ok = ok && l.ok && f.fits(first, text.Len()+len(l.text), ok)
			}
			if ok {
				text.WriteString(l.text + "\n")
			}
		}
		if ctx.Err() == nil {
			flush()
		}
	}
}

// fits reports an entry that grows over its bound, once.
func (f *file) fits(first, size int, okSoFar bool) bool {
	if size > MaxEntry && okSoFar {
		f.fail(position{first, 1}, TooLarge, "the entry has more than "+mebibytes(MaxEntry)+", which is all that is read", "write lists with a dash a line")
	}
	return size <= MaxEntry
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

// isDocumentMark says whether a line ends a YAML document or begins one. No text of an item begins in the first column.
func isDocumentMark(l string) bool {
	l = strings.TrimRight(l, " \t")
	return l == "---" || l == "..." || strings.HasPrefix(l, "--- ")
}

// parse reads an entry. It gives nil where there is nothing in it, or where it is broken, which it reports.
func (f *file) parse(e entry) (n ast.Node, ok bool) {
	defer func() {
		// The parser may panic on unexpected input, which must not end the program.
		if r := recover(); r != nil {
			f.fail(position{e.line, 1}, BrokenYAML, "this YAML cannot be parsed", "")
			n, ok = nil, false
		}
	}()
	tokens := lexer.Tokenize(e.text)
	if len(tokens) > maxTokens {
		f.fail(position{e.line, 1}, TooLarge, fmt.Sprintf("the entry has more than %d words and signs, which is all that is read", maxTokens), "write lists with a dash a line")
		return nil, false
	}
	if at, what := refused(tokens); what != "" {
		f.fail(position{at.Line + e.line - 1, at.Column}, BrokenYAML, what, "")
		return nil, false
	}
	parsed, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.broken(e, err)
		return nil, false
	}
	var docs []*ast.DocumentNode
	for _, d := range parsed.Docs {
		if d.Body != nil {
			docs = append(docs, d)
		}
	}
	switch len(docs) {
	case 0:
		return nil, true
	case 1:
		return docs[0].Body, true
	}
	f.secondDocument(docs[1].Body.GetToken().Position.Line + e.line - 1)
	return nil, false
}

func (f *file) secondDocument(number int) {
	f.fail(position{number, 1}, BrokenYAML, "another YAML document begins here; a file holds one", "remove this line")
}

// broken reports what the parser says, in its own place.
func (f *file) broken(e entry, err error) {
	at, message := position{e.line, 1}, err.Error()
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		message = syntax.GetMessage()
		if t := syntax.GetToken(); t != nil && t.Position != nil {
			at = position{t.Position.Line + e.line - 1, t.Position.Column}
		}
	}
	f.fail(at, BrokenYAML, "broken YAML: "+cut(strings.ReplaceAll(message, "\t", `\t`), 200), yamlHint(message))
}

// yamlHint says what to do about the mistakes that people make most.
func yamlHint(message string) string {
	switch {
	case strings.Contains(message, "mapping value is not allowed"):
		return "a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column"
	case strings.Contains(message, "reserved character"):
		return "a text that begins with @ or ` stands in quotes"
	case strings.Contains(message, "non-map value"), strings.Contains(message, "unexpected key"):
		return "a key, a colon, a space, a value; keys of one thing begin in one column"
	case strings.Contains(message, "tab character"), strings.Contains(message, "character '\t'"):
		return "indent with spaces"
	case strings.Contains(message, "could not find end character"):
		return "close the quotes; a quote within quotes of its kind is written \\\" or ''"
	}
	return ""
}

// refused finds what is YAML, but not read: anchors, aliases and tags, by which a small file can mean a huge one, and
// depth, which a recursive parser must not meet.
func refused(tokens token.Tokens) (at *token.Position, what string) {
	depth, lastLine := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case token.AnchorType, token.AliasType:
			return t.Position, "anchors and aliases (& and *) are not read; write the value out, or put the text in quotes"
		case token.TagType:
			return t.Position, "tags (!) are not read; put the text in quotes"
		case token.DirectiveType:
			return t.Position, "directives (%) are not read; put the text in quotes"
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
		// In block style each level begins in a column of its own, so that the columns of dashes and of the first keys of lines
		// bound the depth.
		key := t.Next != nil && t.Next.Type == token.MappingValueType && t.Position.Line > lastLine
		opens := key || t.Type == token.SequenceEntryType || t.Type == token.MappingKeyType
		lastLine = t.Position.Line
		if depth > maxFlowDepth || depth == 0 && opens && t.Position.Column > maxIndent {
			return t.Position, fmt.Sprintf("this is nested too deeply: at most %d columns of indentation and %d brackets", maxIndent, maxFlowDepth)
		}
	}
	return nil, ""
}

// positionOf is where a node begins in the file. A mapping's own token is the colon of its first pair.
func positionOf(n ast.Node, first int) position {
	t := n.GetToken()
	switch v := n.(type) {
	case *ast.MappingNode:
		if !v.IsFlowStyle && len(v.Values) > 0 {
			t = v.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		t = v.Key.GetToken()
	}
	return position{t.Position.Line + first - 1, t.Position.Column}
}

// typeOf names a node's type for people.
func typeOf(n ast.Node) string {
	switch v := n.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.StringNode, *ast.LiteralNode:
		return "a text"
	case *ast.BoolNode:
		return "the truth value " + v.GetToken().Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + cut(v.GetToken().Value, 30)
	case *ast.SequenceNode:
		return "a list"
	}
	return "a mapping"
}
