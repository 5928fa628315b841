package dataset

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/datasets.md")
	require.NoError(t, err)
	return string(text)
}

var exampleFile = regexp.MustCompile("(?ms)^`treaties/([^`]+)`:\n\n```[a-z]+\n(.*?)^```$")

// example gives the page's example as the folder that a reader who copies it gets.
func example(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, m := range exampleFile.FindAllStringSubmatch(page(t), -1) {
		fsys[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	require.Len(t, fsys, 5)
	return fsys
}

func TestDocsExampleHasNoProblems(t *testing.T) {
	f, err := Read(t.Context(), example(t), "treaties", nil)
	require.NoError(t, err)
	assert.Empty(t, f.Problems.String())
	require.Len(t, f.Statements, 2)
	for _, s := range f.Statements {
		if s.Relation == "PARTY_TO" {
			assert.Equal(t, "signed the “Treaty of the Straits”", string(s.Evidence[0].Quote))
			assert.Equal(t, "1", string(s.Evidence[0].Footnote))
			assert.Empty(t, s.Evidence[1].Footnote)
		}
	}
}

func TestDocsShowTheRealErrors(t *testing.T) {
	fsys := example(t)
	statements := string(fsys[statementsFile].Data)
	statements = strings.Replace(statements, "subject: Ada Lund", "subject: Ada Lunt", 1)
	statements = strings.Replace(statements, "quote: It was", "quote: it was", 1)
	fsys[statementsFile] = &fstest.MapFile{Data: []byte(statements)}
	f, err := Read(t.Context(), fsys, "treaties", nil)
	require.NoError(t, err)
	assert.Contains(t, page(t), "```text\n"+f.Problems.String()+"\n```\n")
}

func TestDocsNameEveryKeyAndCode(t *testing.T) {
	text := page(t)
	for heading, s := range map[string]shape{
		"### dataset.yaml": datasetShape(), "### entities.yaml": entityShape(), "### documents/NAME.md": documentShape(),
		"### statements.yaml": statementShape(), "### relations.yaml": relationShape(),
	} {
		_, section, found := strings.Cut(text, heading+"\n")
		require.True(t, found, heading)
		section, _, _ = strings.Cut(section, "\n### ")
		section, _, _ = strings.Cut(section, "\n## ")
		var documented []string
		for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\| *([a-z ]*?) *\\|").FindAllStringSubmatch(section, -1) {
			documented = append(documented, m[1])
			isRequired := m[2] == "required"
			assert.Equal(t, isRequired, slices.Contains(s.required, m[1]), "%s of %s", m[1], heading)
		}
		assert.ElementsMatch(t, s.keys(), documented, heading)
	}
	for _, code := range Codes() {
		assert.Contains(t, text, "`"+string(code)+"`")
	}
}
