package dataset_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// validators are the schemas, made ready by a validator that knows nothing of the reader.
func validators(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	schemas, err := dataset.Schemas()
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	all := map[string]*jsonschema.Schema{}
	for name, text := range schemas {
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		require.NoError(t, c.AddResource(name, parsed))
		all[name], err = c.Compile(name)
		require.NoError(t, err)
	}
	return all
}

// yamlPart gives the YAML of a file, and the schema that it falls under; no schema for what is no YAML.
func yamlPart(file, text string) (part, schema string) {
	switch {
	case strings.HasSuffix(file, ".yaml"):
		return text, dataset.SchemaName(file)
	case strings.HasPrefix(file, "documents/"):
		parts := strings.SplitN(text, "---\n", 3)
		if len(parts) == 3 && parts[0] == "" {
			return parts[1], dataset.SchemaName("document")
		}
	}
	return "", ""
}

// accepts gives why a schema refuses a text, nil where it does not; ok is false where the text is no YAML with a JSON form.
func accepts(s *jsonschema.Schema, text string) (refusal error, ok bool) {
	// Merge keys and complex keys have no JSON form. To a validator a file that says null is one with nothing in it.
	if strings.Contains(text, "<<:") || strings.Contains(text, "? ") || strings.TrimSpace(text) == "null" {
		return nil, false
	}
	instance, ok := inJSON(text)
	if !ok {
		return nil, false
	}
	return s.Validate(instance), true
}

// inJSON gives a YAML text as a validator of JSON wants it.
func inJSON(text string) (instance any, ok bool) {
	var value any
	err := yaml.Unmarshal([]byte(text), &value)
	encoded, err2 := json.Marshal(value)
	if err == nil && err2 == nil {
		instance, err = jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	}
	return instance, err == nil && err2 == nil
}

// ofShape are the codes of problems that a schema must see.
var ofShape = []dataset.Code{dataset.WrongType, dataset.UnknownKey, dataset.MissingKey, dataset.NoEvidence, dataset.NoDate}

// holdAgainstSchemas asserts that schemas refuse what the reader finds wrong in shape, and nothing that it takes.
func holdAgainstSchemas(t *testing.T, schemas map[string]*jsonschema.Schema, files fstest.MapFS, f *dataset.Folder) (compared int) {
	t.Helper()
	for name, file := range files {
		part, schema := yamlPart(name, string(file.Data))
		if schemas[schema] == nil {
			continue
		}
		refusal, ok := accepts(schemas[schema], part)
		if !ok {
			continue
		}
		compared++
		var shape, all []string
		for _, p := range f.Problems.List {
			if p.File != name || p.Severity != dataset.Error {
				continue
			}
			all = append(all, p.String())
			// Which of several documents a statement means is no question of shape.
			// Neither is of which type a qualifier is, which another file says.
			ofValue := p.Code == dataset.WrongType && strings.Contains(part, "qualifiers: {") && name == "statements.yaml"
			if slices.Contains(ofShape, p.Code) && !strings.HasPrefix(p.Message, "a statement names its document") && !ofValue {
				shape = append(shape, p.String())
			}
		}
		if refusal != nil {
			assert.NotEmpty(t, all, "%s: the schema refuses what the reader takes: %v\n%s", name, refusal, part)
		} else {
			assert.Empty(t, shape, "%s: the schema takes what the reader refuses\n%s", name, part)
		}
	}
	return compared
}

// everyKey is a folder that uses every key there is.
func everyKey() map[string]string {
	files := demo()
	files["dataset.yaml"] += "source: S\nnotes: N\ncoverage: {from: 1990, to: 2025-12}\n"
	files["relations.yaml"] += "- {name: X, label: a, inverseLabel: b, category: Other, symmetric: false, exclusive: subject, subjectKinds: [COUNTRY], objectKinds: [city], description: D, qualifiers: [{name: a, type: Integer, label: L, unit: U, description: D, min: 1, max: 2}, {name: b, type: CODE, codes: {x: X, 1: One}}]}\n"
	files["entities.yaml"] += "- id: city:tbilisi\n  name: Tbilisi\n  abbreviation: T\n  description: D\n  region: Western Asia\n  names: [{text: a, kind: ALIAS, language: ka, from: 1990, to: 1991-05}]\n  identifiers: [{scheme: iso2, value: GE, from: 1990, to: 199X}]\n  location: {latitude: 41.7, longitude: 44}\n"
	files["documents/article.md"] = strings.Replace(files["documents/article.md"], "language: en\n", "language: en\nurl: https://example.org\npublisher: P\nauthor: A\nretrievedOn: 2026\ngenerator: G\n", 1)
	files["statements.yaml"] += `- {subject: Georgia, relation: ALLIED_WITH, object: Armenia, valid: 1994, polarity: Denied, modality: REPORTED, attributedTo: NATO, about: [NATO], topics: [peace], note: n, document: article, evidence: [{quote: member of NATO, occurrence: 2, locator: l}]}
- {subject: Armenia, relation: ALLIED_WITH, object: Georgia, quote: member of NATO, occurrence: 1, locator: l}
`
	files["waivers.yaml"] = "- {rule: Two-At-Once, reason: R, statement: statement:0}\n- {rule: symmetric-twice, reason: R, subject: Georgia, relation: ALLIED_WITH, object: Armenia}\n"
	return files
}

func TestSchemas_AcceptAFolderWithEveryKey(t *testing.T) {
	files := with(everyKey())
	f, err := dataset.Read(t.Context(), files, "demo", nil)
	require.NoError(t, err)
	require.Empty(t, problems(f))
	assert.Equal(t, 6, holdAgainstSchemas(t, validators(t), files, f))
}

// TestSchemas_AgreeWithTheReader_OnEveryMistakeOfShape takes each value of a folder with every key in turn, and takes it away
// or puts values of other types in its place, and puts a key beside it that does not exist.
func TestSchemas_AgreeWithTheReader_OnEveryMistakeOfShape(t *testing.T) {
	schemas := validators(t)
	compared := 0
	for name, text := range everyKey() {
		part, schema := yamlPart(name, text)
		require.NotEmpty(t, schema)
		var whole any
		require.NoError(t, yaml.Unmarshal([]byte(part), &whole))
		for i := range mutations(whole) {
			var fresh any
			require.NoError(t, yaml.Unmarshal([]byte(part), &fresh))
			mutated, what := mutate(fresh, i)
			encoded, err := yaml.MarshalWithOptions(mutated, yaml.JSON())
			require.NoError(t, err)
			written := string(encoded)
			if schema == dataset.SchemaName("document") {
				written = "---\n" + written + "---\n" + strings.SplitN(text, "---\n", 3)[2]
			}
			t.Run(fmt.Sprintf("%s %s", name, what), func(t *testing.T) {
				all := everyKey()
				all[name] = written
				files := with(all)
				f, err := dataset.Read(t.Context(), files, "demo", nil)
				require.NoError(t, err)
				compared += holdAgainstSchemas(t, schemas, files, f)
			})
		}
	}
	assert.Greater(t, compared, 2000)
}

// valueSlot is one value within a YAML value, and how to put another there.
type valueSlot struct {
	path string
	// put replaces it; remove takes it away; beside adds a key to the mapping that it is.
	put    func(any)
	remove func()
	beside func()
}

func valueSlots(path string, value any, put func(any), remove func()) []valueSlot {
	p := valueSlot{path: path, put: put, remove: remove}
	var all []valueSlot
	switch v := value.(type) {
	case map[string]any:
		p.beside = func() { v["nokey"] = "x" }
		for _, key := range sortedKeys(v) {
			all = append(all, valueSlots(path+"/"+key, v[key], func(n any) { v[key] = n }, func() { delete(v, key) })...)
		}
	case []any:
		for i := range v {
			all = append(all, valueSlots(fmt.Sprintf("%s/%d", path, i), v[i], func(n any) { v[i] = n }, nil)...)
		}
	}
	return append(all, p)
}

func sortedKeys(m map[string]any) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// otherValues are values of every type.
func otherValues() []any {
	return []any{"x", "", 5, 2.5, true, nil, []any{}, []any{"x"}, []any{"x", "x"}, map[string]any{}, map[string]any{"x": "y"}}
}

func mutations(whole any) []struct{} {
	return make([]struct{}, len(valueSlots("", whole, nil, nil))*(len(otherValues())+2))
}

// mutate makes the i-th mutation and says what it was.
func mutate(whole any, i int) (mutated any, what string) {
	mutated = whole
	all := valueSlots("", whole, func(n any) { mutated = n }, nil)
	values := otherValues()
	p, n := all[i/(len(values)+2)], i%(len(values)+2)
	switch {
	case n < len(values):
		p.put(values[n])
		return mutated, fmt.Sprintf("%s is %#v", p.path, values[n])
	case n == len(values) && p.remove != nil:
		p.remove()
		return mutated, p.path + " is gone"
	case p.beside != nil:
		p.beside()
		return mutated, p.path + " has another key"
	}
	return mutated, p.path + " is as it was"
}

var update = flag.Bool("update", false, "write the schemas that the docs have, as go generate does")

func TestSchemas_InDocsAreCurrent(t *testing.T) {
	schemas, err := dataset.Schemas()
	require.NoError(t, err)
	if *update {
		for name, text := range schemas {
			require.NoError(t, os.WriteFile(filepath.Join("../../docs/schemas", name), text, 0o644))
		}
	}
	files, err := filepath.Glob("../../docs/schemas/*")
	require.NoError(t, err)
	assert.Len(t, files, len(schemas))
	for name, text := range schemas {
		committed, err := os.ReadFile(filepath.Join("../../docs/schemas", name))
		require.NoError(t, err)
		assert.Equal(t, string(text), string(committed), "run go generate ./internal/dataset")
	}
}
