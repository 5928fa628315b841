package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestErrors_StandInOneStore holds that stores refuse the same by the same sentence: no text of an error is in two packages of stores.
func TestErrors_StandInOneStore(t *testing.T) {
	files, err := filepath.Glob("../store/*/*.go")
	require.NoError(t, err)
	contract, err := filepath.Glob("../store/*.go")
	require.NoError(t, err)
	homes := map[string]string{}
	for _, file := range append(files, contract...) {
		if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "storetest") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		for _, text := range errorTexts(parsed) {
			home := filepath.Dir(file)
			if other, ok := homes[text]; ok {
				assert.Equal(t, other, home, "both have the error %q", text)
			}
			homes[text] = home
		}
	}
	assert.Greater(t, len(homes), 50, "the errors are found")
}

// errorTexts returns the texts of errors in a file, those of three words and more: what its calls of Errorf, New and Add begin with.
func errorTexts(file *ast.File) (texts []string) {
	makers := map[string]bool{"Errorf": true, "errorf": true, "New": true, "Add": true, "addf": true}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name = f.Name
		}
		for _, arg := range call.Args {
			if literal, ok := arg.(*ast.BasicLit); ok && makers[name] && literal.Kind == token.STRING {
				if text, _ := strconv.Unquote(literal.Value); strings.Count(text, " ") > 1 {
					texts = append(texts, text)
				}
			}
		}
		return true
	})
	return texts
}
