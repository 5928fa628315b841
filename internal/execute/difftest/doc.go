// Package difftest holds one executor of a GraphQL schema against another: both are asked the same random questions, and must
// give the same data, to the byte, and the same errors, with the same paths.
//
// The questions are made of the schema alone, so it works with any; only sample values for scalars are the caller's. Start at
// Run in run.go; questions are made in question.go, selection.go and value.go.
package difftest
