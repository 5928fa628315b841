package yamlfile

import (
	"fmt"
	"regexp"
	"strings"

	"entente/internal/dataset/input"

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

// Parse reads a YAML text that begins on a line of its file. It gives nil where there is nothing in it; ok is false where it cannot be
// read, which it reports.
func Parse(text string, first int, report func(input.Problem)) (v *input.Value, ok bool) {
	return reporter(report).parse(entry{first, text})
}

// parse does what Parse does, with an entry.
func (report reporter) parse(e entry) (v *input.Value, ok bool) {
	defer func() {
		// The parser may panic on unexpected input, which must not end the program.
		if r := recover(); r != nil {
			report.fail(e.at(), BrokenYAML, "this YAML cannot be parsed", "")
			v, ok = nil, false
		}
	}()
	tokens := lexer.Tokenize(e.text)
	if len(tokens) > maxTokens {
		report.fail(e.at(), TooLarge, fmt.Sprintf("the entry has more than %d words and signs, which is all that is read", maxTokens), "write lists with a dash a line")
		return nil, false
	}
	if at, what := refused(tokens); what != "" {
		report.fail(e.position(at), BrokenYAML, what, "")
		return nil, false
	}
	report.comments(e, tokens)
	parsed, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		report.broken(e, err)
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
		whole := e.value(docs[0].Body)
		return &whole, true
	}
	report.secondDocument(docs[1].Body.GetToken().Position.Line + e.line - 1)
	return nil, false
}

func (report reporter) secondDocument(number int) {
	report.fail(input.Position{Line: number, Column: 1}, BrokenYAML, "another YAML document begins here; a file holds one", "remove this line")
}

// comments warns of comments that end a text which is not in quotes: YAML cuts it there without a word. A comment on a line of its own does so
// too where it is indented as the text's next line would be.
func (report reporter) comments(e entry, tokens token.Tokens) {
	var lines []string
	brackets := 0
	for i, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		}
		if i == 0 || t.Type != token.CommentType || tokens[i-1].Type != token.StringType {
			continue
		}
		if lines == nil {
			lines = strings.Split(e.text, "\n")
		}
		before := string([]rune(lines[t.Position.Line-1])[:t.Position.Column-1])
		if strings.TrimSpace(before) == "" && (brackets > 0 || len(before) <= indentOfText(lines[tokens[i-1].Position.Line-1])) {
			continue
		}
		report(input.Problem{
			At: e.position(t.Position), Code: CommentAfterText, Warning: true,
			Message: fmt.Sprintf("%.100q is a comment here, and no part of the text %.100q", "#"+t.Value, tokens[i-1].Value),
			Hint:    "put the text in quotes, or a comment on a line of its own",
		})
	}
}

// indentOfText gives the columns before the key, or else the dash, of a text that begins on a line: its further lines stand behind them.
func indentOfText(line string) int {
	key := keyOfLine.FindStringSubmatch(line)
	if key != nil {
		return len(key[1])
	}
	return len(line) - len(strings.TrimLeft(line, " "))
}

// keyOfLine matches what stands before the first key of a line, and the key.
var keyOfLine = regexp.MustCompile(`^((?: *- +)* *)[\w-]+:(?: |$)`)

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
			return t.Position, "directives (%) are not read, but for %YAML 1.2; remove the line, or put the text in quotes"
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
