// Package graph resolves the GraphQL schema (schema.graphql) with batch calls of a store.
//
// Start at NewHandler, the endpoint, and at Resolver, the root of all resolvers. A resolver gets all parents of a level and calls
// the store once for them. What the arguments of fields mean is decided by package question. The files stand on floors, and call only
// what is on their own or below:
//
//   - the endpoint: handler.go, errors.go (which errors clients see), limits.go and cost.go (which queries are rejected)
//   - which resolver a type has: roots.go, and kinds.go for the kinds of entities
//   - root fields: query.go, ref.go (those that take references), search.go, explore.go
//   - fields: country.go, entity.go, statement.go, document.go, node.go
//   - lists of rows: lists.go, ends.go (the other ends of links), page.go (pages and cursors)
//   - look-ups in scope: resolver.go, request.go (what the fields of a request share), batch.go
//
// Package generated has gqlgen's output, model the types that only GraphQL needs, scalar the dates.
package graph

//go:generate go -C .. run ./internal/execute/generate -reference graph/generated/reference
