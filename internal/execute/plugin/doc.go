// Package plugin is the gqlgen plugin that generates the table of the executor in the package above: for each field of each type
// of the schema, how it is read and how it is written.
//
// gqlgen has bound each field of the schema to a Go field, method or resolver, and each scalar to a marshaler; the plugin
// generates closures that call these directly, so that nothing is looked up when a query runs. It rejects a schema with fields
// that it cannot serve exactly as the generated executor does, and names these fields.
//
// Start at Plugin; run it with the command in the folder generate beside this one. The files: plugin.go is what gqlgen calls,
// check.go what is rejected, table.go the file as a whole, field.go one field, leaf.go values, object.go objects, join.go and
// batch.go the optional interfaces by which resolvers take several fields at once.
package plugin
