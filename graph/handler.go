package graph

import (
	"context"
	"log/slog"
	"net/http"

	"entente/graph/generated"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
)

// NewHandler makes the endpoint: GraphQL over HTTP by GET and POST. Every transport and limit is named here; nothing is on by
// default.
func NewHandler(reader store.Reader, limits Limits, log *slog.Logger) http.Handler {
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: NewResolver(reader)}))
	server.AddTransport(transport.Options{AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodOptions}})
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	server.SetQueryCache(queryCache{lru.New[*ast.QueryDocument](maxCachedQueries)})
	server.SetParserTokenLimit(limits.Tokens)
	server.SetErrorPresenter(presenter(log))
	server.SetRecoverFunc(recoverer(log))
	server.Use(extension.Introspection{})
	server.Use(limits)
	server.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		return next(withRequest(ctx))
	})
	server.AroundResponses(boundErrors)
	return boundBody(server)
}

// The bounds of the cache of parsed queries. It is counted in entries, so entries have a size: 128 of at most 8 KiB are 1 MiB
// of text.
const (
	maxCachedQueries = 128
	maxCachedQuery   = 8 << 10
)

// queryCache keeps parsed queries, but no large ones: a distinct query costs fifty times its text.
type queryCache struct {
	graphql.Cache[*ast.QueryDocument]
}

// Add keeps a query that is small enough.
func (c queryCache) Add(ctx context.Context, query string, document *ast.QueryDocument) {
	if len(query) <= maxCachedQuery {
		c.Cache.Add(ctx, query, document)
	}
}
