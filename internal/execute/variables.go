package execute

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// Variables is an extension of a gqlgen server: it checks the values of variables (section 6.1.2, Coercing Variable Values) before
// gqlparser's validator.VariableValues does, which as of v2.5.64
//
//   - takes the name of an enum value in any case and leaves it as it is, so that resolvers see a value that there is not;
//   - takes a string for an Int or a Float, and, within lists and input objects, a number for a String, since json.Number is a string;
//   - says of a variable that must have a value and has none "must be defined", and not which;
//   - names 0 instead of the value that is no Int, and else the Go kind of a value instead of the value;
//   - takes the key __typename in any input object, and ignores a value for a variable that no operation declares.
//
// What is wrong is an error of the request, with the path to the value, beginning with "variable" as gqlparser's does.
type Variables struct {
	Schema *ast.Schema
	// Cache is the server's own: queries that it has are not parsed again. Tokens is the server's limit, 0 for none.
	Cache  graphql.Cache[*ast.QueryDocument]
	Tokens int
}

var _ graphql.OperationParameterMutator = Variables{}

// ExtensionName is the name of the extension in gqlgen.
func (Variables) ExtensionName() string { return "Variables" }

// Validate accepts any schema.
func (Variables) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters rejects a request with a wrong variable. It changes nothing. What is wrong with the query itself is reported
// later.
func (v Variables) MutateOperationParameters(ctx context.Context, request *graphql.RawParams) *gqlerror.Error {
	if len(request.Variables) == 0 && !strings.Contains(request.Query, "$") {
		return nil
	}
	document, ok := v.Cache.Get(ctx, request.Query)
	if !ok {
		var err error
		if document, err = parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, v.Tokens); err != nil {
			document = &ast.QueryDocument{} // the parser reports it later
		}
	}
	operation := document.Operations.ForName(request.OperationName)
	if operation == nil {
		return nil
	}
	if err := checkDeclared(document, request.Variables); err != nil {
		return err
	}
	for _, d := range operation.VariableDefinitions {
		value, given := request.Variables[d.Variable]
		if !given && d.Type.NonNull && d.DefaultValue == nil {
			return faultf("no value is given, which %s must have", d.Type).at(ast.PathName(d.Variable)).at(variablePath).error("$")
		}
		if !given {
			continue
		}
		if fault := (valueChecker{v.Schema}).check(d.Type, value); fault != nil {
			return fault.at(ast.PathName(d.Variable)).at(variablePath).error("$")
		}
	}
	return nil
}

// variablePath begins the path of an error about a variable.
const variablePath = ast.PathName("variable")

// checkDeclared returns an error for a variable that no operation of the document declares: the specification ignores it, and so whoever
// mistypes its name would get the answer to another question. Those of the document's other operations may be sent along.
func checkDeclared(document *ast.QueryDocument, variables map[string]any) *gqlerror.Error {
	var undeclared []string
	for name := range variables {
		if !slices.ContainsFunc(document.Operations, func(o *ast.OperationDefinition) bool { return o.VariableDefinitions.ForName(name) != nil }) {
			undeclared = append(undeclared, name)
		}
	}
	if undeclared == nil {
		return nil
	}
	var declared []string
	for _, operation := range document.Operations {
		for _, d := range operation.VariableDefinitions {
			declared = append(declared, d.Variable)
		}
	}
	return unknown(slices.Min(undeclared), declared, "no operation declares this variable").at(variablePath).error("$")
}

// valueChecker checks values against their input types.
type valueChecker struct{ schema *ast.Schema }

// check returns a fault if a value, decoded from JSON with numbers as json.Number, cannot be coerced to a type. It accepts any value of a
// type that the schema does not have, which validation reports, and of a scalar of the schema's own, which checks its values itself.
func (c valueChecker) check(t *ast.Type, value any) *valueFault {
	if value == nil {
		if t.NonNull {
			return faultf("null, which %s does not allow", t)
		}
		return nil
	}
	if t.Elem != nil {
		list, ok := value.([]any)
		if !ok {
			return c.check(t.Elem, value) // a list of one
		}
		for i, element := range list {
			if fault := c.check(t.Elem, element); fault != nil {
				return fault.at(ast.PathIndex(i))
			}
		}
		return nil
	}
	definition := c.schema.Types[t.NamedType]
	if definition == nil {
		return nil
	}
	switch definition.Kind {
	case ast.Enum:
		return c.enum(definition, value)
	case ast.InputObject:
		return c.object(definition, value)
	case ast.Scalar:
		return c.scalar(t.NamedType, value)
	}
	return nil
}

// enum accepts the names of an enum's values, in their case.
func (c valueChecker) enum(definition *ast.Definition, value any) *valueFault {
	name, ok := value.(string)
	if ok && definition.EnumValues.ForName(name) != nil {
		return nil
	}
	names := make([]string, len(definition.EnumValues))
	for i, v := range definition.EnumValues {
		names[i] = v.Name
	}
	return faultf("%s is no %s%s", shown(value), definition.Name, suggest(name, names))
}

// object checks the fields of an input object, in the order of the schema, and that it has no others.
func (c valueChecker) object(definition *ast.Definition, value any) *valueFault {
	fields, ok := value.(map[string]any)
	if !ok {
		return faultf("%s is no %s, which is an object", shown(value), definition.Name)
	}
	names := make([]string, len(definition.Fields))
	for i, f := range definition.Fields {
		names[i] = f.Name
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(names, name) {
			return unknown(name, names, definition.Name+" has no such field")
		}
	}
	for _, f := range definition.Fields {
		field, given := fields[f.Name]
		if !given && (!f.Type.NonNull || f.DefaultValue != nil) {
			continue
		}
		if !given {
			return faultf("the field %s of %s is missing in %s", f.Name, definition.Name, shown(value))
		}
		if fault := c.check(f.Type, field); fault != nil {
			return fault.at(ast.PathName(f.Name))
		}
	}
	return nil
}

// unknown is the fault of a name that is none of those that there are.
func unknown(name string, names []string, what string) *valueFault {
	return faultf("%s%s", what, suggest(name, names)).at(ast.PathName(name))
}

// scalar checks a value of a scalar that GraphQL defines (section 3.5).
func (c valueChecker) scalar(name string, value any) *valueFault {
	number, isNumber := value.(json.Number)
	_, isString := value.(string)
	switch name {
	case "Int":
		if _, err := strconv.ParseInt(number.String(), 10, 32); !isNumber || err != nil {
			return faultf("%s", shown(value)+noInt)
		}
	case "Float":
		if _, err := number.Float64(); !isNumber || err != nil {
			return faultf("%s is no Float, which is a number", shown(value))
		}
	case "String":
		if !isString {
			return faultf("%s is no String, which is a text in quotes", shown(value))
		}
	case "ID":
		if !isString && !(isNumber && !strings.ContainsAny(number.String(), ".eE")) {
			return faultf("%s is no ID, which is a text in quotes", shown(value))
		}
	case "Boolean":
		if _, ok := value.(bool); !ok {
			return faultf("%s is no Boolean, which is true or false", shown(value))
		}
	}
	return nil
}

func faultf(format string, args ...any) *valueFault {
	return &valueFault{text: fmt.Sprintf(format, args...)}
}

// noInt says what an Int is, after a value that is none.
const noInt = " is no Int, which is a whole number from -2147483648 to 2147483647"

// maxShown is how many code points of a value an error repeats.
const maxShown = 60

// Shown is a value as JSON, cut if it is long, for a message.
func Shown(value any) string { return shown(value) }

func shown(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return "a value"
	}
	if letters := []rune(string(text)); len(letters) > maxShown {
		return string(letters[:maxShown]) + "…"
	}
	return string(text)
}

// suggest is the end of a message that names the likeliest of some names, or "". Names of one letter are like all others.
func suggest(name string, names []string) string {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return "; did you mean " + n + "?"
		}
	}
	if len(name) < 2 || len(name) > maxShown {
		return ""
	}
	if likely := core.SuggestionList(name, names); len(likely) > 0 {
		return "; did you mean " + likely[0] + "?"
	}
	return ""
}

// CheckValues returns an error for the first value, decoded from JSON with numbers as json.Number, that is not of the type of the argument of
// its name, or is an empty text in an input object: for values that come by another way than in a query.
func CheckValues(schema *ast.Schema, arguments ast.ArgumentDefinitionList, values map[string]any) error {
	for _, d := range arguments {
		value, given := values[d.Name]
		if !given && !d.Type.NonNull {
			continue
		}
		fault := valueChecker{schema}.check(d.Type, value)
		if fault == nil {
			fault = argumentChecker{schema: schema, refuseEmpty: true}.find(d.Type, value)
		}
		if fault != nil {
			// The message begins with the path behind its first element.
			return errors.New(fault.at(ast.PathName(d.Name)).at(ast.PathName("")).error("").Message)
		}
	}
	return nil
}
