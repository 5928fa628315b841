// Package graph answers GraphQL: it takes a question of the contract (schema.graphql) to batch calls on a store, and no more.
//
// Start at NewHandler, which is the endpoint, and at Resolver, which all resolvers hang on. A resolver takes all parents of a
// level at once and asks the store once for them. What is common to many fields stands in one place: scope.go (which
// statements count), page.go (lists and their cursors), ends.go (fields that follow links), kinds.go (which kind has which
// field), errors.go (what of an error is shown), limits.go (what is refused).
//
// generated holds gqlgen's output, model the types that only GraphQL needs, scalar the dates.
package graph

//go:generate go -C .. run ./internal/execute/generate
