package graph

import (
	"log/slog"

	"entente/graph/generated/reference"
	"entente/internal/execute"
	"entente/internal/store"
)

// NewGeneratedHandler is NewHandler with the executor that gqlgen generates: what the breadth-first one is measured against.
func NewGeneratedHandler(reader store.Reader, limits Limits, log *slog.Logger) *Handler {
	resolver := NewResolver(reader)
	executor := execute.WithBranch(reference.NewExecutableSchema(reference.Config{Resolvers: resolver}), branches(execute.Options{}))
	return newHandler(resolver, executor, limits, log)
}
