// Package mapping says how the rows of a table become entities, statements, dates and evidence: the language of `mappings/NAME.yaml`, which
// docs/tables.md describes.
//
// Start at Parse, which reads a mapping, and Mapping.Open, which opens its table; a Run then gives what each row says as plain values of
// package input, with the keys of entities.yaml and statements.yaml. Package dataset checks and resolves these as it does those of YAML.
// Schema is the JSON Schema for editors, made of the same keys that Parse takes.
//
// What a mapping does not say is a problem that names the row and the column, and no guess: a cell is the text that the table has.
//
// From the top down: mapping.go has what a mapping consists of; keys.go its keys; decode.go reads them; value.go, template.go, when.go and
// expression.go evaluate a row; scope.go finds columns; run.go goes through the table, joined.go through the tables that it is joined to.
// Package table reads files.
package mapping
