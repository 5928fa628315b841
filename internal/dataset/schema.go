package dataset

import (
	"encoding/json"
	"fmt"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/mapping"
)

//go:generate go test . -run ^TestSchemas_InDocsAreCurrent$ -update

// schema is a JSON Schema of draft 7, the newest that most editors support.
type schema map[string]any

// Schemas returns for each YAML file of a folder, and for the front matter of a document, the JSON Schema for completion and checks in
// editors, by the name that SchemaName returns. They are derived from the shapes of the reader: which keys are allowed and required, of
// what type, with which values. A schema sees one file, so it accepts much that Read rejects: an unknown name, a missing quote, a date that
// does not exist. What it rejects, Read rejects.
func Schemas() (map[string][]byte, error) {
	files := map[string]schema{
		datasetFile:    object(datasetShape(), datasetKeys()),
		entitiesFile:   listOf(object(entityShape(), entityKeys())),
		relationsFile:  listOf(relationSchema()),
		statementsFile: listOf(statementSchema()),
		waiversFile:    listOf(waiverSchema()),
		"document":     dated(object(documentShape(), documentKeys())),
	}
	texts := map[string][]byte{}
	for file, s := range files {
		s["$schema"] = "http://json-schema.org/draft-07/schema#"
		s["title"] = "Entente: " + file
		text, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("schema of %s: %w", file, err)
		}
		texts[SchemaName(file)] = append(text, '\n')
	}
	text, err := mapping.Schema()
	if err != nil {
		return nil, err
	}
	texts["mapping.schema.json"] = text
	return texts, nil
}

// SchemaName is the file name of the schema of a file: `entities.schema.json` of entities.yaml. That of a document's front
// matter is `document.schema.json`.
func SchemaName(file string) string { return strings.TrimSuffix(file, ".yaml") + ".schema.json" }

// object is the schema of a mapping of a shape. keys must have a schema for each key of the shape, and no others; a test checks that.
func object(s shape, keys map[string]schema) schema {
	o := schema{"type": "object", "properties": keys, "additionalProperties": false}
	if s.required != nil {
		o["required"] = s.required
	}
	return o
}

// listOf is a list file. An empty file is one without items.
func listOf(item schema) schema { return schema{"type": []string{"array", "null"}, "items": item} }

func text(most int, about string) schema {
	return schema{"type": "string", "minLength": 1, "maxLength": most, "description": about}
}

func textOrNumber(most int, about string) schema {
	s := text(most, about)
	s["type"] = []string{"string", "number"}
	return s
}

// date may stand without quotes, so that YAML sees a number in a year.
func date(about string) schema {
	return schema{"type": []string{"string", "number"}, "description": about + " EDTF: 1994, 1994-05, 1994-05-04, 1994~, 199X."}
}

func list(item schema, about string) schema {
	return schema{"type": "array", "maxItems": MaxItems, "uniqueItems": true, "items": item, "description": about}
}

// some is a list with at least one item.
func some(list schema) schema {
	list["minItems"] = 1
	return list
}

// oneOf is a choice of values, offered in lower case and taken in any.
func oneOf[T ~string](values []T, about string) schema {
	var offered, patterns []string
	for _, v := range values {
		word := string(v)
		if len(word) > 1 {
			word = strings.ToLower(word)
		}
		offered = append(offered, word)
		var b strings.Builder
		for _, c := range word {
			if lower, upper := strings.ToLower(string(c)), strings.ToUpper(string(c)); lower != upper {
				b.WriteString("[" + lower + upper + "]")
			} else {
				b.WriteRune(c)
			}
		}
		patterns = append(patterns, b.String())
	}
	return schema{
		"type": "string", "description": about,
		"anyOf": []schema{{"enum": offered}, {"pattern": "^(" + strings.Join(patterns, "|") + ")$"}},
	}
}

const slug = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"

func id(prefixes []string, about string) schema {
	s := text(knowledge.MaxIDLength, about)
	s["pattern"] = "^(" + strings.Join(prefixes, "|") + "):" + slug + "$"
	return s
}

func kindPrefixes() []string {
	var all []string
	for _, k := range knowledge.EntityKinds() {
		all = append(all, k.Prefix())
	}
	return all
}

func entityRef(about string) schema {
	return text(MaxName, about+" An entity's id, its name or a code.")
}

// entityRefs is one entity or a list of them.
func entityRefs(about string) schema {
	one := entityRef(about)
	return schema{"description": about + " Or a list: a statement for each.", "anyOf": []schema{one, some(list(entityRef(about), about))}}
}

// anyRequired demands one of several keys.
func anyRequired(keys ...string) []schema {
	var all []schema
	for _, key := range keys {
		all = append(all, schema{"required": []string{key}})
	}
	return all
}

func dated(s schema) schema {
	s["anyOf"] = anyRequired("publishedOn", "retrievedOn")
	return s
}

func relationSchema() schema {
	s := object(relationShape(), relationKeys())
	s["if"] = schema{"properties": schema{"symmetric": schema{"const": true}}, "required": []string{"symmetric"}}
	s["else"] = schema{"required": []string{"inverseLabel"}}
	return s
}

// qualifierSchema is the schema of a qualifier of a relation: codes have a list, and others have none.
func qualifierSchema() schema {
	s := object(qualifierShape(), qualifierKeys())
	s["if"] = schema{"properties": schema{"type": schema{"pattern": "^[cC][oO][dD][eE]$"}}, "required": []string{"type"}}
	s["then"] = schema{"required": []string{"codes"}}
	s["else"] = schema{"not": schema{"required": []string{"codes"}}}
	return s
}

func waiverSchema() schema {
	s := object(waiverShape(), waiverKeys())
	ends := []string{"subject", "relation", "object"}
	s["oneOf"] = []schema{
		{"required": []string{"statement"}, "not": schema{"anyOf": anyRequired(ends...)}},
		{"required": ends, "not": schema{"required": []string{"statement"}}},
	}
	return s
}

// statementSchema is the schema of a statement, with its evidence in its own keys or as a list.
func statementSchema() schema {
	keys := statementKeys()
	s := object(statementShape(), keys)
	own := evidenceShape().optional
	evidence := object(evidenceShape(), map[string]schema{})
	properties := map[string]schema{}
	for _, key := range own {
		properties[key] = keys[key]
	}
	evidence["properties"] = properties
	evidence["anyOf"] = anyRequired("quote", "locator")
	evidence["dependencies"] = schema{"occurrence": []string{"quote"}}
	keys["evidence"] = some(list(evidence, "Several passages: in place of quote, occurrence and locator."))
	s["anyOf"] = anyRequired("quote", "locator", "evidence")
	s["dependencies"] = schema{
		"occurrence": []string{"quote"},
		"evidence":   schema{"not": schema{"anyOf": anyRequired(own...)}},
	}
	return s
}
