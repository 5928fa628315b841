package yamlfile

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/dataset/input"

	"github.com/goccy/go-yaml"
)

// broken reports what the parser says, in its own place.
func (report reporter) broken(e entry, err error) {
	at, message := e.at(), err.Error()
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		message = syntax.GetMessage()
		if t := syntax.GetToken(); t != nil && t.Position != nil {
			at = e.position(t.Position)
		}
	}
	report.fail(at, BrokenYAML, fmt.Sprintf("broken YAML: %.200s", strings.ReplaceAll(message, "\t", `\t`)), e.hint(at, message))
}

// hint says what to do about the mistakes that people make most, by what the parser says and by the line that it says it of.
func (e entry) hint(at input.Position, message string) string {
	lines := strings.Split(e.text, "\n")
	line := lines[at.Line-e.line]
	switch {
	case conflictMark.MatchString(line):
		return "this is a mark of a merge that was not finished: keep one of the two versions, and remove the marks"
	case strings.Contains(message, "must be specified"), strings.Contains(message, "end token"), strings.Contains(message, "flow map content"):
		return "a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes"
	case strings.Contains(message, "could not find end character"):
		return "close the quotes; a quote within quotes of its kind is written \\\" or ''"
	}
	if hint := spaceHint(line); hint != "" {
		return hint
	}
	if hint := textHint(line); hint != "" {
		return hint
	}
	if n := at.Line - e.line; n > 0 && strings.HasPrefix(strings.TrimSpace(lines[n-1]), "#") && !keyOfLine.MatchString(line) {
		return "the # of the line before makes that line a comment, which ends the text: put the whole text in quotes"
	}
	if strings.HasPrefix(strings.TrimLeft(line, " "), "\ufeff") {
		return "a byte order mark (U+FEFF) stands here, where files were joined: remove it"
	}
	switch {
	case strings.Contains(message, "mapping value is not allowed"):
		return "a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column"
	case strings.Contains(message, "reserved character"):
		return "a text that begins with @ or ` stands in quotes"
	case strings.Contains(message, "non-map value"), strings.Contains(message, "unexpected key"):
		return "a key, a colon, a space, a value; keys of one thing begin in one column"
	case strings.Contains(message, "tab character"), strings.Contains(message, "character '\t'"):
		return "indent with spaces"
	}
	return ""
}

// conflictMark matches the marks that git leaves in a file where two versions of it could not be merged.
var conflictMark = regexp.MustCompile(`^(?:<{7}|={7}|>{7}|\|{7})(?: |$)`)

// keyAndValue matches a line of a mapping or of a list: what stands before the value, and the value.
var keyAndValue = regexp.MustCompile(`^(\s*(?:-\s+)?(?:[\w]+:\s+)?)(\S.*)$`)

// spaceHint names a character in a line's indentation, or after its dash or key, that looks like a space and is none to YAML.
func spaceHint(line string) string {
	m := keyAndValue.FindStringSubmatch(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) && r > unicode.MaxASCII {
			return '\f'
		}
		return r
	}, line))
	if m == nil {
		return ""
	}
	before, _, found := strings.Cut(m[1], "\f")
	if !found {
		return ""
	}
	return fmt.Sprintf("%U stands where a space belongs: write ordinary spaces", []rune(line)[utf8.RuneCountInString(before)])
}

// blockHeader matches what may stand after the sign of a block of text.
var blockHeader = regexp.MustCompile(`^[|>][-+0-9]{0,2}(?:\s+#.*)?$`)

// textHint says how a value is written that is meant as a text, but begins with a sign that means something else; "" where it does not.
func textHint(line string) string {
	m := keyAndValue.FindStringSubmatch(strings.TrimRight(line, " \t"))
	if m == nil {
		return ""
	}
	text := m[2]
	first := text[:1]
	meant := false
	switch first {
	case `"`, "'":
		end := strings.Index(text[1:], first) + 2
		rest := strings.TrimSpace(text[end:])
		meant = end > 1 && rest != "" && !strings.HasPrefix(rest, "#")
	case "[", "{":
		meant = strings.TrimRight(text, "]} ,") == text
	case "|", ">":
		meant = !blockHeader.MatchString(text)
	case "-", "?", ":", "]", "}":
		meant = strings.Contains(m[1], ":")
	}
	if !meant {
		return ""
	}
	hint := fmt.Sprintf("a text that begins with %s stands in quotes as a whole", first)
	if utf8.RuneCountInString(text) <= 160 {
		hint += ": '" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return hint
}
