// Package exectest tests the executor on a schema of its own, with gqlgen's generated executor as the reference: random questions,
// errors of all kinds, limits, memory and speed. The schema is schema.graphql; its values are those of package world.
//
// Start at differential_test.go. The mutation test ../mutants.sh checks that these tests find faults in the executor.
package exectest

//go:generate go run ../generate
