// Package execute runs GraphQL queries breadth first, behind gqlgen's graphql.ExecutableSchema.
//
// gqlgen's generated executor walks an answer depth first: a goroutine for each element of a list, a context for each field, a
// call of the store for each parent. This one reads a field of all parents of a level at once and calls a resolver once for
// them. All else stays gqlgen's: the schema, binding, parsing, validation, extensions. gqlgen's own executor is not linked into a
// program that has none as its fallback (Options.Fallback), which mutations and subscriptions need.
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
// Resolvers may say more by optional interfaces, which the plugin writes and the compiler checks: that fields of an interface
// are resolved for all its types in one call (XFieldsRoot), and that a root field takes several sets of arguments, given under
// different aliases, at once (QueryXBatch). An argument of root fields may hold for all below them: see Branch.
//
// # How it works
//
// Start at executor.go. An operation is inspected once (operation.go) and planned once for each combination of its conditions
// (plan.go, collect.go); plans are kept in cache.go. A run (step.go) goes in steps. Each reads the plain fields of all objects
// that are there; objects of one type under one selection set lie in one frame (frame.go, sink.go). Fields that have a resolver
// become jobs, equal jobs share a call, and the calls of a step run side by side (job.go, call.go, arguments.go, branch.go).
// When there is nothing left to call, errors get their paths (fail.go, path.go), nulls go up to where they may stand (null.go),
// and the answer is written into one buffer (write.go, buffer.go, check.go), which the transport sends as it is (transport.go,
// request.go, status.go, lease.go). Sections named in comments are those of the GraphQL specification, October 2021.
//
// # What is different for resolvers and middleware
//
// Field middleware (AroundFields) runs once a call, not once a field of an object, and not at all for fields that have no
// resolver; AroundRootFields does not run. That is right for traces and metrics. Authorization must not be there: it belongs
// to what the resolvers read from. What a middleware returns as the result is ignored, its error is not.
//
// The field context of a call has no parent, index or result, since it stands for many objects; its Object is the interface
// where calls are joined. graphql.MarkNonNull has no effect. A resolver is never given nil parents.
//
// # Where it differs from the generated executor
//
// Data are equal to the byte, and errors in message and path, but for these, where it follows the specification:
//
//   - A number that is not finite, in a place that must not be null, propagates its null; gqlgen writes null there.
//   - An error of a scalar in a list has the element's index in its path.
//   - A marshaler or a nil pointer in an interface that gives null where the schema forbids it is an error; gqlgen lets some pass.
//   - Fields reached through two interfaces that do not know each other are merged; gqlgen drops the second's selections.
//   - gqlgen hands nil parents to batch resolvers, which seldom expect them.
//   - What @defer defers comes at once.
//   - Of the possible types of an interface introspection names objects alone.
package execute
