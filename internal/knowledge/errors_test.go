package knowledge_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// codes reads the codes out of their declaration, so that a new one cannot be forgotten here.
func codes(t *testing.T) []knowledge.Code {
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	require.NoError(t, err)
	var found []knowledge.Code
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Code" {
				text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				found = append(found, knowledge.Code(text))
			}
		}
		return true
	})
	require.GreaterOrEqual(t, len(found), 14)
	return found
}

func TestEveryCodeHasARemedy(t *testing.T) {
	seen := map[string]knowledge.Code{}
	for _, c := range codes(t) {
		remedy := c.Remedy()
		assert.NotEmpty(t, remedy, c)
		assert.Empty(t, seen[remedy], "%s has the remedy of another", c)
		assert.Regexp(t, `^[A-Z].*\.$`, remedy, c)
		assert.Regexp(t, `^[A-Z]+(_[A-Z]+)*$`, string(c))
		seen[remedy] = c
	}
	assert.Empty(t, knowledge.Code("NO_SUCH_CODE").Remedy())
}

func TestErrorChain(t *testing.T) {
	cause := errors.New("disk")
	e := knowledge.Errorf(knowledge.Unavailable, "cannot read %s", "it")
	e.Cause = cause
	wrapped := fmt.Errorf("entities: %w", e)
	assert.Equal(t, knowledge.Unavailable, knowledge.CodeOf(wrapped))
	assert.ErrorIs(t, wrapped, cause)
	assert.EqualError(t, e, "cannot read it")
	assert.Empty(t, knowledge.CodeOf(cause), "anything else is internal")
	assert.Empty(t, knowledge.CodeOf(nil))
}

func TestQuote(t *testing.T) {
	sixty := strings.Repeat("ქ", 60)
	assert.Equal(t, `"`+sixty+`"`, knowledge.Quote(sixty))
	assert.Equal(t, `"`+sixty+`…"`, knowledge.Quote(sixty+"x"))
	assert.Equal(t, `"a\nb\x00\u202e\xff"`, knowledge.Quote("a\nb\x00\u202e\xff"), "nothing that moves a cursor, turns a line or is no text")
	assert.Equal(t, `""`, knowledge.Quote(""))
	for _, hostile := range []string{"\x00", "\xff", "\U000e0001", "\\", `"`, "ქ"} {
		quoted := knowledge.Quote(strings.Repeat(hostile, 100000))
		assert.LessOrEqual(t, len(quoted), 60*len(`\U000e0001`)+len(`"…"`), "%q", hostile)
		assert.True(t, utf8.ValidString(quoted))
	}
}

func TestNearest(t *testing.T) {
	words := []string{"MEMBER_OF", "PARTNER_OF", "BORDERS", "RUNS"}
	for word, want := range map[string]string{
		"MEMBER_OF": "MEMBER_OF", "MEMBR_OF": "MEMBER_OF", "member_of": "MEMBER_OF", "PARTER_OF": "PARTNER_OF", "BORDER": "BORDERS",
		"RUN": "RUNS", "RUIN": "", "XYZ": "", "": "", "M": "", strings.Repeat("BORDERS", 10): "",
	} {
		assert.Equal(t, want, knowledge.Nearest(word, words), word)
	}
	assert.Equal(t, "ab", knowledge.Nearest("abc", []string{"ab", "bc"}), "the first of those as near")
	assert.Empty(t, knowledge.Nearest("ქარი", []string{"ქვა"}), "a third of the letters, not of the bytes")
	assert.Equal(t, "ქარო", knowledge.Nearest("ქარი", []string{"ქარო"}))
	assert.Empty(t, knowledge.Nearest("a", nil))
	names := []string{"ASPIRES_TO_JOIN", "ALLIED_WITH", "MEMBER_OF", "PARTICIPATES_IN"}
	for word, want := range map[string]string{"ASPIRES_TO": "ASPIRES_TO_JOIN", "allied": "ALLIED_WITH", "MEMBER": "MEMBER_OF", "JOIN": "ASPIRES_TO_JOIN", "TO": "", "PIRES": ""} {
		assert.Equal(t, want, knowledge.Nearest(word, names), word)
	}
	assert.Equal(t, "; did you mean BORDERS?", knowledge.DidYouMean("BORDRS", words))
	assert.Empty(t, knowledge.DidYouMean("XYZ", words))
}
