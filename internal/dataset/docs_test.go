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
	require.Equal(t, 2, f.Statements.Len())
	for s := range f.Statements.All() {
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
		"### statements.yaml": statementShape(), "### relations.yaml": relationShape(), "### waivers.yaml": waiverShape(),
		"### Qualifiers": qualifierShape(),
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

func TestSchemasDescribeEveryKeyOfTheReader(t *testing.T) {
	for _, one := range []struct {
		shape shape
		keys  map[string]schema
	}{
		{datasetShape(), datasetKeys()}, {entityShape(), entityKeys()}, {relationShape(), relationKeys()},
		{documentShape(), documentKeys()}, {statementShape(), statementKeys()}, {waiverShape(), waiverKeys()},
		{qualifierShape(), qualifierKeys()},
	} {
		assert.ElementsMatch(t, one.shape.keys(), schemaKeys(one.keys), one.shape.what)
	}
	properties := func(keys map[string]schema, key string) map[string]schema {
		s := keys[key]
		if items, ok := s["items"].(schema); ok {
			s = items
		}
		return s["properties"].(map[string]schema)
	}
	entity := entityKeys()
	assert.ElementsMatch(t, nameShape().keys(), schemaKeys(properties(entity, "names")))
	assert.ElementsMatch(t, identifierShape().keys(), schemaKeys(properties(entity, "identifiers")))
	assert.ElementsMatch(t, locationShape().keys(), schemaKeys(properties(entity, "location")))
	assert.ElementsMatch(t, coverageShape().keys(), schemaKeys(properties(datasetKeys(), "coverage")))
}

// schemaKeys names the keys that have a schema, sorted.
func schemaKeys(keys map[string]schema) []string {
	var all []string
	for key := range keys {
		all = append(all, key)
	}
	slices.Sort(all)
	return all
}
