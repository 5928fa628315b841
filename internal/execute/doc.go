// Package execute is a breadth-first executor for GraphQL queries that implements gqlgen's graphql.ExecutableSchema.
//
// gqlgen's generated executor resolves an answer depth first: with a goroutine for each element of a list, a context for each
// field, and a call of the store for each parent. This one resolves a field of all parents of a level with one call of the
// resolver. Everything else is gqlgen's: the schema, binding, parsing, validation, extensions. A program does not link
// gqlgen's own executor. Subscriptions are not supported.
//
// # Use
//
// Resolvers are gqlgen's batch resolvers (resolver.batch.enabled in gqlgen.yml). The command in the folder generate runs gqlgen
// with a plugin that writes a Table beside the generated code. Then
//
//	executor, err := execute.New(generated.Schema(), generated.NewTable(cfg), execute.Options{})
//	server := handler.New(executor)
//	server.AddTransport(execute.HTTP{})
//
// Resolvers may implement optional interfaces, which the plugin generates and the compiler checks: one by which the fields of an
// interface are resolved for all its types in one call (XFieldsRoot), and one by which a root field is resolved for several sets
// of arguments, given under different aliases, at once (QueryXBatch). An argument of root fields may hold for all fields below
// them: see Branch.
//
// # How it works
//
// Start at executor.go. An operation is inspected once (operation.go) and planned once for each combination of its conditions
// (plan.go, collect.go); plans are cached (cache.go). A run (run.go) proceeds in steps (step.go, expand.go). Each step reads the plain fields of all
// new objects; objects of one type under one selection set share a frame (frame.go, sink.go). Fields that have a resolver become
// jobs, equal jobs share a call, and the calls of a step run concurrently (job.go, call.go, arguments.go, branch.go). When no
// calls are left, errors get their paths (fail.go, path.go), nulls propagate (null.go), and the answer is written into one buffer
// (write.go, buffer.go, check.go), which the transport sends unchanged (transport.go, request.go, status.go, lease.go). Sections
// in comments are those of the GraphQL specification, October 2021.
//
// # What is different for resolvers and middleware
//
// Field middleware (AroundFields) runs once for each call, not for each field of an object, and not for fields without a resolver;
// AroundRootFields does not run. That suits traces and metrics. Authorization must not be done there, but where the resolvers read
// their data. The result that a middleware returns is ignored, its error is not.
//
// The field context of a call has no parent, index or result, since it stands for many objects; its Object is the interface if
// calls are joined. graphql.MarkNonNull has no effect. Resolvers never get nil parents.
//
// # Where it differs from the generated executor
//
// Data are equal to the byte, and errors in message and path, except for these, where it follows the specification:
//
//   - A number that is not finite, in a position that must not be null, propagates its null; gqlgen writes null there.
//   - An error of a scalar in a list has the element's index in its path.
//   - A marshaler or a nil pointer in an interface that gives null where the schema forbids it is an error; gqlgen accepts some.
//   - Fields reached through two unrelated interfaces are merged; gqlgen drops the second's selections.
//   - gqlgen passes nil parents to batch resolvers, which seldom expect them.
//   - What @defer defers is part of the answer.
//   - Of the possible types of an interface introspection names objects alone.
package execute
