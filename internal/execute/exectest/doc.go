// Package exectest tests the executor over a schema of its own, with gqlgen's generated executor as the reference: random
// questions, faults of all kinds, limits, memory and speed. The schema is schema.graphql; its values are those of package world.
//
// Start at differential_test.go. The script mutants.sh above plants faults in the executor and demands that these tests find
// them.
package exectest

//go:generate go run ../generate
