// Package plugin is the gqlgen plugin that writes the table of the executor in the package above: for each field of each type
// of the schema, how it is read and how it is written.
//
// gqlgen has found out which Go field, method or resolver answers a field of the schema, and which marshaler writes a scalar;
// the plugin writes closures that do the same, without any of it being looked up when a query runs. A schema whose fields it
// cannot serve exactly as the generated executor does is refused, with the fields' names: nothing is left out in silence.
//
// Start at Plugin; run it with the command in the folder generate beside this one. The files: plugin.go is what gqlgen calls,
// check.go what is refused, table.go the file as a whole, field.go one field, leaf.go values, object.go objects, join.go and
// batch.go the optional interfaces by which resolvers take several fields at once.
package plugin
