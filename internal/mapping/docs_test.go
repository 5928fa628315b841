package mapping_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"entente/internal/dataset/yamlfile"
	"entente/internal/mapping"

	"entente/internal/dataset/input"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/tables.md")
	require.NoError(t, err)
	return string(text)
}

var documentedKey = regexp.MustCompile("(?m)^\\| `(\\w+)` \\|")

func TestDocs_HaveEveryKey(t *testing.T) {
	for part, keys := range mapping.Parts() {
		_, section, found := strings.Cut(page(t), "\n### "+part+"\n")
		require.True(t, found, part)
		section, _, _ = strings.Cut(section, "\n##")
		var documented, want []string
		for _, m := range documentedKey.FindAllStringSubmatch(section, -1) {
			documented = append(documented, m[1])
		}
		for _, key := range keys.Keys {
			if part != "date" || !isValueKey(key.Name) {
				want = append(want, key.Name)
			}
			assert.NotEmpty(t, key.About, key.Name)
		}
		assert.ElementsMatch(t, want, documented, part)
	}
}

func isValueKey(name string) bool {
	for _, key := range mapping.Parts()["value"].Keys {
		if key.Name == name {
			return true
		}
	}
	return false
}

var (
	exampleTable   = regexp.MustCompile("(?s)```csv\n(.*?)```")
	exampleMapping = regexp.MustCompile("(?s)```yaml\n(table: pacts.*?)```")
)

func TestDocs_ExampleSaysWhatThePageSays(t *testing.T) {
	text := page(t)
	got := run(t, exampleMapping.FindStringSubmatch(text)[1], map[string]string{"pacts.csv": exampleTable.FindStringSubmatch(text)[1]})
	assert.Equal(t, []string{
		"id alliance:np, name Northern Pact",
		"subject cow:372, relation MEMBER_OF, object alliance:np, valid 1994-05-04/.. <row 2: state=372; kind=full; code=np; since=1994-05-04; until=9999-12-31>",
		"subject cow:373, relation OBSERVER_OF, object alliance:np, valid 1995/2001 <row 3: state=373; kind=observer; code=np; since=1995; until=2001>",
	}, got)
}

// TestSchema_AcceptsWhatIsParsed holds the schema against the parser: what the one refuses, the other refuses.
func TestSchema_AcceptsWhatIsParsed(t *testing.T) {
	text, err := mapping.Schema()
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("mapping.json", document))
	schema, err := c.Compile("mapping.json")
	require.NoError(t, err)
	statement := func(s string) string {
		return head + "statements: [{subject: " + s + ", relation: R, object: \"{o}\"}]\n"
	}
	for text, valid := range map[string]bool{
		exampleMapping.FindStringSubmatch(page(t))[1]:     true,
		statement(`"{a}"`):                                true,
		statement(`{column: a, split: ",", prefix: "x"}`): true,
		statement(`["{a}", {column: b}]`):                 true,
		statement(`{flags: {a: X}, take: first}`):         true,
		statement(`{first: ["{a}", b]}`):                  true,
		statement(`{colum: a}`):                           false,
		statement(`{column: a, text: b}`):                 false,
		statement(`{column: a, otherwise: b}`):            false,
		statement(`{column: a, take: last}`):              false,
		head:                                              false,
		"table: t\nstatements: [{subject: \"{a}\", relation: R, object: X}]\n":                                      false,
		strings.Replace(statement(`"{a}"`), "table: t", "table: {name: t, skip: -1}", 1):                            false,
		strings.Replace(statement(`"{a}"`), "table: t", "table: {name: t, skip: 2, delimiter: \";\"}", 1):           true,
		statement(`"{a}"`) + "leaveOut: [unknown-entity]\n":                                                         true,
		statement(`"{a}"`) + "leaveOut: [missing-file]\n":                                                           false,
		statement(`"{a}"`) + "join: {c: {table: cs, on: {a: b}}}\n":                                                 true,
		statement(`"{a}"`) + "join: {c: {on: a}}\n":                                                                 false,
		statement(`"{a}"`) + "let: {x: {column: a}}\n":                                                              true,
		head + "statements: [{subject: A, relation: R, object: \"{o}\", valid: {from: {year: \"{y}\"}, to: 1999}}]": true,
		head + "statements: [{subject: A, relation: R, object: \"{o}\", valid: {frm: 1999}}]":                       false,
		head + "entities: [{id: \"city:{a}\", name: \"{a}\", location: {latitude: \"{x}\"}}]":                       false,
	} {
		var problems []input.Problem
		report := func(p input.Problem) { problems = append(problems, p) }
		v, ok := yamlfile.Parse(text, 1, report)
		require.True(t, ok)
		assert.Equal(t, valid, mapping.Parse(*v, report) != nil, "%s\n%v", text, problems)
		err := schema.Validate(plain(*v))
		assert.Equal(t, valid, err == nil, "%s\n%v", text, err)
	}
}

// plain gives a value as package encoding/json does.
func plain(v input.Value) any {
	switch v.Kind {
	case input.Mapping:
		out := map[string]any{}
		for _, f := range v.Fields {
			out[f.Key] = plain(f.Value)
		}
		return out
	case input.List:
		out := []any{}
		for _, item := range v.Items {
			out = append(out, plain(item))
		}
		return out
	case input.Number:
		n, _ := jsonschema.UnmarshalJSON(strings.NewReader(v.Text))
		return n
	case input.Truth:
		return v.Text == "true"
	case input.Nothing:
		return nil
	}
	return v.Text
}
