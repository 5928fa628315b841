// Package graph resolves the GraphQL schema (schema.graphql) with batch calls of a store.
//
// Start at NewHandler, the endpoint, and at Resolver, the root of all resolvers. A resolver gets all parents of a level and calls
// the store once for them. What many fields share has one place: scope.go (which statements count), page.go (lists and their
// cursors), ends.go (fields that follow links), ref.go (references to entities), kinds.go (the fields of each kind), errors.go
// (which errors clients see), limits.go (which queries are rejected).
//
// Package generated has gqlgen's output, model the types that only GraphQL needs, scalar the dates.
package graph

//go:generate go -C .. run ./internal/execute/generate -reference graph/generated/reference
