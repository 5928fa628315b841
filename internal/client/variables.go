package client

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Variables are the values of a query's variables, by their names, as JSON.
type Variables map[string]json.RawMessage

// Variables types variables by the declarations of the operation. all is a JSON object of values, or "". Each word is NAME=VALUE, and goes before
// all: of a text, an id or an enumeration the value is what follows, of a number or a Boolean its literal, of an input object JSON. A list
// is one JSON array, or a word for each of its values. An error names the variable and says how it is written. didYouMean completes an error
// by the likely name of those that there are.
func (d *Document) Variables(all string, words []string, didYouMean func(name string, known []string) string) (Variables, error) {
	values := Variables{}
	if all != "" {
		if err := json.Unmarshal([]byte(all), &values); err != nil {
			return nil, fmt.Errorf(`the variables are no JSON object, as {"ref": "GE"}: %w`, err)
		}
	}
	lists := map[string][]json.RawMessage{}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		name = strings.TrimPrefix(name, "$")
		if !ok {
			return nil, fmt.Errorf("%q is no variable with its value; write NAME=VALUE", word)
		}
		declared := d.operation.VariableDefinitions.ForName(name)
		if declared == nil {
			return nil, d.undeclared(name, didYouMean)
		}
		typed, err := d.value(declared.Type, value)
		if err != nil {
			return nil, fmt.Errorf("$%s is %s: %w", name, declared.Type, err)
		}
		if declared.Type.Elem != nil && !isJSONOf(value, '[') {
			lists[name] = append(lists[name], typed)
			typed, err = json.Marshal(lists[name])
		}
		if err != nil {
			return nil, err
		}
		values[name] = typed
	}
	return values, d.checkRequired(values)
}

// undeclared says that the operation has no such variable, and which it has.
func (d *Document) undeclared(name string, didYouMean func(string, []string) string) error {
	var known []string
	for _, v := range d.operation.VariableDefinitions {
		known = append(known, v.Variable)
	}
	if known == nil {
		return fmt.Errorf("the query declares no variables, as query($%s: String!) { ... } would", name)
	}
	return fmt.Errorf("the query declares no variable $%s; it has $%s%s", name, strings.Join(known, ", $"), didYouMean(name, known))
}

// checkRequired checks that every variable that must have a value has one.
func (d *Document) checkRequired(values Variables) error {
	for _, v := range d.operation.VariableDefinitions {
		if _, given := values[v.Variable]; !given && v.Type.NonNull && v.DefaultValue == nil {
			return fmt.Errorf("the query needs $%s, which is %s: --var %[1]s=VALUE", v.Variable, v.Type)
		}
	}
	return nil
}

// value returns a word as a value of a type; of a list, one of its values, or all as a JSON array.
func (d *Document) value(t *ast.Type, word string) (json.RawMessage, error) {
	if t.Elem != nil {
		if isJSONOf(word, '[') {
			return json.RawMessage(word), nil
		}
		return d.value(t.Elem, word)
	}
	switch t.NamedType {
	case "Int":
		if _, err := strconv.ParseInt(word, 10, 32); err != nil {
			return nil, fmt.Errorf("%q is no whole number of 32 bits", word)
		}
		return json.RawMessage(word), nil
	case "Float":
		if _, ok := new(big.Float).SetString(word); !ok || !json.Valid([]byte(word)) {
			return nil, fmt.Errorf("%q is no number", word)
		}
		return json.RawMessage(word), nil
	case "Boolean":
		if word != "true" && word != "false" {
			return nil, fmt.Errorf("%q is neither true nor false", word)
		}
		return json.RawMessage(word), nil
	}
	definition := d.schema.Types[t.NamedType]
	if definition == nil {
		return json.Marshal(word)
	}
	switch definition.Kind {
	case ast.InputObject:
		if !isJSONOf(word, '{') {
			return nil, fmt.Errorf(`%q is no JSON object, as {"%s": ...}`, word, definition.Fields[0].Name)
		}
		return json.RawMessage(word), nil
	case ast.Enum:
		if definition.EnumValues.ForName(word) == nil {
			return nil, fmt.Errorf("%q is none of %s", word, strings.Join(enumNames(definition), ", "))
		}
	}
	return json.Marshal(word)
}

// isJSONOf reports whether a word is a JSON value that begins with a bracket.
func isJSONOf(word string, bracket byte) bool {
	word = strings.TrimSpace(word)
	return word != "" && word[0] == bracket && json.Valid([]byte(word))
}

func enumNames(definition *ast.Definition) []string {
	var names []string
	for _, v := range definition.EnumValues {
		names = append(names, v.Name)
	}
	slices.Sort(names)
	return names
}
