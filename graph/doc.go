// Package graph resolves the GraphQL schema (schema.graphql) with batch calls of a store.
//
// Start at NewHandler, the endpoint, and at Resolver, the root of all resolvers. A resolver gets all parents of a level and calls
// the store once for them. What the arguments of fields mean is decided by package question. What many fields share has one place:
// request.go (what belongs to one request), page.go (lists and their cursors), ends.go (fields that follow links), ref.go (fields that take
// references), kinds.go (the fields of each kind), errors.go (which errors clients see), limits.go (which queries are rejected).
//
// Package generated has gqlgen's output, model the types that only GraphQL needs, scalar the dates.
package graph

//go:generate go -C .. run ./internal/execute/generate -reference graph/generated/reference
