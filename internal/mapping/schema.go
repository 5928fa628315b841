package mapping

import (
	"encoding/json"
	"fmt"
)

// form is a JSON Schema of what stands somewhere.
type form map[string]any

// Schema returns the JSON Schema, of draft 7, of a mapping's file, made of the keys that Parse takes. It sees no table: it accepts a column that
// there is not. What it rejects, Parse rejects.
func Schema() ([]byte, error) {
	s := objectForm(mappingKeys())
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	s["title"] = "Entente: mappings/NAME.yaml"
	s["anyOf"] = []form{{"required": []string{"entities"}}, {"required": []string{"statements"}}}
	s["definitions"] = form{"value": anyValue(), "date": anyDate()}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema of a mapping: %w", err)
	}
	return append(text, '\n'), nil
}

// objectForm is the schema of a part of the language.
func objectForm(keys Keys) form {
	properties := form{}
	var required []string
	for _, key := range keys.Keys {
		one := form{}
		for name, v := range key.form() {
			one[name] = v
		}
		if _, refers := one["$ref"]; refers {
			// Draft 7 ignores what stands beside a reference.
			one = form{"allOf": []form{one}}
		}
		one["description"] = key.About
		properties[key.Name] = one
		if key.Required {
			required = append(required, key.Name)
		}
	}
	s := form{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		s["required"] = required
	}
	return s
}

func scalar() form { return form{"type": []string{"string", "number", "boolean"}} }

func textForm() form     { return scalar() }
func dateTextForm() form { return scalar() }
func countForm() form    { return form{"type": "integer", "minimum": 0, "maximum": maxSkip} }
func truthForm() form    { return form{"type": "boolean"} }
func takeForm() form     { return form{"enum": []string{"first"}} }
func valueForm() form    { return form{"$ref": "#/definitions/value"} }
func whenForm() form     { return form{"$ref": "#/definitions/date"} }

func textsForm() form {
	return form{"anyOf": []form{scalar(), {"type": "array", "items": scalar()}}}
}

func codesForm() form {
	word := form{"enum": canBeLeftOut()}
	return form{"anyOf": []form{word, {"type": "array", "items": word}}}
}

func mapForm() form { return form{"type": "object", "additionalProperties": scalar()} }

func valuesForm() form { return form{"type": "array", "minItems": 1, "items": valueForm()} }

func betweenForm() form {
	return form{"type": "array", "minItems": 2, "maxItems": 2, "items": whenForm()}
}

func tableForm() form {
	return form{"anyOf": []form{{"type": []string{"string", "number"}, "pattern": tableName.String()}, objectForm(tableKeys())}}
}

func onForm() form { return form{"anyOf": []form{scalar(), mapForm()}} }

func named(inner form) form {
	return form{"type": "object", "propertyNames": form{"pattern": ownName.String()}, "additionalProperties": inner}
}

func joinsForm() form { return named(objectForm(joinKeys())) }
func letForm() form   { return named(valueForm()) }

func qualifiersForm() form { return named(valueForm()) }

func partForm(keys func() Keys) func() form { return func() form { return objectForm(keys()) } }

func listForm(keys func() Keys) func() form {
	return func() form { return form{"type": "array", "minItems": 1, "items": objectForm(keys())} }
}

func validForm() form { return form{"anyOf": []form{scalar(), objectForm(spanKeys())}} }

// oneBegin demands exactly one of the keys that a value begins with.
func oneBegin(keys ...string) []form {
	var all []form
	for _, key := range keys {
		all = append(all, form{"required": []string{key}})
	}
	return all
}

func anyValue() form {
	object := objectForm(valueKeys())
	object["oneOf"] = oneBegin("column", "text", "id", "expr", "first", "flags")
	object["dependencies"] = form{"otherwise": []string{"map"}}
	return form{"anyOf": []form{scalar(), object, valuesForm()}}
}

func anyDate() form {
	object := objectForm(dateKeys())
	object["anyOf"] = oneBegin("column", "text", "id", "expr", "first", "flags", "year", "between")
	return form{"anyOf": []form{scalar(), object, valuesForm()}}
}
