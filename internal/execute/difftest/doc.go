// Package difftest compares two executors of a GraphQL schema: both run the same random questions, and must return the same data,
// to the byte, and the same errors, with the same paths.
//
// The questions are generated from the schema alone, so it works with any; the caller provides only sample values for scalars.
// Start at Run in run.go; questions are generated in question.go, selection.go and value.go.
package difftest
